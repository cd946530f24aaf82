"""Rebuilding the derived indexes, as a job: one at a time, while asking goes on."""

import logging
import secrets
from datetime import datetime

from index.catalogue import Catalogue
from index.errors import Busy
from index.jobs import Kind, State
from index.library import Library

log = logging.getLogger(__name__)


class RebuildRunning(Busy):
    """Say that a rebuild is running already."""


def claim_rebuild(catalogue: Catalogue, now: datetime) -> str:
    """Return the id of a new job, to be done by `run_rebuild`.

    Raises:
        RebuildRunning: one has not finished.
    """
    job = f"job_{secrets.token_hex(12)}"
    with catalogue.write() as journal:
        if journal.jobs.is_running(Kind.REBUILD):
            raise RebuildRunning("a rebuild is running; start another when it is done")
        journal.jobs.add(job, Kind.REBUILD, State.RUNNING, now)
    return job


def run_rebuild(library: Library, job: str) -> None:
    """Build both indexes anew and note how it went."""
    error = None
    try:
        library.engine.rebuild()
    except Exception as failure:
        log.exception("the rebuild %s failed", job)
        error = f"{type(failure).__name__}: {failure}"
    with library.catalogue.write() as journal:
        journal.jobs.finish(job, error)
