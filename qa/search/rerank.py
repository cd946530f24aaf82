"""The order of passages once they have been read: those that answer come first."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from index.types import Hit
from qa.reading.spans import NEVER, Reading

_CLIP = 12.0


@dataclass(frozen=True, slots=True)
class Features:
    """What is seen of one passage that was read, or how much each of it weighs."""

    rank: float
    """Its score before it was read (`qa.search.rank`)."""
    answers: float
    """Log odds that it answers, cut off at 12 either way."""
    span: float
    """Log odds of its best extract, likewise; of none, those of what is as good as impossible."""


# Chosen by bench/fit_reader.py on half of the questions; bench/results/answers.json has those of both halves.
_WEIGHTS = Features(0.79, 0.30, -0.06)


def rerank(hits: Sequence[Hit], readings: Sequence[Reading | None]) -> list[Hit]:
    """Return the hits by their weighted features, best first, with that sum as their score.

    What was not read stays behind what was, in its order: reading goes down the ranks.
    """
    read = [(hit, reading) for hit, reading in zip(hits, readings, strict=True) if reading]
    unread = [hit for hit, reading in zip(hits, readings, strict=True) if not reading]
    scores = measure(*zip(*read, strict=True)) @ as_vector(_WEIGHTS) if read else np.empty(0)
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
    table[:, 1:] = table[:, 1:].clip(-_CLIP, _CLIP)
    return table


def as_vector(features: Features) -> NDArray[np.float64]:
    """Return features as a row, in the order of their declaration."""
    return np.array([float(getattr(features, f.name)) for f in fields(Features)])
