"""The parts of a question, and the same question with another question word: "Who won?" asked with "when"."""

import re
from dataclasses import dataclass

from qa.language.english import followups as english
from qa.language.english.kinds import PEOPLE_NOUNS
from qa.language.verb import base_of, is_base, is_past, participle_of, past_of

_AUXILIARY = re.compile(rf"{english.AUXILIARY}\Z", re.IGNORECASE)
_WH = re.compile(rf"{english.WH}\Z", re.IGNORECASE)
_END = " ?!.…"
_BEING = frozenset(("is", "are", "was", "were"))
_DOING = frozenset(("did", "does", "do"))
_NOUN_PHRASE = 6  # words of a phrase such as "how many Islamic State fighters"


@dataclass(frozen=True, slots=True)
class Clause:
    """A question in parts: `asking` is its question phrase, empty in a question for yes or no.

    `verb` is the auxiliary, or the verb itself where the question word is the subject: "who | liberated | Kobane".
    """

    asking: str
    verb: str
    rest: str

    @property
    def word(self) -> str:
        """Return the first question word, in lower case; empty where there is none."""
        words = self.asking.lower().split()
        return next((word for word in words if _WH.match(word)), "")

    @property
    def noun(self) -> str:
        """Return what the question phrase counts or chooses: "bundles" in "how many bundles"; empty for none."""
        words = self.asking.split()
        at = next((place for place, word in enumerate(words) if _WH.match(word)), len(words))
        skip = 2 if self.asking.lower().split()[at : at + 2] in (["how", "many"], ["how", "much"]) else 1
        if self.word in ("how", "which", "what", "whose") and (self.word != "how" or skip == 2):
            return " ".join(words[at + skip :])
        return ""

    @property
    def aided(self) -> bool:
        """Return whether its verb is an auxiliary."""
        return bool(_AUXILIARY.match(self.verb))


def read_clause(question: str) -> Clause | None:
    """Return the parts of a question; None where it has not the form of one."""
    words = question.rstrip(_END).split()
    if not words:
        return None
    if _AUXILIARY.match(words[0]):
        return Clause("", words[0], " ".join(words[1:]))
    at = next((place for place, word in enumerate(words[:3]) if _WH.match(word)), None)
    if at is None or (at and words[0].lower() not in english.PREPOSITIONS):
        return None
    end = _find_verb(words, at)
    if end is None:
        return None
    return Clause(" ".join(words[:end]), words[end], " ".join(words[end + 1 :]))


def _find_verb(words: list[str], wh: int) -> int | None:
    """Return the place of the verb after the question phrase that begins with the question word at `wh`."""
    word = words[wh].lower()
    after = wh + 1
    if word == "who" and after < len(words):
        return after
    for place in range(after, min(len(words), after + _NOUN_PHRASE)):
        if _AUXILIARY.match(words[place]) or (place > after and is_past(words[place])):
            return place
        if place == after and word in ("what", "which") and is_past(words[place]):
            return place
    return None


def recast(question: str, asking: str, short: str | None = None) -> str | None:
    """Return a question with another question phrase: "when" makes "When did the YPG liberate Kobane?" of "Who ...?".

    `short` is the answer to the question, which takes the place of what it asked for. None where that is not possible.
    """
    clause = read_clause(question)
    if clause is None:
        return None
    wh = _capitalise(asking)
    if not clause.aided:
        return _recast_subject(clause, wh, short)
    if clause.word in ("who", "whom", "what", "which", "whose") or clause.noun:
        return _recast_noun(clause, wh, short)
    return f"{wh} {clause.verb.lower()} {clause.rest}?" if clause.rest else None


def _recast_subject(clause: Clause, wh: str, short: str | None) -> str:
    """Recast "who liberated Kobane" and "how many people died in Liberia"."""
    if clause.verb.lower() in ("happened", "occurred"):
        return _join(wh, "did it happen", clause.rest) if wh != "Who" else _join("Who did it", clause.rest)
    subject = short if clause.word != "how" else clause.noun
    if subject:
        return _join(wh, "did", subject, base_of(clause.verb), clause.rest)
    if clause.noun:
        return _join(wh, "did", f"the {clause.noun}", base_of(clause.verb), clause.rest)
    first = clause.rest.split(" ", 1)[0].lower()
    if clause.rest and first not in english.PREPOSITIONS:
        return _join(wh, "was", clause.rest, participle_of(clause.verb))
    return _join(wh, "did", english.SOMEONE, base_of(clause.verb), clause.rest)


def _recast_noun(clause: Clause, wh: str, short: str | None) -> str:
    """Recast "what did the WHO declare", "how many buildings were destroyed" and "who is the mayor"."""
    verb = clause.verb.lower()
    counted = clause.word == "how"
    if verb in ("is", "are") and clause.word in ("who", "what") and short and wh in ("When", "Where"):
        return _join("Where", verb, short) if wh == "Where" else _join("When did", short, "become", clause.rest)
    if verb in _BEING or (clause.word == "who" and verb not in _DOING):
        subject = clause.noun if counted else (short or (f"the {clause.noun}" if clause.noun else english.SOMEONE))
        return _join(wh, verb, subject, clause.rest)
    if clause.word == "how" and "much" in clause.asking.lower():
        return _join(wh, verb, clause.rest)
    first, _, _ = clause.asking.partition(" ")
    if first.lower() in english.PREPOSITIONS:  # "on which comet did Philae land"
        return _join(wh, verb, clause.rest, f"{first.lower()} {short}" if short else "")
    thing = clause.noun if counted else (short or "")
    if clause.word == "whose":
        thing = f"{short}'s {clause.noun}" if short else f"the {clause.noun}"
    return _join(wh, verb, insert_object(clause.rest, thing))


def insert_object(rest: str, thing: str) -> str:
    """Return what follows "did" with the verb's object put in: "the US drop over Kobane" and "bundles"."""
    words = rest.split()
    if not thing:
        return rest
    for place, word in enumerate(words):
        if place and is_base(word) and words[place - 1].lower() not in ("the", "a", "an"):
            return " ".join((*words[: place + 1], thing, *words[place + 1 :]))
    return rest


def ask_who(question: str) -> str | None:
    """Return a question that asks who: "Who did ...?" of a question for yes or no, else "By whom was ...?"."""
    clause = read_clause(question)
    if clause is None or clause.word == "who":
        return None
    verb = clause.verb.lower()
    first, _, rest = clause.rest.partition(" ")
    if first.lower() in ("anyone", "someone", "anybody", "somebody") and rest:
        word, _, others = rest.partition(" ")
        return _join("Who", past_of(word), others) if verb == "did" else _join("Who", verb, rest)
    if verb in ("was", "were") and clause.aided and clause.rest:
        subject = clause.noun if clause.word in ("how", "which", "what") and clause.noun else ""
        return _join("By whom", verb, subject, clause.rest)
    return None


def ask_how_many(question: str) -> str | None:
    """Return a question that asks how many: of "Were civilians killed?", "How many civilians were killed?"."""
    clause = read_clause(question)
    if clause is None or not clause.aided:
        return None
    verb, words = clause.verb.lower(), clause.rest.split()
    if verb in _BEING and words[:1] == ["there"]:
        noun = " ".join(word for word in words[1:] if word not in ("any", "some"))
        return _join("How many", noun.split(" ")[0], verb, "there", *noun.split(" ")[1:]) if noun else None
    begun = words[1:] if words[:1] in (["the"], ["any"], ["some"]) else words
    place = next((at for at, word in enumerate(begun) if at and (is_past(word) or is_base(word))), None)
    if place is None:
        return None
    noun, rest = " ".join(begun[:place]), " ".join(begun[place + 1 :])
    if verb in _BEING:
        return _join("How many", noun, verb, begun[place], rest)
    return _join("How many", noun, past_of(begun[place]), rest) if verb == "did" else None


def describe_counted(question: str) -> str | None:
    """Return those that a question counts: "the people who died in Liberia" of "How many people died in Liberia?"."""
    clause = read_clause(question)
    if clause is None or not clause.noun or clause.word not in ("how", "which", "what"):
        return None
    noun = clause.noun.removeprefix("of ").removeprefix("the ")
    head = noun.split(" in ")[0].split(" of ")[0].split()[-1].lower()
    if not (head in PEOPLE_NOUNS or (head.endswith("s") and not head.endswith("ss"))):
        return None
    who = "who" if head in PEOPLE_NOUNS else "that"
    if not clause.aided:
        return f"the {noun} {who} {clause.verb} {clause.rest}".strip()
    if clause.verb.lower() in _BEING and clause.rest.split(" ")[0].lower() not in ("there", "the"):
        return f"the {noun} {clause.rest}".strip() if is_past(clause.rest.split(" ")[0] or "-") else f"the {noun}"
    if clause.verb.lower() in ("have", "has", "had") and clause.rest.split(" ")[0] == "been":
        return f"the {noun} {clause.rest.removeprefix('been').strip()}"
    words = clause.rest.split()
    at = next((at for at, word in enumerate(words) if at and is_base(word) and words[at - 1].lower() != "the"), None)
    if clause.verb.lower() == "did" and at:
        return f"the {noun} {who if who == 'that' else 'whom'} {' '.join(words[:at])} {past_of(words[at])} {' '.join(words[at + 1 :])}".strip()
    return f"the {noun}"


def _join(*parts: str) -> str:
    return " ".join(" ".join(part for part in parts if part).split()) + "?"


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]
