"""How good a ranking, an answer, a refusal is: pure functions of what was found and what is right."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from qa.language.words import normalise_answer


@dataclass(frozen=True, slots=True)
class Share:
    """How many out of how many."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share as a number, None of nothing."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of `n` values, None of none."""

    value: float | None
    n: int


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What declining below a confidence does: the share of answerable questions it loses, of the others it catches."""

    threshold: float
    falsely_declined: float
    rightly_declined: float


def recall_at(ranked: Sequence[str], right: Collection[str], k: int) -> float | None:
    """Return the share of `right` among the first `k`, None where nothing is right."""
    return len(set(ranked[:k]) & set(right)) / len(set(right)) if right else None


def hit_at(ranked: Sequence[str], right: Collection[str], k: int) -> bool:
    """Tell whether one of `right` is among the first `k`."""
    return not set(ranked[:k]).isdisjoint(right)


def reciprocal_rank(ranked: Sequence[str], right: Collection[str]) -> float:
    """Return one divided by the rank of the first of `right`, 0 where there is none."""
    return next((1 / rank for rank, name in enumerate(ranked, start=1) if name in right), 0.0)


def distinct(ranked: Iterable[str]) -> tuple[str, ...]:
    """Return each name once, where it stood first."""
    return tuple(dict.fromkeys(ranked))


def mean(values: Iterable[float | None]) -> float | None:
    """Return the mean of the values that there are, None of none."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def holds_answer(text: str, answers: Iterable[str]) -> bool:
    """Tell whether one of the answers stands in `text` as whole words, both normalised."""
    inside = f" {normalise_answer(text)} "
    return any(f" {wanted} " in inside for wanted in map(normalise_answer, answers) if wanted)


def matches_exactly(said: str, answers: Iterable[str]) -> bool:
    """Tell whether `said` is one of the answers, both normalised; what normalises to nothing is none of them.

    Source: the exact match of Rajpurkar et al. (see `normalise_answer`), whose largest value over the answers counts.
    """
    plain = normalise_answer(said)
    return bool(plain) and any(plain == normalise_answer(wanted) for wanted in answers)


def overlap_f1(said: str, answers: Iterable[str]) -> float:
    """Return the harmonic mean of precision and recall of the words of `said`, by the answer that gives the largest.

    Between 0 and 1; words are those that normalisation leaves, a repeated one counts as often as both have it.
    Source: the F1 of Rajpurkar et al. (see `normalise_answer`).
    """
    words = Counter(normalise_answer(said).split())
    return max((_f1(words, Counter(normalise_answer(wanted).split())) for wanted in answers), default=0.0)


def area_under_roc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Return the chance that a positive scores above a negative, equals counting half; None where one is missing."""
    if not positive or not negative:
        return None
    below = sorted(negative)
    wins = sum(bisect_left(below, score) + bisect_right(below, score) for score in positive)
    return wins / (2 * len(positive) * len(negative))


def trace_refusals(answerable: Sequence[float], unanswerable: Sequence[float]) -> tuple[CurvePoint, ...]:
    """Return what declining below 0, each confidence that occurs, and 1 would do; empty where one kind is missing."""
    if not answerable or not unanswerable:
        return ()
    lost, caught = sorted(answerable), sorted(unanswerable)
    return tuple(
        CurvePoint(threshold, bisect_left(lost, threshold) / len(lost), bisect_left(caught, threshold) / len(caught))
        for threshold in sorted({0.0, *lost, *caught, 1.0})
    )


def choose_threshold(curve: Iterable[CurvePoint], bound: float) -> CurvePoint | None:
    """Return the point that catches most while it loses at most the share `bound`; of equals the lowest threshold."""
    allowed = [point for point in curve if point.falsely_declined <= bound]
    return max(allowed, key=lambda point: (point.rightly_declined, -point.threshold), default=None)


def _f1(said: Counter[str], wanted: Counter[str]) -> float:
    common = (said & wanted).total()
    return 2 * common / (said.total() + wanted.total()) if common else 0.0
