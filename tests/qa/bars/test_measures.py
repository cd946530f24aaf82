"""What is an amount, and in which unit."""

import pytest

from qa.bars.kinds import is_of_other_kind
from qa.bars.proposal import Proposal
from qa.question import Kind


def is_barred(question: str, sentence: str, part: str) -> bool:
    start = sentence.index(part)
    return is_of_other_kind(Proposal(question, Kind.NUMBER, sentence, start, start + len(part), passage=sentence))


@pytest.mark.parametrize(
    ("question", "sentence", "part"),
    [
        ("How much will the melt raise the sea?", "The melt will raise it by nearly a foot.", "nearly a foot"),
        ("How many hours a week do crews work?", "Crews work at least 40 hours per week.", "40"),
        ("How many days a year is it shut?", "It is shut 12 days a year.", "12"),
    ],
)
def test_a_foot_and_hours_per_week_are_amounts(question: str, sentence: str, part: str) -> None:
    """One of a unit is a number, and time per time is no speed."""
    assert not is_barred(question, sentence, part)


@pytest.mark.parametrize(
    ("question", "sentence", "part"),
    [
        ("How far did the ferry drift?", "The ferry drifted at 40 miles per hour.", "40"),
        ("How much will the melt raise the sea?", "The melt will raise a question.", "a question"),
    ],
)
def test_a_speed_is_no_length_and_a_question_no_amount(question: str, sentence: str, part: str) -> None:
    """Distance per time stays a speed."""
    assert is_barred(question, sentence, part)


def test_a_unit_behind_a_comma_is_of_another_number() -> None:
    """The "%" of "60, or 57%" is not of the 60."""
    assert not is_barred("How many votes did Roy get?", "Lorn won 80 votes to Roy's 60, or 57% to 43%.", "60")
    assert is_barred("How many votes did Roy get?", "Roy got 43% of the vote.", "43")
