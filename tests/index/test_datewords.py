"""Dates with names of zones, in other languages, and with day and month in either order."""

from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo

import pytest

from index.dates import format_moment, parse_published, read_date
from index.datewords import Order, find_order
from index.errors import InvalidDate


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Mon, 14 Jul 2014 21:15:00 ET", "2014-07-15T01:15:00Z"),
        ("Tue, 14 Jan 2014 21:15:00 ET", "2014-01-15T02:15:00Z"),
        ("July 14, 2014 9:15 p.m. PT", "2014-07-15T04:15:00Z"),
        ("January 14, 2014 9:15 pm (CT)", "2014-01-15T03:15:00Z"),
        ("Mon, 14 Jul 2014 21:15:00 PST", "2014-07-15T05:15:00Z"),
        ("Mon, 14 Jul 2014 21:15:00 +5:45", "2014-07-14T15:30:00Z"),
        ("2014-07-14 21:15:00 +02:00", "2014-07-14T19:15:00Z"),
        ("Mon Jul 14 21:15:08 CEST 2014", "2014-07-14T19:15:08Z"),
        ("Mon Jul 14 2014 21:15:08 GMT+0200 (Central European Summer Time)", "2014-07-14T19:15:08Z"),
        ("1130 GMT (1930 SGT) July 14, 2014", "2014-07-14T11:30:00Z"),
        ("Mon, 07/14/2014 - 21:15", "2014-07-14T21:15:00Z"),
        ("lunedì 14 luglio 2014 21:15", "2014-07-14T21:15:00Z"),
        ("14. März 2014", "2014-03-14T00:00:00Z"),
        ("14 août 1987", "1987-08-14T00:00:00Z"),
    ],
)
def test_a_date_as_it_is_written_is_one_moment(text: str, moment: str) -> None:
    """Zones follow the season, offsets may be short, and a month may be named in another language."""
    assert format_moment(parse_published(text)) == moment


@pytest.mark.parametrize(
    ("text", "order", "moment"),
    [
        ("07/08/2014", "dmy", "2014-08-07T00:00:00Z"),
        ("07/08/2014 10:05", "mdy", "2014-07-08T10:05:00Z"),
        ("Thu 07/08/2014", None, "2014-08-07T00:00:00Z"),
        ("14.08.2014", "mdy", "2014-08-14T00:00:00Z"),
    ],
)
def test_the_order_of_day_and_month_is_told_or_follows(text: str, order: Order | None, moment: str) -> None:
    """An order that is given decides; so does the weekday; a day above 12 leaves no choice."""
    assert format_moment(parse_published(text, order=order)) == moment


def test_an_ambiguous_day_names_the_option() -> None:
    """A date of which day and month may be swapped is refused, with the option that decides."""
    with pytest.raises(InvalidDate, match="--dates dmy"):
        parse_published("07/08/2014")


def test_ist_is_that_of_the_zone_or_refused() -> None:
    """IST is a name of three zones: `--zone` says which, and without it the date is refused."""
    with pytest.raises(InvalidDate, match="--zone"):
        parse_published("Mon, 14 Jul 2014 12:00:00 IST")
    for place, moment in (("Asia/Kolkata", "2014-07-14T06:30:00Z"), ("Asia/Jerusalem", "2014-07-14T09:00:00Z")):
        zone: tzinfo = ZoneInfo(place)
        text = "Mon, 14 Jul 2014 12:00:00 " + ("IST" if place == "Asia/Kolkata" else "IDT")
        assert format_moment(parse_published(text, zone=zone)) == moment


def test_a_date_tells_how_exactly_it_is_written() -> None:
    """Whether a date has a time of day, midnight included, and a zone is told."""
    exact = [read_date(text) for text in ("2014-07-14", "2014-07-14T00:00", "July 14, 2014 5:15 PM EDT")]
    assert [(one.has_time, one.has_zone) for one in exact] == [(False, False), (True, False), (True, True)]
    assert exact[0].moment.tzinfo is UTC


def test_a_file_shows_the_order_of_its_dates() -> None:
    """One date above 12 shows the order of all; dates that contradict each other show none."""
    assert find_order(["07/08/2014", "14/08/2014"]) == "dmy"
    assert find_order(["07/08/2014", "08/14/2014"]) == "mdy"
    assert find_order(["14/08/2014", "08/14/2014"]) is None
    assert find_order(["07/08/2014", "2014-08-14"]) is None


@pytest.mark.parametrize("text", ["12/02/11", "25/12/24", "01.02.03"])
def test_a_year_of_two_digits_is_not_guessed(text: str) -> None:
    """A date of three numbers below a hundred is refused, names the option, and is read with it."""
    with pytest.raises(InvalidDate, match="--dates dmy"):
        parse_published(text)
    assert format_moment(parse_published(text, order="dmy")).startswith(f"20{text[-2:]}-")


def test_a_file_shows_the_order_of_dates_with_short_years() -> None:
    """Day or month comes first as one above twelve shows, if the last numbers are plainly the years."""
    assert find_order(["01/02/25", "25/12/24"]) == "dmy"
    assert find_order(["02/01/25", "12/25/24"]) == "mdy"
    assert find_order(["25/02/11", "25/12/24"]) is None
    assert find_order(["25/12/24"]) is None


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00", "9999-12-31T23:59:59Z", "1403/11/23"])
def test_a_year_that_stands_for_none_is_refused(text: str) -> None:
    """The years by which programs say that there is no date, and those of other calendars, are no dates."""
    with pytest.raises(InvalidDate, match="the year"):
        parse_published(text)


@pytest.mark.parametrize(
    "text",
    [
        "2014-08-02T10:00:00+02:00[Europe/Berlin]", "2014-08-02 10:00:00 Europe/Berlin", "20140802080000",
        "2014-08-02T13:00:00+5", "Sat, 02 Aug 2014 13:30 GMT+5.30", "2014-08-02 11:00 МСК",
    ],
)  # fmt: skip
def test_zones_and_stamps_as_programs_write_them(text: str) -> None:
    """The name of a zone, hours alone, and fourteen digits say one time."""
    expected = "2014-08-02T08:00:00Z"
    assert format_moment(parse_published(text)) == expected


def test_the_end_of_a_day_is_the_beginning_of_the_next() -> None:
    """ISO 8601 writes it as 24:00."""
    assert format_moment(parse_published("2014-07-31T24:00:00Z")) == "2014-08-01T00:00:00Z"
