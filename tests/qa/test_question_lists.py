"""Which questions ask for several answers, and which name the time they ask about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.plural import read_count
from qa.question import Kind, kind_of, names_time, wants_list

WORDS = st.lists(
    st.sampled_from(["which", "What", "who", "are", "the", "of", "countries", "James", "2", "ten", "’s", "name", "Name",
                     "men", "news", "May", "in", "26", "2015", "was", "😀", "?", "AS", "as of"]),
    max_size=10,
).map(" ".join)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Which countries joined?", "which teams made the final", "WHICH COUNTRIES JOINED?", "What countries joined?",
        "Which of the teams won?", "Which two players scored?", "What 3 cities were hit?",
        "Which Turkish cities were hit?", "Which US states voted?", "In which towns did it snow?",
        "What sanctions did the council impose?", "Who are the heirs?", "Who were the two men arrested?",
        "What are the names of the victims?", "Name the three winners.", "List all members of the council.",
        "Which women won?",
        "Who shared the prize?", "Who jointly won and who shared the 2014 Amber Medal?",
        "Name the northern and southern towns that flooded.", "Which Tarnish and Holmish towns flooded?",
    ],
)  # fmt: skip
def test_questions_for_several(text: str) -> None:
    """A plural or a count behind the word that asks wants several answers."""
    assert wants_list(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "Which", "Name", "Who won?", "Which country joined?", "Which Turkish city was hit?", "What time is it?",
        "Who were the Houthis?", "Name the winner.", "Which Reuters journalist died?", "Which news agency said so?",
        "Which United States senator resigned?", "Which Los Angeles team won?", "Which sports team won?",
        "Which bus crashed?", "Which gas was used?", "Which series is the longest?", "What causes cancer?",
        "What happens next?", "What does he want?", "What was the crisis?", "which 2015 law passed",
        "Name the head of the Holm unions.", "Who shared the prize with Lorn?",
        "How many countries joined?", "Why did countries join?", "Are the countries free?",
    ],
)  # fmt: skip
def test_questions_for_one(text: str) -> None:
    """Singulars, names and verbs that end in -s, and questions for a number, a reason or yes and no want one answer."""
    assert not wants_list(text)


@pytest.mark.parametrize(
    "text",
    [
        "What happened in 2015?", "What happened in May?", "what happened during march", "Who won in June 2015?",
        "What happened on 26 January?", "What fell on January 26th?", "Who won the 2024 election?", "sep 5 attack",
        "What happened on 2015-01-26?", "As of 2015, what happened in 2014?",
    ],
)  # fmt: skip
def test_questions_that_name_a_time(text: str) -> None:
    """A day, a month or a year, however it is written, is named."""
    assert names_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "Who won?", "As of 2015, who held the town?", "Who held the town as of 26 January 2015?", "May he go?",
        "What did Theresa May say?", "Why did they march?", "Which mayor sold 12 cars?", "Decide 5 cases", "Apollo 11",
        "What is 20150?", "What happened in the 1990s?", "How did the mayor 12 times lose?",
    ],
)  # fmt: skip
def test_questions_that_name_none(text: str) -> None:
    """The time of asking, words that are months as well, and other numbers are no time that is asked about."""
    assert not names_time(text)


@given(WORDS | st.text(max_size=60))
def test_any_text_can_be_asked(text: str) -> None:
    """No text raises, and white space around it makes no difference."""
    assert wants_list(text) is wants_list(f" {text} ")
    assert names_time(text) is names_time(f" {text} ")


@pytest.mark.parametrize(
    ("text", "count"),
    [("Which four teams made it?", 4), ("Who are the two winners?", 2), ("Which teams won?", None), ("Who won?", None)],
)
def test_how_many_are_asked_for(text: str, count: int | None) -> None:
    """A number right behind the word that asks says how many there are."""
    assert read_count(text) == count


def test_heads_of_state_are_persons_and_pairs_of_cities_places() -> None:
    """The noun behind "which" is told, though another one or a pair of adjectives stands before it."""
    assert kind_of("Which heads of state came?") is Kind.PERSON
    assert kind_of("Which Tarnish and Holmish cities were hit?") is Kind.PLACE
