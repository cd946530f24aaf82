"""The judgement of one question: its hits and its answer compared with what is right."""

from collections.abc import Mapping
from dataclasses import dataclass

from qa.evaluation.cases import Case
from qa.evaluation.metrics import distinct, hit_at, holds_answer, matches_exactly, overlap_f1
from qa.question import Kind, kind_of
from qa.types import Answer, Reason, SearchResult

_UNWEIGHED = (Reason.NOTHING_FOUND, Reason.OUT_OF_RANGE)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The result for one question: the articles of its hits, in order, and how good its answer was.

    `holding` is, for each passage, and `quoted`, for each citation, whether it contains an answer; both are empty where
    the file gives no answer. `gold` and `right` are ids of the catalogue, or the file's own names where it has none.
    """

    case: Case
    gold: frozenset[str]
    right: frozenset[str]
    ranked: tuple[str, ...]
    holding: tuple[bool, ...]
    quoted: tuple[bool, ...]
    confidence: float
    reason: Reason | None
    short: str | None
    evidence: float

    @property
    def declined(self) -> bool:
        """Return whether the question was declined."""
        return self.reason is not None

    @property
    def weighed(self) -> bool:
        """Return whether there was evidence to weigh; without it, the confidence of 0 is not an estimate."""
        return self.reason not in _UNWEIGHED

    @property
    def kind(self) -> Kind:
        """Return the kind of answer that the question wants."""
        return kind_of(self.case.question)

    @property
    def exact(self) -> bool | None:
        """Return whether the short answer is a known one, false without one; None where the file gives no answer."""
        return matches_exactly(self._said, self.case.answers) if self.case.answers else None

    @property
    def f1(self) -> float | None:
        """Return the F1 of the short answer's words, 0 to 1, 0 without one; None where the file gives no answer."""
        return overlap_f1(self._said, self.case.answers) if self.case.answers else None

    @property
    def held(self) -> bool | None:
        """Return whether one of the cited quotes contains a known answer; None where the file gives none."""
        return any(self.quoted) if self.case.answers else None

    @property
    def correct(self) -> bool | None:
        """Return whether the answer is right: the short answer is a known one or, without one, a quote contains one.

        That is false for a question that the corpus cannot answer, and for one that was declined; None where the file
        gives right articles alone, which do not decide it.
        """
        if not self.case.answerable:
            return False
        return self.exact if self._said else self.held

    def hits(self, k: int) -> bool | None:
        """Return whether a right article is among the first `k` distinct ones; None where none is known."""
        return hit_at(distinct(self.ranked), self.right, k) if self.right else None

    def reaches(self, k: int) -> bool | None:
        """Return whether one of the first `k` passages contains a known answer; None where the file gives none."""
        return any(self.holding[:k]) if self.case.answers else None

    @property
    def _said(self) -> str:
        return self.short or "" if not self.declined else ""


def judge(case: Case, found: SearchResult, said: Answer, ids: Mapping[str, str]) -> Judgement:
    """Judge the hits and the answer of a case; `ids` maps the names in the file to ids of the catalogue."""
    gold = frozenset(ids.get(name, name) for name in case.gold)
    return Judgement(
        case=case,
        gold=gold,
        right=gold | {ids.get(name, name) for name in case.with_answer},
        ranked=tuple(hit.passage.article for hit in found.hits),
        holding=tuple(holds_answer(hit.text, case.answers) for hit in found.hits) if case.answers else (),
        quoted=tuple(holds_answer(c.quote, case.answers) for c in said.citations) if case.answers else (),
        confidence=said.confidence,
        reason=said.reason,
        short=said.short,
        evidence=said.evidence,
    )
