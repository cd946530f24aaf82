"""The engine whose vectors are on a Milvus server, and whose words are on this machine."""

import logging
from collections.abc import Sequence
from pathlib import Path
from time import monotonic, sleep

import numpy as np
from numpy.typing import NDArray

from index.catalogue.catalogue import Catalogue
from index.catalogue.snapshot import Snapshot
from index.errors import EngineUnavailable
from index.search.address import Address
from index.search.engine import Description, Query
from index.search.fusion import Ranking
from index.search.lexicon import LocalLexicon
from index.search.milvus.following import FollowedCollection
from index.search.milvus.server import Server
from index.search.ranking import DEPTH, NOTHING, Searched, Tuning, make_hits
from index.stages import Stage, stage
from index.types import Filters, Hit

log = logging.getLogger(__name__)

_CANDIDATES = 2 * DEPTH  # that the server names: it compares vectors of 8 bits, and those of the catalogue decide
_ROWS_AT_ONCE = 20_000  # that one turn of a worker writes
_ROWS_BEFORE_SEARCH = 2_000  # that a search writes first, in a process that has no worker
_PATIENCE = 1.0  # seconds for which a search waits for another process to write
_POLL_SECONDS = 0.05
_BY_WORDS = "questions are answered by words alone until it can be used"
_NEW_BY_WORDS = "what is new is found by words alone until it can be written"


class MilvusEngine:
    """The `Engine` of one data folder whose vectors are on a Milvus server; shared by threads.

    Milvus holds the vectors, and the times, sources and languages that filters use; it names candidates. All else is
    as on this machine: the catalogue decides which candidates there are and scores them, words are searched here, and
    both are fused. While the server cannot be used, searches are by words alone, and say so in the query's trace.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        folder: Path,
        model: str,
        dimension: int,
        *,
        address: Address,
        key: str | None = None,
        follower: bool = False,
        tuning: Tuning | None = None,
    ) -> None:
        """Open the lexicon of `folder`; the server is not asked yet. A `follower` leaves writing to another process."""
        self._catalogue, self._folder, self._model, self._dimension = catalogue, folder, model, dimension
        self._address, self._key, self._follower, self._tuning = address, key, follower, tuning or Tuning()
        self._server = Server(address, key, dimension)
        self._vectors = FollowedCollection(self._server, catalogue, folder, model)
        self._told: str | None = None
        self._stalled_at: int | None = None  # the generation of the collection that a search last gave up waiting at
        self.lexicon = LocalLexicon(catalogue, folder, follower=follower)

    @property
    def generation(self) -> int:
        """Return the catalogue generation that words and vectors have followed, as far as this process knows."""
        return min(self.lexicon.generation, self._vectors.generation)

    @property
    def edition(self) -> tuple[object, ...]:
        """Return a value that changes whenever there is something new for other processes to follow."""
        return self._model, self.lexicon.generation, self._vectors.generation, self._vectors.name

    def search(self, query: Query, filters: Filters, k: int, snapshot: Snapshot) -> list[Hit]:
        """Return at most `k` hits that are active in `snapshot` and pass `filters`, best first by fused rank."""
        with stage(Stage.SEARCH):
            self._catch_up(snapshot)
            return self._search(query, filters, k, snapshot)

    def _search(self, query: Query, filters: Filters, k: int, snapshot: Snapshot) -> list[Hit]:
        lexical = self.lexicon.search(query.text, filters, DEPTH, query.names)
        near = self._nearest(query, filters)
        published = snapshot.vectors.published([*lexical.ids.tolist(), *near], filters)
        cosines = self._similarities(list(published), query.vector, snapshot)
        dense = _ranked({passage: cosines[passage] for passage in near if passage in cosines})
        kept = np.array([passage in published for passage in lexical.ids.tolist()], np.bool_)
        lexical = Ranking(lexical.ids[kept], lexical.scores[kept]) if len(kept) else NOTHING
        searched = Searched(lexical, dense, _times(lexical, published), _times(dense, published), lambda _: cosines)
        return make_hits(searched, query, filters, k, snapshot, self._tuning)

    def follow(self) -> None:
        """Catch up with the catalogue, some thousand vectors at a time; concurrent searches continue.

        While the server cannot be used, words alone follow; the log says so once.

        Raises:
            StorageFailed: the lexical index cannot be written.
        """
        self.lexicon.follow()
        try:
            self._follow_vectors(_ROWS_AT_ONCE)
        except EngineUnavailable as error:
            self._tell(error)
        else:
            self._told = None if self._vectors.name else self._told

    def merge(self) -> None:
        """Do nothing: the server merges what it holds."""

    def rebuild(self) -> None:
        """Fill a new collection and rewrite the lexical index; concurrent searches continue on the old ones.

        Raises:
            EngineUnavailable: the server does not answer; the next rebuild goes on where this one stopped.
            StorageFailed: the disk refused the lexical index; the old one is kept.
        """
        self._vectors.rebuild()
        self.lexicon.rebuild()

    def prepare_model(self, model: str, dimension: int, snapshot: Snapshot) -> None:  # noqa: ARG002 - it follows later ones too
        """Fill a collection for another model beside the present one, for an engine opened for it later.

        Raises:
            EngineUnavailable: the server does not answer.
        """
        server = Server(self._address, self._key, dimension)
        try:
            FollowedCollection(server, self._catalogue, self._folder, model).rebuild(anew=False)
        finally:
            server.close()

    def drop_other_models(self) -> None:
        """Drop this archive's collections of other models."""
        try:
            self._vectors.drop_other_models()
        except EngineUnavailable as error:
            self._tell(error)

    def describe(self) -> Description:
        """Return what searches here."""
        name = self._vectors.name or self._address.collection
        shortfall = f"; {self._told}" if self._told else ""
        summary = f"Milvus at {self._address.uri}, collection {name} ({self._address.index}), and tantivy BM25"
        return Description(f"{summary}, fused by rank{shortfall}", None)

    def close(self) -> None:
        """Close the connection and what the lexicon holds; the engine is not used afterwards."""
        self._server.close()
        self.lexicon.close()

    def _catch_up(self, snapshot: Snapshot) -> None:
        """Follow to the generation of `snapshot` before a search, as far as that takes little time."""
        self.lexicon.catch_up(snapshot)
        wanted, deadline = snapshot.generation(), monotonic() + _PATIENCE
        try:
            while self._vectors.name is None or self._vectors.generation < wanted:
                self._follow_vectors(_ROWS_BEFORE_SEARCH)
                reached = self._vectors.generation
                if reached == self._stalled_at:
                    return
                if monotonic() >= deadline:
                    self._stalled_at = reached
                    log.warning("the vectors of new passages are not on the server yet, which is at %d", reached)
                    return
                sleep(_POLL_SECONDS)
        except EngineUnavailable as error:
            self._tell(error)

    def _follow_vectors(self, rows: int) -> None:
        if self._follower:
            self._vectors.look()
        else:
            self._vectors.follow(rows)

    def _nearest(self, query: Query, filters: Filters) -> list[int]:
        """Return the ids of the nearest passages; none, and note that in the query, if the server has no answer."""
        try:
            found = self._vectors.search(query.vector, filters, _CANDIDATES)
        except EngineUnavailable as error:
            query.trace.words_only = True
            if self._vectors.name or not self._told:  # else it is known already why there is nothing to search
                self._tell(error)
            return []
        if self._told and _BY_WORDS in self._told:
            self._told = None
        return found

    def _similarities(
        self, passages: Sequence[int], vector: NDArray[np.float32], snapshot: Snapshot
    ) -> dict[int, float]:
        """Return the cosine of each of the passages that has a vector, by the catalogue's."""
        held = snapshot.vectors.of(self._model, passages)
        if not held:
            return {}
        table = np.stack([np.frombuffer(data, np.float16) for data in held.values()]).astype(np.float32)
        return dict(zip(held, (table @ vector).tolist(), strict=True))

    def _tell(self, error: EngineUnavailable) -> None:
        """Log why the server cannot be used and what that means, unless it was the last thing said of it."""
        searched = self._vectors.name and not self._server.trouble
        said = f"{error.message}; {_NEW_BY_WORDS if searched else _BY_WORDS}"
        if said != self._told:
            self._told = said
            log.warning("%s", said)


def _ranked(similarities: dict[int, float]) -> Ranking:
    ids, scores = np.array(list(similarities), np.int64), np.array(list(similarities.values()), np.float32)
    order = np.lexsort((ids, -scores))[:DEPTH]
    return Ranking(ids[order], scores[order])


def _times(ranking: Ranking, published: dict[int, int]) -> NDArray[np.int64]:
    return np.array([published[passage] for passage in ranking.ids.tolist()], np.int64)
