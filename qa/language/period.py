"""Days, months and years with their year, as their first and last second."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from index.dates import parse_moment, to_utc
from index.errors import InvalidDate
from qa.language.english.calendar import LANGUAGE, RECENT_DAYS

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_past_period(text: str, now: datetime) -> tuple[datetime, datetime] | None:
    """Return the first and the last second of a day, month or year; None where it has not begun by `now`."""
    period = _period(text)
    return period if period and period[0] <= now else None


def read_recent_period(text: str, now: datetime) -> tuple[datetime, datetime] | None:
    """Return the first and the last second of "yesterday" or "this week", which is the last seven days; else None."""
    if text.lower() not in RECENT_DAYS:
        return None
    ago, days = RECENT_DAYS[text.lower()]
    end = now.replace(hour=23, minute=59, second=59, microsecond=0) - timedelta(days=ago)
    return end - timedelta(days=days) + timedelta(seconds=1), end


def _period(text: str) -> tuple[datetime, datetime] | None:
    """Return the first and the last second of a day, month or year; None where there is no such day."""
    if re.fullmatch(r"\d{4}", text):
        year = int(text)
        return datetime(year, 1, 1, tzinfo=UTC), datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC)
    if _ISO_DAY.fullmatch(text):  # the parser below would swap day and month of an invalid one
        with suppress(InvalidDate):
            return parse_moment(text), parse_moment(text, end_of_day=True)
        return None
    from dateparser.date import DateDataParser  # slow to import (0.25 s), and few questions name a date

    settings = {"PREFER_DAY_OF_MONTH": "first", "REQUIRE_PARTS": ["month", "year"], "PARSERS": ["absolute-time"]}
    found = DateDataParser(languages=[LANGUAGE], settings=settings).get_date_data(text)
    if found.date_obj is None:
        return None
    start = to_utc(found.date_obj.replace(hour=0, minute=0, second=0))
    after = start + timedelta(days=1) if found.period == "day" else (start + timedelta(days=32)).replace(day=1)
    return start, after - timedelta(seconds=1)
