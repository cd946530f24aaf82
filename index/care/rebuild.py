"""Rebuilding the derived indexes, or changing the model of a data folder, as a job; searches continue meanwhile.

Vectors are stored in the catalogue as they are made, so an interrupted rebuild resumes where it stopped. The catalogue
also records the unfinished rebuild, so that the next process to open the folder can resume it.
"""

import logging
import secrets
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from index.catalogue.catalogue import Catalogue
from index.catalogue.database.contract import Lock
from index.catalogue.jobs import Kind, RebuildReport, State
from index.catalogue.upkeep import Unfinished
from index.errors import Busy, EmbedderMismatch, EngineUnavailable
from index.intake.embed import embed_lacking
from index.library import Library, for_model, open_engine
from index.passages.embedding import Embedder
from index.passages.weights import find_folder
from index.search.address import OWN, EngineSetting

log = logging.getLogger(__name__)


class RebuildRunning(Busy):
    """Raised if a rebuild is already running."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A rebuild that may start or resume, and its lock, which is released when it, or its process, ends.

    `model` is the model to change to, by name or folder; None keeps the present one.
    """

    job: str
    model: str | None
    lock: Lock


def claim_rebuild(catalogue: Catalogue, now: datetime, model: str | None = None) -> Claim:
    """Return a claim for `run_rebuild`: on an interrupted job for the same model if there is one, else on a new job.

    Raises:
        RebuildRunning: another rebuild has not finished.
        StorageFailed: the disk refused it.
    """
    wanted = _absolute(model)
    lock = hold_rebuild(catalogue)
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
    """Return a claim on the rebuild that an ended process left unfinished; None if there is none, or one is running.

    Raises:
        StorageFailed: the disk refused it.
    """
    try:
        lock = hold_rebuild(catalogue)
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
    """Rebuild both indexes and record the outcome in the job; if it is stopped or killed, it can be resumed.

    With `open_embedder`, the data folder changes to that model: missing vectors are made first, and `adopt` is called
    with the library to use from then on. `library` itself can be searched throughout.
    """

    def rebuild() -> bool:
        embedder = open_embedder() if open_embedder else library.embedder
        return _rebuild(library, embedder, claim, stopping, adopt)

    _run(rebuild, library.catalogue, claim)


def is_embedded(catalogue: Catalogue, now: datetime) -> bool:
    """Return whether a rebuild needs no model: every passage has a vector, and no embargo has ended."""
    with catalogue.snapshot() as snapshot:
        name, end = snapshot.embedder(), snapshot.embargoes.next_end()
        if name is None or (end is not None and end <= now):
            return False
        return not snapshot.embeddings.lacking(name) and snapshot.embeddings.dimension(name) is not None


def rebuild_embedded(catalogue: Catalogue, claim: Claim, engine: EngineSetting = OWN) -> None:
    """Rebuild both indexes of a catalogue that `is_embedded`, without a model, and record the outcome in the job.

    A passage that is stored meanwhile without a vector is embedded later, as any such passage is.
    """

    def rebuild() -> bool:
        with catalogue.snapshot() as snapshot:
            name = snapshot.embedder() or ""
            dimension = snapshot.embeddings.dimension(name) or 0
        _Progress(catalogue, claim.job, name)
        with catalogue.write() as transaction:
            transaction.embeddings.note_all_unembedded()
        with closing(open_engine(catalogue, catalogue.folder, name, dimension, setting=engine)) as opened:
            opened.rebuild()
        return True

    _run(rebuild, catalogue, claim)


def _run(rebuild: Callable[[], bool], catalogue: Catalogue, claim: Claim) -> None:
    """Run a claimed rebuild, and finish its job unless it returns False, because it was stopped."""
    try:
        error: str | None = None
        try:
            if not rebuild():
                return
        except EngineUnavailable as failure:
            log.warning("the rebuild %s failed: %s", claim.job, failure.message)
            error = failure.message
        except Exception as failure:
            log.exception("the rebuild %s failed", claim.job)
            error = f"{type(failure).__name__}: {failure}"
        with catalogue.write() as transaction:
            transaction.jobs.finish(claim.job, error)
            transaction.upkeep.end_rebuild()
    finally:
        claim.lock.release()


def hold_rebuild(catalogue: Catalogue) -> Lock:
    """Acquire the lock that distinguishes a running rebuild from an interrupted one; any thread may release it.

    Raises:
        RebuildRunning: another rebuild has not finished.
        StorageFailed: the disk refused it.
    """
    lock = catalogue.hold_rebuild()
    if lock is None:
        raise RebuildRunning("a rebuild is running; start another when it has finished")
    return lock


def _rebuild(
    library: Library,
    embedder: Embedder,
    claim: Claim,
    stopping: Callable[[], bool],
    adopt: Callable[[Library], None],
) -> bool:
    """Embed passages that lack a vector, build, and swap; return False if it was stopped."""
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
    """Build the dense index of another model beside the present one, then change the catalogue to that model."""
    catalogue = library.catalogue
    with ExitStack() as pinned:
        with catalogue.ingesting(alone=True):  # so that no passage in this snapshot lacks its vector
            embed_lacking(catalogue, embedder, progress.note)
            snapshot = pinned.enter_context(catalogue.snapshot())
            snapshot.generation()  # the first read pins the snapshot
        library.engine.prepare_model(embedder.name, embedder.dimension, snapshot)
    with catalogue.ingesting(alone=True):
        embed_lacking(catalogue, embedder, progress.note)
        changed = for_model(library, embedder)
        with catalogue.write() as transaction:
            transaction.upkeep.change_embedder(embedder.name, embedder.model)
            transaction.embeddings.note_all_unembedded()
    changed.engine.drop_other_models()
    return changed


class _Progress:
    """The progress of embedding in one rebuild, written into its job."""

    def __init__(self, catalogue: Catalogue, job: str, model: str) -> None:
        with catalogue.snapshot() as snapshot:
            self._passages = snapshot.counts().passages
            self._lacking = len(snapshot.embeddings.lacking(model))
        self._catalogue, self._job = catalogue, job
        self._begun, self._embedded = monotonic(), 0
        self.note(0)

    def note(self, number: int) -> None:
        """Record that `number` more passages have vectors."""
        self._embedded += number
        left = max(self._lacking - self._embedded, 0)
        passages = max(self._passages, self._embedded)
        pace = (monotonic() - self._begun) / self._embedded if self._embedded else None
        report = RebuildReport(passages, self._embedded, None if pace is None else left * pace)
        with self._catalogue.write() as transaction:
            transaction.jobs.advance_rebuild(self._job, passages - left, report)


def _absolute(model: str | None) -> str | None:
    """Return a model's name, or its folder as an absolute path."""
    folder = find_folder(model) if model is not None else None
    return str(folder.resolve()) if folder else model
