"""Questions without a time of which the article itself is."""

from datetime import UTC, datetime

import pytest

from index.types import Assumed
from qa.language.dated import tells_of_time, undate
from tests.qa.pieces import write_hit

JULY = datetime(2022, 7, 8, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("question", "spoken"),
    [
        ("Who won the cup in 2022?", "Who won the cup?"),
        ("Who won the cup in July 2022?", "Who won the cup?"),
        ("Who won the cup on 6 July 2022?", "Who won the cup?"),
        ("Who won the 2022 cup?", "Who won the cup?"),
        ("How many had fled at the end of June 2022?", "How many had fled?"),
        ("How many had fled by late July 2022?", "How many had fled by late July 2022?"),
        ("How many had fled at the end of 2022?", "How many had fled?"),
        ("How many had fled by early July 2022?", "How many had fled?"),
        ("How many had fled by July 2022?", "How many had fled?"),
        ("Who won the cup?", "Who won the cup?"),
        ("Who won the cup in 2021?", "Who won the cup in 2021?"),
        ("Who won the cup on 1 May 2022?", "Who won the cup on 1 May 2022?"),
        ("Who has won the cup since 2022?", "Who has won the cup since 2022?"),
    ],
)
def test_a_time_of_which_the_article_is_goes_without_saying(question: str, spoken: str) -> None:
    """The day, month or year of an article is left out of the question it is read with; any other time stays."""
    assert undate(question, write_hit("Lorn won the cup.", published=JULY)) == spoken


def test_a_passage_that_names_the_year_is_asked_with_it() -> None:
    """Where the passage itself tells years apart, the question keeps its own."""
    hit = write_hit("Roy won the cup in 2021, Lorn in 2022.", published=JULY)
    assert undate("Who won the cup in 2022?", hit) == "Who won the cup in 2022?"


def test_an_assumed_date_leaves_the_question_as_it_is() -> None:
    """The day on which a file was found is no day that an article tells of."""
    from dataclasses import replace

    hit = write_hit("Lorn won the cup.", published=JULY)
    assumed = replace(hit, head=replace(hit.head, assumed=Assumed.FILE_TIME))
    assert undate("Who won the cup in 2022?", assumed) == "Who won the cup in 2022?"


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("What happened in Holm in July 2022?", "Holm burned.", True),
        ("What happened in Holm in May 2022?", "Holm burned in May.", True),
        ("What happened in Holm in May 2022?", "Holm burned.", False),
        ("What happened in Holm in May 2022?", "Holm may burn.", False),
        ("What happened in Holm in 2019?", "Holm burned in 2019.", True),
        ("What happened in Holm in 2019?", "Holm burned.", False),
        ("What happened in Holm?", "Holm burned.", True),
    ],
)
def test_what_happened_then_is_told_by_articles_of_the_time_or_that_name_it(
    question: str, text: str, *, told: bool
) -> None:
    """A passage tells of a time where it was published then, or names the month or the year."""
    assert tells_of_time(question, write_hit(text, published=JULY)) is told
