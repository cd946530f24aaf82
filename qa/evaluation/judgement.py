"""One question judged: what was found and said, held against what is right."""

from collections.abc import Mapping
from dataclasses import dataclass

from qa.evaluation.cases import Case
from qa.evaluation.metrics import distinct, hit_at, holds_answer, matches_exactly, overlap_f1
from qa.question import Kind, kind_of
from qa.types import Answer, Reason, SearchResult

_UNWEIGHED = (Reason.NOTHING_FOUND, Reason.OUT_OF_RANGE)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of one question: the articles of the passages found, in order, and what the answer was worth.

    `holding` tells of each passage, `quoted` of each citation, whether it holds an answer; both are empty where the
    file gives no answer. `gold` and `right` are ids of the catalogue, or the file's own names where it has none.
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
        """Whether the question was declined."""
        return self.reason is not None

    @property
    def weighed(self) -> bool:
        """Whether its evidence was weighed; where there was none, the confidence of 0 is no verdict on it."""
        return self.reason not in _UNWEIGHED

    @property
    def kind(self) -> Kind:
        """The kind of answer that the question wants."""
        return kind_of(self.case.question)

    @property
    def exact(self) -> bool | None:
        """Whether the short answer is a known one, no where there is none; None where the file gives no answer."""
        return matches_exactly(self._said, self.case.answers) if self.case.answers else None

    @property
    def f1(self) -> float | None:
        """F1 of the short answer's words, 0 to 1; 0 where there is none; None where the file gives no answer."""
        return overlap_f1(self._said, self.case.answers) if self.case.answers else None

    @property
    def held(self) -> bool | None:
        """Whether one of the cited quotes holds a known answer; None where the file gives none."""
        return any(self.quoted) if self.case.answers else None

    @property
    def correct(self) -> bool | None:
        """Whether what was said is right: the short answer is a known one; where there is none, a quote holds one.

        A question that the corpus cannot answer is never right, and one that was declined has said nothing that could
        be. None where only articles are known to be right, so that what was said cannot be told from them.
        """
        if not self.case.answerable:
            return False
        return self.exact if self._said else self.held

    def hits(self, k: int) -> bool | None:
        """Tell whether a right article is among the first `k` distinct ones; None where no article is known to be."""
        return hit_at(distinct(self.ranked), self.right, k) if self.right else None

    def reaches(self, k: int) -> bool | None:
        """Tell whether one of the first `k` passages holds a known answer; None where the file gives none."""
        return any(self.holding[:k]) if self.case.answers else None

    @property
    def _said(self) -> str:
        return self.short or "" if not self.declined else ""


def judge(case: Case, found: SearchResult, said: Answer, ids: Mapping[str, str]) -> Judgement:
    """Hold what was found and said against what is right; `ids` turns the file's names into the catalogue's."""
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
