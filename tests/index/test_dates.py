"""Dates: parsed only if unambiguous and complete."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import format_moment, from_epoch, parse_moment, parse_published, read_date, to_epoch, to_utc
from index.errors import InvalidDate

NEW_YORK = ZoneInfo("America/New_York")
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
days = st.dates(date(1, 1, 2), date(9999, 12, 30))
moments = st.datetimes(datetime(1601, 1, 2), datetime(2199, 12, 30)).map(lambda moment: moment.replace(microsecond=0))  # noqa: DTZ001 - each test adds a zone


@given(days)
def test_a_bare_date_is_the_whole_day(day: date) -> None:
    """It spans the first to the last second of the day in UTC, in every notation of ISO 8601."""
    week = day.isocalendar()
    for text in (day.isoformat(), day.isoformat().replace("-", ""), f" {week.year:04}-W{week.week:02}-{week.weekday} "):
        start, end = parse_moment(text), parse_moment(text, end_of_day=True)
        assert start == datetime.combine(day, time(), UTC)
        assert end - start == timedelta(hours=23, minutes=59, seconds=59)


@given(moments, offsets)
def test_a_time_with_a_zone_is_that_time(moment: datetime, zone: timezone) -> None:
    """The offset is applied, and `end_of_day` does not change a time."""
    aware = moment.replace(tzinfo=zone)
    assert parse_moment(aware.isoformat(), end_of_day=True) == aware
    assert parse_published(aware.isoformat(), zone=NEW_YORK) == aware


@given(moments, offsets)
def test_a_published_date_without_a_zone_is_in_the_given_zone(moment: datetime, zone: timezone) -> None:
    """The given zone applies if the text has none."""
    assert parse_published(moment.isoformat(), zone=zone) == moment.replace(tzinfo=zone)
    assert parse_moment(moment.isoformat()) == moment.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "January 28, 2015",
        "28 January 2015",
        "28th January 2015",
        "Jan. 28, 2015",
        "Wednesday, January 28, 2015",
        "2015-01-28",
        "2015/01/28",
        "28.01.2015",
        "28/01/2015",
        "20150128",
        "  2015-01-28\n",
    ],
)
def test_common_formats_are_parsed(text: str) -> None:
    """A date without a time is that day in UTC whatever the zone, in every common format, so that it stays that day.

    In the zone it begins when the day begins there.
    """
    assert parse_published(text) == datetime(2015, 1, 28, tzinfo=UTC)
    assert parse_published(text, zone=NEW_YORK) == datetime(2015, 1, 28, tzinfo=UTC)
    assert read_date(text, zone=NEW_YORK).begins(NEW_YORK) == datetime(2015, 1, 28, 5, tzinfo=UTC)


def test_midnight_that_is_written_is_a_time() -> None:
    """It is read in the zone, as any time without one."""
    assert parse_published("2015-01-28 00:00", zone=NEW_YORK) == datetime(2015, 1, 28, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Wed, 28 Jan 2015 10:00:00 GMT",
        "Wed, 28 Jan 2015 12:00:00 +0200",
        "Jan. 28, 2015 5:00 AM ET",
        "January 28, 2015 at 5:00 a.m. EST",
        "2015-01-28T10:00:00.123456789Z",
    ],
)
def test_a_zone_in_the_text_wins(text: str) -> None:
    """A zone in the text, by name or offset, wins over the given one."""
    assert parse_published(text, zone=ZoneInfo("Asia/Tokyo")) == datetime(2015, 1, 28, 10, tzinfo=UTC)


NEVER = ["2015-02-29", "2015-02-30", "2015-04-31", "2015-13-01", "2015-00-10", "2015-01-00", "2015-01-32", "0000-01-01"]


@pytest.mark.parametrize(
    "text",
    [
        *NEVER,
        "2015/13/01",
        "2015.13.01",
        "2015 13 01",
        "February 30, 2015",
        "31 April 2015",
        "29 Feb 2015",
        "32 May 2015",
    ],
)
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    """It is not replaced by a neighbouring day, and day and month are not swapped."""
    with pytest.raises(InvalidDate):
        parse_published(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "two days ago",
        "January 2015",
        "28 January",
        "2015",
        "Monday",
        "soon",
        "1422403200",
        "1422403200000",
        "1501022300123",
        "2015-01-28T25:00",
        "2015-01-28T10:00+25:00",
        "x" * 100_000,
        "What happened on January 28, 2015",
        "١٢",
    ],
)
def test_an_incomplete_date_is_refused(text: str) -> None:
    """Day, month and year are required; nothing is filled in from today."""
    with pytest.raises(InvalidDate) as caught:
        parse_published(text)
    assert caught.value.field == "published"
    assert len(caught.value.message) < 200


@pytest.mark.parametrize("text", [*NEVER, "", "January 28, 2015", "2015-01", "1501022300123", "0001-01-01T00:00+05:00"])
def test_a_filter_takes_only_iso_8601(text: str) -> None:
    """Other formats and days that do not exist are refused, with the name of the field."""
    with pytest.raises(InvalidDate) as caught:
        parse_moment(text, field="since")
    assert caught.value.field == "since"


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("0001-01-01", timezone(timedelta(hours=5))),
        ("January 1, 0001", timezone(timedelta(hours=5))),
        ("9999-12-31T23:59:59", timezone(timedelta(hours=-5))),
        ("9999-12-31T23:59:59-01:00", UTC),
    ],
)
def test_a_time_outside_the_calendar_is_refused(text: str, zone: tzinfo) -> None:
    """A time that the zone moves out of the years 1 to 9999 raises `InvalidDate`, not `OverflowError`."""
    with pytest.raises(InvalidDate):
        parse_published(text, zone=zone)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("01/02/2015", "'01/02/2015' is not an ISO 8601 date or time, such as 2015-01-28 or 2015-01-28T10:00:00Z"),
        ("2015-02-30", "'2015-02-30' is not a date or time that exists"),
        ("2015-01-01T25:00Z", "'2015-01-01T25:00Z' is not a date or time that exists"),
        (
            "20150128101010",
            "'20150128101010' is not an ISO 8601 date or time, such as 2015-01-28 or 2015-01-28T10:00:00Z",
        ),
    ],
)
def test_a_wrong_moment_is_told_with_an_example(text: str, said: str) -> None:
    """The message has an example of a valid date, or says that there is no such day; no words of Python's."""
    with pytest.raises(InvalidDate) as raised:
        parse_moment(text, field="since")
    assert (raised.value.message, raised.value.field) == (said, "since")


def test_fractions_of_a_second_are_truncated() -> None:
    """Fractions are truncated, not rounded up to the next second."""
    assert parse_published("2015-01-28T10:00:00.999999Z") == datetime(2015, 1, 28, 10, tzinfo=UTC)
    assert to_utc(datetime(2015, 1, 28, 10, 0, 0, 999_999, tzinfo=UTC)).microsecond == 0


@given(moments)
def test_times_survive_a_round_trip(moment: datetime) -> None:
    """A time is unchanged by conversion to seconds or to the API format and back, in any year."""
    aware = moment.replace(tzinfo=UTC)
    assert from_epoch(to_epoch(aware)) == aware
    written = format_moment(aware)
    assert len(written) == len("2015-01-28T10:00:00Z")
    assert parse_moment(written) == aware


@given(st.text(max_size=40) | st.from_regex(r"[0-9TWZ:+. -]{1,30}", fullmatch=True))
def test_no_text_raises_another_error(text: str) -> None:
    """Any text gives an aware UTC time or `InvalidDate`."""
    for parse in (parse_moment, parse_published):
        with suppress(InvalidDate):
            assert parse(text).utcoffset() == timedelta()
