"""Rivals of a sentence: what it says with another name, or with an opposite word.

The checker may be as sure of a rival as of the sentence itself. Then what it saw does not tell which of the two is
true, and neither is proved.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from index.text import normalise_line
from qa.checking.hypothesis import Hypothesis
from qa.language.english import contrasts as english
from qa.support.alignment import Alignment
from qa.support.evidence import Fault
from qa.support.names import tokens_of
from qa.support.places import Place, find_names, is_said, places_of

Judge = Callable[[Sequence[Hypothesis]], list[float]]

MOST = 5
"""Rivals of a sentence that are judged, at most: each costs as much as the sentence."""
_EACH = 2
_DISPLACED, _UNCLEAR, _HELD, _OPPOSITE = 0.25, -0.5, -1.0, 0.1
"""How much surer than a rival the checker must be: less than nothing where the rival is less likely from the outset."""
_POSSESSIVE = re.compile(r"[’']s?$")
_AT = re.compile(r"\b(?:in|at|near|from|to)(?: the)? $")
_PLACE = re.compile(r"\b(?:in|at|near|from|to|of)(?: the)? ([A-ZÀ-Þ][\w’'-]*)")
_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Rival:
    """A sentence with one thing exchanged for `other`; `margin` is how much surer than it the checker must be."""

    claim: str
    other: str
    fault: Fault
    margin: float


def find_rival(claim: str, alignment: Alignment, whole: str, judge: Judge) -> Rival | None:
    """Return a rival that the checker finds as likely as the claim itself; None where there is none."""
    rivals = list(islice(rivals_of(claim, alignment, whole), MOST))
    if not rivals:
        return None
    text = normalise_line(alignment.text)
    own, *theirs = judge([Hypothesis(one, text) for one in (claim, *(rival.claim for rival in rivals))])
    return next((rival for rival, odds in zip(rivals, theirs, strict=True) if own - odds < rival.margin), None)


def rivals_of(claim: str, alignment: Alignment, whole: str) -> Iterator[Rival]:
    """Yield the rivals of a claim, the likeliest first: other names in the place of its own, opposites, other names."""
    places = list(places_of(claim, [one.text for one in alignment.chosen], whole))
    for place in places:
        if place.displaced:
            yield Rival(_put(claim, place, place.others[0]), place.others[0], Fault.ROLE, _DISPLACED)
    yield from _opposites(claim, alignment.text)
    names = [one.text for sentence in alignment.chosen for one in find_names(sentence.text, whole)]
    others = [one for one in dict.fromkeys(map(_bare, names)) if not is_said(one, claim, whole)]
    where = {_bare(match[1]) for match in _PLACE.finditer(alignment.text)}
    for place in sorted(places, key=lambda one: one.held):
        if not place.displaced:
            local = _AT.search(claim[: place.name.start]) is not None
            for other in [one for one in others if not local or one.split()[0] in where][:_EACH]:
                yield Rival(_put(claim, place, other), other, Fault.ROLE, _HELD if place.held else _UNCLEAR)


def _opposites(claim: str, support: str) -> Iterator[Rival]:
    """Yield a claim with each word that its support has not, and that has an opposite, exchanged for that."""
    said = {match.group().lower() for match in _WORD.finditer(support)}
    for match in _WORD.finditer(claim):
        word = match.group().lower()
        if word not in said and (other := english.opposite_of(word, said)):
            changed = f"{claim[: match.start()]}{other}{claim[match.end() :]}"
            yield Rival(changed, other, Fault.COMPARISON, _OPPOSITE)


def _put(claim: str, place: Place, other: str) -> str:
    end = place.name.start + len(_bare(place.name.text))
    return f"{claim[: place.name.start]}{_bare(other)}{claim[end:]}"


def _bare(name: str) -> str:
    return _POSSESSIVE.sub("", name)


def _parts(name: str) -> frozenset[str]:
    return tokens_of(name) - english.NO_NAMES
