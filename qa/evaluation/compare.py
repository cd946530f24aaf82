"""Comparison of two evaluations: what changed, and whether chance could explain it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import numpy as np
from numpy.typing import NDArray

from index.errors import InvalidInput
from qa.evaluation.cases import Case
from qa.evaluation.judgement import Judgement
from qa.evaluation.report import Report

RESAMPLES = 10_000
SEED = 0
LEVEL = 0.95

_DRAWN_AT_ONCE = 1_000  # resamples; with ten thousand questions the counts of all would not fit in memory
_ROUNDING = 1e-12  # the rounding error of sums that cancel out

Measure = Callable[[Judgement], float | None]


class Metric(StrEnum):
    """The metrics that are compared; each is a number per question, between 0 and 1."""

    EXACT = "exact"
    F1 = "f1"
    HELD = "citation_holds_answer"
    REACHED = "answer_in_top"
    HITS = "hits"
    ANSWERED = "answerable_answered"
    DECLINED = "unanswerable_declined"


@dataclass(frozen=True, slots=True)
class Difference:
    """The change of a metric, at depth `k` where it has one, over the `n` questions that have it in both reports.

    `before` and `after` are its means, `change` is after minus before. `low` and `high` bound 95 % of the changes over
    resampled questions, and `p` is the two-sided share of them beyond 0; all three are None for a single question.
    """

    metric: Metric
    k: int | None
    n: int
    before: float
    after: float
    change: float
    low: float | None
    high: float | None
    p: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports compared on the questions they share, and the ids of the questions that only one of them has.

    `changed` are left out as well: their text, or what is right for them, differs between the reports.
    """

    before: str
    after: str
    shared: int
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    changed: tuple[str, ...]
    resamples: int
    seed: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """The bounds of the means of resampled values, and the two-sided share of them beyond 0."""

    low: float
    high: float
    p: float


def compare(before: Report, after: Report) -> Comparison:
    """Pair two reports by the ids of their questions, and return the change of each metric with its interval.

    Raises:
        InvalidInput: no question is the same in both.
    """
    earlier, later = _by_id(before), _by_id(after)
    both = [name for name in earlier if name in later]
    shared = [name for name in both if _asks(earlier[name].case) == _asks(later[name].case)]
    if not shared:
        raise InvalidInput(f"{before.name} and {after.name} share no question, so there is nothing to compare")
    pairs = [(earlier[name], later[name]) for name in shared]
    depths = sorted(set(before.cutoffs) & set(after.cutoffs))
    return Comparison(
        before=before.name,
        after=after.name,
        shared=len(shared),
        only_before=tuple(name for name in earlier if name not in later),
        only_after=tuple(name for name in later if name not in earlier),
        changed=tuple(name for name in both if name not in set(shared)),
        resamples=RESAMPLES,
        seed=SEED,
        differences=tuple(_subtract_each(pairs, depths)),
    )


def resample_mean(values: Sequence[float]) -> Interval:
    """Return the bootstrap interval of the mean of `values`, of which there is at least one.

    Source: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993: the percentile interval of chapter 13, and
    the level at which it would just reach 0 (section 15.4), doubled for both sides. So p lies below 0.05 where the
    interval leaves 0 out; it is never 0, since the values as they came count as one more resample.
    """
    means = _draw_means(np.asarray(values, dtype=np.float64))
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    beyond = min(int(np.sum(means <= _ROUNDING)), int(np.sum(means >= -_ROUNDING)))
    return Interval(float(low), float(high), min(1.0, 2 * (beyond + 1) / (RESAMPLES + 1)))


def _draw_means(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean of each resample, by drawing how often each of the values that occur is in it."""
    chance = np.random.default_rng(SEED)
    occurring, counts = np.unique(values, return_counts=True)
    sizes = [min(_DRAWN_AT_ONCE, RESAMPLES - begun) for begun in range(0, RESAMPLES, _DRAWN_AT_ONCE)]
    sums = [chance.multinomial(len(values), counts / len(values), size=size) @ occurring for size in sizes]
    return np.concatenate(sums) / len(values)


def _subtract_each(pairs: Sequence[tuple[Judgement, Judgement]], depths: Sequence[int]) -> Iterator[Difference]:
    """Yield the change of each metric, at each depth where it has one, unless no question has it."""
    measures: list[tuple[Metric, int | None, Measure]] = [(metric, None, read) for metric, read in _PLAIN.items()]
    measures += [(metric, k, partial(read, k=k)) for metric, read in _DEEP.items() for k in depths]
    for metric, k, read in measures:
        measured = [(read(first), read(second)) for first, second in pairs]
        known = [(float(x), float(y)) for x, y in measured if x is not None and y is not None]
        if known:
            yield _subtract(metric, k, known)


def _subtract(metric: Metric, k: int | None, values: Sequence[tuple[float, float]]) -> Difference:
    n = len(values)
    changes = [after - before for before, after in values]
    interval = resample_mean(changes) if n > 1 else None
    return Difference(
        metric=metric,
        k=k,
        n=n,
        before=sum(before for before, _ in values) / n,
        after=sum(after for _, after in values) / n,
        change=sum(changes) / n,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        p=interval.p if interval else None,
    )


def _answers(judgement: Judgement) -> bool | None:
    return not judgement.declined if judgement.case.answerable else None


def _declines(judgement: Judgement) -> bool | None:
    return None if judgement.case.answerable else judgement.declined


def _by_id(report: Report) -> dict[str, Judgement]:
    return {judgement.case.id: judgement for judgement in report.judgements}


def _asks(case: Case) -> tuple[str, frozenset[str], frozenset[str]]:
    """Return what identifies a case in both reports: its text and what is right, but not its day."""
    return case.question, frozenset(case.answers), frozenset(case.gold) | frozenset(case.with_answer)


_PLAIN: Mapping[Metric, Measure] = {
    Metric.EXACT: lambda judgement: judgement.exact,
    Metric.F1: lambda judgement: judgement.f1,
    Metric.HELD: lambda judgement: judgement.held,
    Metric.ANSWERED: _answers,
    Metric.DECLINED: _declines,
}
_DEEP = {Metric.REACHED: Judgement.reaches, Metric.HITS: Judgement.hits}
