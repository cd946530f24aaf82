"""The engine on this machine: FAISS and tantivy, each following the catalogue by generation."""

import logging
import math
import shutil
import threading
import weakref
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from filelock import Timeout

from index.catalogue.catalogue import Catalogue
from index.catalogue.locks import locked
from index.catalogue.snapshot import Snapshot
from index.errors import RecallTooLow, StorageFailed
from index.search.columns import Columns, Mask, empty_columns
from index.search.dense import DenseIndex, Shape, Sizing, build_dense
from index.search.dense_files import drop_newer, load_dense, save_dense, stamp_of
from index.search.engine import Query, Ranking, Recency, fuse
from index.search.lexical import LexicalIndex
from index.search.lexical_files import LEXICAL, link_lexical
from index.types import Filters, Hit

log = logging.getLogger(__name__)

_DEPTH = 200
_SMALL_DELTA = 2_000
_LEXICAL_LOCK = "lexical.lock"
_DENSE_LOCK = "dense.lock"


@dataclass(frozen=True, slots=True)
class Tuning:
    """The weights of fusion, chosen on half of the questions of `bench/retrieval.py`; its results give both halves."""

    lexical: float = 1.0
    dense: float = 0.8
    k: float = 40
    lexical_recency: Recency = Recency(0.6, 14)
    dense_recency: Recency = Recency(0.3, 14)


@dataclass(frozen=True, slots=True)
class _View:
    """What one search works with; a later generation is a new view."""

    columns: Columns
    dense: DenseIndex


class LocalEngine:
    """Dense and lexical search over the catalogue of one data folder, shared by threads."""

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
        """Open the derived indexes in `folder` and let them catch up; vectors are those of the model named `model`.

        An index that is ahead of the catalogue was made from another one, and is thrown away. Once they are
        open a `follower` writes neither of them unless it is told to rebuild: it sees what another process wrote.
        Of a read-only catalogue, the dense index catches up in memory and the lexical one in a temporary folder.
        """
        self._catalogue, self._folder, self._model = catalogue, folder, model
        self._tuning, self.sizing = tuning or Tuning(), sizing or Sizing()
        self.follower, self._writes = follower, True
        self._place = folder  # of the lexical index, and of locks
        if catalogue.read_only:
            self._place = link_lexical(folder)
        self._remove = weakref.finalize(self, _remove_other, self._place, folder)
        self._too_large_to_try = 0
        self._moving_on = threading.RLock()  # held for milliseconds, by whoever makes the next view
        self._catching_up = threading.Lock()  # held for as long as tantivy writes
        self._lexical = LexicalIndex(self._place / LEXICAL)
        self._stamp = stamp_of(folder, model)
        generation = catalogue.generation()  # after both indexes, or a write in between would look like a fault
        if self._lexical.generation > generation:
            self._lexical.forget()
        if self._stamp and self._stamp[0] > generation:
            drop_newer(folder, generation)
        self._view = _View(empty_columns(), load_dense(folder, model, dimension, newest=generation, sizing=self.sizing))
        self.follow()
        self._writes = not follower or catalogue.read_only

    @property
    def generation(self) -> int:
        """Up to which generation every search here has followed the catalogue."""
        return min(self._view.columns.generation, self._lexical.generation)

    @property
    def edition(self) -> tuple[object, ...]:
        """What a search here works with: another one whenever there is something new to follow."""
        return self._model, self.generation, self._stamp

    def close(self) -> None:
        """Remove the temporary folder, if there is one; the engine is not used after."""
        self._remove()

    def follow(self) -> None:
        """Catch up with the catalogue; whoever searches meanwhile goes on with what there was.

        Files that another process has replaced are let go of, and the new ones opened.

        Raises:
            StorageFailed: the lexical index cannot be written.
        """
        self._reopen_dense()
        with self._catching_up, self._catalogue.snapshot() as snapshot:
            self._follow_view(snapshot)
            self._follow_lexical(snapshot)

    def compact(self) -> None:
        """Write a new base where the delta has outgrown its place in memory, unless another process does so now."""
        dense = self._view.dense
        if (
            self._catalogue.read_only
            or not self._writes
            or dense.delta_size <= max(_SMALL_DELTA, dense.base_size // 4, self._too_large_to_try)
        ):
            return
        try:
            self._rebuild_dense(wait=0)
        except Timeout:
            pass
        except RecallTooLow as error:
            self._too_large_to_try = 2 * dense.delta_size
            log.warning("%s; tried again when twice as much is new", error.message)

    def rebuild(self) -> None:
        """Build both indexes anew from the catalogue, aside, and swap them in; asking goes on meanwhile.

        Raises:
            StorageFailed: the disk refused them; the old ones stay.
            RecallTooLow: the new dense index would find too little; the old ones stay.
        """
        self._rebuild_dense()
        with locked(self._place / _LEXICAL_LOCK), self._catalogue.snapshot() as snapshot:
            self._lexical.rebuild(snapshot)

    def describe(self) -> str:
        """Return in a line what searches here."""
        return f"local: FAISS {self._view.dense.shape.describe()} and tantivy BM25, fused by rank"

    @property
    def shape(self) -> Shape:
        """How the dense index is searched."""
        return self._view.dense.shape

    def search(self, query: Query, filters: Filters, k: int, snapshot: Snapshot) -> list[Hit]:
        """Return at most `k` hits that `snapshot` holds alive and `filters` keep, best first by fused rank."""
        self._catch_up(snapshot.generation())
        view, tuning = self._view, self._tuning
        mask = view.columns.mask(filters)
        dense = Ranking(*view.dense.search(query.vector, _DEPTH, mask)) if mask.any() else _NOTHING
        lexical = _kept(Ranking(*self._lexical.search(query.text, filters, _DEPTH)), mask)
        published = view.columns.published
        lifted = (
            tuning.lexical_recency.lifted(lexical, published[lexical.ids], query.anchor),
            tuning.dense_recency.lifted(dense, published[dense.ids], query.anchor),
        )
        fused = fuse(lifted, (tuning.lexical, tuning.dense), tuning.k)
        # The columns may lag behind the snapshot, and be ahead of it: what it does not hold so is dropped.
        found = snapshot.hits(fused.ids[:k].tolist(), filters.as_of)
        alive = {passage: hit for passage, hit in found.items() if _stands(hit, filters)}
        ids = [passage for passage in fused.ids[:k].tolist() if passage in alive]
        ranks = _Ranks(fused, lifted, lexical, view.dense.similarities(ids, query.vector))
        return [ranks.apply(alive[passage]) for passage in ids]

    def correct(self, question: str, snapshot: Snapshot) -> str:
        """Return the question with words that stand nowhere in `snapshot` read as their near neighbours that do."""
        self._catch_up(snapshot.generation())  # or the first question of a generation would be read by older words
        return self._lexical.correct(question)

    def terms(self, text: str) -> list[str]:
        """Return the distinct terms of a text, as they are compared."""
        return self._lexical.analyze(text)

    def weigh_terms(self, question: str) -> dict[str, float]:
        """Return the terms that say what a question is about, each with its inverse document frequency (BM25's)."""
        terms, total = self._lexical.key_terms(question), len(self._lexical)
        found = self._lexical.frequencies(terms)
        return {term: math.log(1 + (total - n + 0.5) / (n + 0.5)) for term, n in zip(terms, found, strict=True)}

    def _catch_up(self, generation: int) -> None:
        """Follow before a search: what is stored is found, if at first by its meaning alone.

        The lexical index is not waited for where someone writes it already, or the disk is full: it may lag, never lie.
        """
        if self._view.columns.generation < generation:
            with self._catalogue.snapshot() as snapshot:
                self._follow_view(snapshot)
        if self._lexical.generation < generation and self._catching_up.acquire(blocking=False):
            try:
                with self._catalogue.snapshot() as snapshot:
                    self._follow_lexical(snapshot)
            except StorageFailed:
                log.warning("the lexical index cannot follow the catalogue", exc_info=True)
            finally:
                self._catching_up.release()

    def _rebuild_dense(self, wait: float = -1) -> None:
        # The lock first, and what is there then: so no base is replaced by an older one.
        with locked(self._folder / _DENSE_LOCK, wait), self._catalogue.snapshot() as snapshot:
            rows = snapshot.embeddings.rows(self._model, 0)
            dense = build_dense(self._view.dense.dimension, snapshot.generation(), rows, self.sizing)
            save_dense(dense, self._folder, self._model)
        self._reopen_dense()

    def _reopen_dense(self) -> None:
        """Map the newest base where it is not the one that is mapped already."""
        stamp = stamp_of(self._folder, self._model)
        if stamp is None or stamp == self._stamp:
            return
        dimension = self._view.dense.dimension
        dense = load_dense(self._folder, self._model, dimension, newest=stamp[0], sizing=self.sizing)
        with self._moving_on, self._catalogue.snapshot() as snapshot:
            if self._view.dense.base_generation <= dense.base_generation <= snapshot.generation():
                rows = snapshot.embeddings.rows(self._model, dense.base_generation)
                self._view, self._stamp = _View(self._view.columns, dense.extended(rows)), stamp
                self._follow_view(snapshot)

    def _follow_view(self, snapshot: Snapshot) -> None:
        with self._moving_on:
            generation, columns, dense = snapshot.generation(), self._view.columns, self._view.dense
            if columns.generation >= generation:
                return
            if columns.generation < snapshot.upkeep.forgotten():  # who died meanwhile is not known any more
                columns = empty_columns()
            since = columns.generation
            grown = columns.followed(generation, snapshot.passage_rows(since), snapshot.tombstones(since))
            rows = snapshot.embeddings.rows(self._model, since or dense.base_generation)
            self._view = _View(grown, dense.extended(rows))

    def _follow_lexical(self, snapshot: Snapshot) -> None:
        """Follow unless another process does so now; then what it has committed so far has to do."""
        if not self._writes or self._lexical.generation >= snapshot.generation():
            self._lexical.reload()
            return
        try:
            with locked(self._place / _LEXICAL_LOCK, wait=0):
                self._lexical.follow(snapshot)
        except Timeout:
            self._lexical.reload()


def _remove_other(place: Path, folder: Path) -> None:
    if place != folder:
        shutil.rmtree(place, ignore_errors=True)


_NOTHING = Ranking(np.empty(0, np.int64), np.empty(0, np.float32))


class _Ranks:
    """What one search knows of each passage, to be written on its hit."""

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
        passage = hit.passage.id
        return replace(
            hit,
            score=self._scores[passage],
            lexical_rank=self._lexical.get(passage),
            dense_rank=self._dense.get(passage),
            similarity=self._similarities.get(passage),
            bm25=self._bm25.get(passage),
        )


def _stands(hit: Hit, filters: Filters) -> bool:
    """Return whether the version of a hit is the one that is asked for."""
    begun, ended = hit.head.valid_from, hit.head.valid_to
    if filters.as_of is None:
        return ended is None
    return begun <= filters.as_of and (ended is None or filters.as_of < ended)


def _kept(ranking: Ranking, mask: Mask) -> Ranking:
    """Drop what the columns do not keep: a lexical index may lag behind them."""
    inside = ranking.ids < len(mask)
    ids, scores = ranking.ids[inside], ranking.scores[inside]
    return Ranking(ids[mask[ids]], scores[mask[ids]])
