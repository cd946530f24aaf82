"""Rebuilding the derived indexes, and changing the model of a data folder, as a job; asking goes on meanwhile.

Vectors are kept in the catalogue as they are made, so a rebuild that was interrupted goes on where it was. Which one
that is stands in the catalogue as well, until it has ended: whoever opens the folder next can end it.
"""

import logging
import secrets
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

from filelock import FileLock, Timeout

from index.catalogue.catalogue import Catalogue
from index.catalogue.jobs import Kind, RebuildReport, State
from index.catalogue.locks import cannot_lock, ingesting
from index.catalogue.upkeep import Unfinished
from index.errors import Busy, EmbedderMismatch
from index.intake.embed import embed_lacking
from index.library import Library, for_model
from index.passages.embedding import Embedder, find_folder
from index.search.dense import build_dense
from index.search.dense_files import drop_strays, save_dense

LOCK_NAME = "rebuild.lock"

log = logging.getLogger(__name__)


class RebuildRunning(Busy):
    """Say that a rebuild is running already."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A rebuild that may begin, or go on, and the lock that is held until it ends, with its process if need be.

    `model` is the one to change to, by name or folder; None leaves the present one.
    """

    job: str
    model: str | None
    lock: FileLock


def claim_rebuild(catalogue: Catalogue, now: datetime, model: str | None = None) -> Claim:
    """Return a job to be done by `run_rebuild`: one that was interrupted, if it is the same, else a new one.

    Raises:
        RebuildRunning: one has not finished.
        StorageFailed: the disk refused it.
    """
    wanted = _absolute(model)
    lock = hold_rebuild(catalogue.path.parent)
    try:
        with catalogue.snapshot() as snapshot:
            unfinished = snapshot.upkeep.unfinished()
        if unfinished is None or unfinished.model != wanted:
            unfinished = Unfinished(f"job_{secrets.token_hex(12)}", wanted)
            with catalogue.write() as transaction:
                transaction.jobs.abandon(Kind.REBUILD)
                transaction.jobs.add(unfinished.job, Kind.REBUILD, State.RUNNING, now)
                transaction.upkeep.begin_rebuild(unfinished)
    except BaseException:
        lock.release()
        raise
    return Claim(unfinished.job, unfinished.model, lock)


def claim_interrupted(catalogue: Catalogue) -> Claim | None:
    """Return the rebuild that a process left which is no more; None where there is none, or one runs.

    Raises:
        StorageFailed: the disk refused it.
    """
    try:
        lock = hold_rebuild(catalogue.path.parent)
    except RebuildRunning:
        return None
    try:
        with catalogue.snapshot() as snapshot:
            unfinished = snapshot.upkeep.unfinished()
        with catalogue.write() as transaction:
            transaction.jobs.abandon(Kind.REBUILD, but=unfinished.job if unfinished else None)
    except BaseException:
        lock.release()
        raise
    if unfinished is None:
        lock.release()
        return None
    return Claim(unfinished.job, unfinished.model, lock)


def run_rebuild(
    library: Library,
    claim: Claim,
    open_embedder: Callable[[], Embedder] | None = None,
    *,
    stopping: Callable[[], bool] = lambda: False,
    adopt: Callable[[Library], None] = lambda _library: None,
) -> None:
    """Build both indexes anew and note how it went; where it is stopped or killed, it can be gone on with.

    With an embedder to open, the catalogue is changed to its vectors, those that are missing are made first, and
    `adopt` gets the library to ask from then on. `library` can be asked until then, and after.
    """
    try:
        error: str | None = None
        try:
            embedder = open_embedder() if open_embedder else library.embedder
            if not _rebuild(library, embedder, claim, stopping, adopt):
                return
        except Exception as failure:
            log.exception("the rebuild %s failed", claim.job)
            error = f"{type(failure).__name__}: {failure}"
        with library.catalogue.write() as transaction:
            transaction.jobs.finish(claim.job, error)
            transaction.upkeep.end_rebuild()
    finally:
        claim.lock.release()


def hold_rebuild(folder: Path) -> FileLock:
    """Take the lock that tells a rebuild that runs from one whose process is dead; any thread may release it.

    Raises:
        RebuildRunning: one has not finished.
        StorageFailed: the disk refused it.
    """
    lock = FileLock(folder / LOCK_NAME, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise RebuildRunning("a rebuild is running; start another when it is done") from None
    except OSError as error:
        raise cannot_lock(folder, error) from error
    return lock


def _rebuild(
    library: Library,
    embedder: Embedder,
    claim: Claim,
    stopping: Callable[[], bool],
    adopt: Callable[[Library], None],
) -> bool:
    """Embed what lacks a vector, build, and swap; False where it was stopped."""
    with library.catalogue.snapshot() as snapshot:
        present = snapshot.embedder()
    if claim.model is None and present != embedder.name:
        raise EmbedderMismatch(f"the index has been rebuilt for {present!r} meanwhile; try again in a moment")
    progress = _Progress(library.catalogue, claim.job, embedder.name)
    if not embed_lacking(library.catalogue, embedder, progress.note, stopping):
        return False
    if present == embedder.name:
        with library.catalogue.write() as transaction:
            transaction.embeddings.note_all_unembedded()
        library.engine.rebuild()
    else:
        adopt(_change(library, embedder, progress))
    return True


def _change(library: Library, embedder: Embedder, progress: "_Progress") -> Library:
    """Build the dense index of another model beside the present one, and let the catalogue be for that model."""
    catalogue, folder = library.catalogue, library.folder
    with ExitStack() as pinned:
        with ingesting(folder):  # so that in this snapshot no passage lacks its vector
            embed_lacking(catalogue, embedder, progress.note)
            snapshot = pinned.enter_context(catalogue.snapshot())
            generation = snapshot.generation()
        rows = snapshot.embeddings.rows(embedder.name, 0)
        dense = build_dense(embedder.dimension, generation, rows, library.engine.sizing)
        save_dense(dense, folder, embedder.name)
    with ingesting(folder):
        embed_lacking(catalogue, embedder, progress.note)
        changed = for_model(library, embedder)
        with catalogue.write() as transaction:
            transaction.upkeep.change_embedder(embedder.name, embedder.model)
            transaction.embeddings.note_all_unembedded()
    drop_strays(folder, embedder.name)
    return changed


class _Progress:
    """How far the embedding of one rebuild has come, written into its job."""

    def __init__(self, catalogue: Catalogue, job: str, model: str) -> None:
        with catalogue.snapshot() as snapshot:
            self._passages = snapshot.counts().passages
            self._lacking = len(snapshot.embeddings.lacking(model))
        self._catalogue, self._job = catalogue, job
        self._begun, self._embedded = monotonic(), 0
        self.note(0)

    def note(self, number: int) -> None:
        """Note that so many more passages have their vectors."""
        self._embedded += number
        left = max(self._lacking - self._embedded, 0)
        passages = max(self._passages, self._embedded)
        pace = (monotonic() - self._begun) / self._embedded if self._embedded else None
        report = RebuildReport(passages, self._embedded, None if pace is None else left * pace)
        with self._catalogue.write() as transaction:
            transaction.jobs.advance_rebuild(self._job, passages - left, report)


def _absolute(model: str | None) -> str | None:
    """Return a model by what names it from any folder."""
    folder = find_folder(model) if model is not None else None
    return str(folder.resolve()) if folder else model
