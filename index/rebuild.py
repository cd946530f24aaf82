"""Rebuilding the derived indexes, as a job: one at a time, while asking goes on."""

import logging
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index.catalogue import Catalogue
from index.errors import Busy, StorageFailed
from index.jobs import Kind, State
from index.library import Library

LOCK_NAME = "rebuild.lock"

log = logging.getLogger(__name__)


class RebuildRunning(Busy):
    """Say that a rebuild is running already."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A rebuild that may begin: its job, and the lock that is held until it ends, with its process if need be."""

    job: str
    lock: FileLock


def claim_rebuild(catalogue: Catalogue, now: datetime) -> Claim:
    """Return a new job, to be done by `run_rebuild`; one that a dead process left unfinished has failed.

    Raises:
        RebuildRunning: one has not finished.
        StorageFailed: the disk refused it.
    """
    job, lock = f"job_{secrets.token_hex(12)}", hold_rebuild(catalogue.path.parent)
    try:
        with catalogue.write() as journal:
            journal.jobs.abandon(Kind.REBUILD)
            journal.jobs.add(job, Kind.REBUILD, State.RUNNING, now)
    except BaseException:
        lock.release()
        raise
    return Claim(job, lock)


def run_rebuild(library: Library, claim: Claim) -> None:
    """Build both indexes anew and note how it went."""
    error: str | None = "the rebuild was broken off; start it again"
    try:
        library.engine.rebuild()
        error = None
    except Exception as failure:
        log.exception("the rebuild %s failed", claim.job)
        error = f"{type(failure).__name__}: {failure}"
    finally:
        try:
            with library.catalogue.write() as journal:
                journal.jobs.finish(claim.job, error)
        finally:
            claim.lock.release()


def settle_rebuild(catalogue: Catalogue) -> None:
    """Note as failed what a process left unfinished that ended without a word, unless a rebuild is running now."""
    with suppress(RebuildRunning), hold_rebuild(catalogue.path.parent), catalogue.write() as journal:
        journal.jobs.abandon(Kind.REBUILD)


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
        raise StorageFailed(f"{folder} cannot be written: {error.strerror or error}") from error
    return lock
