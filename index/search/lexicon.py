"""The lexicon of a data folder: its lexical index, which follows the catalogue by generation. Every engine uses it."""

import logging
import math
import re
import shutil
import threading
import weakref
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from time import monotonic, sleep

from filelock import Timeout

from index.catalogue.catalogue import Catalogue
from index.catalogue.locks import locked
from index.catalogue.snapshot import Snapshot
from index.errors import StorageFailed
from index.search.alternatives import Alternatives
from index.search.fusion import Ranking
from index.search.lexical import LexicalIndex
from index.search.lexical_files import LEXICAL, link_lexical
from index.search.spelling import Corrected, KnowsWord
from index.types import Filters, Hit

log = logging.getLogger(__name__)

_PATIENCE = 2.0  # seconds: the worker commits the lexical index every second, and a commit takes some 0.1 s
_POLL_SECONDS = 0.01
_LOCK = "lexical.lock"
_WORD = re.compile(r"[^\W\d_]+")


class LocalLexicon:
    """The `Lexicon` of one data folder, and its search by words; shared by threads."""

    def __init__(self, catalogue: Catalogue, folder: Path, *, follower: bool) -> None:
        """Open the lexical index in `folder` and let it catch up.

        An index that is ahead of the catalogue was made from another one, and is discarded. Once it is open, a
        `follower` writes it only to rebuild: it reads what another process wrote. Of a read-only catalogue, it catches
        up in a temporary folder.
        """
        self._catalogue = catalogue
        self._place = link_lexical(folder) if catalogue.read_only else folder  # of the index and its lock
        self._remove = weakref.finalize(self, _remove_other, self._place, folder)
        self._stalled_at: int | None = None  # the generation of the index that a search last gave up waiting at
        self._follow_lock = threading.Lock()  # held for as long as tantivy writes
        self._index = LexicalIndex(self._place / LEXICAL)
        # The sentences and titles of the best passages are compared several times for one question.
        self._terms = lru_cache(maxsize=2_048)(self._index.analyze)
        if self._index.generation > catalogue.generation():  # read after the index
            self._index.forget()
        self._writes = True
        self.follow()
        self._writes = not follower or catalogue.read_only

    @property
    def generation(self) -> int:
        """Return the catalogue generation that the index has followed."""
        return self._index.generation

    def close(self) -> None:
        """Remove the temporary folder, if there is one; the index is not used afterwards."""
        self._remove()

    def follow(self) -> None:
        """Catch up with the catalogue; concurrent searches continue on the previous state.

        Raises:
            StorageFailed: the index cannot be written.
        """
        with self._follow_lock, self._catalogue.snapshot() as snapshot:
            self._follow(snapshot)

    def rebuild(self) -> None:
        """Rewrite the index from the catalogue in one commit; until then searches see the previous state.

        Raises:
            StorageFailed: the disk refused it; the old index is kept.
        """
        with locked(self._place / _LOCK), self._catalogue.snapshot() as snapshot:
            self._index.rebuild(snapshot)

    def catch_up(self, snapshot: Snapshot) -> None:
        """Follow to the generation of `snapshot` before a search.

        If another thread or process is writing the index, wait for it, at most `_PATIENCE` seconds, and not again until
        it has moved on. After that, or on a full disk, new passages are found by their vectors alone.
        """
        deadline = monotonic() + _PATIENCE
        while not self._try_to_follow(snapshot) and self._stalled_at != self._index.generation:
            if monotonic() >= deadline:
                self._stalled_at = self._index.generation
                log.warning(
                    "the lexical index still lags at generation %d after %g s; new passages are found by meaning alone"
                    " until it follows",
                    self._stalled_at,
                    _PATIENCE,
                )
                return
            sleep(_POLL_SECONDS)

    def search(self, question: str, filters: Filters, k: int, names: Iterable[Alternatives] = ()) -> Ranking:
        """Return at most `k` passages that share a term with the question, by BM25, best first."""
        return Ranking(*self._index.search(question, filters, k, names))

    def correct(self, question: str, snapshot: Snapshot, knows: KnowsWord) -> Corrected:
        """Return the question with each word that does not occur in `snapshot` replaced by its nearest neighbour."""
        self.catch_up(snapshot)  # or a word that is new in this generation would be taken for a slip
        return self._index.correct(question, knows)

    def variants(self, question: str, snapshot: Snapshot, knows: KnowsWord) -> tuple[Alternatives, ...]:
        """Return the names in a question that the corpus spells in another way, too."""

        def texts_of(passages: Sequence[int]) -> list[str]:
            return [hit.text for hit in snapshot.hits(passages).values()]

        words = dict.fromkeys(_WORD.findall(question))
        found = {word: self._index.variants(word, texts_of, knows) for word in words}
        return tuple(Alternatives(word, others) for word, others in found.items() if others)

    def terms(self, text: str) -> tuple[str, ...]:
        """Return the distinct terms of a text, in order, as they are indexed; those of the last texts are cached."""
        return self._terms(text)

    def covered(self, terms: Sequence[str], hits: Sequence[Hit]) -> list[frozenset[str]]:
        """Return which of these terms each hit has, in its text or its setting.

        A passage that the index does not hold any more, or not yet, is analysed.
        """
        held = self._index.covered(terms, [hit.passage.id for hit in hits])
        return [
            frozenset(held[hit.passage.id] if hit.passage.id in held else set(self.terms(_whole(hit))) & set(terms))
            for hit in hits
        ]

    def count_passages(self) -> int:
        """Return the number of passages in the lexical index."""
        return len(self._index)

    def weigh_terms(self, question: str) -> dict[str, float]:
        """Return the terms that a question is about, each with its inverse document frequency (BM25's)."""
        terms, total = self._index.key_terms(question), len(self._index)
        found = self._index.frequencies(terms)
        return {term: math.log(1 + (total - n + 0.5) / (n + 0.5)) for term, n in zip(terms, found, strict=True)}

    def _try_to_follow(self, snapshot: Snapshot) -> bool:
        """Follow if nobody else is writing the index; return whether it lacks nothing of `snapshot`."""
        if self._index.generation < snapshot.generation() and self._follow_lock.acquire(blocking=False):
            try:
                self._follow(snapshot)
            except StorageFailed:
                self._stalled_at = self._index.generation
                log.warning("the lexical index cannot follow the catalogue", exc_info=True)
            finally:
                self._follow_lock.release()
        return self._index.generation >= snapshot.generation() or not snapshot.has_changes(self._index.generation)

    def _follow(self, snapshot: Snapshot) -> None:
        """Follow, or read what another process has committed so far if that one is writing."""
        if not self._writes or self._index.generation >= snapshot.generation():
            self._index.reload()
            return
        try:
            with locked(self._place / _LOCK, wait=0):
                self._index.follow(snapshot)
        except Timeout:
            self._index.reload()


def _whole(hit: Hit) -> str:
    return f"{hit.head.setting} {hit.text}"


def _remove_other(place: Path, folder: Path) -> None:
    if place != folder:
        shutil.rmtree(place, ignore_errors=True)
