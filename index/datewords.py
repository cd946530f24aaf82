"""Dates as people write them, rewritten as the parser of dates reads them: order of day and month, names of zones."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from index.errors import InvalidDate

Order = Literal["dmy", "mdy"]
"""Whether the day or the month comes first in a date such as `04/05/2025`."""

_YEAR_FIRST = re.compile(r"(\d{4})([-/. ])(\d\d?)\2(\d\d?)(?!\d)")
_YEAR_LAST = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_SHORT = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{2})(?![\d./-])")
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\b", re.IGNORECASE)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_SECOND_CLOCK = re.compile(r"\s*\((?=[^()]*[\d ])[^()]*\)")  # "(2304 HKT)", "(Coordinated Universal Time)"
_MILITARY = re.compile(r"\b([01]\d|2[0-3])([0-5]\d)(?= (?:GMT|UTC|[A-Z]{1,2}[SD]?T)\b)(?! (?:GMT|UTC)[+-])")
_OFFSET = re.compile(r"(?<=\d)\s*([+-])(\d):?(\d\d)(?!\d)$")
_SPACED_OFFSET = re.compile(r"(?<=\d) +(?=[+-]\d\d:?\d\d$)")
_AFTER_DATE = re.compile(r"(?<=\d{4}) - (?=\d{1,2}:\d\d)")
_JAVA = re.compile(r"^(\w{3}) (\w{3}) +(\d\d?) (\d\d:\d\d:\d\d) ([A-Z]{2,5}) (\d{4})$")

_HOURS = re.compile(r"\b(GMT|UTC)([+-]\d{1,2})\.(\d\d)\b")
_BARE_OFFSET = re.compile(r"(?<=:\d\d)([+-])(\d{1,2})$")
_MIDNIGHT = re.compile(r"^(\d{4}-\d\d-\d\d)[T ]24:00(?::00(?:\.0+)?)?(?=$|Z|[+-])")
_STAMP = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)([0-2]\d)([0-5]\d)([0-5]\d)Z?")
_NAMED_ZONE = re.compile(r"\s?\[?\b((?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/\w+(?:/\w+)?)\]?$")

_ZONE = re.compile(r"(?<=[\d\w.]) ?\(?\b([A-Z]{2,5})\b\)?(?![+-]\d)")
# Without a season in their name: which offset is meant follows from the date.
_SEASONAL = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "AT": "America/Halifax",
}
_CENTURY = 69
_AMBIGUOUS = {"IST": "India, Ireland or Israel"}


@dataclass(frozen=True, slots=True)
class Written:
    """A date as the parser reads it, and the zone whose name was taken out of it."""

    text: str
    zone: tzinfo | None = None


def rewrite(text: str, zone: tzinfo, order: Order | None) -> Written:
    """Return a date with its day and month in ISO order and without the names of zones that depend on the season.

    A zone named as `zone` names itself is `zone`.

    Raises:
        InvalidDate: day and month, or the name of the zone, may mean two things.
    """
    text = _SECOND_CLOCK.sub("", text)
    if stamp := _STAMP.fullmatch(text):
        return Written("{}-{}-{} {}:{}:{}".format(*stamp.groups()), UTC if text.endswith("Z") else None)
    if (place := _NAMED_ZONE.search(text)) and place[1] in available_timezones():
        return Written(rewrite(text[: place.start()], zone, order).text, ZoneInfo(place[1]))
    if midnight := _MIDNIGHT.match(text):
        with suppress(ValueError, OverflowError):
            text = f"{date.fromisoformat(midnight[1]) + timedelta(days=1)}T00:00:00{text[midnight.end() :]}"
    text = _HOURS.sub(r"\1\2:\3", text.replace("МСК", "MSK"))
    text = _BARE_OFFSET.sub(lambda found: f"{found[1]}{int(found[2]):02}:00", text)
    text = _JAVA.sub(r"\1, \3 \2 \6 \4 \5", text)
    text = _MILITARY.sub(r"\1:\2", text)
    text = _OFFSET.sub(r" \g<1>0\2:\3", text)
    text = _SPACED_OFFSET.sub("", text) if _YEAR_FIRST.match(text) else text
    text = _order(_AFTER_DATE.sub(" ", text), order)
    for found in _ZONE.finditer(text):
        if named := _find_zone(found[1], zone):
            return Written(f"{text[: found.start()]}{text[found.end() :]}".strip(" ,"), named)
    return Written(text)


def has_order(text: str) -> bool:
    """Return whether a date is of numbers with the year at its end, so that day and month have an order."""
    return _YEAR_LAST.search(text) is not None or _SHORT.search(text) is not None


def find_order(dates: "list[str]") -> Order | None:
    """Return the order of day and month that the dates of one file show; None if none does, or they differ."""
    orders: set[Order] = set()
    is_year_first = _is_year_first(dates)
    for text in dates:
        found = _YEAR_LAST.search(text) or (None if is_year_first else _SHORT.search(text))
        if found and int(found[1]) > 12 >= int(found[3]):
            orders.add("dmy")
        elif found and int(found[3]) > 12 >= int(found[1]):
            orders.add("mdy")
    return orders.pop() if len(orders) == 1 else None


def _is_year_first(dates: "list[str]") -> bool:
    """Return whether the first of the numbers may be the year, in dates with two digits of it: it differs the least."""
    found = [match for text in dates if (match := _SHORT.search(text))]
    firsts, lasts = ([int(match[place]) for match in found] for place in (1, 4))
    return bool(found) and max(firsts) - min(firsts) <= max(lasts) - min(lasts) and max(firsts) > 12


def _order(text: str, order: Order | None) -> str:
    if (found := _YEAR_FIRST.match(text)) and int(found[3]) > 12:
        raise InvalidDate(f"no date can be read from {text[:80]!r}: {found[3]} is no month", field="published")
    found = None if _YEAR_FIRST.match(text) else _YEAR_LAST.search(text) or _SHORT.search(text)
    if found is None:
        return text
    days = _possible_days(found)
    if order in days:
        days = {order: days[order]}
    if weekday := _WEEKDAY.search(text):
        wanted = _WEEKDAYS.index(weekday[1].lower())
        days = {name: day for name, day in days.items() if day.weekday() == wanted}
    if not days:
        raise InvalidDate(f"no date can be read from {text[:80]!r}", field="published")
    if len({*days.values()}) > 1:
        which = "day or month" if len(found[4]) == 4 else "day, month or year"
        reason = f"it may be {which} that comes first; say which with --dates dmy or --dates mdy"
        raise InvalidDate(f"no date can be read from {text[:80]!r}: {reason}", field="published")
    return f"{next(iter(days.values())).isoformat()}{' ' * (found.end() < len(text))}".join(
        (text[: found.start()], text[found.end() :].lstrip(" ,"))
    )


def _possible_days(found: re.Match[str]) -> dict[str, date]:
    """Return the days that a date of numbers may mean, by the order; `ymd` only with a year of two digits."""
    first, second, last = (int(found[place]) for place in (1, 3, 4))
    year = last if len(found[4]) == 4 else _full_year(last)
    days: dict[str, date] = {}
    for name, numbers in {"dmy": (year, second, first), "mdy": (year, first, second)}.items():
        with suppress(ValueError):
            days[name] = date(*numbers)
    if len(found[4]) == 2 and len(found[1]) == 2:
        with suppress(ValueError):
            days["ymd"] = date(_full_year(first), second, last)
    return days


def _full_year(year: int) -> int:
    """Return the year of two digits, as POSIX reads it: from 1969 to 2068."""
    return year + (2000 if year < _CENTURY else 1900)


def _find_zone(name: str, zone: tzinfo) -> tzinfo | None:
    if name not in ("GMT", "UTC") and name in {datetime(2024, month, 1, tzinfo=zone).tzname() for month in (1, 7)}:
        return zone
    if name in _AMBIGUOUS:
        reason = f"{name} may be the time of {_AMBIGUOUS[name]}; say which with --zone, as in --zone Asia/Kolkata"
        raise InvalidDate(reason, field="published")
    return ZoneInfo(_SEASONAL[name]) if name in _SEASONAL else None
