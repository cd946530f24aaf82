"""Yes and no about somebody or something else by name: another of the surname, club, bridge, clause or year."""

from datetime import UTC, datetime

import pytest

from index.types import Hit
from qa.bars.persons.namesakes import goes_on_about_namesake
from qa.forms.affirmation.affirming import is_of_another_year
from qa.forms.affirmation.assertion import read_assertion
from qa.forms.affirmation.bystanders import names_all, tells_of_another
from qa.forms.affirmation.polarity import judge_both_ways
from qa.forms.statement import read_statements
from qa.language.polarity import Polarity
from tests.qa.forms.affirmation.test_polarity import stem
from tests.qa.pieces import write_hit

TRIAL = "A court sentenced Felix Brandt to six years, and Marta Keller was acquitted on Monday."


def hit(text: str, title: str = "News") -> Hit:
    """Return the passage of an article of May 2024."""
    return write_hit(text, title=title, published=datetime(2024, 5, 20, tzinfo=UTC))


@pytest.mark.parametrize(
    ("question", "text", "title"),
    [
        (
            "Did the Tessel Bridge collapse?",
            "The Marrow Bridge collapsed on Monday after a barge hit it.",
            "Bridge falls",
        ),
        ("Did the Harbour Bill pass?", "The bill passed on Monday after a long debate in Holm.", "Harbour Bill"),
        ("Was Greta Holm convicted?", "A jury convicted Elizabeth Holmes on Monday in Port Amble.", "Trial"),
        ("Was Petter Brandt sentenced?", "Felix Brandt was sentenced on Monday to six years.", "Trial"),
        ("Did Ingrid Lorn lose her seat?", "Lorn's sister, Karin Lorn, lost her seat on Monday.", "Vote"),
        ("Did Jan Obi score for Holm?", "Eva Roy scored twice for Holm; Jan Obi scored for Tarn.", "Cup"),
        ("Did Jan Obi score in 2023?", "Jan Obi scored for Tarn on Saturday in the cup.", "Revenge for 2023"),
        ("Did Ada Lorn visit Tarn in May?", "Ada Lorn visited Tarn in April for two days.", "Visit"),
        ("Did inflation rise in Tarn?", "Inflation in Holm rose to 8 percent, while in Tarn it fell.", "Prices"),
    ],
)
def test_what_befell_another_says_nothing(question: str, text: str, title: str) -> None:
    """Neither another bearer of the name, nor another clause, year or month affirms or denies it by rule."""
    asked = read_assertion(question, stem)
    assert asked
    assert [judge_both_ways(one, asked, stem) for one in read_statements([hit(text, title)])] == [None]


def test_the_one_who_is_asked_about_is_told_of() -> None:
    """The same sentences affirm what they say of those whom they name."""
    for question, text in (
        ("Did the Marrow Bridge collapse?", "The Marrow Bridge collapsed on Monday after a barge hit it."),
        ("Did Jan Obi score for Tarn?", "Eva Roy scored twice for Holm; Jan Obi scored for Tarn."),
        ("Did Ada Lorn visit Tarn in April?", "Ada Lorn visited Tarn in April for two days."),
        ("Did Karin Lorn lose her seat?", "Lorn's sister, Karin Lorn, lost her seat on Monday."),
    ):
        asked = read_assertion(question, stem)
        assert asked
        assert [judge_both_ways(one, asked, stem) for one in read_statements([hit(text)])] == [Polarity.YES], question


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        ("Was Felix Brandt acquitted?", TRIAL, True),
        ("Was Marta Keller acquitted?", TRIAL, False),
        ("Was Marta Keller acquitted?", "The jury of Tarn acquitted Marta Keller on Monday.", False),
        ("Did Lumo sell the airport?", "Lumo bought the airport in 2019 from the state.", True),
        ("Did the state buy the airport from Lumo?", "Lumo bought the airport from the state.", True),
        ("Did Lumo buy the airport?", "The airport was bought by Lumo in May.", False),
    ],
)
def test_a_verb_of_another_affirms_nothing(question: str, text: str, other: bool) -> None:
    """The nearest name before the verb that is asked has done it, unless it was done by the one behind it."""
    asked = read_assertion(question, stem)
    assert asked
    assert [tells_of_another(asked, one, stem) for one in read_statements([hit(text)])] == [other]


def test_all_names_of_a_question_have_to_be_told() -> None:
    """A statement on Calder West names no Calder East; a given name is not asked for."""
    (one,) = read_statements([hit("At Calder West, Obi took over the desks on Monday.")])
    assert not names_all("Did Obi buy Calder East?", one, None)
    assert names_all("Did Jan Obi buy Calder West?", one, None)


def test_an_article_of_another_year_tells_of_that_year() -> None:
    """Without a year in the sentence that of the article counts, and in its first months the one before."""
    (one,) = read_statements([hit("Holm won the cup on Saturday in Port Amble.")])
    assert is_of_another_year("Did Holm win the cup in 2023?", one)
    assert not is_of_another_year("Did Holm win the cup in 2024?", one)
    assert not is_of_another_year("Did Holm win the cup?", one)


@pytest.mark.parametrize(
    ("given", "text", "other"),
    [
        ("Elsa", "Lund conceded on Monday.", True),
        ("Petter", "Lund conceded on Monday.", False),
        ("Elsa", "The mayor conceded on Monday.", False),
        ("Elsa", "Elsa Lund conceded on Monday.", False),
    ],
)
def test_a_surname_alone_is_that_of_the_last_bearer(given: str, text: str, other: bool) -> None:
    """Behind "defeating Petter Lund" it is Petter who conceded; a text without the surname is about nobody of it."""
    passage = f"Ada Roy was elected, defeating Petter Lund. {text}"
    assert goes_on_about_namesake(f"Did {given} Lund concede?", text, passage) is other
