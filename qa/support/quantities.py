"""Numbers and units of a sentence, in what it cites: "1,200" is "nearly 1,200" and "twelve hundred"."""

import re
from collections.abc import Iterator, Sequence

from qa.language.amount import Amount, Bound, find_amounts
from qa.language.english.times import TIME
from qa.support.evidence import Fault

_CLOSE = 1.12
_LIMITED = 1.3
"""How far a number may be from the limit that stands for it: "less than 2,000" for 1,570."""


def find_number_fault(claim: str, near: str, whole: str) -> tuple[Fault, str] | None:
    """Return the first number of a claim that what it cites has not, or has with another unit or limit.

    `near` are the sentences that support best, `whole` the passages.
    """
    said = list(_amounts(near)) or list(_amounts(whole))
    years = set(re.findall(r"\d+", near))
    for amount, words in _amounts(claim):
        if amount.value == 1 and not words[0].isdigit():
            continue  # "one of them": mostly no number
        if words.isdigit() and amount.unit is None and re.search(rf"(?<![\d.,]){words}(?![\d%]|[.,]\d)", near):
            continue  # a year before 1900, or a day of two
        if (digits := re.match(r"\d+", words)) and _is_period(words + claim.partition(words)[2], digits, years):
            continue
        if fault := _fault_of(amount, said):
            return fault, words
    return _bare_digits(claim, whole)


def _amounts(text: str) -> Iterator[tuple[Amount, str]]:
    times = [match.span() for match in TIME.finditer(text) if not match["spoken"]]
    for amount, start, end in find_amounts(text):
        if not any(begin < end and start < last for begin, last in times):
            yield amount, text[start:end].strip()


def _fault_of(amount: Amount, said: Sequence[tuple[Amount, str]]) -> Fault | None:
    alike = [other for other, _ in said if is_like(amount, other)]
    if not alike:
        return Fault.NUMBER
    if all(_contradict(amount.bound, other.bound) for other in alike):
        return Fault.COMPARISON
    if amount.unit and not any(_same_unit(amount, other, said) for other in alike):
        return Fault.UNIT
    return None


def is_like(amount: Amount, other: Amount) -> bool:
    """Return whether a limit or rounding of the one leaves room for the other: "more than 400" for "412"."""
    if amount.value == other.value:
        return True
    if other.bound is Bound.EXACT and other.value - amount.value == {Bound.LEAST: 1, Bound.MOST: -1}.get(amount.bound):
        return True  # "more than five" for six
    low, high = sorted((abs(amount.value), abs(other.value)))
    if other.bound is not Bound.EXACT or low <= 0 or amount.value * other.value < 0:
        return False
    limited = amount.bound in (Bound.LEAST, Bound.MOST) and amount.unit == other.unit
    if high / low > (_LIMITED if limited else _CLOSE):
        return False
    unit, gap = _last_place(amount.value), other.value - amount.value
    match amount.bound:
        case Bound.LEAST:
            return 0 < gap < unit or (limited and gap > 0)
        case Bound.MOST:
            return -unit < gap < 0 or (limited and gap < 0)
        case Bound.ABOUT:
            return abs(gap) <= unit / 2
        case Bound.EXACT:
            return False


def _last_place(value: float) -> float:
    """Return what the last digit of a number that is not a zero counts: 100 for 1,200."""
    place = 1.0
    while value and value % (place * 10) == 0:
        place *= 10
    return place


def _contradict(one: Bound, other: Bound) -> bool:
    """Return whether a limit of a claim is not that of its support: the other one, or none to a rounded number."""
    return {one, other} == {Bound.LEAST, Bound.MOST} or (one in (Bound.LEAST, Bound.MOST) and other is Bound.ABOUT)


def _same_unit(amount: Amount, other: Amount, said: Sequence[tuple[Amount, str]]) -> bool:
    if amount.unit == other.unit:
        return True
    # "Between 5 and 10 percent": the unit stands behind the last of them.
    return other.unit is None and any(each.unit == amount.unit for each, _ in said)


def _bare_digits(claim: str, whole: str) -> tuple[Fault, str] | None:
    """Return digits of a claim that are neither amounts nor times and not in the passages, such as those of "G20"."""
    have = set(re.findall(r"\d+", whole))
    known = [(start, end) for _, start, end in find_amounts(claim)]
    known += [match.span() for match in TIME.finditer(claim)]
    for match in re.finditer(r"\d+", claim):
        digits = match.group()
        read = any(start <= match.start() < end for start, end in known)
        if digits not in have and not read and not _is_period(claim, match, have):
            return Fault.NUMBER, digits
    return None


def _is_period(claim: str, match: re.Match[str], have: set[str]) -> bool:
    """Return whether digits name a decade or a century of which a year is given: "the 1980s", "the 13th century"."""
    years = {year for year in have if len(year) == 4}
    if re.match(r"[’']?s\b", claim[match.end() :]) and match.group().endswith("0"):
        return any(year.startswith(match.group()[:-1]) for year in years)
    if re.match(r"(?:st|nd|rd|th)[- ]centur", claim[match.end() :]):
        return any((int(year) + 99) // 100 == int(match.group()) for year in years)
    return False
