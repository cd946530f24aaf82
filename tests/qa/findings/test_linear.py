"""A linear model: one row by names, many rows by place, and the probability of log odds."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.findings.linear import Linear, as_row, feature_names

FLOATS = st.floats(-1e6, 1e6)


@dataclass(frozen=True, slots=True)
class Two:
    """Two features."""

    near: float
    new: bool


def test_each_feature_counts_by_its_name() -> None:
    """The score is the bias plus each feature times its weight, in whatever order the model has the names."""
    row = Two(near=2.0, new=True)
    assert Linear(("near", "new"), (10.0, 100.0), 1.0).score(row) == 121.0
    assert Linear(("new", "near"), (100.0, 10.0), 1.0).score(row) == 121.0
    assert Linear(("new",), (100.0,)).score(row) == 100.0


def test_a_row_has_the_features_in_the_order_of_their_declaration() -> None:
    """Names and numbers come in one order, and truth counts as 1."""
    assert feature_names(Two) == ("near", "new")
    assert as_row(Two(0.5, True)) == [0.5, 1.0]


@given(st.lists(st.tuples(FLOATS, st.booleans()), max_size=5), FLOATS, FLOATS, FLOATS)
def test_rows_score_as_each_row_does(values: list[tuple[float, bool]], near: float, new: float, bias: float) -> None:
    """A table gives the score of each of its rows, of none an empty array."""
    model = Linear(feature_names(Two), (near, new), bias)
    rows = [Two(*pair) for pair in values]
    scores = model.score_rows(np.array([as_row(row) for row in rows], np.float64).reshape(len(rows), 2))
    assert scores.shape == (len(rows),)
    assert scores.tolist() == pytest.approx([model.score(row) for row in rows], rel=1e-9, abs=1e-3)


@pytest.mark.parametrize(("score", "probability"), [(0.0, 0.5), (np.log(3), 0.75), (-np.log(3), 0.25)])
def test_a_probability_is_that_of_the_odds(score: float, probability: float) -> None:
    """Odds of three to one are three quarters."""
    assert Linear((), (), float(score)).probability(Two(0.0, False)) == pytest.approx(probability)


def test_extreme_odds_are_no_overflow() -> None:
    """However large the score is either way, the result is a probability."""
    for score in (-1e300, 1e300):
        assert 0 < Linear((), (), score).probability(Two(0.0, False)) <= 1
