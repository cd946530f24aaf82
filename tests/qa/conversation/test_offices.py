"""Whom a pronoun means after a question for the holder of an office, and after one that was answered by a group."""

import pytest

from qa.conversation.followup import complete
from qa.types import Turn

CALDER = Turn("Who resigned as mayor of Saltmere?", "Ines Calder resigned as mayor of Saltmere.", "Ines Calder")


def decline(question: str) -> Turn:
    """Return a turn that was declined."""
    return Turn(question, "Nothing in the archive answers this.", declined=True)


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("Who is the mayor of Tarn?", "When was the mayor of Tarn elected?"),
        ("who is mayor of Tarn", "When was the mayor of Tarn elected?"),
        ("Who was elected mayor of Tarn?", "When was the mayor of Tarn elected?"),
        ("Who is the chief executive of Kestrel Air now?", "When was the chief executive of Kestrel Air elected?"),
        ("Who is Kestrel Air's chief executive?", "When was Kestrel Air's chief executive elected?"),
    ],
)
def test_she_is_the_holder_of_the_office_that_was_asked_for(question: str, whole: str) -> None:
    """Where nobody was named, the office is what was spoken of, and not its place, nor a person of an older turn."""
    for turns in ((decline(question),), (CALDER, decline(question))):
        assert complete("When was she elected?", turns).text == whole


def test_she_is_no_company() -> None:
    """Where no office was named either, it is said that nobody knows whom that means."""
    made = complete("When was she elected?", (decline("Who leads Kestrel Air?"),))
    assert made.unknown
    assert not made.choices
    offered = complete("When was she elected?", (CALDER, decline("Who leads Kestrel Air?")))
    assert offered.choices == ("When was Ines Calder elected?",)
    assert (
        complete("When was it founded?", (decline("Who leads Kestrel Air?"),)).text == "When was Kestrel Air founded?"
    )


@pytest.mark.parametrize(
    ("message", "whole"),
    [
        ("When were they elected?", "When was the mayor of Tarn elected?"),
        ("have they resigned?", "Has the mayor of Tarn resigned?"),
        ("what do they earn?", "What does the mayor of Tarn earn?"),
        ("who did they beat?", "Who did the mayor of Tarn beat?"),
    ],
)
def test_they_may_be_one_person(message: str, whole: str) -> None:
    """The verb agrees with the one who takes the place of "they"."""
    assert complete(message, (decline("Who is the mayor of Tarn?"),)).text == whole


@pytest.mark.parametrize(
    ("turn", "whole"),
    [
        (Turn("Who resigned from the board?", "", "Three directors"), "Who replaced the three directors?"),
        (Turn("Who did Kestrel Air dismiss?", "", "its pilots"), "Who replaced the pilots?"),
        (Turn("Who resigned?", "Mara Voss and Tom Reyes resigned."), "Who replaced Mara Voss and Tom Reyes?"),
    ],
)
def test_they_are_the_group_that_was_the_answer(turn: Turn, whole: str) -> None:
    """A counted or owned group is meant, whether its members have names or not."""
    assert complete("Who replaced them?", (turn,)).text == whole


@pytest.mark.parametrize("message", ["and Kestrel-3?", "What about kestrel-3?", "Kestrel 3?"])
@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("When did Kestrel-2 launch?", "When did Kestrel-3 launch?"),
        ("When did the Kestrel-2 lander reach Tarn?", "When did the Kestrel-3 lander reach Tarn?"),
        ("Which rocket launched Kestrel-2 in 2019?", "Which rocket launched Kestrel-3 in 2019?"),
    ],
)
def test_the_next_of_a_series_takes_the_place_of_the_one_asked_about(message: str, question: str, whole: str) -> None:
    """A name with another number is put in its place, wherever that is, and however it is typed."""
    assert complete(message, (Turn(question, "It was so.", "so"),)).text == whole


def test_a_name_that_ends_in_a_number_is_one() -> None:
    """Of another series, it takes the place of a thing."""
    turn = Turn("Where did Kestrel-2 land?", "Near Tarn.", "near Tarn")
    assert complete("and Halcyon 11?", (turn,)).text == "Where did Halcyon 11 land?"


@pytest.mark.parametrize("message", [f"and{' ' * 900}in Tarn?", f"and in\n{' ' * 900}Tarn?"])
def test_blanks_are_no_part_of_a_message(message: str) -> None:
    """A message is read on one line with single spaces, so that blanks, of which each costs time, cost none."""
    turn = Turn(f"How many{' ' * 900}people died in Osterby?", "Nine.", "9")
    assert complete(message, (turn,)).text == "How many people died in Tarn?"
    assert complete(f"Who{' ' * 900}won?", ()).text == f"Who{' ' * 900}won?"
