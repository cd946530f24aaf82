"""What finds passages: the `Engine` protocol, the fusion of ranks, and the prior for recency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.catalogue.snapshot import Snapshot
from index.types import Filters, Hit

Ids = NDArray[np.int64]
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Query:
    """A question ready to be searched: its words, its unit vector, and the time around which its event lies.

    `recent` says that its words speak of what is new at that time.
    """

    text: str
    vector: Scores
    anchor: datetime
    recent: bool = False


@dataclass(frozen=True, slots=True)
class Ranking:
    """What one search found, best first: passage ids and the scores they go by."""

    ids: Ids
    scores: Scores


class Engine(Protocol):
    """Finds the passages nearest to a question. The one on this machine is `index.search.local.LocalEngine`."""

    def search(self, query: Query, filters: Filters, k: int, snapshot: Snapshot) -> list[Hit]:
        """Return at most `k` hits that `snapshot` holds alive and `filters` keep, best first by fused rank."""
        ...

    def correct(self, question: str, snapshot: Snapshot) -> str:
        """Return the question with words that stand nowhere in `snapshot` read as their near neighbours that do."""
        ...

    def terms(self, text: str) -> list[str]:
        """Return the distinct terms of a text, as they are compared."""
        ...

    def weigh_terms(self, question: str) -> dict[str, float]:
        """Return the terms that say what a question is about, each with its inverse document frequency."""
        ...


@dataclass(frozen=True, slots=True)
class Recency:
    """A prior that lifts what was published around the time asked about: score x (1 + weight * exp(-age / days)).

    It lifts the recent and never sinks the old, so a question about an old event keeps its order among old articles.
    """

    weight: float
    days: float

    def lifted(self, ranking: Ranking, published: NDArray[np.int64], anchor: datetime) -> Ranking:
        """Return the ranking by lifted scores; `published` holds epoch seconds, in the ranking's order."""
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
