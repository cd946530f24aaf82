"""A part of a question, replaced by what a follow-up names: "and in Syria?", "what about Balwani?", "and women?"."""

import re

from qa.conversation.clauses import Clause, append, has_verb, join, read_clause
from qa.conversation.mentions import Mention, find_mentions, is_event, restore_case
from qa.conversation.recasting import ask_how_many
from qa.conversation.topic import Topic
from qa.conversation.topics import Topics
from qa.language.english.conversation import followups as english
from qa.language.english.world.kinds import PEOPLE_NOUNS
from qa.language.kind import Kind, is_place_name, is_plural
from qa.language.verb import base_of, is_base, is_past

_PREPOSED = re.compile(
    r"^(?P<prep>in|at|on|from|to|for|by|of|with|near|against|among|over|under|into|during|about|outside|inside|across)"
    r" (?P<what>.+)$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"^how (?P<much>many|much) (?P<what>.+)$", re.IGNORECASE)
_SHARED = re.compile(r"^how many (?P<rest>(?:were|are) [a-z]+(?: [a-z]+)?)$", re.IGNORECASE)
_OF_THEM = re.compile(r"of (?:them|those|these)", re.IGNORECASE)
_ADJECTIVE = re.compile(
    r"^how (?P<adjective>old|tall|rich|long|big|large|strong|far|fast|high|deep|heavy|bad)$", re.IGNORECASE
)
_SHARE = re.compile(r"^(how many of .+ (?:were|are)) [\w-]+\?$", re.IGNORECASE)
_BEING = frozenset(("is", "are", "was", "were"))
_OF_PERSONS = ("old", "tall", "rich")
_AND_BEHIND = re.compile(r"\s+and\s+(?:the\s+)?[A-Z][\w-]*")
_AND_BEFORE = re.compile(r"[A-Z][\w-]*\s+and\s+$")
_OWNER = re.compile(r"(?<!\w)(?:men|women|boys|girls|children|juniors?)[’']s?(?!\w)", re.IGNORECASE)
_WERE = re.compile(r"^(?:was|were) ")
_OF_EVENT = re.compile(r"\b(?P<place>[A-Z]\w+) (?P<event>[a-z]+)\b")
_OWNING = re.compile(r"(?:the )?(?:[A-Z][\w-]*)(?: [A-Z][\w-]*)*(?:[’']s|s[’'])(?= [a-z])")
_OWNED = re.compile(r"[’']s? [a-z]+\Z")
_NUMBERED = re.compile(r"(?P<name>[a-z].*?)(?:[ -](?P<roman>[IVXL]+)|[ -]?(?P<number>\d+))\Z", re.IGNORECASE)
_FEW = 3  # words of a part that follows without "and"
_SOURCELESS = frozenset(("whom", "who", "that", "it", "he", "she", "they"))


def is_part(words: str) -> bool:
    """Return whether words begin with a preposition, as "in Syria" does."""
    return _PREPOSED.match(words) is not None


def attribute(core: str, topic: Topic) -> str | None:
    """Return the question of a turn, asked of one source: "according to Reuters?"."""
    if (asked := english.SOURCE_ASKED.search(topic.question)) and english.SOURCE.fullmatch(core):
        at = "source" if asked["source"] else "named"
        return f"{topic.question[: asked.start(at)]}{core}{topic.question[asked.end(at) :]}"
    match = english.SAYING.match(core)
    if match is None or (match["sayer"] is None and has_verb(core)):
        return None
    source = match["source"] or match["sayer"] or match["by"]
    if source.lower() in _SOURCELESS:
        return None
    return append(english.ACCORDING.sub("", topic.question), f"according to {source}")


def count(core: str, topic: Topic, topics: Topics) -> str | None:
    """Return the question for the number of others: "how many women?", "how many of them?", "how many in Syria?"."""
    if (shared := _SHARED.match(core)) and (groups := topics.groups("")) and groups[0].plural:
        return f"How many of {groups[0].text} {shared['rest']}?"
    match = _COUNTED.match(core)
    if match is None or has_verb(match["what"]) or any(map(is_past, match["what"].split())):
        return None
    what, clause = match["what"], read_clause(topic.question)
    if _OF_THEM.fullmatch(what):
        groups = [one for one in topics.groups("") if one.plural or one.kind is Kind.GROUP]
        return f"How many of {groups[0].text}?" if groups else None
    if clause is None:
        return None
    if placed := _PREPOSED.match(what):
        counting = topic.question if clause.word == "how" else ask_how_many(topic.question)
        return _place(placed["prep"], placed["what"], counting or topic.question, sure=True)
    if clause.word == "who" and topic.stated and clause.verb.lower() in english.CONTESTS:  # who won, and how many seats
        does = "score" if what.split()[-1].lower() in english.SCORED else base_of(clause.verb.lower())
        return f"How {match['much']} {what} did {topic.stated} {does} in {clause.rest}?"
    counted = clause.word == "how" and clause.noun
    return join(f"How {match['much']} {what}", clause.verb, clause.rest) if counted else None


def describe(core: str, topics: Topics) -> str | None:
    """Return the question how old the person is, or how large the thing: "how old?"."""
    match = _ADJECTIVE.match(core)
    if match is None:
        return None
    adjective = match["adjective"].lower()
    found = topics.persons("he", "") if adjective in _OF_PERSONS else topics.things("")
    return f"How {adjective} is {found[0].text}?" if found else None


def change_state(core: str, topic: Topic, *, lead: bool) -> str | None:
    """Return the question of a turn with another participle: "and injured?" after "How many people were killed?"."""
    clause, word = read_clause(topic.question), _WERE.sub("", core.lower())
    if clause is None or " " in word or not (is_past(word) or word in english.STATES):
        return None
    counted = clause.word == "how" and "much" not in clause.asking.lower()
    if not (lead or counted):
        return None
    if not clause.aided and counted:
        bare = clause.rest and clause.rest.split()[0].lower() not in english.PREPOSITIONS  # what was fled, say
        rest = f"in {clause.rest}" if bare else clause.rest
        return join(clause.asking, word if word in english.INTRANSITIVE else f"were {word}", rest)
    aided = clause.verb.lower()
    words, place = clause.rest.split(), _find_done(clause.rest, aided)
    if place is None or (aided in _BEING and word in english.INTRANSITIVE):
        return None
    words[place] = base_of(word) if aided == "did" else word
    return join(clause.asking, clause.verb, *words)


def _find_done(rest: str, aided: str) -> int | None:
    """Return the place of the verb in what follows an auxiliary: of the participle, after "did" of the base form."""
    fits = is_base if aided == "did" else is_past
    return next((at for at, word in enumerate(rest.split()) if fits(word) and word.lower() != "been"), None)


def replace_part(core: str, topic: Topic, *, lead: bool) -> str | None:
    """Return the question of a turn with a place, a person or another name in it that a follow-up names.

    `lead` is whether the follow-up begins as such: "and Syria?". Without it, only a place or a person is one for sure.
    """
    question, core = topic.question, restore_case(core, (topic.reply,))
    if made := _continue_series(core, question):
        return made
    if match := _PREPOSED.match(core):
        return _place(match["prep"].lower(), match["what"], question, sure=lead)
    if (owner := _OWNER.search(question)) and _OWNER.fullmatch(core):  # "the men's final", "and women's?"
        return f"{question[: owner.start()]}{core}{question[owner.end() :]}"
    new = _read_name(core)
    if new is None or not (lead or _is_sure(new, core)):
        return None
    if new.name or _OWNED.search(core):
        if new.kind is Kind.PLACE and (made := _ask_whether(new, question)):
            return made
        clause = read_clause(question)
        if clause and clause.noun and not clause.noun.islower() and new.name and is_plural(core.split()[-1].lower()):
            return join(clause.asking[: -len(clause.noun)] + core, clause.verb, clause.rest)  # "and Americans?"
        if old := _counterpart(new, question, topic):
            return _swap(question, old, new.text if new.kind is Kind.PLACE else core)
    return _replace_noun(core, new, question, lead=lead)


def _replace_noun(core: str, new: Mention, question: str, *, lead: bool) -> str | None:
    """Return a question with another noun: "How many men fled?" and "and women?"; a place is added where none was."""
    if not new.name and (share := _SHARE.match(question)):  # "how many of them were foreigners", "and women?"
        return f"{share[1]} {core}?"
    clause = read_clause(question)
    rival = _rival(core, question, clause) if not new.name else None
    if rival:
        return _swap(question, rival, core)
    if not new.name and clause and clause.noun and len(core.split()) <= _FEW:  # "how many men", "and women?"
        noun = re.sub(r"^the ", "", core, flags=re.IGNORECASE)
        return join(clause.asking[: -len(clause.noun)] + noun, clause.verb, clause.rest)
    if lead and core.lower().startswith("the ") and (thing := _like(new, question)):
        return _swap(question, thing, core)
    return append(question, f"in {new.text}") if new.kind is Kind.PLACE else None


def _ask_whether(place: Mention, question: str) -> str | None:
    """Return "Did Sweden join NATO?" of "Which countries joined NATO?" and "and Sweden?"."""
    clause = read_clause(question)
    noun = clause.noun.lower().split()[-1:] if clause and clause.word in ("which", "what") else []
    if clause is None or not noun or noun[0] not in english.PLACES_ASKED:
        return None
    if not clause.aided:
        return join("Did", place.text, base_of(clause.verb), clause.rest)
    before = clause.asking.split()[0]
    prep = before.lower() if before.lower() in english.PREPOSITIONS else ""
    return join(clause.verb.capitalize(), clause.rest, prep, place.text) if prep else None


def _rival(core: str, question: str, clause: Clause | None) -> Mention | None:
    """Return the name that "and the conservatives?" takes the place of, typed without its capital.

    A group is no other thing to be counted: "How many seats did Labour win?" counts no people.
    """
    if clause is None or not clause.noun or not core.lower().startswith("the ") or not is_plural(core.split()[-1]):
        return None
    if clause.noun.split()[-1].lower() in PEOPLE_NOUNS or is_base(core.split()[-1]):
        return None
    named = next((one for one in _placed(question) if one.name and one.kind is not Kind.PLACE), None)
    return named or next(
        (one for one in _placed(question) if one.plural and question[one.start :].startswith("the ")), None
    )


def _like(new: Mention, question: str) -> Mention | None:
    """Return the noun of a question that another one takes the place of: "the franc" for "the dollar"."""
    clause = read_clause(question)
    verbless = clause.rest.lower() if clause and clause.verb.lower() in ("did", "does", "do") else ""
    nouns = [
        one
        for one in _placed(question)
        if not one.weak and question[one.start : one.end].lower().startswith("the ") and one.text.lower() != verbless
    ]
    parts = [one for one in nouns if not any(part.start == one.start and part.end < one.end for part in nouns)]
    near = [one for one in parts if one.kind is new.kind and not one.name]
    named = [one for one in parts if one.name and Kind.PERSON not in (one.kind, new.kind)]
    return next(iter((*near, *named)), None)


def _is_sure(new: Mention, core: str) -> bool:
    return new.name and ((new.kind is Kind.PLACE and len(core.split()) <= _FEW) or new.kind is Kind.PERSON)


def _continue_series(core: str, question: str) -> str | None:
    """Return a question about another one of a series that it names: "Artemis 2" for "Artemis 1", however typed."""
    match = _NUMBERED.match(core)
    if match is None:
        return None
    series = rf"(?<!\w)({re.escape(match['name'])}[ -]?)(?:\d+|(?<=[ -])[IVXL]+)(?!\w)"
    found = re.search(series, question, re.IGNORECASE)
    return (
        f"{question[: found.end(1)]}{(match['number'] or match['roman']).upper()}{question[found.end() :]}"
        if found
        else None
    )


def _read_name(core: str) -> Mention | None:
    """Return a part as a mention; a country has its capital, however it was typed."""
    lower = core.lower().removeprefix("the ")
    if is_place_name(lower):
        typed = core if any(map(str.isupper, core)) else core.upper() if len(lower) <= _FEW else core.title()
        return Mention(typed, Kind.PLACE, name=True)
    if (
        (numbered := _NUMBERED.match(core))
        and core[0].isupper()
        and (stem := _read_name(numbered["name"]))
        and stem.name
    ):
        return Mention(core, Kind.THING, name=True)  # "Artemis 1"
    before = "was "
    found = [one for one in find_mentions(before + core) if one.end == len(before) + len(core)]
    return found[-1] if found else None


def _placed(question: str) -> list[Mention]:
    return [one for one in find_mentions(question) if one.start >= 0]


def _word_before(one: Mention, question: str) -> str:
    return next(iter(question[: one.start].lower().split()[-1:]), "")


def _counterpart(new: Mention, question: str, topic: Topic) -> Mention | None:
    """Return the mention of the last question that a new name takes the place of."""
    asked = [one for one in _placed(question) if one.name]
    known = {(one.start, one.end): one.kind for one in topic.asked}
    kinds = {one: known.get((one.start, one.end), one.kind) for one in asked}
    same = [one for one in asked if kinds[one] is new.kind]
    if new.kind is Kind.PLACE:
        common = [one for one in _placed(question) if one.kind is Kind.PLACE and not (one.name or one.weak)]
        found = same or common or [one for one in asked if one.kind is Kind.UNKNOWN]
        return found[-1] if found else None
    return next(iter((*same, *(one for one in asked if kinds[one] is not Kind.PLACE))), None)


def _place(prep: str, what: str, question: str, *, sure: bool) -> str | None:
    """Put "in Syria" in the place of the phrase with the same preposition, or at the end."""
    new = _read_name(what)
    if new is None and not sure:
        return None
    shown = new.text if new and new.kind is Kind.PLACE and new.name else what
    asked = _placed(question)
    if prep == "of" and (owner := _OWNING.search(question)):  # "Who is the Fed's chairman?", "and of the ECB?"
        return f"{question[: owner.start()]}{shown}'s{question[owner.end() :]}"
    same = [one for one in asked if _word_before(one, question) == prep]
    if new is not None and new.kind is Kind.PLACE and (found := _find_event_place(question)):
        return f"{question[: found.start('place')]}{shown}{question[found.end('place') :]}"
    if prep in ("in", "at") and new is not None:
        near = [one for one in asked if _word_before(one, question) in ("in", "at", "of")]
        places = [one for one in near if one.kind is Kind.PLACE and one.name == new.name]
        same = places or [one for one in same if one.kind in (new.kind, Kind.PLACE, Kind.UNKNOWN)]
    return _swap(question, same[-1], shown) if same else append(question, f"{prep} {shown}")


def _find_event_place(question: str) -> re.Match[str] | None:
    """Return the place in "the Turkey earthquake", which another one takes the place of."""
    found = _OF_EVENT.finditer(question)
    return next((one for one in found if is_place_name(one["place"].lower()) and is_event(one["event"])), None)


def _swap(question: str, old: Mention, new: str) -> str:
    """Return a question with another name; "Turkey and Syria" is replaced as a whole."""
    start, end = old.start, old.end
    if joined := _AND_BEHIND.match(question[end:]):
        end += joined.end()
    elif joined := _AND_BEFORE.search(question[:start]):
        start = joined.start()
    return f"{question[:start]}{new}{question[end:]}"
