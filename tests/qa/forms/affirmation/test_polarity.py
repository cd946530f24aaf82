"""Yes and no: only what a sentence clearly says."""

import pytest

from qa.forms.affirmation.assertion import read_assertion
from qa.forms.affirmation.polarity import judge_statement
from qa.forms.statement import read_statements
from qa.language.polarity import Polarity
from qa.language.verb import base_of, is_past
from tests.qa.pieces import write_hit


def stem(word: str) -> str:
    lower = base_of(word) if is_past(word) else word.lower()
    lower = {"resignation": "resign", "lornish": "lornish"}.get(lower, lower)
    lower = lower.removesuffix("ing") if lower.endswith("ing") else lower
    return {"winn": "win", "wins": "win"}.get(lower, lower).lower()


def say(question: str, sentence: str) -> Polarity | None:
    asked = read_assertion(question, stem)
    assert asked is not None
    (one,) = read_statements([write_hit(sentence)])
    return judge_statement(one, asked, stem)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Did Ada Marlow win the Harbour Cup?", "Marlow won the Harbour Cup on Sunday after a long final."),
        ("Did Ada Marlow win the Harbour Cup?", "Ada Marlow beat Reyes and won the Harbour Cup for the first time."),
        ("Was Tom Reyes arrested?", "Tom Reyes, the owner of the mill, was arrested on Monday."),
        ("Was Tom Reyes arrested?", "Police arrested Tom Reyes at his home on Monday morning."),
        ("Can Ada Marlow still be elected?", "Marlow can also still be elected in May, the board said."),
        ("Is peat cutting legal in Holm?", "The board said that peat cutting is legal in Holm and Tarn."),
        ("Will Ada Marlow be honoured in May?", "Ada Marlow will be honoured in May by the harbour board."),
        ("Did the harbour's owner resign?", "The owner of the harbour resigned on Monday after a fire."),
        ("Is Ada Marlow dead?", "Ada Marlow, the painter, died at home on Friday."),
        ("Did the Holm Bank raise interest rates?", "The Holm Bank raised its interest rates by a quarter point."),
    ],
)
def test_a_plain_fact_affirms(question: str, sentence: str) -> None:
    assert say(question, sentence) is Polarity.YES


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Did Ada Marlow win the Harbour Cup?", "Marlow did not win the Harbour Cup, and left early."),
        ("Did Ada Marlow resign?", "Ada Marlow refused to resign on Tuesday, her office said."),
        ("Did Ada Marlow win any games?", "Ada Marlow won none of her games in the Holm league."),
        ("Did Ada Marlow hold on to her seat?", "Ada Marlow lost her seat in Holm on Monday after a recount."),
        ("Did Ada Marlow keep her seat?", "Ada Marlow lost her seat in Holm on Monday after a recount."),
        ("Was Tom Reyes acquitted?", "Tom Reyes was found guilty on Monday by a jury in Holm."),
        ("Was the offer of the Holm Bank accepted?", "The offer, the Holm Bank said, had been rejected on Monday."),
        (
            "Did the director of the Holm Museum resign?",
            "The director of the Holm Museum said that her resignation had been refused on Monday.",
        ),
        (
            "Was the resignation of the Holm Museum's director accepted?",
            "The director of the Holm Museum said she had offered her resignation and that it had been refused.",
        ),
        ("Are Lornish crews allowed to sail at Holm?", "Holm made a decision to ban Lornish crews that sail."),
        ("Is peat cutting legal in Holm?", "The board said that peat cutting is illegal in Holm and Tarn."),
        ("Is peat legal under Holm law?", "Peat is legal in some towns, but under Holm law it is still banned."),
        ("Was Ada Marlow vaccinated?", "Ada Marlow was unvaccinated when she came to the town in May."),
        ("Was Ada Marlow hurt in the fire?", "Ada Marlow was unhurt after the fire in the old mill."),
        ("Did Ada Marlow play at the Holm Open?", "Ada Marlow was unable to compete at the Holm Open in May."),
        ("Did Ada Marlow run for mayor?", "Ada Marlow pulled out of the race for mayor on Sunday night."),
        ("Did Ada Marlow go to Lorne with her son?", "Ada Marlow was not travelling to Lorne with her son."),
        ("Did Ada Marlow win the Harbour Cup?", "Tom Reyes won it by beating Ada Marlow in the Harbour Cup final."),
        ("Was Tom Reyes released?", "Tom Reyes remains in prison in Lorne, his sister said on Monday."),
        ("Was Tom Reyes arrested?", "The police did not arrest Tom Reyes at the mill on Monday."),
        ("Did Holm's harbour board approve the bridge?", "The harbour board of Holm rejected the bridge on Monday."),
    ],
)
def test_a_negation_or_the_opposite_denies(question: str, sentence: str) -> None:
    assert say(question, sentence) is Polarity.NO


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Did Ada Marlow win the Harbour Cup?", "Marlow could win the Harbour Cup on Sunday if it stays dry."),
        ("Did Ada Marlow win the Harbour Cup?", "Marlow won the Harbour Cup semifinal against Reyes on Friday."),
        ("Did Ada Marlow win the Harbour Cup?", "Reyes won the Harbour Cup before Marlow came to the town."),
        ("Was Tom Reyes released?", "Lawyers asked that Tom Reyes be released before the winter."),
        ("Was Tom Reyes attacked?", "Anna Reyes was attacked on Monday night near the old mill."),
        ("Was Tom Reyes found guilty?", "Jan Holt, a partner of founder Tom Reyes, was found guilty on Monday."),
        ("Did Ada Marlow resign?", "Ada Marlow is expected to resign on Monday, two papers said."),
        ("Can Ada Marlow be elected?", "Ada Marlow was elected by the harbour board on Monday night."),
        ("Did Ada Marlow win the Harbour Cup?", "Tom Reyes beat Ada Marlow in the semifinal of the Harbour Cup."),
        ("Did Ada Marlow win the cup in 2015?", "After beating Ada Marlow in the final in 2012, Reyes kept the cup."),
        ("Was the offer accepted?", "The offer came late, and Tom Reyes was refused a seat on the board."),
        ("Did the director of the Holm Museum resign?", "The mayor told the director of the Holm Museum to resign."),
        ("Was Tom Reyes released?", "A letter to Tom Reyes remains in the prison office, his sister said."),
        ("Did Ada Marlow play at the Holm Open?", "Jan Holt was unable to compete at the Holm Open with Marlow."),
        ("Did Ada Marlow resign?", "Did Ada Marlow resign because of the flood in the town?"),
    ],
)
def test_what_is_wished_partial_or_of_another_says_neither(question: str, sentence: str) -> None:
    asked = read_assertion(question, stem)
    assert asked is not None
    said = [judge_statement(one, asked, stem) for one in read_statements([write_hit(sentence)])]
    assert said in ([], [None])


def test_which_of_two_is_no_question_for_yes_or_no() -> None:
    assert read_assertion("Did Marlow or Reyes win the cup?", stem) is None


@pytest.mark.parametrize(
    "told",
    [
        "A jury convicted Reyes of robbing shops, but none of the mills.",
        "A jury acquitted him of robbing mills. Reyes was convicted on counts of robbing shops.",
    ],
)
def test_what_is_excepted_was_not_done(told: str) -> None:
    """Neither in the sentence nor in the one before it, which a pronoun or an owner brings in."""
    asked = read_assertion("Was Reyes convicted of robbing mills?", stem)
    assert asked
    *_, one = read_statements([write_hit(told.replace("counts", "his counts"))])
    assert judge_statement(one, asked, stem) is not Polarity.YES
