"""A doubtful answer is judged once more, and withheld if hardly anything is left of it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.library import Library
from index.types import Hit
from qa.checking.hypothesis import Hypothesis
from qa.findings.compose import Composed
from qa.forms.second_look import look_again
from qa.forms.statement import cite_statement, draft_of, read_statements
from qa.proof.verify import Claim, Proof
from qa.reading.reader import Reader
from qa.types import Agreement
from qa.verdict import Verdict
from tests.qa.pieces import write_hit

WHO = "Who sold the pier of Port Lorne?"
HITS = (write_hit("Ada Marlow told the board that the pier of Port Lorne was sold by Tom Reyes."),)


class Judge(Reader):
    """A reader whose checker has one opinion of everything, and notes what it was asked."""

    name = "judge"

    def __init__(self, *odds: float) -> None:
        self._odds = odds
        self.judged: list[Hypothesis] = []

    def judge(self, hypotheses: Sequence[Hypothesis]) -> list[float]:
        """Return the same odds for each; none without an opinion."""
        self.judged += hypotheses
        return list(self._odds) * len(hypotheses)


def answered(confidence: float, hits: Sequence[Hit] = HITS) -> Verdict:
    """Return a verdict that answers with the first name of the first sentence."""
    one = next(read_statements(hits))
    citation = cite_statement(one, one.span, hits)
    claim = Claim((Proof("Ada Marlow", citation),), confidence)
    return Verdict(tuple(hits), Composed((draft_of(citation),), (claim,), Agreement.SINGLE), confidence, 0.99)


def test_a_doubtful_answer_that_the_checker_denies_is_withheld(library: Library) -> None:
    """It is judged together with the question, beside its sentence; where nothing is left it is no answer."""
    judge = Judge(-3.0)
    seen = look_again(WHO, answered(0.15), library, judge)
    assert (seen.doubted, seen.enough) == (True, False)
    assert [one.claim for one in judge.judged] == ["Who sold the pier of Port Lorne? Ada Marlow"]
    assert HITS[0].text in judge.judged[0].text


def test_a_doubtful_answer_that_the_checker_grants_is_surer(library: Library) -> None:
    """The confidence of the answer and of its finding rises, and it stays."""
    seen = look_again(WHO, answered(0.15), library, Judge(3.0))
    assert seen.enough
    assert 0.15 < seen.confidence < 0.4
    assert seen.composed.claims[0].confidence == seen.confidence


def test_a_likely_answer_is_not_judged(library: Library) -> None:
    """What the checker says could not be enough to withhold it."""
    judge, verdict = Judge(-3.0), answered(0.3)
    assert look_again(WHO, verdict, library, judge) is verdict
    assert judge.judged == []


@pytest.mark.parametrize("reader", [None, Judge()])
def test_without_a_checker_nothing_changes(library: Library, reader: Reader | None) -> None:
    """A reader without a checker, or none, leaves the answer as it is."""
    verdict = answered(0.15)
    assert look_again(WHO, verdict, library, reader) is verdict


def test_a_refusal_is_not_judged(library: Library) -> None:
    """Evidence that was too weak, and an answer without a short one, are left alone."""
    judge = Judge(-3.0)
    weak = replace(answered(0.15), evidence=0.01)
    bare = replace(answered(0.15), composed=replace(answered(0.15).composed, claims=()))
    assert look_again(WHO, weak, library, judge) is weak
    assert look_again(WHO, bare, library, judge) is bare
    assert judge.judged == []
