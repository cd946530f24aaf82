"""Whether somebody holds an office now."""

from datetime import UTC, datetime

import pytest

from index.types import Hit
from qa.forms.tenure import complete_tenure, tell_tenure
from qa.language.office import read_tenure
from qa.language.polarity import Polarity
from tests.qa.pieces import write_hit

TAKES = "The mayor of Holm, Ada Obi, opened the new bridge."


def hit(text: str, day: int) -> Hit:
    """Return the passage of an article of that day in January."""
    return write_hit(text, f"a{day}", title="News of Holm", published=datetime(2015, 1, day, tzinfo=UTC))


@pytest.mark.parametrize(
    ("question", "surname", "asked"),
    [
        ("Is Ada Obi still the mayor of Holm?", "Obi", "Who is the mayor of Holm?"),
        ("Is Ada Obi CEO of Lumo?", "Obi", "Who is the CEO of Lumo?"),
        ("Is Obi mayor?", "Obi", "Who is the mayor?"),
        ("Is Ada Obi still Lumo's chairman?", "Obi", "Who is the Lumo's chairman?"),
    ],
)
def test_who_is_asked_to_hold_which_office(question: str, surname: str, asked: str) -> None:
    """The name ends where the office begins, also where that begins with a capital."""
    tenure = read_tenure(question)
    assert tenure
    assert (tenure.surname, tenure.question) == (surname, asked)


@pytest.mark.parametrize("question", ["Is Ada Obi in Holm?", "Is Holm a town?", "Who is the mayor?", "Was Obi mayor?"])
def test_other_questions_ask_of_no_tenure(question: str) -> None:
    """Where somebody is, what something is, who it is, and what was, is no tenure."""
    assert read_tenure(question) is None


@pytest.mark.parametrize(
    ("later", "said"),
    [
        ("Mayor Ada Obi spoke to reporters in Holm.", Polarity.YES),
        ("Ada Obi resigned as mayor of Holm on Monday.", Polarity.NO),
        ("The mayor of Holm, Ben Roy, spoke to reporters.", Polarity.NO),
        ("The impending departure of Obi worries the town of Holm.", Polarity.YES),
    ],
)
def test_the_newest_article_tells_whether_one_holds_an_office(later: str, said: Polarity) -> None:
    """Who left, or was followed by another, holds it no more; who is only to leave still does."""
    tenure = read_tenure("Is Ada Obi still the mayor of Holm?")
    assert tenure
    told = tell_tenure(tenure, [hit(TAKES, 1), hit(later, 9)])
    assert told
    assert told.polarity is said


def test_an_office_of_no_body_is_that_of_the_articles() -> None:
    """The mayor of no town is not looked for in every town; where no article says of which, nothing is told."""
    tenure = read_tenure("Is Ada Obi still president?")
    assert tenure
    assert complete_tenure(tenure, [hit("The rain went on in the north.", 1)]) is None
    whole = complete_tenure(tenure, [hit("French President Ada Obi opened the bridge.", 1)])
    assert whole
    assert "france" in whole.office.body
