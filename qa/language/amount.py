"""Amounts as news writes them: "six", "1,200", "$1.5 billion", "more than 400 people"."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from qa.language.english import amounts as english


class Bound(StrEnum):
    """How the words around an amount limit it."""

    EXACT = "exact"
    ABOUT = "about"
    LEAST = "least"
    MOST = "most"


@dataclass(frozen=True, slots=True)
class Amount:
    """A value, its unit (None for a count of people or things), and how exactly it is meant."""

    value: float
    unit: str | None
    bound: Bound = Bound.EXACT
    rounded: bool = False

    def equals(self, other: "Amount") -> bool:
        """Return whether both are the same value in the same unit."""
        return self.unit == other.unit and self.value == other.value

    def part_of(self, other: "Amount") -> bool:
        """Return whether the other is the same value with a unit, which this one lacks."""
        return self.unit is None and other.unit is not None and self.value == other.value

    def excludes(self, other: "Amount") -> bool:
        """Return whether at most one can be right: of "412" and "1,013", but not of "more than 400" and "412"."""
        if self.value == other.value or (self.unit and other.unit and self.unit != other.unit):
            return False
        low, high = sorted((self, other), key=lambda amount: amount.value)
        if low.value <= 0:
            return True
        ratio = high.value / low.value
        if low.bound is Bound.LEAST or high.bound is Bound.MOST:
            return ratio > _OPEN_END
        if Bound.ABOUT in (low.bound, high.bound) or low.rounded or high.rounded:
            return ratio > _ROUGHLY
        return True


_OPEN_END = 1.25
_ROUGHLY = 1.1
_ROUND_FROM = 1e6

_MEASURE = tuple((name, re.compile(rf"[\s-]?(?:{form})")) for name, form in english.MEASURES.items())
_BOUND = tuple((Bound(name), re.compile(rf"(?:\b(?:{words}))$", re.IGNORECASE)) for name, words in english.BOUNDS)


def read_amount(text: str, *, leading: bool = False) -> Amount | None:
    """Return the amount in a text; None where there is none, several, or one too vague to compare.

    Where `leading`, only limiting words may come before it, and no name after it: "about 11 people", but neither
    "Apollo 11" nor "11 Downing Street".
    """
    found = list(english.AMOUNT.finditer(text))
    if len(found) != 1 or english.VAGUE.search(text):
        return None
    match = found[0]
    before, after = text[: match.start()].rstrip(), text[match.end() :]
    bound, limit = next(
        ((bound, words) for bound, pattern in _BOUND if (words := pattern.search(before))), (Bound.EXACT, None)
    )
    led = before[: limit.start() if limit else None].strip().lower()
    if leading and (led not in english.DETERMINERS or re.search("[A-Z]", after)):
        return None
    value = _value_of(match)
    if value is None or not math.isfinite(value):
        return None
    unit = english.MONEY[match["money"].casefold()] if match["money"] else _measure(after)
    if unit is None and match["digits"] and not match["scale"] and after[:1].isalpha():
        return None  # "the 1980s", "5G", "7pm"
    rounded = value >= _ROUND_FROM and bool(match["scale"] or match["words"])
    return Amount(value, unit, Bound.LEAST if english.OR_MORE.match(after) else bound, rounded)


def find_amounts(text: str) -> Iterator[tuple[Amount, int, int]]:
    """Yield each amount of a text with its start and end; numbers that are part of a word ("5G") are none."""
    for match in english.AMOUNT.finditer(text):
        before, after = text[: match.start()].rstrip(), text[match.end() :]
        value = _value_of(match)
        unit = english.MONEY[match["money"].casefold()] if match["money"] else _measure(after)
        if value is None or (unit is None and match["digits"] and not match["scale"] and after[:1].isalpha()):
            continue
        bound = next((bound for bound, pattern in _BOUND if pattern.search(before)), Bound.EXACT)
        bound = Bound.LEAST if english.OR_MORE.match(after) else bound
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        yield Amount(value, unit, bound, value >= _ROUND_FROM and bool(match["scale"])), start, match.end()


def _value_of(match: re.Match[str]) -> float | None:
    if match["words"]:
        return _spell(match["words"])
    value = float(re.sub(r"[^\d.]", "", match["digits"]))
    value = round(value * english.SCALES[match["scale"].strip().strip("-").casefold()], 2) if match["scale"] else value
    return -value if match["sign"] else value


def _spell(words: str) -> float | None:
    """Return the value of number words, "two hundred and six thousand"; None for two numbers, "four and five"."""
    total = current = 0.0
    for word in re.split(r"[\s-]+", words.casefold()):
        scale = english.SCALES.get(word)
        if scale is None:
            small = english.SMALL.get(word, 0.0)  # "a" and "and" add nothing
            if small and current % (10 if small < 10 and current % 100 >= 20 else 100):
                return None
            current += small
        elif scale < 1e3:
            current = max(current, 1.0) * scale
        else:
            total, current = total + max(current, 1.0) * scale, 0.0
    return total + current


def _measure(after: str) -> str | None:
    return next((name for name, form in _MEASURE if form.match(after)), None)
