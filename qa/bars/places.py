"""Answers from a sentence or a clause about another place, or about the bridge or the ship of another name."""

import re
from collections.abc import Iterator

from qa.bars.proposal import Proposal, words_of
from qa.language.english.bars import places as english
from qa.language.kind import is_place_name
from qa.question import Kind


def is_of_neighbour(one: Proposal) -> bool:
    """Return whether the sentence is about a place that the passage calls a neighbour, and not about that asked about.

    "In neighbouring Tarn" tells nothing of Holm.
    """
    forms = (english.PLACE_ASKED, english.BEFORE_NOUN)
    asked = words_of(" ".join(found["place"] for form in forms for found in form.finditer(one.asked)))
    near = words_of(" ".join(found["place"] for found in english.NEIGHBOUR.finditer(one.passage or one.sentence)))
    said = words_of(one.sentence)
    if not asked or near & words_of(one.asked) or words_of(one.text) <= near:
        return False
    return bool(near & said) and not asked & said


def is_of_another_building(one: Proposal) -> bool:
    """Return whether the sentence is about a bridge of another name than the one asked about, which the text names."""
    told = f"{one.before} {one.sentence}"
    said, around = words_of(told), words_of(f"{one.title} {one.passage}")
    kinds = {what for what, _ in _buildings(told)}
    named = [words_of(name) for what, name in _buildings(one.asked) if what in kinds]
    return any(not name & said and name & around for name in named)


def is_of_place_like_it(one: Proposal) -> bool:
    """Return whether the sentence is about a place that shares the first word with the one asked about: "Port Holm".

    Of one part of a longer name, as "Salt Lake County" of "Salt Lake City", nothing is known.
    """
    asked = {found["first"]: found["last"] for found in english.IN_TWO_WORDS.finditer(one.asked)}
    return any(
        found["last"] not in (last := asked.get(found["first"], found["last"]))
        and last not in one.sentence
        and found["last"] not in one.text
        for found in english.IN_TWO_WORDS.finditer(one.sentence)
    )


def is_of_place_of_other_clause(one: Proposal) -> bool:
    """Return whether a number or a day is in the clause of another place: "3 in Holm, while in Tarn it fell to 2"."""
    if one.kind not in (Kind.NUMBER, Kind.DATE):
        return False
    own = one.clause(english.CLAUSE_END)
    others = [place for found in english.PLACE.finditer(own) if not is_place_name((place := found["place"]).lower())]
    asked = {found["place"] for found in english.PLACE.finditer(one.asked)}
    return bool(others) and any(place in one.sentence and place not in own for place in asked)


def is_of_whole(one: Proposal) -> bool:
    """Return whether a number is that of several places, and the one asked about has its own: "nine in Holm"."""
    if one.kind is not Kind.NUMBER:
        return False
    for asked in english.PLACE.finditer(one.asked):
        own = english.OWN_NUMBER.format(place=re.escape(asked["place"]))
        spans = [found.span("number") for found in re.finditer(own, one.sentence)]
        if spans and not any(first <= one.start < last for first, last in spans):
            return True
    return False


def is_of_like_name(one: Proposal) -> bool:
    """Return whether the text before tells of the Morning Solveig last, and the Evening Solveig is asked about."""
    near = f"{one.before} {one.sentence}"
    absent = [asked for asked in _told_apart(one.asked) if asked.group() not in near]
    if not absent:
        return False
    told = {found["last"]: found["first"] for found in _told_apart(f"{one.title}. {one.lead}{one.head}")}
    return any(told.get(asked["last"], asked["first"]) != asked["first"] for asked in absent)


def _told_apart(text: str) -> Iterator[re.Match[str]]:
    """Yield the names that their first word tells apart, and no part of a longer name, as in "Holm East Airport"."""
    for found in english.TOLD_APART.finditer(text):
        if not english.NAME_GOES_BEFORE.search(text, 0, found.start()):
            yield found


def is_of_other_side_of_place(one: Proposal) -> bool:
    """Return whether the sentence is about Holm West where Holm East is asked about."""
    return names_other_side(one.asked, one.sentence)


def names_other_side(question: str, text: str) -> bool:
    """Return whether a text names the other side of a place that a question names, and not that of the question."""
    asked, said = _sides(question), _sides(text)
    return any(place in said and side not in said[place] for place, (side, *_) in asked.items())


def _sides(text: str) -> dict[str, list[str]]:
    """Return the sides that a text names of each place."""
    found: dict[str, list[str]] = {}
    for one in english.SIDES.finditer(text):
        found.setdefault(one["of"] or one["name"], []).append(one["side"] or one["part"])
    return found


def _buildings(text: str) -> Iterator[tuple[str, str]]:
    """Yield each bridge or the like of a text, as its noun and its name."""
    for form in english.NAMED_BUILDING:
        yield from ((found["what"].lower(), found["name"]) for found in form.finditer(text))
