"""Calibration and risk, against cases worked by hand and against counting."""

import math
import random
from itertools import pairwise, permutations
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.calibration import RiskPoint, calibrate
from qa.evaluation.metrics import Share


def test_calibration_as_by_hand() -> None:
    """Two of 0.9 with one right and two of 0.2 with none: gaps 0.4 and 0.2, and their squares."""
    figures = calibrate([0.9, 0.2, 0.9, 0.2], [True, False, False, False])
    assert figures.right == Share(1, 4)
    assert figures.ece == pytest.approx((2 * 0.4 + 2 * 0.2) / 4)
    assert figures.brier == pytest.approx((0.01 + 0.81 + 0.04 + 0.04) / 4)
    filled = {(held.low, held.high): (held.n, held.confidence, held.right) for held in figures.bins if held.n}
    assert filled == {(0.1, 0.2): (2, 0.2, 0.0), (0.8, 0.9): (2, 0.9, 0.5)}


def test_bins_of_unequal_size_weigh_by_it() -> None:
    """Three of 0.55, all right, and one of 0.15, wrong: three times a gap of 0.45 and once 0.15, over four."""
    assert calibrate([0.55, 0.15, 0.55, 0.55], [True, False, True, True]).ece == pytest.approx(1.5 / 4)


def test_a_gap_is_one_of_a_whole_bin() -> None:
    """0.61 wrong and 0.69 right share a bin, in which half is right at a mean of 0.65: the gap is 0.15."""
    assert calibrate([0.61, 0.69], [False, True]).ece == pytest.approx(0.15)


def test_error_by_chance_as_by_counting() -> None:
    """Three of 0.55 are right 0 to 3 times: by the chance of each, the gaps average what is reported; of one, 2pq."""
    p = 0.55
    shares = [(math.comb(3, right) * p**right * (1 - p) ** (3 - right), abs(right / 3 - p)) for right in range(4)]
    found = calibrate([p] * 3, [True] * 3).ece_by_chance
    assert found == pytest.approx(sum(chance * gap for chance, gap in shares))
    assert calibrate([0.2], [False]).ece_by_chance == pytest.approx(2 * 0.2 * 0.8)


@given(st.integers(1, 400), st.floats(0, 1))
def test_error_by_chance_shrinks_with_their_number(n: int, confidence: float) -> None:
    """Whatever the confidence, four times as many questions leave no larger an error, and none is below 0."""
    few, many = (calibrate([confidence] * size, [True] * size).ece_by_chance for size in (n, 4 * n))
    assert few is not None
    assert many is not None
    assert 0 <= many <= few + 1e-9
    assert few <= 0.5 / math.sqrt(n) + 1e-9


def test_ten_bins_hold_every_confidence_once() -> None:
    """Each edge belongs to the bin below it, and 0 to the first."""
    edges = [number / 10 for number in range(11)]
    bins = calibrate(edges, [True] * 11).bins
    assert [held.n for held in bins] == [2, 1, 1, 1, 1, 1, 1, 1, 1, 1]
    assert [held.confidence for held in bins[1:]] == edges[2:]
    assert [(held.low, held.high) for held in bins] == list(pairwise(edges))


def test_risk_as_by_hand() -> None:
    """In the order right, wrong, right, wrong the risks are 0, 1/2, 1/3, 1/2, and their mean is 1/3."""
    figures = calibrate([0.6, 0.9, 0.8, 0.7], [False, True, False, True])
    assert figures.curve == (
        RiskPoint(0.9, 0.25, 0.0),
        RiskPoint(0.8, 0.5, 0.5),
        RiskPoint(0.7, 0.75, 1 / 3),
        RiskPoint(0.6, 1.0, 0.5),
    )
    assert figures.aurc == pytest.approx(1 / 3)


def test_the_best_order_has_the_least_risk() -> None:
    """One wrong of three costs 1/9 where it comes last, and 11/18 where it comes first."""
    assert calibrate([0.9, 0.8, 0.7], [True, True, False]).aurc == pytest.approx(1 / 9)
    assert calibrate([0.9, 0.8, 0.7], [False, True, True]).aurc == pytest.approx((1 + 1 / 2 + 1 / 3) / 3)


def test_equals_are_one_point_and_count_as_the_mean_of_their_orders() -> None:
    """No threshold separates equal confidences, and their order in the file does not matter."""
    order = [True, False, False, True]
    figures = calibrate([0.9, 0.5, 0.5, 0.5], order)
    assert [point.coverage for point in figures.curve] == [0.25, 1.0]
    areas = [calibrate([0.9, 0.5, 0.4, 0.3], [True, *rest]).aurc or 0.0 for rest in permutations(order[1:])]
    assert figures.aurc == pytest.approx(mean(areas))


@pytest.mark.parametrize("seed", range(3))
def test_the_curve_is_what_thresholds_do(seed: int) -> None:
    """Each point has the coverage and the risk that answering from its threshold on would have."""
    chance = random.Random(seed)
    pairs = [(round(chance.random(), 1), chance.random() < 0.6) for _ in range(60)]
    figures = calibrate(*zip(*pairs, strict=True))
    assert [point.threshold for point in figures.curve] == sorted({confidence for confidence, _ in pairs}, reverse=True)
    for point in figures.curve:
        answered = [right for confidence, right in pairs if confidence >= point.threshold]
        assert point.coverage == pytest.approx(len(answered) / 60)
        assert point.risk == pytest.approx(answered.count(False) / len(answered))


def test_nothing_has_no_figures() -> None:
    """Of no question there are ten empty bins, no number and no curve."""
    figures = calibrate([], [])
    assert (figures.ece, figures.ece_by_chance, figures.brier, figures.aurc) == (None, None, None, None)
    assert figures.curve == ()
    assert {(held.n, held.confidence, held.right) for held in figures.bins} == {(0, None, None)}


def test_each_confidence_needs_a_verdict() -> None:
    """Sequences of two lengths are refused."""
    with pytest.raises(ValueError, match="shorter"):
        calibrate([0.5, 0.6], [True])
