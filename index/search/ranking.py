"""From what both searches found to hits: recency, fusion by rank, and the scores of each hit. Every engine uses it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.catalogue.snapshot import Snapshot
from index.search.engine import Query
from index.search.fusion import Ranking, Recency, fuse
from index.types import Filters, Hit

DEPTH = 200
"""Passages that each of the two searches contributes to the fusion."""

NOTHING = Ranking(np.empty(0, np.int64), np.empty(0, np.float32))


@dataclass(frozen=True, slots=True)
class Tuning:
    """The weights of fusion, fitted on half of the questions of `bench/retrieval.py`, which reports both halves."""

    lexical: float = 1.0
    dense: float = 0.8
    k: float = 40
    lexical_recency: Recency = Recency(0.6, 14)
    dense_recency: Recency = Recency(0.3, 14)


@dataclass(frozen=True, slots=True)
class Searched:
    """What both searches found, without what the filters drop, each with the times of publication in its order.

    Times are in epoch seconds (UTC). `similarities` returns the cosine of each of some passages that has a vector, and
    maybe of others.
    """

    lexical: Ranking
    dense: Ranking
    lexical_published: NDArray[np.int64]
    dense_published: NDArray[np.int64]
    similarities: Callable[[Sequence[int]], dict[int, float]]


def make_hits(
    searched: Searched, query: Query, filters: Filters, k: int, snapshot: Snapshot, tuning: Tuning
) -> list[Hit]:
    """Return the first `k` by fused rank that are active in `snapshot`, best first; some of the `k` may not be."""
    lifted = (
        tuning.lexical_recency.apply(searched.lexical, searched.lexical_published, query.anchor),
        tuning.dense_recency.apply(searched.dense, searched.dense_published, query.anchor),
    )
    fused = fuse(lifted, (tuning.lexical, tuning.dense), tuning.k)
    # What was searched may lag behind the snapshot or be ahead of it: hits that are not active in it are dropped.
    found = snapshot.hits(fused.ids[:k].tolist(), filters.as_of)
    active = {passage: hit for passage, hit in found.items() if _is_active(hit, filters)}
    ids = [passage for passage in fused.ids[:k].tolist() if passage in active]
    ranks = _Ranks(fused, lifted, searched.lexical, searched.similarities(ids))
    return [ranks.apply(active[passage]) for passage in ids]


class _Ranks:
    """The ranks and scores of each passage in one search, to be set on its hit."""

    def __init__(
        self, fused: Ranking, lifted: tuple[Ranking, Ranking], lexical: Ranking, similarities: dict[int, float]
    ) -> None:
        self._scores = dict(zip(fused.ids.tolist(), fused.scores.tolist(), strict=True))
        self._lexical, self._dense = (
            {passage: rank for rank, passage in enumerate(ranking.ids.tolist(), start=1)} for ranking in lifted
        )
        self._bm25 = dict(zip(lexical.ids.tolist(), lexical.scores.tolist(), strict=True))
        self._similarities = similarities

    def apply(self, hit: Hit) -> Hit:
        """Return the hit with its ranks and scores."""
        passage = hit.passage.id
        return Hit(  # not `replace`, which takes six times as long
            hit.passage, hit.head, hit.text, self._scores[passage], self._lexical.get(passage),
            self._dense.get(passage), self._similarities.get(passage), self._bm25.get(passage),
        )  # fmt: skip


def _is_active(hit: Hit, filters: Filters) -> bool:
    """Return whether the version of a hit is valid at the time asked about."""
    begun, ended = hit.head.valid_from, hit.head.valid_to
    if filters.as_of is None:
        return ended is None
    return begun <= filters.as_of and (ended is None or filters.as_of < ended)
