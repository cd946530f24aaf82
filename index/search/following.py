"""The columns and the dense index on this machine, which follow the catalogue by generation beside the lexicon."""

import logging
import threading
from dataclasses import dataclass
from pathlib import Path

from filelock import Timeout

from index.catalogue.catalogue import Catalogue
from index.catalogue.locks import locked
from index.catalogue.snapshot import Snapshot
from index.errors import RecallTooLow
from index.search.columns import Columns, empty_columns
from index.search.dense import DenseIndex, Sizing, build_dense
from index.search.dense_files import drop_newer, drop_strays, load_dense, save_dense, stamp_of
from index.search.lexicon import LocalLexicon

log = logging.getLogger(__name__)

_SMALL_DELTA = 2_000
_DENSE_LOCK = "dense.lock"


@dataclass(frozen=True, slots=True)
class View:
    """What one search works with; a later generation is a new view."""

    columns: Columns
    dense: DenseIndex


class LocalIndexes:
    """The derived indexes of one data folder, kept up with its catalogue; shared by threads.

    A search uses one `View`, which is immutable: following makes a new view and swaps one reference.
    """

    def __init__(
        self, catalogue: Catalogue, folder: Path, model: str, dimension: int, *, sizing: Sizing, follower: bool
    ) -> None:
        """Open the derived indexes in `folder` and let them catch up; vectors are those of the model named `model`.

        An index that is ahead of the catalogue was made from another one, and is discarded. Once they are open, a
        `follower` writes neither of them except to rebuild: it reads what another process wrote. Of a read-only
        catalogue, the dense index catches up in memory and the lexical one in a temporary folder.
        """
        self._catalogue, self._folder, self._model, self._sizing = catalogue, folder, model, sizing
        self._writes = not follower or catalogue.read_only
        self._too_large_to_try = 0
        self._view_lock = threading.RLock()  # held for milliseconds, to make the next view
        self._stamp = stamp_of(folder, model)
        generation = catalogue.generation()  # after the file, or a write in between would look like a fault
        if self._stamp and self._stamp[0] > generation:
            drop_newer(folder, generation)
        self._view = View(empty_columns(), load_dense(folder, model, dimension, newest=generation, sizing=sizing))
        with catalogue.snapshot(mapped=False) as snapshot:
            self._follow_view(snapshot)
        self.lexicon = LocalLexicon(catalogue, folder, follower=follower)

    @property
    def generation(self) -> int:
        """Return the catalogue generation that every index has followed."""
        return min(self._view.columns.generation, self.lexicon.generation)

    @property
    def edition(self) -> tuple[object, ...]:
        """Return a value that changes whenever there is something new for other processes to follow."""
        return self._model, self.generation, self._stamp

    def close(self) -> None:
        """Release what the lexicon holds; the indexes are not used afterwards."""
        self.lexicon.close()

    def follow(self) -> None:
        """Catch up with the catalogue; concurrent searches continue on the previous view.

        Files that another process has replaced are closed, and the new ones opened.

        Raises:
            StorageFailed: the lexical index cannot be written.
        """
        self._reopen_dense()
        with self._catalogue.snapshot() as snapshot:
            self._follow_view(snapshot)
        self.lexicon.follow()

    def merge(self) -> None:
        """Merge the delta into a new base if it has outgrown memory; do nothing if another process is doing so."""
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
            log.warning("%s; the next merge waits until twice as many vectors are new", error.message)

    def rebuild(self) -> None:
        """Build both indexes from the catalogue aside and swap them in; concurrent searches continue.

        Raises:
            StorageFailed: the disk refused them; the old ones are kept.
            RecallTooLow: the new dense index would find too little; the old ones are kept.
        """
        self._rebuild_dense()
        self.lexicon.rebuild()

    def prepare_model(self, model: str, dimension: int, snapshot: Snapshot) -> None:
        """Write the dense index of another model beside the present one, for an engine opened for it later.

        Raises:
            StorageFailed: the disk refused it.
            RecallTooLow: the index would find too little.
        """
        rows = snapshot.embeddings.rows(model, 0)
        save_dense(build_dense(dimension, snapshot.generation(), rows, self._sizing), self._folder, model)

    def drop_other_models(self) -> None:
        """Delete the dense files of other models and older generations, and files left half written."""
        drop_strays(self._folder, self._model)

    def _catch_up(self, snapshot: Snapshot) -> None:
        """Follow to the generation of `snapshot` before a search, so that one generation has one result."""
        if self._view.columns.generation < snapshot.generation():
            self._follow_view(snapshot)
        self.lexicon.catch_up(snapshot)

    def _rebuild_dense(self, wait: float = -1) -> None:
        # The snapshot is taken under the lock, so that no base is replaced by an older one.
        with locked(self._folder / _DENSE_LOCK, wait), self._catalogue.snapshot() as snapshot:
            rows = snapshot.embeddings.rows(self._model, 0)
            dense = build_dense(self._view.dense.dimension, snapshot.generation(), rows, self._sizing)
            save_dense(dense, self._folder, self._model)
        self._reopen_dense()

    def _reopen_dense(self) -> None:
        """Map the newest base unless it is mapped already."""
        stamp = stamp_of(self._folder, self._model)
        if stamp is None or stamp == self._stamp:
            return
        dimension = self._view.dense.dimension
        dense = load_dense(self._folder, self._model, dimension, newest=stamp[0], sizing=self._sizing)
        with self._view_lock, self._catalogue.snapshot() as snapshot:
            if self._view.dense.base_generation <= dense.base_generation <= snapshot.generation():
                rows = snapshot.embeddings.rows(self._model, dense.base_generation)
                self._view, self._stamp = View(self._view.columns, dense.extended(rows)), stamp
                self._follow_view(snapshot)

    def _follow_view(self, snapshot: Snapshot) -> None:
        with self._view_lock:
            generation, columns, dense = snapshot.generation(), self._view.columns, self._view.dense
            if columns.generation >= generation:
                return
            if columns.generation < snapshot.upkeep.forgotten():  # the tombstones since then are gone
                columns = empty_columns()
            since = columns.generation
            grown = columns.followed(generation, snapshot.passage_rows(since), snapshot.tombstones(since))
            rows = snapshot.embeddings.rows(self._model, since or dense.base_generation)
            self._view = View(grown, dense.extended(rows))
