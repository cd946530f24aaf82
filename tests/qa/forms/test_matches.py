"""Yes or no about two sides of a match, and about what an article only names by a noun or a participle."""

import pytest

from qa.forms.affirmation.assertion import read_assertion
from qa.forms.affirmation.polarity import judge_both_ways
from qa.forms.statement import read_statements
from qa.language.polarity import Polarity
from tests.qa.forms.affirmation.test_polarity import stem
from tests.qa.pieces import write_hit

FINAL = "Holm beat Tarn 3-1 in the final in Port Amble on Sunday."
ELECTED = "Ada Lorn was elected mayor of Holm on 7 May 2017, defeating Ben Roy by 900 votes."


def say(question: str, sentence: str) -> Polarity | None:
    asked = read_assertion(question, stem)
    assert asked
    (one,) = read_statements([write_hit(sentence)])
    return judge_both_ways(one, asked, stem)


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("Did Holm beat Tarn in the final?", FINAL, Polarity.YES),
        ("Did Tarn beat Holm in the final?", FINAL, Polarity.NO),
        ("Did Lorn beat Roy in 2017?", ELECTED, Polarity.YES),
        ("Did Roy beat Lorn in 2017?", ELECTED, Polarity.NO),
        ("Did Roy defeat Lorn in 2012?", ELECTED, None),
        ("Did Tarn beat Holm?", FINAL, None),
        ("Did Roy slap Lorn at the awards?", "Lorn slapped Roy at the awards on Sunday night.", None),
        ("Did Roy beat Lorn in 2017?", "Lorn did not win in 2017 after beating Roy in a debate.", None),
    ],
)
def test_who_was_beaten_in_a_match_did_not_win_it(question: str, sentence: str, said: Polarity | None) -> None:
    """Without a year or a contest in the question another match may be meant, and a slap may be returned."""
    assert say(question, sentence) is said


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Ada Lorn's visit to Holm on Monday was a scandal in Tarn.", Polarity.YES),
        ("Ada Lorn's planned visit to Holm on Monday was a scandal in Tarn.", None),
        ("Tarn will protest on Monday if Ada Lorn's visit to Holm is not called off.", None),
    ],
)
def test_a_noun_says_what_its_verb_says(sentence: str, said: Polarity | None) -> None:
    """A visit that somebody made is a fact, and a planned one is none."""
    assert say("Did Ada Lorn visit Holm?", sentence) is said


def test_the_month_of_may_is_no_possibility() -> None:
    """A sentence with a day in May says what it says as a fact."""
    assert say("Did Ada Lorn win the cup?", "On 7 May Ada Lorn won the cup in Holm.") is Polarity.YES
    assert say("Did Ada Lorn win the cup?", "Many people say that Ada Lorn may have won the cup.") is None


def test_a_name_of_the_question_may_have_another_in_the_text() -> None:
    """The Federal Reserve is the Fed."""
    told = "The Federal Reserve raised interest rates by a quarter point in Holm."
    assert say("Did the Fed raise interest rates?", told) is Polarity.YES
