"""An answer that is not sure is judged once more; another may lead instead, or hardly anything is left of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from index.library import Library
from index.types import Hit, Span
from qa.checking.hypothesis import Hypothesis
from qa.findings.compose import Composed
from qa.findings.finding import Extract, Finding
from qa.forms.second_look import look_again
from qa.forms.statement import cite_statement, draft_of, read_statements
from qa.proof.verify import Claim, Proof
from qa.question import understand
from qa.reading.reader import Reader
from qa.types import Agreement, Question
from qa.verdict import Verdict
from tests.qa.pieces import write_hit

WHO = understand(Question("Who sold the pier of Port Lorne?", datetime(2024, 5, 1, tzinfo=UTC)), ())
LIMIT = 3
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


class Sceptic(Judge):
    """A reader whose checker believes the claims that end with some words, and no others."""

    def __init__(self, believed: str) -> None:
        super().__init__()
        self._believed = believed

    def judge(self, hypotheses: Sequence[Hypothesis]) -> list[float]:
        """Return high odds for what is believed, low ones for the rest."""
        self.judged += hypotheses
        return [3.0 if one.claim.endswith(self._believed) else -3.0 for one in hypotheses]


def found(name: str, confidence: float) -> Finding:
    """Return the finding of a name in the first hit."""
    start = HITS[0].text.index(name)
    return Finding(name, (Extract(HITS[0], Span(start, start + len(name)), name, 0.0),), 0.0, confidence)


def answered(confidence: float, hits: Sequence[Hit] = HITS) -> Verdict:
    """Return a verdict that answers with the first name of the first sentence."""
    one = next(read_statements(hits))
    citation = cite_statement(one, one.span, hits)
    claim = Claim((Proof("Ada Marlow", citation),), confidence)
    return Verdict(tuple(hits), Composed((draft_of(citation),), (claim,), Agreement.SINGLE), confidence, 0.99)


def test_a_doubtful_answer_that_the_checker_denies_is_withheld(library: Library) -> None:
    """It is judged together with the question, beside its sentence; where nothing is left it is no answer."""
    judge = Judge(-3.0)
    seen = look_again(WHO, LIMIT, answered(0.15), library, judge)
    assert (seen.doubted, seen.enough) == (True, False)
    assert [one.claim for one in judge.judged] == ["Who sold the pier of Port Lorne? Ada Marlow"]
    assert HITS[0].text in judge.judged[0].text


def test_a_doubtful_answer_that_the_checker_grants_is_surer(library: Library) -> None:
    """The confidence of the answer and of its finding rises, and it stays."""
    seen = look_again(WHO, LIMIT, answered(0.15), library, Judge(3.0))
    assert seen.enough
    assert 0.15 < seen.confidence < 0.5
    assert seen.composed.claims[0].confidence == seen.confidence


def test_a_likely_answer_is_not_judged(library: Library) -> None:
    """What the checker says could not be enough to withhold it."""
    judge, verdict = Judge(-3.0), answered(0.5)
    assert look_again(WHO, LIMIT, verdict, library, judge) is verdict
    assert judge.judged == []


@pytest.mark.parametrize("reader", [None, Judge()])
def test_without_a_checker_nothing_changes(library: Library, reader: Reader | None) -> None:
    """A reader without a checker, or none, leaves the answer as it is."""
    verdict = answered(0.15)
    assert look_again(WHO, LIMIT, verdict, library, reader) is verdict


def test_a_refusal_is_not_judged(library: Library) -> None:
    """Evidence that was too weak, and an answer without a short one, are left alone."""
    judge = Judge(-3.0)
    weak = replace(answered(0.15), evidence=0.01)
    bare = replace(answered(0.15), composed=replace(answered(0.15).composed, claims=()))
    assert look_again(WHO, LIMIT, weak, library, judge) is weak
    assert look_again(WHO, LIMIT, bare, library, judge) is bare
    assert judge.judged == []


def test_the_next_finding_leads_where_the_checker_prefers_it(library: Library) -> None:
    """It is judged beside its own sentence, and leads with a confidence of its own."""
    judge = Sceptic("Tom Reyes")
    verdict = replace(answered(0.3), findings=(found("Ada Marlow", 0.3), found("Tom Reyes", 0.2)))
    seen = look_again(WHO, LIMIT, verdict, library, judge)
    assert seen.enough
    assert [claim.proofs[0].text for claim in seen.composed.claims] == ["Tom Reyes"]
    assert seen.confidence == seen.composed.claims[0].confidence
    assert 0.2 < seen.confidence < 0.5


def test_a_finding_far_behind_does_not_lead(library: Library) -> None:
    """What the checker says does not make up for every difference."""
    verdict = replace(answered(0.4), findings=(found("Ada Marlow", 0.4), found("Tom Reyes", 0.01)))
    seen = look_again(WHO, LIMIT, verdict, library, Sceptic("Tom Reyes"))
    assert [claim.proofs[0].text for claim in seen.composed.claims] == ["Ada Marlow"]


def test_a_list_is_not_judged_by_its_first_member(library: Library) -> None:
    """A question for several has no single answer that the checker could deny, unless one sentence enumerates all."""
    several = understand(Question("Who were the owners of the piers?", datetime(2024, 5, 1, tzinfo=UTC)), ())
    verdict = answered(0.15)
    assert look_again(several, LIMIT, verdict, library, Judge(-3.0)) is verdict
    (claim,) = verdict.composed.claims
    row = replace(claim, proofs=(replace(claim.proofs[0], text="Ada Marlow and Tom Reyes"),))
    whole = replace(verdict, composed=replace(verdict.composed, claims=(row,)))
    assert look_again(several, LIMIT, whole, library, Judge(3.0)).confidence > whole.confidence


def test_a_likely_answer_makes_up_for_weak_evidence(library: Library) -> None:
    """Evidence alone would decline it; the checker makes it likely enough, and without that it is declined."""
    weak = replace(answered(0.3), evidence=0.35)
    assert not weak.enough
    assert look_again(WHO, LIMIT, weak, library, Judge(3.0)).enough
    assert not look_again(WHO, LIMIT, weak, library, Judge(-3.0)).enough
