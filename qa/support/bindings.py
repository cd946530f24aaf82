"""What numbers and times belong to: a sentence must not give the number of one thing to another."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.language.amount import Amount, find_amounts
from qa.language.english.times import TIME
from qa.support.evidence import Fault
from qa.support.quantities import is_like
from qa.support.times import parts_of
from qa.support.words import Word, stems_of, words_of

_BESIDE, _NEAR = 3, 4
"""Content words behind a number or a time that belong to it, and those among which a name may."""
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_OF = re.compile(r"\s+of\s+(?:the\s+|its\s+|their\s+|all\s+)?")
_BORDER = re.compile(r"[.;:!?“”\"()–—]|, | and | or | but ")
_EQUATES = re.compile(  # "was about", "stood at": what is before it is so much
    r"\b(?:is|are|was|were|be|been|stood at|stands at|came to|amounted to|totalled|reached) "
    r"(?:(?:about|nearly|almost|over|only|just|at|around|more than|less than|least|some|an? estimated) )*[$£€]?$"
)
_CLOSES = re.compile(r"\s*(?:percent|per cent|%|[a-z]+)?(?:\s*[.,;:)]|\s+(?:and|but)\b|\s*$)")
_RATE = re.compile(
    r"\b(?:an?|per|each|every) (?P<unit>second|minute|hour|day|night|week|month|year)\b"
    r"|\b(?P<whole>hourly|daily|weekly|monthly|yearly|annual(?:ly)?)\b",
    re.IGNORECASE,
)
_RATES = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year"}


@dataclass(frozen=True, slots=True)
class _Item:
    """A number or a time at `[start, end)`: an amount, or else `keys`, year, month, day or weekday; see `_kind`."""

    keys: frozenset[str]
    text: str
    start: int
    end: int
    kind: str = ""
    amount: Amount | None = None

    def is_like(self, other: "_Item") -> bool:
        """Return whether this one, of a claim, may stand for another one, of its support."""
        if self.amount and other.amount:
            return is_like(self.amount, other.amount)
        return bool(self.keys & other.keys)


def find_misplaced(claim: str, support: str) -> tuple[Fault, str] | None:
    """Return a number or time that the support gives to something else; None where there is none."""
    if rate := _find_rate(claim, support):
        return Fault.UNIT, rate
    if part := _find_part(claim, support):
        return Fault.NUMBER, part
    for fault, read in ((Fault.NUMBER, _numbers), (Fault.DATE, _times)):
        if text := _find_moved(claim, support, read):
            return fault, text
    return None


def is_ownerless(claim: str, support: str) -> bool:
    """Return whether a claim has a number, but no word of what its support says to be so much.

    "Turnout was 41 percent" is not "won with 41 percent". It is no fault by itself: there may be other words for it.
    """
    said = stems_of(claim)
    ours = _numbers(claim)
    for item in _numbers(support):
        equates = _EQUATES.search(support[: item.start])
        if equates and any(item.is_like(one) for one in ours) and _CLOSES.match(support, item.end):
            start = max((match.end() for match in _BORDER.finditer(support, 0, equates.start())), default=0)
            owner = stems_of(support[start : equates.start()])
            if owner and not owner & said:
                return True
    return False


def _find_rate(claim: str, support: str) -> str | None:
    """Return a rate of the claim in the place of which the support has others: "a day" for "a week"."""
    ours, theirs = _rates(claim), _rates(support)
    return min(ours - theirs, default=None) if theirs else None


def _rates(text: str) -> set[str]:
    found = ((match["unit"] or match["whole"]).lower() for match in _RATE.finditer(text))
    return {_RATES.get(one, "year" if one.startswith("annual") else one) for one in found}


def _find_part(claim: str, support: str) -> str | None:
    """Return a number that is said to be a part of another one, where the support has another part or whole."""
    theirs = list(_shares(support))
    for part, whole in _shares(claim):
        alike = [one for one in theirs if one[0].keys == part.keys or one[1].keys == whole.keys]
        if alike and not any(one[0].keys == part.keys and one[1].keys == whole.keys for one in alike):
            return part.text
    return None


def _shares(text: str) -> Iterator[tuple[_Item, _Item]]:
    items = _numbers(text)
    for one, other in pairwise(items):
        if _OF.fullmatch(text, one.end, other.start):
            yield one, other


def _find_moved(claim: str, support: str, read: Callable[[str], list[_Item]]) -> str | None:
    theirs = read(support)
    if len(theirs) < 2:
        return None
    for item in read(claim):
        same = [one for one in theirs if item.is_like(one)]
        others = [one for one in theirs if one not in same and one.kind == item.kind]
        for side in (_behind, _before, _named):
            ours = _stems(side(claim, item))
            held = [stems for one in same if (stems := _stems(side(support, one)))]
            if (
                held
                and not any(ours & each for each in held)
                and any(ours & _stems(side(support, one)) for one in others)
            ):
                return item.text
    return None


def _numbers(text: str) -> list[_Item]:
    times = [match.span() for match in TIME.finditer(text) if not match["spoken"]]
    return [
        _Item(frozenset({f"{amount.value:g}"}), text[start:end].strip(), start, end, amount=amount)
        for amount, start, end in find_amounts(text)
        if not any(begin < end and start < last for begin, last in times)
    ]


def _times(text: str) -> list[_Item]:
    matches = [match for match in TIME.finditer(text) if not match["spoken"]]
    return [_Item(parts_of(match.group()), match.group(), *match.span(), _kind(match.group())) for match in matches]


def _kind(time: str) -> str:
    """Return whether a time is a year, has a month, or is a weekday: only alike ones are compared."""
    return "month" if _MONTH.search(time) else "year" if _YEAR.search(time) else "weekday"


def _behind(text: str, item: _Item) -> Sequence[Word]:
    """Return the first content words right behind an item, up to the next word that is none: "37 armed militants"."""
    found = list[Word]()
    for word in words_of(text[: _end_of_clause(text, item.end)]):
        if word.start >= item.end and (word.content or word.text.lower() != "of"):
            if not word.content or word.text[0].isdigit() or len(found) == _BESIDE:
                break
            found.append(word)
    return found


def _before(text: str, item: _Item) -> Sequence[Word]:
    """Return the content word right before an item, in its clause: "sentenced to 11 years"."""
    start = max((match.end() for match in _BORDER.finditer(text, 0, item.start)), default=0)
    return [word for word in reversed(words_of(text)) if word.content and start <= word.start < item.start][:1]


def _named(text: str, item: _Item) -> Sequence[Word]:
    """Return the capitalised words near behind an item, in its clause: "37 dead among the Kurds"."""
    end = _end_of_clause(text, item.end)
    near = [word for word in words_of(text) if word.content and item.end <= word.start < end][:_NEAR]
    return [word for word in near if word.text[0].isupper()]


def _end_of_clause(text: str, start: int) -> int:
    border = _BORDER.search(text, start)
    return border.start() if border else len(text)


def _stems(words: Sequence[Word]) -> frozenset[str]:
    return stems_of(" ".join(word.text for word in words))
