"""Answers from a sentence about the place next door, or about the bridge or the dam of another name."""

from collections.abc import Iterator

from qa.bars.proposal import Proposal
from qa.language.english.bars import places as english


def is_of_neighbour(one: Proposal) -> bool:
    """Return whether the sentence is about a place that the passage calls a neighbour, and not about that asked about.

    "In neighbouring Tarn" tells nothing of Holm.
    """
    forms = (english.PLACE_ASKED, english.BEFORE_NOUN)
    asked = {found["place"] for form in forms for found in form.finditer(one.asked)}
    around = one.passage or one.sentence
    neighbours = {found["place"] for found in english.NEIGHBOUR.finditer(around)} - asked
    if not asked or one.text in neighbours or any(place in one.asked for place in neighbours):
        return False
    return any(place in one.sentence for place in neighbours) and not any(place in one.sentence for place in asked)


def is_of_another_building(one: Proposal) -> bool:
    """Return whether the sentence is about a bridge of another name than the one asked about, which the text names."""
    told = f"{one.before} {one.sentence}"
    said = list(_buildings(told))
    for what, name in _buildings(one.asked):
        others = {other for thing, other in said if thing == what}
        if others and name not in told and name in f"{one.title} {one.passage}":
            return True
    return False


def is_of_other_side_of_place(one: Proposal) -> bool:
    """Return whether the sentence is about Holm West where Holm East is asked about."""
    return names_other_side(one.asked, one.sentence)


def names_other_side(question: str, text: str) -> bool:
    """Return whether a text names the other side of a place that a question names, and not that of the question."""
    asked, said = _sides(question), _sides(text)
    return any(place in said and side not in said[place] for place, (side, *_) in asked.items())


def _sides(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in _places_of(text):
        found.setdefault(one[0], []).append(one[1])
    return found


def _places_of(text: str) -> Iterator[tuple[str, str]]:
    for found in english.SIDES.finditer(text):
        yield (found["of"] or found["name"], found["side"] or found["part"])


def _buildings(text: str) -> Iterator[tuple[str, str]]:
    """Yield each bridge or the like of a text, as its noun and its name."""
    for form in english.NAMED_BUILDING:
        yield from ((found["what"].lower(), found["name"]) for found in form.finditer(text))
