"""The engine on this machine: FAISS and tantivy, searched with filters and fused by rank."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from index.catalogue.catalogue import Catalogue
from index.catalogue.snapshot import Snapshot
from index.search.alternatives import Alternatives
from index.search.columns import Mask
from index.search.dense import Sizing
from index.search.engine import Description, Query
from index.search.following import LocalIndexes
from index.search.fusion import Ranking, Recency, fuse
from index.search.spelling import Corrected, KnowsWord
from index.stages import Stage, stage
from index.types import Filters, Hit

_DEPTH = 200  # passages that each of the two searches contributes to the fusion


@dataclass(frozen=True, slots=True)
class Tuning:
    """The weights of fusion, fitted on half of the questions of `bench/retrieval.py`, which reports both halves."""

    lexical: float = 1.0
    dense: float = 0.8
    k: float = 40
    lexical_recency: Recency = Recency(0.6, 14)
    dense_recency: Recency = Recency(0.3, 14)


class LocalEngine(LocalIndexes):
    """The `Engine` and the `Lexicon` of one data folder: dense and lexical search over its catalogue."""

    def __init__(
        self,
        catalogue: Catalogue,
        folder: Path,
        model: str,
        dimension: int,
        *,
        tuning: Tuning | None = None,
        sizing: Sizing | None = None,
        follower: bool = False,
    ) -> None:
        """Open the indexes in `folder` as `LocalIndexes` does, to be fused by `tuning`."""
        super().__init__(catalogue, folder, model, dimension, sizing=sizing or Sizing(), follower=follower)
        self._tuning = tuning or Tuning()
        # The sentences and titles of the best passages are compared several times for one question.
        self._terms = lru_cache(maxsize=2_048)(self._lexical.analyze)

    def describe(self) -> Description:
        """Return what searches here."""
        shape = self._view.dense.shape
        return Description(f"local: FAISS {shape.describe()} and tantivy BM25, fused by rank", shape)

    def search(self, query: Query, filters: Filters, k: int, snapshot: Snapshot) -> list[Hit]:
        """Return at most `k` hits that are active in `snapshot` and pass `filters`, best first by fused rank."""
        with stage(Stage.SEARCH):
            self._catch_up(snapshot)
            return self._search(query, filters, k, snapshot)

    def _search(self, query: Query, filters: Filters, k: int, snapshot: Snapshot) -> list[Hit]:
        view, tuning = self._view, self._tuning
        mask = view.columns.mask(filters)
        dense = Ranking(*view.dense.search(query.vector, _DEPTH, mask)) if mask.any() else _NOTHING
        lexical = _kept(Ranking(*self._lexical.search(query.text, filters, _DEPTH, query.names)), mask)
        published = view.columns.published
        lifted = (
            tuning.lexical_recency.apply(lexical, published[lexical.ids], query.anchor),
            tuning.dense_recency.apply(dense, published[dense.ids], query.anchor),
        )
        fused = fuse(lifted, (tuning.lexical, tuning.dense), tuning.k)
        # The columns may lag behind the snapshot or be ahead of it: hits that are not active in it are dropped.
        found = snapshot.hits(fused.ids[:k].tolist(), filters.as_of)
        active = {passage: hit for passage, hit in found.items() if _is_active(hit, filters)}
        ids = [passage for passage in fused.ids[:k].tolist() if passage in active]
        ranks = _Ranks(fused, lifted, lexical, view.dense.similarities(ids, query.vector))
        return [ranks.apply(active[passage]) for passage in ids]

    def correct(self, question: str, snapshot: Snapshot, knows: KnowsWord) -> Corrected:
        """Return the question with each word that does not occur in `snapshot` replaced by its nearest neighbour."""
        self._catch_up(snapshot)  # or a word that is new in this generation would be taken for a slip
        return self._lexical.correct(question, knows)

    def variants(self, question: str, snapshot: Snapshot, knows: KnowsWord) -> tuple[Alternatives, ...]:
        """Return the names in a question that the corpus spells in another way, too."""

        def texts_of(passages: Sequence[int]) -> list[str]:
            return [hit.text for hit in snapshot.hits(passages).values()]

        words = dict.fromkeys(_WORD.findall(question))
        found = {word: self._lexical.variants(word, texts_of, knows) for word in words}
        return tuple(Alternatives(word, others) for word, others in found.items() if others)

    def terms(self, text: str) -> tuple[str, ...]:
        """Return the distinct terms of a text, in order, as they are indexed; those of the last texts are cached."""
        return self._terms(text)

    def covered(self, terms: Sequence[str], hits: Sequence[Hit]) -> list[frozenset[str]]:
        """Return which of these terms each hit has, in its text or its setting.

        A passage that the index does not hold any more, or not yet, is analysed.
        """
        held = self._lexical.covered(terms, [hit.passage.id for hit in hits])
        return [
            frozenset(held[hit.passage.id] if hit.passage.id in held else set(self.terms(_whole(hit))) & set(terms))
            for hit in hits
        ]

    def count_passages(self) -> int:
        """Return the number of passages in the lexical index."""
        return len(self._lexical)

    def weigh_terms(self, question: str) -> dict[str, float]:
        """Return the terms that a question is about, each with its inverse document frequency (BM25's)."""
        terms, total = self._lexical.key_terms(question), len(self._lexical)
        found = self._lexical.frequencies(terms)
        return {term: math.log(1 + (total - n + 0.5) / (n + 0.5)) for term, n in zip(terms, found, strict=True)}


_WORD = re.compile(r"[^\W\d_]+")
_NOTHING = Ranking(np.empty(0, np.int64), np.empty(0, np.float32))


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


def _whole(hit: Hit) -> str:
    return f"{hit.head.setting} {hit.text}"


def _is_active(hit: Hit, filters: Filters) -> bool:
    """Return whether the version of a hit is valid at the time asked about."""
    begun, ended = hit.head.valid_from, hit.head.valid_to
    if filters.as_of is None:
        return ended is None
    return begun <= filters.as_of and (ended is None or filters.as_of < ended)


def _kept(ranking: Ranking, mask: Mask) -> Ranking:
    """Drop passages outside the mask: the lexical index may lag behind the columns."""
    inside = ranking.ids < len(mask)
    ids, scores = ranking.ids[inside], ranking.scores[inside]
    return Ranking(ids[mask[ids]], scores[mask[ids]])
