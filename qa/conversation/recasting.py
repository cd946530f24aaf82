"""A question asked in another way: with another question word, or as the statement that it takes for granted."""

import re
from itertools import pairwise

from qa.conversation.clauses import Clause, join, read_clause
from qa.language.english.conversation import followups as english
from qa.language.english.world.kinds import PEOPLE_NOUNS
from qa.language.kind import is_plural
from qa.language.verb import base_of, is_base, is_past, participle_of, past_of, past_of_participle

_BEING = frozenset(("is", "are", "was", "were"))
_PLACED = re.compile(r" (?:in|at|on|to|into|from|during|after|before|since|as)\s", re.IGNORECASE)
_COUNT = re.compile(
    r"^.*?\b(?:\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|dozens of|hundreds of)(?: |$)", re.IGNORECASE
)
_DID_IT = re.compile(r"^who (?P<verb>\w+) (?:it|that|this)[ ?!.]*$", re.IGNORECASE)
_ANY = re.compile(r"^(?:the|any|some) ", re.IGNORECASE)
_ARTICLES = frozenset(("the", "a", "an"))
_DOING = frozenset(("did", "does", "do"))
_PLURAL = {"was": "were", "is": "are"}
_SINGULAR = {"were": "was", "are": "is"}


def recast(question: str, asking: str, short: str | None = None) -> str | None:
    """Return a question with another question phrase: "when" makes "When did the YPG liberate Kobane?" of "Who ...?".

    `short` is the answer to the question, which takes the place of what it asked for. None where that is not possible.
    """
    clause = read_clause(question)
    if clause is None:
        return None
    wh = _capitalise(asking)
    if short and short.lower() in question.lower():
        short = None  # it answers nothing
    if not clause.aided:
        return _recast_subject(clause, wh, short)
    if clause.word == "what" and (acted := _act(clause.rest, short)) is not None:
        return join(wh, clause.verb.lower(), acted) if acted else None
    if clause.word in ("who", "whom", "what", "which", "whose") or clause.noun:
        return None if _lacks_object(clause, short) else _recast_noun(clause, wh, short)
    return f"{wh} {clause.verb.lower()} {clause.rest}?" if clause.rest else None


def _recast_subject(clause: Clause, wh: str, short: str | None) -> str | None:
    """Recast "who liberated Kobane" and "how many people died in Liberia"; None where it would be bad English."""
    if clause.verb.lower() in ("happened", "occurred"):
        return join(wh, "did it happen", clause.rest) if wh != "Who" else join("Who did it", clause.rest)
    subject = short if clause.word != "how" else clause.noun
    if subject:
        return join(wh, "did", subject, base_of(clause.verb), clause.rest)
    if clause.noun:
        return join(wh, "did", f"the {clause.noun}", base_of(clause.verb), clause.rest)
    first = clause.rest.split(" ", 1)[0].lower()
    if clause.rest.lower() in english.OBJECT:
        return None  # "who replaced her", with nobody known whom that means
    if clause.rest and first not in english.PREPOSITIONS:
        thing, place = _split_object(clause.rest)
        return join(wh, agree("was", thing), thing, participle_of(clause.verb), place)
    return join(wh, "did", english.SOMEONE, base_of(clause.verb), clause.rest) if clause.rest else None


def _split_object(words: str) -> tuple[str, str]:
    """Return the object of a verb, and where or when that was: "the World Cup" and "in 2014"."""
    found = _PLACED.search(words)
    return (words[: found.start()], words[found.start() + 1 :]) if found else (words, "")


def _recast_noun(clause: Clause, wh: str, short: str | None) -> str | None:
    """Recast "what did the WHO declare", "how many buildings were destroyed" and "who is the mayor"."""
    verb = clause.verb.lower()
    if verb == "is" and clause.word == "who" and wh == "Since when" and clause.rest.lower().startswith("the "):
        return join(wh, "has", short or clause.rest, "been", clause.rest if short else "in office")
    if verb in ("is", "are") and clause.word in ("who", "what") and short and wh in ("When", "Where"):
        return join("Where", verb, short) if wh == "Where" else join("When did", short, "become", clause.rest)
    first, _, _ = clause.asking.lower().partition(" ")
    if first in english.PREPOSITIONS:  # "on which comet did Philae land"
        return join(wh, verb, clause.rest, f"{first} {short}" if short else "")
    if verb in _BEING or (clause.word == "who" and verb not in _DOING):
        return _recast_being(clause, wh, short)
    if clause.word == "how" and clause.rest.lower().startswith("not "):  # "how many bundles did not arrive"
        return join(wh, verb, f"the {clause.noun}", clause.rest)
    return join(wh, verb, _insert_object(clause.rest, _object_of(clause, short)))


def _act(rest: str, short: str | None) -> str | None:
    """Return what follows "did" with what was done for "do": "the bank give up" of "the bank do" and "gave up".

    None where it was not asked what somebody did; an empty text where the answer does not begin with a verb.
    """
    parts = _split(rest)
    if parts is None or parts[1].lower() != "do":
        return None
    first, _, others = (short or "").partition(" ")
    return " ".join(filter(None, (parts[0], base_of(first), others, parts[2]))) if is_past(first) else ""


def _recast_being(clause: Clause, wh: str, short: str | None) -> str | None:
    """Recast "what was stolen" and "what was the temperature"; None where nobody is known who was it."""
    verb, done = clause.verb.lower(), is_past(clause.rest.split(" ", 1)[0])
    if clause.word == "what" and not (clause.noun or done) and (short is None or short[:1].isdigit()):
        return join(wh, verb, clause.rest, short or "")
    if clause.word == "who" and verb in _BEING and not (done or short):
        return None
    found = clause.noun if clause.word == "how" else short
    subject = found or (f"the {clause.noun}" if clause.noun else english.SOMEONE if clause.word == "who" else "it")
    return join(wh, agree(verb, subject) if found is short else verb, subject, clause.rest)


def _lacks_object(clause: Clause, short: str | None) -> bool:
    """Return whether nothing is known to take the place of what a question asked for: "Who did Keir Starmer beat?"."""
    if clause.verb.lower() not in _DOING or clause.word not in ("who", "whom", "what"):
        return False
    return not (short or clause.noun)


def agree(verb: str, subject: str) -> str:
    """Return a form of "be" in the number of its subject: "were" for "was" before "jewels"."""
    return (_PLURAL if _is_several(subject) else _SINGULAR).get(verb.lower(), verb)


def _is_several(subject: str) -> bool:
    words = subject.split()
    head = re.split(r" (?:of|from|in|at|on|for|with|who|that|which) |, ", f"{subject} ", maxsplit=1)[0].split()
    first = words[0].lower() if words else ""
    if " and " in f" {subject} " or (first[:1].isdigit() and first != "1") or (english.NUMBERS.get(first, 0) > 1):
        return True
    return bool(head) and head[-1].islower() and is_plural(head[-1])


def _object_of(clause: Clause, short: str | None) -> str:
    """Return what a question asked for, as an object: "bundles" of "how many bundles", else the answer."""
    if clause.word == "how":
        return "" if "much" in clause.asking.lower() else clause.noun
    if clause.word == "whose":
        return f"{short}'s {clause.noun}" if short else f"the {clause.noun}"
    return short or (f"the {clause.noun}" if clause.noun else "")


def _insert_object(rest: str, thing: str) -> str:
    """Return what follows "did" with the verb's object put in: "the US drop over Kobane" and "bundles"."""
    parts = _split(rest)
    return " ".join((parts[0], parts[1], thing, parts[2])) if parts and thing else rest


def _split(rest: str) -> tuple[str, str, str] | None:
    """Return the subject, the verb and the rest of what follows an auxiliary; None where no verb is known."""
    words = rest.split()
    pairs = list(enumerate(pairwise(words), start=1))
    known = (at for at, (before, one) in pairs if (is_base(one) or is_past(one)) and before.lower() not in _ARTICLES)
    behind = (at for at, (before, one) in pairs if before[:1].isupper() and one.islower())  # "Lorn Foods relabel"
    place = next(known, None) or next((at for at in behind if words[at] not in english.FUNCTION), None)
    return None if place is None else (" ".join(words[:place]), words[place], " ".join(words[place + 1 :]))


def ask_who(question: str, short: str | None = None) -> str | None:
    """Return a question that asks who: "Who did ...?" of a question for yes or no, else "By whom was ...?".

    `short` is the answer to the question, as what was done to it is asked for.
    """
    clause = read_clause(question)
    if clause is None or clause.word == "who":
        return None
    verb = clause.verb.lower()
    first, _, rest = clause.rest.partition(" ")
    if first.lower() in ("anyone", "someone", "anybody", "somebody") and rest:
        word, _, others = rest.partition(" ")
        return join("Who", past_of(word), others) if verb == "did" else join("Who", verb, rest)
    if verb in ("was", "were") and clause.aided and clause.rest:
        subject = clause.noun if clause.word in ("how", "which", "what") and clause.noun else ""
        if clause.word == "what" and not subject:
            subject = short or "it"
            verb = agree(verb, subject)
        return _ask_doer(f"{subject} {clause.rest}".strip()) or join("By whom", verb, subject, clause.rest)
    return None


def _ask_doer(passive: str) -> str | None:
    """Return "Who shot the mayor in Ostrava?" of "the mayor shot in Ostrava"; None where no participle is told."""
    words = passive.split()
    place = next((at for at, word in enumerate(words) if at and is_past(word) and word.lower() != "been"), None)
    if place is None or words[0].lower() == "it":
        return None
    return join("Who", past_of_participle(words[place]), " ".join(words[:place]), " ".join(words[place + 1 :]))


def ask_who_did(message: str, question: str) -> str | None:
    """Return "Who declared Liberia free?" for "Who declared it?" after a question whether, when or why that was."""
    match, clause = _DID_IT.match(message), read_clause(question)
    if match is None or clause is None or not is_past(match["verb"]):
        return None
    past, verb = match["verb"].lower(), clause.verb.lower()
    if verb == past and not clause.aided and clause.word == "who":
        return question
    if verb in _DOING and (parts := _split(clause.rest)) and parts[1].lower() == base_of(past):
        return join("Who", past, parts[2]) if parts[2] and clause.word not in ("what", "which", "who") else None
    words = clause.rest.split()
    place = next((at for at, word in enumerate(words) if word.lower() == participle_of(past)), 0)
    if verb in _BEING and place:
        return join("Who", past, *words[:place], *words[place + 1 :])
    said = state(question) if past in english.TELLING and clause.asking else None
    return f"Who {past} that {said}?" if said else None


def ask_how_many(question: str, short: str | None = None) -> str | None:
    """Return a question that asks how many: of "Were civilians killed?", "How many civilians were killed?".

    `short` is the answer to the question: those that "What did the US drop?" asked for are counted.
    """
    clause = read_clause(question)
    if clause is None or not clause.aided:
        return None
    verb = clause.verb.lower()
    if clause.word in ("what", "which", "who", "whom") and verb in _DOING:
        return join("How many", short, verb, clause.rest) if short and short.islower() and _is_several(short) else None
    noun = _ANY.sub("", clause.rest.removeprefix("there "))
    if verb in _BEING and clause.rest.startswith("there "):
        first, _, rest = noun.partition(" ")
        return join("How many", first, verb, "there", rest)
    parts = _split(noun)
    if parts is None or verb not in {"did", *_BEING}:
        return None
    subject, word, rest = _COUNT.sub("", parts[0]), parts[1], parts[2]
    if not subject or (verb == "did" and subject[:1].isupper()):
        return None
    if verb == "did" and rest and rest.split(" ", 1)[0].lower() not in english.PREPOSITIONS:
        return None  # the number may be that of the object
    return join("How many", subject, past_of(word) if verb == "did" else f"{verb} {word}", rest)


def describe_counted(question: str) -> str | None:
    """Return those that a question counts: "the people who died in Liberia" of "How many people died in Liberia?"."""
    clause = read_clause(question)
    if clause is None or clause.word not in ("how", "which", "what"):
        return None
    noun = (clause.noun or _counts_people(clause)).removeprefix("of ").removeprefix("the ")
    if not noun:
        return None
    head = noun.split(" in ")[0].split(" of ")[0].split()[-1].lower()
    people = head in PEOPLE_NOUNS
    if not (people or is_plural(head)):
        return None
    described = _describe_by_verb(clause, "who" if people else "that", "whom" if people else "that")
    return f"the {noun} {described}".strip()


def _counts_people(clause: Clause) -> str:
    """Return "people" where a question counts those who died without saying what they are; else nothing."""
    done = clause.rest.split(" ", 1)[0] if clause.aided else clause.verb
    return "people" if clause.asking.lower() == "how many" and done.lower() in english.NEEDED else ""


def _describe_by_verb(clause: Clause, subject: str, thing: str) -> str:
    """Return what a question says of those that it counts, with the pronouns for them as `subject` and as object."""
    if not clause.aided:
        return f"{subject} {clause.verb} {clause.rest}"
    verb, (first, _, behind) = clause.verb.lower(), clause.rest.partition(" ")
    if verb in ("have", "has", "had") and first == "been":
        return behind
    if verb in _BEING:
        return clause.rest if first and is_past(first) else ""
    parts = _split(clause.rest) if verb == "did" else None
    return f"{thing} {parts[0]} {past_of(parts[1])} {parts[2]}" if parts else ""


def state(question: str, short: str | None = None) -> str | None:
    """Return the event that a question asks about, as a statement; None where it asks about none."""
    clause = read_clause(question)
    if clause is None:
        return None
    if not clause.aided:
        return _state_subject(clause, short)
    verb, words = clause.verb.lower(), clause.rest.split()
    while words and words[-1].lower() in english.PREPOSITIONS:
        words.pop()
    parts = _split(" ".join(words))
    if parts is None or clause.word not in ("when", "where", "why", "how", ""):
        return None
    subject, word, rest = parts
    if verb == "did" and is_base(word):
        return f"{subject} {past_of(word)} {rest}".strip()
    return f"{subject} {verb} {word} {rest}".strip() if verb in ("was", "were") and is_past(word) else None


def _state_subject(clause: Clause, short: str | None) -> str | None:
    if clause.verb.lower() in ("happened", "occurred"):
        return None
    subject = clause.noun if clause.word == "how" else short
    if subject:
        return f"{subject} {clause.verb} {clause.rest}".strip()
    if not clause.rest or clause.rest.lower() in english.OBJECT:
        return None
    thing, place = _split_object(clause.rest)
    return f"{thing} {agree('was', thing)} {participle_of(clause.verb)} {place}".strip()


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]
