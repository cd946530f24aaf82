"""The meaning of answers by the kind of the question: equal, more specific, or contradictory."""

from dataclasses import replace
from datetime import date

import pytest

from index.types import Assumed
from qa.findings.comparison.meaning import Meaning, read_meaning, resolve_extract
from qa.question import Kind
from tests.qa.pieces import read, take, write_hit


def mean(text: str, kind: Kind, sentence: str = "{} .") -> Meaning:
    """Return the meaning of a text within a sentence."""
    return read_meaning(read(sentence.format(text), text), kind)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Kind.NUMBER, "two dozen", "24 people"),
        (Kind.NUMBER, "more than 11,000", "eleven thousand"),
        (Kind.DATE, "on Monday", "26 January"),
        (Kind.DATE, "yesterday", "2015-01-27"),
        (Kind.PERSON, "President Joe Biden", "Joe Biden’s"),
        (Kind.PLACE, "the town of Kobane", "Kobane"),
        (Kind.THING, "eleven", "11"),
        (Kind.THING, "a strike", "The strike!"),
        (Kind.REASON, "heavy snow", "Heavy snow"),
    ],
)
def test_equal_meanings_in_other_words(kind: Kind, one: str, other: str) -> None:
    """Amounts, times and names are compared by value, all else by its words without case and articles."""
    assert mean(one, kind).equals(mean(other, kind))
    assert not mean(one, kind).excludes(mean(other, kind))


@pytest.mark.parametrize(
    ("kind", "less", "more"),
    [
        (Kind.NUMBER, "1.5 billion", "$1.5 billion"),
        (Kind.DATE, "January 2015", "on Monday"),
        (Kind.PERSON, "Biden", "President Joe Biden"),
        (Kind.PERSON, "YPG", "Kurdish People's Protection Units (YPG)"),
        (Kind.PLACE, "Kobane", "Kobane, Syria"),
    ],
)
def test_less_specific_answers_are_part_of_more_specific_ones(kind: Kind, less: str, more: str) -> None:
    """The less specific answer is part of the other, not the reverse, and does not contradict it."""
    assert mean(less, kind).part_of(mean(more, kind))
    assert not mean(more, kind).part_of(mean(less, kind))
    assert not mean(less, kind).excludes(mean(more, kind))


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Kind.NUMBER, "412", "1,013"),
        (Kind.DATE, "on Monday", "on Tuesday"),
        (Kind.DATE, "2014", "on Monday"),
        (Kind.PERSON, "Joe Biden", "Hunter Smith"),
        (Kind.PLACE, "Paris, Texas", "Paris, France"),
        (Kind.THING, "the Zephyr", "the Meridian"),
    ],
)
def test_of_two_only_one_can_be_right(kind: Kind, one: str, other: str) -> None:
    """Different amounts, different times, and names with nothing in common exclude each other."""
    assert mean(one, kind).excludes(mean(other, kind))
    assert not mean(one, kind).equals(mean(other, kind))
    assert not mean(one, kind).part_of(mean(other, kind))


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Kind.NUMBER, "412", "dozens"),
        (Kind.DATE, "the Monday after", "on Tuesday"),
        (Kind.PERSON, "the mayor", "Joe Biden"),
        (Kind.PLACE, "New York", "New York Times"),
        (Kind.PERSON, "Donald Trump", "Donald J. Trump"),
        (Kind.THING, "11", "Meridian"),
        (Kind.REASON, "heavy snow", "a strike"),
        (Kind.YES_NO, "412", "1,013"),
    ],
)
def test_what_cannot_be_compared_excludes_nothing(kind: Kind, one: str, other: str) -> None:
    """What is not an exact amount, time or name excludes nothing."""
    assert not mean(one, kind).excludes(mean(other, kind))
    assert not mean(one, kind).equals(mean(other, kind))


@pytest.mark.parametrize(("one", "other"), [("😀", "👍"), ("the", "a"), ("中国", "日本")])
def test_what_has_no_words_equals_nothing(one: str, other: str) -> None:
    """Answers of which SQuAD's normalisation leaves nothing are not equal for that reason."""
    for kind in Kind:
        assert not mean(one, kind).equals(mean(other, kind))


def test_a_surname_is_a_whole_name_where_a_person_is_asked_for() -> None:
    """The name "Washington" is part of "George Washington" as a person and not as a place."""
    for kind, related in ((Kind.PERSON, True), (Kind.PLACE, False)):
        assert mean("Washington", kind).part_of(mean("George Washington", kind)) is related


def test_a_day_is_read_in_its_own_sentence() -> None:
    """The sentence that contains the span decides, wherever the passage begins in its article."""
    text = "It opened on Tuesday. He said on Monday that it will close on Monday."
    extract = take(write_hit(text, start=500), "Monday that")
    place = 500 + text.rindex("Monday")
    first = take(write_hit(text, start=500), "Monday")
    second = type(first)(first.hit, type(first.span)(place, place + 6), "Monday", 1.0)
    days = [found and found.day for found in map(resolve_extract, (extract, first, second))]
    assert days == [date(2015, 1, 26), date(2015, 1, 26), date(2015, 2, 2)]


def test_days_are_not_counted_from_a_day_that_is_only_assumed() -> None:
    """Of an article without a stated date, "on Monday" is no day, and a date that is written out is one."""
    hit = write_hit("It opened on Monday. It will close on 4 May 2016.")
    hit = replace(hit, head=replace(hit.head, assumed=Assumed.FIRST_SEEN))
    found = [resolve_extract(take(hit, part)) for part in ("Monday", "4 May 2016")]
    assert [one and one.day for one in found] == [None, date(2016, 5, 4)]
