"""A figure and the one that it replaced."""

import pytest

from qa.findings.figures.revisions import follow_revisions
from tests.qa.pieces import ask, read

RISEN = "The number of ferries has risen to 5.1 million from 4.8 million, the board said."


@pytest.mark.parametrize(
    ("sentence", "earlier", "later"),
    [
        (RISEN, "4.8 million", "5.1 million"),
        ("Traffic rose from 4.8 million in 2019 to 5.1 million.", "4.8 million", "5.1 million"),
        ("The board revised its count from 48 to 56 on Sunday.", "48", "56"),
        ("The count stood at 56, up from 48 on Friday.", "48", "56"),
        ("The board first put the count at 48 and then raised it to 56.", "48", "56"),
        ("The share fell to 4% from 4.5% in a week.", "4.5%", "4%"),
        ("Five million people live there, up from four million.", "four million", "Five million"),
    ],
)
def test_the_later_figure_takes_the_place_of_the_earlier_one(sentence: str, earlier: str, later: str) -> None:
    """Whichever of the two a reader took, the answer is the later one; asked what was before, the earlier one."""
    for taken in (earlier, later):
        assert [one.text for one in follow_revisions([read(sentence, taken)], ask("How many are there?"))] == [later]
        assert [one.text for one in follow_revisions([read(sentence, taken)], ask("From how many?"))] == [earlier]


def test_the_span_is_that_of_the_figure() -> None:
    """What is quoted as the answer stands where it says; both figures become one answer, as likely as the likelier."""
    taken = [read(RISEN, "4.8 million", 1.0), read(RISEN, "5.1 million", 2.0)]
    (one,) = follow_revisions(taken, ask("How many are there?"))
    assert RISEN[one.span.start : one.span.end] == one.text == "5.1 million"
    assert one.score == 2.0


def test_the_time_of_the_earlier_figure_asks_for_it() -> None:
    """Asked of 2019, the figure of 2019 is the answer."""
    sentence = "Traffic rose from 4.8 million in 2019 to 5.1 million."
    (one,) = follow_revisions([read(sentence, "4.8 million")], ask("How many ferries were there in 2019?"))
    assert one.text == "4.8 million"


@pytest.mark.parametrize(
    ("question", "sentence", "taken"),
    [
        ("By how much did it rise?", RISEN, "4.8 million"),
        ("How many seats are there?", "The board will raise the number of seats from 48 to 56.", "48"),
        ("How many moved?", "They moved up from 2019 to 2022.", "2019"),
        ("How old are they?", "The ferry takes children from 5 to 11.", "5"),
        ("What did it cost?", "It fell from $3 to 40 miles.", "$3"),
        ("Who counted?", RISEN, "4.8 million"),
    ],
)
def test_what_is_no_revision_is_left_alone(question: str, sentence: str, taken: str) -> None:
    """The difference, a change to come, years, a range without a change, other units and names are not exchanged."""
    assert [one.text for one in follow_revisions([read(sentence, taken)], ask(question))] == [taken]
