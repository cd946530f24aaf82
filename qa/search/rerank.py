"""Rank passages again once they have been read, so that those that answer come first."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.types import Hit
from qa.findings.weights import linear_of
from qa.language.words import normalise_answer
from qa.reading.spans import NEVER, Reading

_LARGEST_ODDS = 12.0  # part of what the features mean; chosen by hand, not measured
_FURTHER, _MOST = 0.5, 4
"""Log odds that each further article adds to the answer that leads, and how many count; of 0, 0.5, 1 and 2 the best."""


@dataclass(frozen=True, slots=True)
class ReadFeatures:
    """What is measured of one passage once it has been read."""

    rank: float
    """Its score before it was read (`qa.search.rank`)."""
    span: float
    """Log odds of its best extract, clipped to ±12; -12 where there is none."""
    leading: float
    """How likely the answer is that leads in all that was read, 0 to 1, where it holds its words; else 0."""


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
    words, likely = _leading(hits, readings)
    rows = [
        (
            hit.score,
            _clip(reading.extracts[0].log_odds if reading.extracts else NEVER),
            likely if words and f" {words} " in f" {normalise_answer(hit.text)} " else 0.0,
        )
        for hit, reading in zip(hits, readings, strict=True)
    ]
    return np.array(rows, np.float64)


def _leading(hits: Sequence[Hit], readings: Sequence[Reading]) -> tuple[str, float]:
    """Return the words of the extract with the best log odds, where more articles add to them, and its probability."""
    odds: dict[str, dict[str, float]] = {}
    for hit, reading in zip(hits, readings, strict=True):
        for extract in reading.extracts:
            said = odds.setdefault(normalise_answer(extract.text), {})
            article = hit.passage.article
            said[article] = max(said.get(article, NEVER), extract.log_odds)
    odds.pop("", None)
    if not odds:
        return "", 0.0
    words = max(odds, key=lambda one: max(odds[one].values()) + _FURTHER * min(len(odds[one]), _MOST))
    return words, 1 / (1 + math.exp(-_clip(max(odds[words].values()))))


def _clip(log_odds: float) -> float:
    return max(-_LARGEST_ODDS, min(_LARGEST_ODDS, log_odds))
