"""Parsing and formatting of dates: aware UTC times, to the second."""

import re
import warnings
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from index.datescripts import to_western
from index.datewords import Order, rewrite
from index.errors import InvalidDate

# More digits than a date has: `fromisoformat` parses some timestamps in milliseconds as the year 1501.
_BARE_NUMBER = re.compile(r"\d{9,}")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d(?::\d\d){0,2}(?:Z|[+-]\d\d:\d\d)?)?")
# A date in another language leaves no doubt only if it names its month.
_NAMED_MONTH = re.compile(r"(?=.*\d{4})(?=.*(?<!\d)\d\d?(?!\d))(?:[^\W\d_]*[\d\W_]+){0,9}[^\W\d_]*", re.DOTALL)
_LANGUAGES = (
    "de", "es", "fr", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "ro", "hu", "tr", "ru", "uk", "el", "ar",
    "bg", "ca", "he", "hi", "id", "sk", "vi",
)  # fmt: skip
_OWN_CALENDARS = frozenset(("th", "fa", "ps", "ckb", "ne", "am", "my"))  # whose years may be others than ours
# Newspapers are no older; `0001-01-01` and `9999-12-31` are how some systems write none, and 1403 is a year of Iran.
_FIRST_YEAR, _LAST_YEAR = 1600, 2199
_CLOCK = re.compile(r"\d:\d\d|(?<=\d)T\d\d|\d\s?[ap]\.?m\b", re.IGNORECASE)
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


def parse_published(
    value: str,
    *,
    zone: tzinfo = UTC,
    now: datetime | None = None,
    order: Order | None = None,
    language: str | None = None,
) -> datetime:
    """Parse a date in any common format ("January 28, 2015", RFC 2822, ISO 8601); a time without a zone is in `zone`.

    A day without a time is that day in UTC, whatever `zone` is, so that it is shown and filtered as it was written.
    `order` says whether the day or the month comes first in `04/05/2025`; without it such a date is refused, unless its
    weekday tells. Months are named in English, in the declared `language`, or in another one that is common.

    Raises:
        InvalidDate: it is not a date, is ambiguous, or has no day, month or year.
    """
    return read_date(value, zone=zone, now=now, order=order, language=language).moment


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date in UTC, its wall time as written, and how exactly it was written: with a time of day, with a zone."""

    moment: datetime
    wall: datetime
    has_time: bool
    has_zone: bool

    def begins(self, zone: tzinfo) -> datetime:
        """Return the moment at which it begins in `zone`, unless it states a time or a zone itself."""
        return self.moment if self.has_time or self.has_zone else to_utc(self.wall, zone)


def read_date(
    value: str,
    *,
    zone: tzinfo = UTC,
    now: datetime | None = None,
    order: Order | None = None,
    language: str | None = None,
) -> ReadDate:
    """Parse a date as `parse_published` does, and tell how exactly it was written.

    Raises:
        InvalidDate: it is not a date, is ambiguous, or has no day, month or year.
    """
    text = to_western(value.strip())
    try:
        return _describe(_read_iso(text), text, zone)
    except ValueError:
        pass
    if not 6 <= len(text) <= 120:
        raise InvalidDate(f"no date can be read from {value[:80]!r}", field="published")
    written = rewrite(text, zone, order)
    try:
        found: datetime | None = _read_iso(written.text)
    except ValueError:
        found = _parse_loose(written.text, now, language) if 6 <= len(written.text) <= 80 else None
    if found is None:
        raise InvalidDate(f"no date can be read from {value[:80]!r}", field="published")
    if written.zone and found.tzinfo is None:
        found = found.replace(tzinfo=written.zone)
    return _describe(found, text, zone)


def check_year(moment: datetime) -> None:
    """Check that a date can be that of an article.

    Raises:
        InvalidDate: it is from before the first newspapers, or centuries ahead.
    """
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        reason = f"the year {moment.year} stands for no date, or is of another calendar"
        raise InvalidDate(f"{reason}; correct it, or leave the date out and use --undated", field="published")


def _describe(found: datetime, text: str, zone: tzinfo) -> ReadDate:
    check_year(found)
    has_time = found.time() != time() or _CLOCK.search(text) is not None
    # A day that began before midnight UTC would be shown, and found by filters, as the day before (decision 0144).
    moment = to_utc(found, zone if has_time else UTC)
    return ReadDate(moment, found.replace(tzinfo=None), has_time, found.tzinfo is not None)


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


def _parse_loose(text: str, now: datetime | None, language: str | None) -> datetime | None:
    """Parse a date in English or, if it names its month, in the declared language or else in a common one."""
    named = _NAMED_MONTH.fullmatch(text) and any(map(str.isalpha, text))
    declared = [language] if language and language not in _OWN_CALENDARS else []
    for languages in (["en"], declared, [*_LANGUAGES]) if named else (["en"],):
        if languages and (found := _parse_in(languages, text, now)):
            return found
    return None


def _parse_in(languages: list[str], text: str, now: datetime | None) -> datetime | None:
    from dateparser.date import DateDataParser  # takes 250 ms to import, and most dates are ISO 8601

    settings = {
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
        "RELATIVE_BASE": (now or datetime.now(UTC)).replace(tzinfo=None),
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # dateparser triggers deprecation warnings of strptime
        try:
            return DateDataParser(languages=languages, settings=settings).get_date_data(text).date_obj  # type: ignore[no-any-return]
        except ValueError:  # it does not know the language
            return None


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
