"""Which answers are good enough for their question to be suggested."""

from dataclasses import replace

import pytest

from index.search.spelling import Correction
from qa.conversation.suggestions import Proposed, fits
from qa.types import Agreement, Answer, ShortAnswer
from tests.api.commands.conftest import ANSWERED

CITED = replace(ANSWERED.citations[0], n=1, quote="The Louvre opened on Wednesday.")
GOOD = replace(
    ANSWERED,
    confidence=0.9,
    evidence=0.9,
    agreement=Agreement.SINGLE,
    corrected=(),
    citations=(CITED,),
    findings=(ShortAnswer("Wednesday", (1,), 0.9),),
)
QUESTION = Proposed("When did the Louvre open?", "The Louvre opened on Wednesday.")


def test_a_sure_answer_fits() -> None:
    """A sure answer whose quote names what was asked is one."""
    assert fits(QUESTION, GOOD)


@pytest.mark.parametrize(
    "given",
    [
        replace(GOOD, confidence=0.4),
        replace(GOOD, evidence=0.4),
        replace(GOOD, agreement=Agreement.DISAGREE),
        replace(GOOD, corrected=(Correction("Luvre", "Louvre"),)),
        replace(GOOD, findings=()),
        replace(GOOD, citations=(replace(CITED, quote="It opened on Wednesday."),)),
        replace(GOOD, citations=(replace(CITED, quote="The Louvre had opened on Monday, too."),)),
    ],
)
def test_a_doubtful_answer_does_not(given: Answer) -> None:
    """Low confidence or evidence, a dispute, a corrected word, or another sentence: it is not suggested."""
    assert not fits(QUESTION, given)
