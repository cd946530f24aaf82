"""A linear model over named features: their weighted sum, and the probability where that sum is log odds."""

import math
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_LARGEST_ODDS = 30.0  # beyond the scores of any model; keeps math.exp from overflowing


@dataclass(frozen=True, slots=True)
class Linear:
    """The weight of each feature, in the order of `names`, and the bias that is added to their sum."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float = 0.0

    def score(self, features: "DataclassInstance") -> float:
        """Return the weighted sum of one row of features: a dataclass that has a field of each name."""
        terms = zip(self.names, self.weights, strict=True)
        return sum((weight * float(getattr(features, name)) for name, weight in terms), start=self.bias)

    def score_rows(self, table: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the weighted sum of each row of a table, shape (rows, names), as an array of shape (rows,)."""
        return np.asarray(table @ np.array(self.weights) + self.bias)

    def probability(self, features: "DataclassInstance") -> float:
        """Return the logistic function of the score of one row: a probability, where the score is log odds."""
        score = self.score(features)
        return 1 / (1 + math.exp(-max(-_LARGEST_ODDS, min(_LARGEST_ODDS, score))))


def feature_names(features: "type[DataclassInstance]") -> tuple[str, ...]:
    """Return the names of a class of features, in the order of their declaration."""
    return tuple(field.name for field in fields(features))


def as_row(features: "DataclassInstance") -> list[float]:
    """Return features as a row of numbers, in the order of their declaration."""
    return [float(getattr(features, name)) for name in feature_names(type(features))]
