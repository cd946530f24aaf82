"""What a question is about besides its names: the event that it speaks of, and whoever it asks for."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.conversation.clauses import Clause, read_clause
from qa.conversation.mentions import Mention, is_event
from qa.language.english.conversation import events as english
from qa.language.english.conversation.followups import OBJECT
from qa.language.kind import Kind

PERSON_WHO = "the person who"
_ROLE = re.compile(r"^(?:\w+ )?as (?P<role>(?:the )?[a-z][\w-]*(?: [a-z][\w-]*)* of [^?]+)$")
_NAMED = re.compile(r"^(?:the )?[a-z][\w-]*(?: [a-z][\w-]*)* of [^?]+$")
_OWNED = re.compile(r"^(?:the )?[A-Z][^?]*[’']s? [a-z][\w-]*(?: [a-z][\w-]*)*$")
_SCENE = re.compile(r"\b(?:from|at) ((?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)")
_BEING = frozenset(("is", "are", "was", "were"))


def happens_to_it(message: str) -> bool:
    """Return whether "it" of a message starts, ends or is completed, as an event does and no place does."""
    return english.EVENT_IT.search(message) is not None


def find_event(question: str, asked: tuple[Mention, ...]) -> Mention | None:
    """Return the event of a question: "the strike", or "the purchase of Activision" of "Who bought Activision?"."""
    if named := next((one for one in asked if is_event(one.text) and not one.weak), None):
        return named
    clause = read_clause(question)
    found = english.DONE.search(question)
    if clause is None or found is None:
        return None
    noun, behind = english.DEEDS[found[1].lower()], question[found.end() :]
    thing = next((one for one in asked if one.start >= found.end() and one.name), None)
    if clause.asking and thing is None and behind.strip(english.MARKS):
        return None
    passive = clause.verb.lower() in ("was", "were")
    if thing is None:  # "When did Notre-Dame reopen?": what did it is what it happened to
        thing = next((one for one in reversed(asked) if one.name and 0 <= one.start < found.start()), None)
        return (
            Mention(f"the {noun} of {thing.text}", Kind.THING)
            if thing and (passive or noun in english.OF_DOER)
            else None
        )
    return Mention(f"the {noun} of {thing.text}", Kind.THING)


def describe_asked(question: str, *, several: bool) -> Mention | None:
    """Return whoever a question asks for by what it says: "the mayor of Saltmere", "those who bought Activision"."""
    clause = read_clause(question)
    if clause is None or clause.word != "who":
        return None
    role = None if several else _find_role(clause)
    if role is None and (clause.aided or clause.rest.split(" ", 1)[0].lower() in OBJECT):
        return None
    lead = "those who" if several else PERSON_WHO
    text = role or f"{lead} {clause.verb.lower()} {clause.rest}"
    return Mention(text, Kind.GROUP if several else Kind.PERSON, plural=several)


def _find_role(clause: Clause) -> str | None:
    """Return the office of whom a question asks for: "who resigned as mayor of Saltmere", "who is the mayor of it"."""
    if clause.verb.lower() in (*_BEING, "became", "becomes"):
        rest = english.NOW.sub("", english.MADE.sub("", clause.rest))
        found = rest if _NAMED.match(rest) or _OWNED.match(rest) else None
    else:
        match = _ROLE.match(clause.rest if clause.rest.startswith("as ") else "")
        found = match["role"] if match else None
    return found if found is None or found.startswith("the ") or _OWNED.match(found) else f"the {found}"


def date_event(event: Mention, question: str, message: str) -> Mention:
    """Return an event that happens again and again with the year of its question: "the World Cup in 2022"."""
    year = english.YEARLY.search(event.text) and english.IN_YEAR.search(question)
    if not year or english.YEAR.search(f"{event.text} {message}"):
        return event
    return replace(event, text=f"{event.text} in {year[1]}")


def find_doers(message: str, question: str) -> Mention | None:
    """Return those who did what a question is about: "Have they been caught?" is of the thieves, not of the jewels."""
    if not english.OF_CULPRITS.search(message):
        return None
    noun = next((doers for doers, deed in english.CULPRITS.items() if deed.search(question)), None)
    if noun is None:
        return None
    place = _SCENE.search(question)
    return Mention(f"the {noun} at {place[1]}" if place else f"the {noun}", Kind.GROUP, plural=True)


def find_loot(message: str, answered: Sequence[Mention]) -> list[Mention]:
    """Return the things of an answer that a message asks the worth of: "How much are they worth?" is of no thieves."""
    fits = english.OF_LOOT.search(message) is not None
    return [one for one in answered if fits and one.kind is Kind.THING and one.plural]
