"""The engine on this machine: FAISS and tantivy, each following the catalogue by generation."""

import threading
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from index.catalogue import Catalogue
from index.columns import Columns, Mask, empty_columns
from index.engine import Query, Ranking, Recency, fuse
from index.lexical import LexicalIndex
from index.snapshot import Snapshot
from index.types import Filters, Hit
from index.vectors import DenseIndex, build_dense, load_dense, save_dense

_DEPTH = 200
_LOCK = "lexical.lock"
_LEXICAL = "lexical"


@dataclass(frozen=True, slots=True)
class Tuning:
    """The weights of fusion; chosen on half of the questions of `bench/retrieval.py`, whose results name both halves."""

    lexical: float = 1.0
    dense: float = 0.5
    k: float = 20
    lexical_recency: Recency = Recency(0.6, 14)
    dense_recency: Recency = Recency(0.1, 14)
    per_article: int = 2


@dataclass(frozen=True, slots=True)
class _View:
    """What one search works with; a later generation is a new view."""

    columns: Columns
    dense: DenseIndex


class LocalEngine:
    """Dense and lexical search over the catalogue of one data folder, shared by threads."""

    def __init__(self, catalogue: Catalogue, folder: Path, dimension: int, tuning: Tuning | None = None) -> None:
        """Open the derived indexes in `folder` and let them catch up."""
        self._catalogue, self._folder, self._tuning = catalogue, folder, tuning or Tuning()
        self._catching_up = threading.Lock()
        self._lexical = LexicalIndex(folder / _LEXICAL)
        self._view = _View(empty_columns(), load_dense(folder, dimension))
        self.follow()

    def follow(self) -> None:
        """Catch up with the catalogue; whoever searches meanwhile goes on with what there was."""
        with self._catching_up, self._catalogue.snapshot() as snapshot:
            self._follow_view(snapshot)
            self._follow_lexical(snapshot)

    def rebuild(self) -> None:
        """Build both indexes anew from the catalogue, aside, and swap them in."""
        with self._catching_up, self._catalogue.snapshot() as snapshot:
            generation = snapshot.generation()
            columns = empty_columns().followed(generation, snapshot.entries(0), [])
            rows = snapshot.vectors(snapshot.embedder() or "", 0)
            dense = build_dense(self._view.dense.dimension, generation, rows)
            save_dense(dense, self._folder)
            with FileLock(self._folder / _LOCK):
                self._lexical.rebuild(snapshot)
            self._view = _View(columns, dense)

    def search(self, query: Query, filters: Filters, k: int, snapshot: Snapshot) -> list[Hit]:
        """Return at most `k` hits that `snapshot` holds alive and `filters` keep, best first.

        No more than two are of one article, and no two have the same text.
        """
        self._catch_up(snapshot.generation())
        view, tuning = self._view, self._tuning
        depth = max(_DEPTH, 4 * k)
        mask = view.columns.mask(filters)
        dense = Ranking(*view.dense.search(query.vector, depth, mask)) if mask.any() else _NOTHING
        lexical = _kept(Ranking(*self._lexical.search(query.text, filters, depth)), mask)
        asked = filters.as_of or query.asked
        lifted = [
            recency.lifted(ranking, view.columns.published[ranking.ids], asked)
            for ranking, recency in ((lexical, tuning.lexical_recency), (dense, tuning.dense_recency))
        ]
        fused = fuse(lifted, (tuning.lexical, tuning.dense), tuning.k)
        ranked = _Ranks(fused, *lifted, lexical, dense)
        return self._choose(ranked, k, snapshot)

    def terms(self, text: str) -> list[str]:
        """Return the distinct terms of a text, as they are compared."""
        return self._lexical.analyze(text)

    def document_frequencies(self, text: str) -> tuple[dict[str, int], int]:
        """Return in how many passages each term of a text stands, and how many passages there are."""
        terms = self.terms(text)
        return dict(zip(terms, self._lexical.frequencies(terms), strict=True)), len(self._lexical)

    def _choose(self, ranks: "_Ranks", k: int, snapshot: Snapshot) -> list[Hit]:
        """Take hits in order, passing over the dead, the third of an article, and a text that is there already."""
        chosen: list[Hit] = []
        per_article: dict[str, int] = {}
        texts: set[str] = set()
        ids = ranks.fused.ids.tolist()
        step = max(4 * k, 40)
        for start in range(0, len(ids), step):
            found = snapshot.hits(ids[start : start + step])
            for position, passage in enumerate(ids[start : start + step], start=start):
                hit = found.get(passage)
                if hit is None or hit.text in texts or per_article.get(hit.passage.article, 0) >= self._tuning.per_article:
                    continue
                chosen.append(ranks.apply(hit, position))
                per_article[hit.passage.article] = per_article.get(hit.passage.article, 0) + 1
                texts.add(hit.text)
                if len(chosen) == k:
                    return chosen
        return chosen

    def _catch_up(self, generation: int) -> None:
        if self._view.columns.generation < generation or self._lexical.generation < generation:
            self.follow()

    def _follow_view(self, snapshot: Snapshot) -> None:
        generation, columns, dense = snapshot.generation(), self._view.columns, self._view.dense
        if columns.generation >= generation:
            return
        since = columns.generation
        grown = columns.followed(generation, snapshot.entries(since), snapshot.tombstones(since))
        rows = snapshot.vectors(snapshot.embedder() or "", since if since else dense.base_generation)
        self._view = _View(grown, dense.extended(rows))

    def _follow_lexical(self, snapshot: Snapshot) -> None:
        """Follow unless another process does so now; then what it has committed so far has to do."""
        if self._lexical.generation < snapshot.generation():
            try:
                with FileLock(self._folder / _LOCK, timeout=0):
                    self._lexical.follow(snapshot)
            except Timeout:
                self._lexical.reload()


_NOTHING = Ranking(np.empty(0, np.int64), np.empty(0, np.float32))


class _Ranks:
    """The rankings of one search, by passage, to be written on its hits."""

    def __init__(self, fused: Ranking, lexical: Ranking, dense: Ranking, bm25: Ranking, cosines: Ranking) -> None:
        self.fused = fused
        self._lexical = {passage: rank for rank, passage in enumerate(lexical.ids.tolist(), start=1)}
        self._dense = {passage: rank for rank, passage in enumerate(dense.ids.tolist(), start=1)}
        self._bm25 = dict(zip(bm25.ids.tolist(), bm25.scores.tolist(), strict=True))
        self._cosine = dict(zip(cosines.ids.tolist(), cosines.scores.tolist(), strict=True))

    def apply(self, hit: Hit, position: int) -> Hit:
        passage = hit.passage.id
        return replace(
            hit,
            score=float(self.fused.scores[position]),
            lexical_rank=self._lexical.get(passage),
            dense_rank=self._dense.get(passage),
            similarity=self._cosine.get(passage),
            bm25=self._bm25.get(passage),
        )


def _kept(ranking: Ranking, mask: Mask) -> Ranking:
    """Drop what the columns do not keep: a lexical index may lag behind them."""
    inside = ranking.ids < len(mask)
    ids, scores = ranking.ids[inside], ranking.scores[inside]
    return Ranking(ids[mask[ids]], scores[mask[ids]])
