"""Rank passages again once they have been read, so that those that answer come first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.types import Hit
from qa.findings.weights import linear_of
from qa.reading.spans import NEVER, Reading

_LARGEST_ODDS = 12.0  # part of what the features mean; chosen by hand, not measured


@dataclass(frozen=True, slots=True)
class ReadFeatures:
    """What is measured of one passage once it has been read."""

    rank: float
    """Its score before it was read (`qa.search.rank`)."""
    answers: float
    """Log odds that it answers, clipped to ±12."""
    span: float
    """Log odds of its best extract, clipped to ±12; -12 where there is none."""


def rerank(hits: Sequence[Hit], readings: Sequence[Reading | None]) -> list[Hit]:
    """Return the hits in descending order of the weighted sum of their features, which becomes their score.

    Hits that were not read follow in the order given, because passages are read in the order of their rank.
    """
    read = [(hit, reading) for hit, reading in zip(hits, readings, strict=True) if reading]
    unread = [hit for hit, reading in zip(hits, readings, strict=True) if not reading]
    scores = linear_of(ReadFeatures).score_rows(measure(*zip(*read, strict=True))) if read else np.empty(0)
    order = np.argsort(-scores, kind="stable")
    return [*(replace(read[i][0], score=float(scores[i])) for i in order), *unread]


def measure(hits: Sequence[Hit], readings: Sequence[Reading]) -> NDArray[np.float64]:
    """Return the features of each passage, shape (hits, features)."""
    rows = [
        (
            hit.score,
            reading.verdict,
            reading.extracts[0].log_odds if reading.extracts else NEVER,
        )
        for hit, reading in zip(hits, readings, strict=True)
    ]
    table = np.array(rows, np.float64)
    table[:, 1:] = table[:, 1:].clip(-_LARGEST_ODDS, _LARGEST_ODDS)
    return table
