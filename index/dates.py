"""Parsing and formatting of dates: aware UTC times, to the second."""

import re
import warnings
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from index.errors import InvalidDate

# More digits than a date has: `fromisoformat` parses some timestamps in milliseconds as the year 1501.
_BARE_NUMBER = re.compile(r"\d{9,}")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d(?::\d\d){0,2}(?:Z|[+-]\d\d:\d\d)?)?")
_YEAR_FIRST = re.compile(r"(\d{4})([-/. ])(\d\d?)\2(\d\d?)(?!\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-]\d{4}(?!\d)")
_END_OF_DAY = time(23, 59, 59)
_EPOCH = datetime.fromtimestamp(0, UTC)


def parse_moment(value: str, *, end_of_day: bool = False, field: str | None = None) -> datetime:
    """Parse an ISO 8601 date or time; a bare date is the start of the day, or its last second if `end_of_day`.

    A time without a zone is in UTC.

    Raises:
        InvalidDate: it is not ISO 8601, or the day does not exist.
    """
    text = value.strip()
    try:
        if (day := _read_bare_date(text)) is not None:
            return datetime.combine(day, _END_OF_DAY if end_of_day else time(), UTC)
        return to_utc(_read_iso(text))
    except InvalidDate as error:
        raise InvalidDate(error.message, field=field) from None
    except ValueError:
        raise InvalidDate(_explain(value[:40]), field=field) from None


def parse_published(value: str, *, zone: tzinfo = UTC, now: datetime | None = None) -> datetime:
    """Parse a date in any common format ("January 28, 2015", RFC 2822, ISO 8601); without a time zone, in `zone`.

    Raises:
        InvalidDate: it is not a date, is ambiguous, or has no day, month or year.
    """
    text = value.strip()
    try:
        return to_utc(_read_iso(text), zone)
    except ValueError:
        pass
    found = _parse_loose(text, now) if 6 <= len(text) <= 80 and not _is_doubtful(text) else None
    if found is None:
        raise InvalidDate(f"no date can be read from {value[:80]!r}", field="published")
    return to_utc(found, zone)


def _explain(text: str) -> str:
    if _ISO.fullmatch(text.strip()):
        return f"{text!r} is not a date or time that exists"
    return f"{text!r} is not an ISO 8601 date or time, such as 2015-01-28 or 2015-01-28T10:00:00Z"


def _read_bare_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _read_iso(text: str) -> datetime:
    if _BARE_NUMBER.fullmatch(text):
        raise ValueError("it is a bare number")
    return datetime.fromisoformat(text)


def _is_doubtful(text: str) -> bool:
    """Return whether day and month are ambiguous, or dateparser would swap them to get a valid month."""
    if found := _YEAR_FIRST.match(text):
        return int(found[3]) > 12
    found = _YEAR_LAST.match(text)
    return found is not None and int(found[1]) <= 12 and int(found[2]) <= 12 and int(found[1]) != int(found[2])


def _parse_loose(text: str, now: datetime | None) -> datetime | None:
    from dateparser.date import DateDataParser  # takes 250 ms to import, and most dates are ISO 8601

    settings = {
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
        "RELATIVE_BASE": (now or datetime.now(UTC)).replace(tzinfo=None),
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # dateparser triggers deprecation warnings of strptime
        return DateDataParser(languages=["en"], settings=settings).get_date_data(text).date_obj  # type: ignore[no-any-return]


def to_utc(moment: datetime, zone: tzinfo = UTC) -> datetime:
    """Convert `moment` to UTC and whole seconds; a naive one is in `zone`.

    Raises:
        InvalidDate: in UTC it is before the year 1 or after 9999.
    """
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    try:
        return aware.astimezone(UTC).replace(microsecond=0)
    except (OverflowError, ValueError):
        raise InvalidDate(f"{aware.isoformat()} is outside the years 1 to 9999 in UTC", field="published") from None


def last_second(moment: datetime) -> datetime:
    """Return the last second of the UTC day of an aware time, as for a bare date at the end of a range."""
    return datetime.combine(moment.astimezone(UTC), _END_OF_DAY, UTC)


def to_epoch(moment: datetime) -> int:
    """Return the seconds since 1970 of an aware time."""
    return int(moment.timestamp())


def from_epoch(seconds: int) -> datetime:
    """Return the aware UTC time of seconds since 1970."""
    return _EPOCH + timedelta(seconds=seconds)


def format_moment(moment: datetime) -> str:
    """Return a UTC time in the format of the API: `2015-01-28T10:00:00Z`."""
    return moment.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"  # strftime writes the year 33 as "33"
