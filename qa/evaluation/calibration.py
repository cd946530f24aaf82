"""Calibration of confidence: how often answers are right, and what declining below a confidence gains.

Pure functions of each question's confidence and of whether its answer was right, two sequences of one length.
"""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from qa.evaluation.metrics import Share, mean

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions with a confidence above `low` and up to `high`; the first bin holds those of 0 as well.

    `confidence` is their mean confidence, `right` the share of them that is right; both are None where `n` is 0.
    """

    low: float
    high: float
    n: int
    confidence: float | None
    right: float | None


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """The effect of answering from a confidence on: the share of questions answered, and of those the share wrong."""

    threshold: float
    coverage: float
    risk: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well confidence predicts how often answers are right; all figures are between 0 and 1, and 0 is best.

    `ece` is the expected calibration error (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017): the
    distance between mean confidence and share right, averaged over the bins by their size. `ece_by_chance` is what it
    would be on average if each bin were right as often as it is confident: with few questions that is above 0. `brier`
    is the mean squared distance of confidence from 1 where right and from 0 where not (Brier, "Verification of
    Forecasts Expressed in Terms of Probability", 1950). `aurc` is the area under the risk-coverage curve (El-Yaniv and
    Wiener, "On the Foundations of Noise-Free Selective Classification", JMLR 2010): the mean risk over all coverages.
    Each is None where there is no question.
    """

    right: Share
    ece: float | None
    ece_by_chance: float | None
    brier: float | None
    aurc: float | None
    bins: tuple[Bin, ...]
    curve: tuple[RiskPoint, ...]


def calibrate(confidences: Sequence[float], right: Sequence[bool]) -> Calibration:
    """Return the figures for confidences between 0 and 1; `right` is whether each question was answered correctly.

    Raises:
        ValueError: the sequences differ in length.
    """
    pairs = list(zip(confidences, right, strict=True))
    bins = _fill_bins(pairs)
    sizes = [(held.n, held.confidence) for held in bins if held.confidence is not None]
    return Calibration(
        right=Share(sum(right), len(pairs)),
        ece=_expected_error(bins),
        ece_by_chance=expect_error(sizes),
        brier=mean((confidence - correct) ** 2 for confidence, correct in pairs),
        aurc=_area_under_risk(pairs),
        bins=bins,
        curve=_trace_risk(pairs),
    )


def expect_error(sizes: Sequence[tuple[int, float]]) -> float | None:
    """Return the expected error by chance for bins of (questions, confidence); None where there is no bin."""
    return _mean_by_size([(n, _mean_deviation(n, confidence)) for n, confidence in sizes])


def _fill_bins(pairs: Sequence[tuple[float, bool]]) -> tuple[Bin, ...]:
    edges = [number / BINS for number in range(BINS + 1)]
    held: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for pair in pairs:
        held[bisect_left(edges[1:-1], pair[0])].append(pair)
    return tuple(
        Bin(low, high, len(inside), mean(pair[0] for pair in inside), mean(pair[1] for pair in inside))
        for low, high, inside in zip(edges, edges[1:], held, strict=False)
    )


def _expected_error(bins: Sequence[Bin]) -> float | None:
    gaps = [(b.n, abs(b.confidence - b.right)) for b in bins if b.confidence is not None and b.right is not None]
    return _mean_by_size(gaps)


def _mean_by_size(values: Sequence[tuple[int, float]]) -> float | None:
    return sum(n * value for n, value in values) / sum(n for n, _ in values) if values else None


def _mean_deviation(n: int, chance: float) -> float:
    """Return the mean absolute deviation of the share of `n` draws that succeed from the chance of each.

    Source: De Moivre's closed form of the binomial's mean absolute deviation (Diaconis and Zabell, "Closed Form
    Summation for Classical Distributions", Statistical Science 1991).
    """
    if not 0 < chance < 1:
        return 0.0
    above = math.floor(n * chance) + 1
    ways = math.lgamma(n + 1) - math.lgamma(above + 1) - math.lgamma(n - above + 1)
    likely = ways + above * math.log(chance) + (n - above + 1) * math.log1p(-chance)
    return 2 * above * math.exp(likely) / n


def _trace_risk(pairs: Sequence[tuple[float, bool]]) -> tuple[RiskPoint, ...]:
    """Return a point for each distinct confidence, the highest first."""
    points, answered, wrong = [], 0, 0
    for threshold, size, missed in _by_confidence(pairs):
        answered, wrong = answered + size, wrong + missed
        points.append(RiskPoint(threshold, answered / len(pairs), wrong / answered))
    return tuple(points)


def _area_under_risk(pairs: Sequence[tuple[float, bool]]) -> float | None:
    """Return the mean risk of answering the one, two, … questions of the highest confidence.

    Questions of equal confidence have no order, so each counts with their share of errors: the mean over all orders.
    """
    risks, answered, wrong = [], 0, 0
    for _, size, missed in _by_confidence(pairs):
        risks += [(wrong + missed * more / size) / (answered + more) for more in range(1, size + 1)]
        answered, wrong = answered + size, wrong + missed
    return mean(risks)


def _by_confidence(pairs: Sequence[tuple[float, bool]]) -> list[tuple[float, int, int]]:
    """Return each confidence, the highest first, with the number of its questions and of those that are wrong."""
    groups = groupby(sorted(pairs, reverse=True), key=lambda pair: pair[0])
    sets = [(confidence, [right for _, right in group]) for confidence, group in groups]
    return [(confidence, len(rights), rights.count(False)) for confidence, rights in sets]
