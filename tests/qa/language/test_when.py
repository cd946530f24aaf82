"""Words that name a day relative to that of publication resolve to it, or to None where that is uncertain."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.when import Precision, Resolved, resolve
from tests.qa.pieces import WEDNESDAY

SENTENCES = st.lists(
    st.sampled_from(
        ["Monday", "Friday", "26", "2015", "1990s", "January", "May", "Sept.", "last", "next", "the", "week", "year",
         "ago", "two", "999", "will", "said", "open", "on", "from", "to", "-", "2015-01-26", "9999", "yesterday",
         "before", "day", "before yesterday", "’s", ",", "tonight", "of", "3rd", "😀"]
    ),
    max_size=10,
).map(" ".join)  # fmt: skip


def day_of(text: str, sentence: str = "", published: datetime = WEDNESDAY) -> tuple[str, str] | None:
    """Return the first day that a text names, as ISO has it, and how long it lasts."""
    found = resolve(text, published, sentence)
    return (found.day.isoformat(), found.precision.value) if found else None


@pytest.mark.parametrize(
    ("text", "sentence", "day"),
    [
        ("on Monday", "The town fell on Monday.", "2015-01-26"),
        ("Monday", "On Monday, six were killed.", "2015-01-26"),
        ("Wednesday", "He died on Wednesday.", "2015-01-28"),
        ("Thursday", "He died on Thursday.", "2015-01-22"),
        ("Sunday night", "He died on Sunday night.", "2015-01-25"),
        ("Monday’s attack", "Monday’s attack killed six.", "2015-01-26"),
        ("Monday", "Polling stations will open on Monday.", "2015-02-02"),
        ("yesterday", "He died yesterday.", "2015-01-27"),
        ("the day before yesterday", "", "2015-01-26"),
        ("last night", "", "2015-01-27"),
        ("tonight", "", "2015-01-28"),
        ("tomorrow", "", "2015-01-29"),
        ("three days ago", "", "2015-01-25"),
        ("26 January", "It fell on 26 January.", "2015-01-26"),
        ("Jan. 26", "It fell on Jan. 26.", "2015-01-26"),
        ("31 December", "It opened on 31 December.", "2014-12-31"),
        ("1 February", "It will open on 1 February.", "2015-02-01"),
        ("Tuesday, January 27", "It fell on Tuesday, January 27.", "2015-01-27"),
    ],
)
def test_a_day_is_told_by_the_day_of_the_article(text: str, sentence: str, day: str) -> None:
    """A weekday is the last one up to the article's day, or the next where the sentence speaks of what is to come."""
    found = resolve(text, WEDNESDAY, sentence)
    assert found is not None
    assert (found.day.isoformat(), found.precision, found.relative) == (day, Precision.DAY, True)
    assert found.words in text


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("last week", "2015-01-19", "week"),
        ("two weeks ago", "2015-01-12", "week"),
        ("last month", "2014-12-01", "month"),
        ("next month", "2015-02-01", "month"),
        ("December", "2014-12-01", "month"),
        ("last year", "2014-01-01", "year"),
        ("this year", "2015-01-01", "year"),
    ],
)
def test_a_longer_time_begins_with_its_first_day(text: str, day: str, precision: str) -> None:
    """Weeks begin on Monday, months and years on their first."""
    assert day_of(text) == (day, precision)


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("26 January 2015", "2015-01-26", "day"),
        ("Monday, January 26, 2015", "2015-01-26", "day"),
        ("2015-01-26", "2015-01-26", "day"),
        ("in January 2014", "2014-01-01", "month"),
        ("late 2014", "2014-01-01", "year"),
        ("1945", "1945-01-01", "year"),
    ],
)
def test_a_date_with_its_year_needs_no_article(text: str, day: str, precision: str) -> None:
    """A time that is named in full is the same for articles of any day, and not relative."""
    assert day_of(text) == (day, precision)
    other = resolve(text, datetime(2022, 6, 1, tzinfo=UTC))
    assert other
    assert (other.day.isoformat(), other.relative) == (day, False)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", ""),
        ("noon", ""),
        ("the Monday after", "It fell the Monday after."),
        ("Monday", "It fell the Monday after the vote."),
        ("Monday", "It was called Black Monday."),
        ("Monday", "It rains every Monday."),
        ("Wednesday", "It will open on Wednesday."),
        ("Monday", "The count would begin on Monday."),
        ("the last week", ""),
        ("two weeks after the vote", ""),
        ("Monday and Tuesday", ""),
        ("26 and 27 January", ""),
        ("from Monday to Friday", ""),
        ("2014-15", ""),
        ("the 1990s", ""),
        ("the 1990’s", ""),
        ("30 February 2015", ""),
        ("2015-02-30", ""),
        ("Monday, January 27", "It fell on Monday, January 27."),
        ("1 June", "It opened on 1 June."),
        ("26 January", "In 1945, on 26 January, it was freed."),
        ("May", "He may go."),
    ],
)
def test_what_is_not_certain_is_no_day(text: str, sentence: str) -> None:
    """Days counted from other days, names, habits, ranges, decades, impossible and ambiguous days give None."""
    assert resolve(text, WEDNESDAY, sentence) is None


TUESDAY = datetime(2025, 5, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "sentence", "day"),
    [
        ("Friday", "The ferry to Port Amble sails again from Friday.", "2025-05-09"),
        ("Friday", "From Friday, ferries sail twice a day.", "2025-05-09"),
        ("Friday", "The bridge is closed until Friday.", "2025-05-09"),
        ("Friday", "He has until Friday to pay.", "2025-05-09"),
        ("Friday", "The sale starts Friday.", "2025-05-09"),
        ("Friday", "The museum reopens on Friday.", "2025-05-09"),
        ("Friday", "The report is due on Friday.", "2025-05-09"),
        ("Friday", "Tickets go on sale from Friday, the theatre said.", "2025-05-09"),
        ("Friday", "The company said the ferry sails from Friday.", "2025-05-09"),
        ("Monday", "It closed on Friday and opens again on Monday.", "2025-05-12"),
        ("Friday", "It closed on Friday and opens again on Monday.", "2025-05-02"),
        ("Monday", "The YPG declared Kobane liberated on Monday.", "2025-05-05"),
        ("Monday", "Clashes on Monday left six dead.", "2025-05-05"),
        ("Monday", "The mayor says the town fell on Monday.", "2025-05-05"),
        ("Monday", "The toll since Monday is twelve.", "2025-05-05"),
        ("Friday", "The court sits on Friday.", None),
        ("Friday", "The vote is on Friday.", None),
        ("Monday", "It rains on Monday.", None),
        ("Monday", "The road was closed from Monday.", None),
        ("Monday", "The town recovers from Monday’s attack.", None),
        ("October", "The museum reopens in October.", "2025-10-01"),
        ("March", "The trial begins in March.", None),
        ("March", "Sales rise in March.", None),
        ("March", "Sales rose in March.", "2025-03-01"),
        ("9 May", "The ferry sails again from 9 May.", "2025-05-09"),
        ("9 May", "The ferry sails on 9 May.", None),
    ],
)
def test_tense_and_words_tell_which_friday_is_meant(text: str, sentence: str, day: str | None) -> None:
    """In the future it is the next Friday, in the past the last one; where neither is clear, None."""
    found = resolve(text, TUESDAY, sentence)
    assert (found and found.day.isoformat()) == day


def test_of_two_names_of_one_day_the_first_is_told() -> None:
    """Whatever the order of a set, the words of a time are the first that name it."""
    found = resolve("26 January 2015, or 2015-01-26,", WEDNESDAY)
    assert found
    assert found.words == "26 January 2015"


def test_of_two_mondays_the_one_meant_is_read() -> None:
    """Where the words occur twice in the sentence, the offset decides which of them is meant."""
    sentence = "He said on Monday that the polls will open on Monday."
    first, second = (resolve("Monday", WEDNESDAY, sentence, at=place) for place in (11, sentence.rindex("Monday")))
    assert first
    assert second
    assert (first.day, second.day) == (date(2015, 1, 26), date(2015, 2, 2))
    assert resolve("Monday", WEDNESDAY, sentence) == first
    assert resolve("Monday", WEDNESDAY, sentence, at=3) == first


def test_days_are_those_of_utc() -> None:
    """An article of late evening in New York is one of the next day in UTC, and so is its yesterday."""
    late = datetime(2015, 1, 28, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert day_of("yesterday", published=late) == ("2015-01-28", "day")
    assert day_of("Thursday", "He died on Thursday.", late) == ("2015-01-29", "day")


def test_a_longer_time_covers_the_days_within_it() -> None:
    """A month covers its first and its last day and itself, and neither the days around it nor its year."""

    def at(text: str) -> Resolved:
        found = resolve(text, WEDNESDAY)
        assert found
        return found

    month = at("February 2016")
    assert month.last == date(2016, 2, 29)
    assert all(month.covers(at(text)) for text in ("1 February 2016", "29 February 2016", "February 2016"))
    assert not any(month.covers(at(text)) for text in ("31 January 2016", "1 March 2016", "2016"))
    assert at("2016").covers(month)
    assert at("last week").last == date(2015, 1, 25)
    assert at("December 9999").last == date.max


@given(SENTENCES, SENTENCES, st.datetimes(timezones=st.just(UTC)), st.integers(-3, 90))
def test_any_words_can_be_read(before: str, text: str, published: datetime, at: int) -> None:
    """No words raise, from the year 1 to 9999; what they name is some time that ends no sooner than it begins."""
    for found in (resolve(text, published), resolve(text, published, f"{before} {text} .", at=at)):
        assert found is None or found.day <= found.last
