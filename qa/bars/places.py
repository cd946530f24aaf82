"""Answers from a sentence about the place next door, or about the bridge or the dam of another name."""

from collections.abc import Iterator

from qa.bars.proposal import Proposal, words_of
from qa.language.english.bars import places as english


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
