"""Rankings, their fusion by reciprocal ranks, and the prior for recency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Ranking:
    """What one search found, best first: passage ids and the scores they are ordered by."""

    ids: NDArray[np.int64]
    scores: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Recency:
    """A prior for articles published around the time asked about: score x (1 + weight * exp(-age / days)).

    It raises recent articles and lowers none, so old articles keep their order in a question about an old event.
    """

    weight: float
    days: float

    def apply(self, ranking: Ranking, published: NDArray[np.int64], anchor: datetime) -> Ranking:
        """Return the ranking by its raised scores; `published` holds epoch seconds (UTC), in the ranking's order."""
        age = np.abs(anchor.timestamp() - published) / 86_400
        scores = ranking.scores * (1 + self.weight * np.exp(-age / self.days))
        order = np.argsort(-scores, kind="stable")
        return Ranking(ranking.ids[order], scores[order].astype(np.float32))


def fuse(rankings: Sequence[Ranking], weights: Sequence[float], k: float = 60) -> Ranking:
    """Fuse rankings by weighted reciprocal ranks: the sum of weight / (k + rank), ranks counted from 1.

    Source: Cormack, Clarke, Buettcher, "Reciprocal Rank Fusion outperforms Condorcet and individual rank learning
    methods", SIGIR 2009.
    """
    total: dict[int, float] = {}
    for ranking, weight in zip(rankings, weights, strict=True):
        for rank, passage in enumerate(ranking.ids.tolist(), start=1):
            total[passage] = total.get(passage, 0.0) + weight / (k + rank)
    best = sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))
    return Ranking(np.array([p for p, _ in best], np.int64), np.array([s for _, s in best], np.float32))
