"""Metrics of rankings, answers and refusals: pure functions of what was given and what is right."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from qa.language.words import normalise_answer


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, as two counts."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """Return the share as a number; None where the whole is 0."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of `n` values; None where `n` is 0."""

    value: float | None
    n: int


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The effect of declining below a threshold: the share declined of the answerable questions, and of the others."""

    threshold: float
    falsely_declined: float
    rightly_declined: float


def recall_at(ranked: Sequence[str], right: Collection[str], k: int) -> float | None:
    """Return the share of `right` that is among the first `k`; None where nothing is right."""
    return len(set(ranked[:k]) & set(right)) / len(set(right)) if right else None


def hit_at(ranked: Sequence[str], right: Collection[str], k: int) -> bool:
    """Return whether one of `right` is among the first `k`."""
    return not set(ranked[:k]).isdisjoint(right)


def reciprocal_rank(ranked: Sequence[str], right: Collection[str]) -> float:
    """Return 1 / rank of the first of `right`; 0 where there is none."""
    return next((1 / rank for rank, name in enumerate(ranked, start=1) if name in right), 0.0)


def distinct(ranked: Iterable[str]) -> tuple[str, ...]:
    """Return each name once, at its first place."""
    return tuple(dict.fromkeys(ranked))


def mean(values: Iterable[float | None]) -> float | None:
    """Return the mean of the values that are not None; None where there are none."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def holds_answer(text: str, answers: Iterable[str]) -> bool:
    """Return whether `text` contains one of the answers as whole words, both normalised."""
    inside = f" {normalise_answer(text)} "
    return any(f" {wanted} " in inside for wanted in map(normalise_answer, answers) if wanted)


def matches_exactly(said: str, answers: Iterable[str]) -> bool:
    """Return whether `said` is one of the answers, both normalised and not empty.

    Source: the exact match of Rajpurkar et al. (see `normalise_answer`), whose largest value over the answers counts.
    """
    plain = normalise_answer(said)
    return bool(plain) and any(plain == normalise_answer(wanted) for wanted in answers)


def overlap_f1(said: str, answers: Iterable[str]) -> float:
    """Return the F1 of the words of `said`, between 0 and 1: the largest over the answers.

    Both are normalised; a repeated word counts as often as both have it.
    Source: the F1 of Rajpurkar et al. (see `normalise_answer`).
    """
    words = Counter(normalise_answer(said).split())
    return max((_f1(words, Counter(normalise_answer(wanted).split())) for wanted in answers), default=0.0)


def area_under_roc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Return the chance that a positive scores above a negative, ties counting half; None where either is empty."""
    if not positive or not negative:
        return None
    below = sorted(negative)
    wins = sum(bisect_left(below, score) + bisect_right(below, score) for score in positive)
    return wins / (2 * len(positive) * len(negative))


def trace_refusals(answerable: Sequence[float], unanswerable: Sequence[float]) -> tuple[CurvePoint, ...]:
    """Return the effect of declining below 0, each distinct confidence, and 1; empty where either is empty."""
    if not answerable or not unanswerable:
        return ()
    lost, caught = sorted(answerable), sorted(unanswerable)
    return tuple(
        CurvePoint(threshold, bisect_left(lost, threshold) / len(lost), bisect_left(caught, threshold) / len(caught))
        for threshold in sorted({0.0, *lost, *caught, 1.0})
    )


def choose_threshold(curve: Iterable[CurvePoint], bound: float) -> CurvePoint | None:
    """Return the point with most rightly declined and at most `bound` falsely; of equals the lowest threshold."""
    allowed = [point for point in curve if point.falsely_declined <= bound]
    return max(allowed, key=lambda point: (point.rightly_declined, -point.threshold), default=None)


def _f1(said: Counter[str], wanted: Counter[str]) -> float:
    common = (said & wanted).total()
    return 2 * common / (said.total() + wanted.total()) if common else 0.0
