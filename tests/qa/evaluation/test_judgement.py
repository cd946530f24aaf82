"""The judgement of one question follows from its hits and its answer."""

from dataclasses import replace

import pytest

from qa.evaluation.cases import Case
from qa.evaluation.judgement import Judgement
from qa.question import Kind
from qa.types import Reason

ANSWERED = Judgement(
    case=Case("q", "Who took the town?", ("YPG",), ("b",)),
    gold=frozenset({"b"}),
    right=frozenset({"b"}),
    ranked=("a", "a", "b"),
    holding=(False, True, True),
    quoted=(False, True),
    confidence=0.8,
    evidence=0.8,
    reason=None,
    short=None,
)
WITHOUT_ANSWER = replace(ANSWERED, case=Case("q", "Who?", (), ("b",)), holding=(), quoted=())
UNANSWERABLE = replace(WITHOUT_ANSWER, case=Case("q", "Who?"), gold=frozenset(), right=frozenset())


@pytest.mark.parametrize(
    ("short", "quoted", "correct"),
    [
        (None, (False, True), True),
        (None, (False, False), False),
        (None, (), False),
        ("", (False, True), True),
        ("the YPG", (False,), True),
        ("YPG fighters", (True,), False),
    ],
)
def test_a_short_answer_decides_and_else_a_quote(short: str | None, quoted: tuple[bool, ...], correct: bool) -> None:
    """A short answer has to be a known one, whatever is quoted; without one, a quote has to contain one."""
    assert replace(ANSWERED, short=short, quoted=quoted).correct is correct


def test_a_declined_question_is_worth_nothing() -> None:
    """Neither exact nor right nor with a word in common, even with a short answer left over."""
    declined = replace(ANSWERED, reason=Reason.WEAK_EVIDENCE, quoted=(), short="YPG")
    assert (declined.exact, declined.f1, declined.held, declined.correct) == (False, 0.0, False, False)


def test_an_unanswerable_question_is_never_right() -> None:
    """Answered or declined, with a short answer or without."""
    for short, reason in ((None, None), ("YPG", None), (None, Reason.WEAK_EVIDENCE)):
        judgement = replace(UNANSWERABLE, short=short, reason=reason)
        assert (judgement.exact, judgement.f1, judgement.held, judgement.correct) == (None, None, None, False)
        assert (judgement.hits(10), judgement.reaches(10)) == (None, None)


def test_what_is_said_cannot_be_judged_where_only_articles_are_known() -> None:
    """A question with right articles and without an answer has hits, and no judgement of the answer."""
    judgement = replace(WITHOUT_ANSWER, short="YPG")
    assert (judgement.exact, judgement.f1, judgement.held, judgement.correct) == (None, None, None, None)
    assert (judgement.hits(2), judgement.reaches(2)) == (True, None)


def test_articles_are_counted_once_and_passages_each() -> None:
    """With passages a, a, b and b right, b is the second article; the second passage is the first with an answer."""
    assert [ANSWERED.hits(k) for k in (1, 2)] == [False, True]
    assert [ANSWERED.reaches(k) for k in (1, 2)] == [False, True]


def test_evidence_is_weighed_where_there_was_some() -> None:
    """It was weighed for every answer and refusal, unless nothing was found, or nothing in the range."""
    weighed = {reason for reason in Reason if replace(ANSWERED, reason=reason).weighed}
    assert set(Reason) - weighed == {Reason.NOTHING_FOUND, Reason.OUT_OF_RANGE}
    assert ANSWERED.weighed


def test_the_kind_is_that_of_the_question() -> None:
    """A person is asked for by "Who", a date by "When"."""
    assert ANSWERED.kind is Kind.PERSON
    assert replace(ANSWERED, case=Case("q", "When?")).kind is Kind.DATE
