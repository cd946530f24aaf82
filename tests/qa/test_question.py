"""What a question's words are understood to ask: kind, dates, sources, and whether they speak of news."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import last_second
from index.types import Filters
from qa.question import Kind, Understood, kind_of, speaks_of_news, understand
from qa.types import Question

ASKED = datetime(2025, 6, 1, 12, tzinfo=UTC)
SOURCES = ("example-times", "harbour-post", "wire.example", "Times")


def read(text: str, filters: Filters | None = None) -> Understood:
    """Understand a question asked on the first of June 2025."""
    return understand(Question(text, ASKED, filters or Filters()), SOURCES)


def day(year: int, month: int = 1, number: int = 1) -> datetime:
    """Return the first second of a day."""
    return datetime(year, month, number, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who liberated Kobane?", Kind.PERSON),
        ("Which party won the vote?", Kind.PERSON),
        ("Where did the zeppelin land?", Kind.PLACE),
        ("Which Turkish city is nearest?", Kind.PLACE),
        ("When was the town freed?", Kind.DATE),
        ("What year was it?", Kind.DATE),
        ("How many people fled?", Kind.NUMBER),
        ("What was the cost of the bridge?", Kind.NUMBER),
        ("What is the biggest cost of a bridge?", Kind.THING),
        ("What percentage voted?", Kind.NUMBER),
        ("Why were schools closed?", Kind.REASON),
        ("What caused the fire?", Kind.REASON),
        ("Is Kobane free?", Kind.YES_NO),
        ("What fell on Boston?", Kind.THING),
        ("Which high-ranking US official fell ill?", Kind.PERSON),
        ("The mayor asked when it would end. Which country sent help?", Kind.PLACE),
        ("The harbour was shut on Monday. Why?", Kind.REASON),
        ("", Kind.THING),
    ],
)
def test_the_kind_of_answer(text: str, kind: Kind) -> None:
    """The question words decide what is wanted, in any case."""
    assert kind_of(text) is kind
    assert kind_of(text.upper()) is kind


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("Who was hurt in 2015?", day(2015)),
        ("Who was hurt in May 2015?", day(2015, 5)),
        ("Who was hurt on 26 January 2015?", day(2015, 1, 26)),
        ("Who was hurt on January 26th, 2015?", day(2015, 1, 26)),
        ("Who was hurt on 2015-01-26?", day(2015, 1, 26)),
        ("Who has won since February 2015?", day(2015, 2)),
    ],
)
def test_a_date_keeps_what_was_published_since(text: str, since: datetime) -> None:
    """A year, a month or a day in the question is where the search begins, and nothing ends it."""
    asked = read(text)
    assert asked.filters == Filters(since=since)
    assert since <= asked.anchor < ASKED


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("What happened in 2015?", day(2015), datetime(2016, 1, 1, 23, 59, 59, tzinfo=UTC)),
        ("What happened in May 2015?", day(2015, 5), datetime(2015, 6, 1, 23, 59, 59, tzinfo=UTC)),
        ("What happened on 26 January 2015?", day(2015, 1, 26), datetime(2015, 1, 27, 23, 59, 59, tzinfo=UTC)),
        ("What happened on January 26th, 2015?", day(2015, 1, 26), datetime(2015, 1, 27, 23, 59, 59, tzinfo=UTC)),
        ("What happened on 2015-01-26?", day(2015, 1, 26), datetime(2015, 1, 27, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_all_that_happened_in_a_period_is_told_in_it(text: str, since: datetime, until: datetime) -> None:
    """Where no event is named, what was published up to the day after the period is searched, and nothing later."""
    assert read(text).filters == Filters(since=since, until=until)


@pytest.mark.parametrize(("text", "days"), [("What happened yesterday?", 1), ("What happened this week?", 7)])
def test_recent_days_are_counted_from_that_of_asking(text: str, days: int) -> None:
    """Yesterday, and the last seven days, end with a day; the day behind them is searched as well."""
    filters = read(text).filters
    end = last_second(ASKED) - timedelta(days=days == 1)
    assert filters == Filters(since=end - timedelta(days=days, seconds=-1), until=end + timedelta(days=1))


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("What happened between 2014 and 2016?", day(2014), datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("What happened between 2016 and 2014?", day(2014), datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("What happened from May 2014 to June 2014?", day(2014, 5), datetime(2014, 6, 30, 23, 59, 59, tzinfo=UTC)),
        ("What happened from 2014–2016?", day(2014), datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (
            "What happened between 2014-05-01 and 3 May 2014?",
            day(2014, 5),
            datetime(2014, 5, 3, 23, 59, 59, tzinfo=UTC),
        ),
        ("What happened between 2014 and 2040?", day(2014), None),
        ("What happened between 2040 and 2014?", day(2014), None),
        ("What happens between 2040 and 2050?", None, None),
    ],
)
def test_a_range_keeps_what_was_published_in_it(text: str, since: datetime | None, until: datetime | None) -> None:
    """Both ends are filters, whichever is named first; an end that lies ahead is none."""
    asked = read(text)
    assert asked.filters == Filters(since=since, until=until)
    assert asked.anchor == (until or last_second(ASKED))


def test_ends_of_a_range_that_are_given_win() -> None:
    """An end that is given beside the question is kept, and the other one is that of the words."""
    asked = read("What happened between 2014 and 2016?", Filters(until=day(2015)))
    assert asked.filters == Filters(since=day(2014), until=day(2015))


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("Who held Kobane as of 2014-10-10?", datetime(2014, 10, 10, 23, 59, 59, tzinfo=UTC)),
        ("Who held Kobane as of October 2014?", datetime(2014, 10, 31, 23, 59, 59, tzinfo=UTC)),
        ("As of 2014, who held Kobane?", datetime(2014, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_as_of_means_the_end_of_what_is_named(text: str, as_of: datetime) -> None:
    """A day, month or year behind "as of" asks for what was known when it ended, and is searched for no more."""
    asked = read(text)
    assert asked.text == "Who held Kobane?"
    assert (asked.filters, asked.anchor) == (Filters(as_of=as_of), as_of)


@pytest.mark.parametrize(
    "text",
    [
        "What happened on 30 February 2015?",
        "What happened on 2015-02-30?",
        "What happened on 31 April 2015?",
        "Who held it as of 2015-13-01?",
        "What will happen in 2031?",
        "Who will hold it as of 2031?",
        "What happens on 2 June 2025?",
        "Who won the 2024 election?",
        "How did Apollo 11 land?",
        "What did 2015 people say?",
        "What happened in 20150?",
    ],
)
def test_what_is_no_day_that_has_been_is_no_filter(text: str) -> None:
    """Days that do not exist, that lie ahead, and numbers that name a thing leave the filters and the anchor alone."""
    asked = read(text)
    assert (asked.filters, asked.anchor) == (Filters(), last_second(ASKED))


def test_a_question_is_the_same_all_day() -> None:
    """Where no words name a time, articles are as old as they are at the end of the day of asking, whenever that is."""
    morning, night = (ASKED.replace(hour=hour) for hour in (0, 23))
    assert understand(Question("Who won?", morning), ()) == understand(Question("Who won?", night), ())


def test_filters_that_are_given_win() -> None:
    """Filters that are given override those in the words."""
    given_since = Filters(since=day(2014))
    assert read("What happened in 2015?", given_since).filters == given_since
    given_moment = Filters(as_of=day(2016))
    asked = read("Who held it as of 2014?", given_moment)
    assert (asked.filters, asked.anchor) == (given_moment, day(2016))
    given_source = Filters(sources=("harbour-post",))
    assert read("What did the example-times report?", given_source).filters == given_source


def test_a_date_behind_as_of_is_no_filter() -> None:
    """Asked as of 2014, the year 2015 lies ahead."""
    assert read("What happened in 2015?", Filters(as_of=day(2014))).filters == Filters(as_of=day(2014))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("What did the Example Times report on Kobane?", "example-times"),
        ("According to harbour-post, how much snow fell?", "harbour-post"),
        ("As reported by Wire, who won?", "wire.example"),
        ("What did the times say?", "Times"),
    ],
)
def test_a_source_that_is_asked_for_is_a_filter(text: str, source: str) -> None:
    """It matches with spaces for hyphens, without its domain, in any case; the longest name counts."""
    assert read(text).filters.sources == (source,)


@pytest.mark.parametrize("text", ["How many times did it snow?", "Who cut the wire?", "Is the harbour post open?"])
def test_a_word_that_is_also_a_source_is_a_word(text: str) -> None:
    """A source's name is not a filter unless a phrase asks for what it reports."""
    assert read(text).filters == Filters()


def test_a_source_with_signs_in_its_name_breaks_nothing() -> None:
    """Names that would be patterns are taken to the letter."""
    question = Question("According to c++ (news) [x], who won?", ASKED)
    assert understand(question, ("c++ (news) [x]", "((", "*", ".com")).filters.sources in ((), ("c++ (news) [x]",))


@pytest.mark.parametrize(
    ("text", "news"),
    [
        ("Who won this week?", True),
        ("What is the latest from Kobane?", True),
        ("Who resigned on Monday?", True),
        ("Who was injured yesterday?", True),
        ("Who liberated Kobane?", False),
        ("Who wrote Monday Blues?", False),
        ("", False),
    ],
)
def test_words_for_news(text: str, news: bool) -> None:
    """Words for what is new are recognised, and no others."""
    assert speaks_of_news(text) is news
    assert read(text).recent is news


@given(st.text(max_size=60) | st.from_regex(r"\A(in|on|as of) [0-9a-z ,-]{1,20}\Z"))
def test_any_text_can_be_understood(text: str) -> None:
    """No question raises, and what it names lies in its past."""
    asked = read(text)
    assert asked.text == text
    assert asked.filters.since is None or asked.filters.since <= ASKED
