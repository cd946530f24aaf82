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
_YEAR_LAST = re.compile(r"(?<![\d./-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}(?!\d)|\d\d(?![\d:/-]|\.\d))")
_FIRST_OF_CENTURY = 69  # `69` is 1969, `68` is 2068
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
    return _YEAR_LAST.search(text) is not None


def find_order(dates: "list[str]") -> Order | None:
    """Return the order of day and month that the dates of one file show; None if none does, or they differ."""
    found = [one for text in dates if (one := _YEAR_LAST.search(text)) and _shows_year(one[4], dates)]
    orders: set[Order] = {"dmy" for one in found if int(one[1]) > 12 >= int(one[3])}
    orders |= {"mdy" for one in found if int(one[3]) > 12 >= int(one[1])}
    return orders.pop() if len(orders) == 1 else None


def _shows_year(last: str, dates: "list[str]") -> bool:
    """Return whether the last number of dates is their year: written out, or nearer to each other than the first."""
    found = [one for text in dates if (one := _YEAR_LAST.search(text))]
    firsts, lasts = ([int(one[place]) for one in found] for place in (1, 4))
    return len(last) > 2 or max(lasts) - min(lasts) < max(firsts) - min(firsts)


def _full_year(written: str) -> int:
    year = int(written)
    return year if len(written) > 2 else year + (1900 if year >= _FIRST_OF_CENTURY else 2000)


def _order(text: str, order: Order | None) -> str:
    if (found := _YEAR_FIRST.match(text)) and int(found[3]) > 12:
        raise InvalidDate(f"no date can be read from {text[:80]!r}: {found[3]} is no month", field="published")
    if _YEAR_FIRST.match(text) or not (found := _YEAR_LAST.search(text)):
        return text
    first, second, year = int(found[1]), int(found[3]), _full_year(found[4])
    days: dict[str, date] = {}
    for name, day, month in (("dmy", first, second), ("mdy", second, first)):
        with suppress(ValueError):
            days[name] = date(year, month, day)
    if len(found[4]) == 2:
        with suppress(ValueError):
            days["ymd"] = date(_full_year(found[1]), second, int(found[4]))
    if order and order in days:
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


def _find_zone(name: str, zone: tzinfo) -> tzinfo | None:
    if name not in ("GMT", "UTC") and name in {datetime(2024, month, 1, tzinfo=zone).tzname() for month in (1, 7)}:
        return zone
    if name in _AMBIGUOUS:
        reason = f"{name} may be the time of {_AMBIGUOUS[name]}; say which with --zone, as in --zone Asia/Kolkata"
        raise InvalidDate(reason, field="published")
    return ZoneInfo(_SEASONAL[name]) if name in _SEASONAL else None
