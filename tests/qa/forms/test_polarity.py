"""Yes and no: only what a sentence clearly says."""

import pytest

from qa.forms.polarity import judge_statement, read_assertion
from qa.forms.statement import read_statements
from qa.language.polarity import Polarity
from qa.language.verb import base_of, is_past
from tests.qa.pieces import write_hit


def stem(word: str) -> str:
    lower = base_of(word) if is_past(word) else word.lower()
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
        ("Was Tom Reyes acquitted?", "Tom Reyes was found guilty on Monday by a jury in Holm."),
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
