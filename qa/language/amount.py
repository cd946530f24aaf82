"""Amounts as news writes them: "six", "1,200", "$1.5 billion", "more than 400 people"."""

import math
import re
from dataclasses import dataclass
from enum import StrEnum


class Bound(StrEnum):
    """How the words before an amount limit it."""

    EXACT = "exact"
    ABOUT = "about"
    LEAST = "least"
    MOST = "most"


@dataclass(frozen=True, slots=True)
class Amount:
    """A value, the measure it is in if it is in one (people and things are none), and how sharply it is meant."""

    value: float
    unit: str | None
    bound: Bound = Bound.EXACT
    rounded: bool = False

    def equals(self, other: "Amount") -> bool:
        """Tell whether the other is the same value in the same unit, as near as either says."""
        return self.unit == other.unit and self.value == other.value

    def part_of(self, other: "Amount") -> bool:
        """Tell whether the other says the same and names the unit that this one leaves out."""
        return self.unit is None and other.unit is not None and self.value == other.value

    def excludes(self, other: "Amount") -> bool:
        """Tell whether not both can be right: "412" and "1,013" cannot, "more than 400" and "412" can."""
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
_DETERMINERS = ("", "a", "an", "the")

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {name: float(value) for value, name in enumerate(_UNITS)} | {
    name: 10.0 * value for value, name in enumerate(_TENS, start=2)
}
_SCALES = {
    "hundred": 1e2, "dozen": 12.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12,
}  # fmt: skip
_WORD = "|".join(sorted((*_SMALL, "hundred", "dozen", "thousand", "million", "billion", "trillion"), key=len)[::-1])
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"(?P<money>US\$|[$£€¥₹])?\s?(?P<sign>(?<!\w)[-−]|\bminus\s)?"
    rf"(?<![\w.])(?<![a-z]-)(?P<digits>{_DIGITS})(?!\.?\d|(?:st|nd|rd|th)\b)"
    r"(?P<scale>[\s-]?(?:hundred|thousand|million|billion|trillion|dozen)\b|(?:bn|mn|tn|m|k)\b)?"
    rf"|\b(?P<words>(?:an?\s+(?=(?:{_WORD})\b(?!s)))?(?:{_WORD})(?:(?:\s+and\s+|\s+|-)(?:{_WORD})\b)*)\b",
    re.IGNORECASE,
)
_MEASURES = {
    "percent": r"%|per ?cent\b",
    "percentage point": r"percentage points?\b",
    "basis point": r"basis points?\b",
    "point": r"points?\b",
    "dollar": r"(?:US )?dollars?\b",
    "pound": r"pounds? sterling\b|pounds?\b",
    "euro": r"euros?\b",
    "yen": r"yen\b",
    "rupee": r"rupees?\b",
    "kilometre": r"km\b|kilomet(?:er|re)s?\b",
    "metre": r"met(?:er|re)s?\b|m\b",
    "centimetre": r"cm\b|centimet(?:er|re)s?\b",
    "mile": r"miles?\b",
    "foot": r"feet\b|foot\b|ft\b",
    "inch": r"inch(?:es)?\b",
    "degree": r"degrees?\b|°",
    "tonne": r"tonnes?\b|tons?\b",
    "kilogram": r"kg\b|kilogram(?:me)?s?\b|kilos?\b",
    "second": r"seconds?\b",
    "minute": r"minutes?\b",
    "hour": r"hours?\b",
    "day": r"days?\b",
    "week": r"weeks?\b",
    "month": r"months?\b",
    "year": r"years?\b",
}
_MEASURE = tuple((name, re.compile(rf"[\s-]?(?:{form})")) for name, form in _MEASURES.items())
_MONEY = {"$": "dollar", "us$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "₹": "rupee"}
_BOUNDS = (
    (Bound.MOST, r"up to|at most|(?<!\bno )(?<!\bnot )(?:less|fewer) than|not? more than|under|below|nearly|almost"
                 r"|close to"),
    (Bound.LEAST, r"at least|more than|over|above|upwards? of|not? (?:fewer|less) than|exceed(?:s|ed|ing)?"
                  r"|surpass(?:ed)?|topp?(?:s|ed)"),
    (Bound.ABOUT, r"about|around|approximately|some|roughly|estimated|circa"),
)  # fmt: skip
_BOUND = tuple((bound, re.compile(rf"(?:\b(?:{words}))$", re.IGNORECASE)) for bound, words in _BOUNDS)
_OR_MORE = re.compile(r"\+|\s+or more\b")
_VAGUE = re.compile(
    r"\b(?:dozens|hundreds|thousands|millions|billions|half|third|thirds|quarters?|several|few)\b|\d\s*[-–/:]\s*\d",
    re.IGNORECASE,
)


def read_amount(text: str, *, leading: bool = False) -> Amount | None:
    """Return the amount that a text gives; None where it gives none, several, or one too vague to compare.

    Where `leading`, only words that limit it may stand before it, and no name after it: "about 11 people", but not
    "Apollo 11" nor "11 Downing Street".
    """
    found = list(_AMOUNT.finditer(text))
    if len(found) != 1 or _VAGUE.search(text):
        return None
    match = found[0]
    before, after = text[: match.start()].rstrip(), text[match.end() :]
    bound, limit = next(
        ((bound, words) for bound, pattern in _BOUND if (words := pattern.search(before))), (Bound.EXACT, None)
    )
    if leading and (
        before[: limit.start() if limit else None].strip().lower() not in _DETERMINERS or re.search("[A-Z]", after)
    ):
        return None
    value = _value_of(match)
    if value is None or not math.isfinite(value):
        return None
    unit = _MONEY[match["money"].casefold()] if match["money"] else _measure(after)
    if unit is None and match["digits"] and not match["scale"] and after[:1].isalpha():
        return None  # "the 1980s", "5G", "7pm"
    rounded = value >= _ROUND_FROM and bool(match["scale"] or match["words"])
    return Amount(value, unit, Bound.LEAST if _OR_MORE.match(after) else bound, rounded)


def _value_of(match: re.Match[str]) -> float | None:
    if match["words"]:
        return _spell(match["words"])
    value = float(re.sub(r"[^\d.]", "", match["digits"]))
    value = round(value * _SCALES[match["scale"].strip().strip("-").casefold()], 2) if match["scale"] else value
    return -value if match["sign"] else value


def _spell(words: str) -> float | None:
    """Return the value of number words, "two hundred and six thousand"; None where they are two, "four and five"."""
    total = current = 0.0
    for word in re.split(r"[\s-]+", words.casefold()):
        scale = _SCALES.get(word)
        if scale is None:
            small = _SMALL.get(word, 0.0)  # "a" and "and" add nothing
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
