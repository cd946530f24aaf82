"""The end of an embargo: what was held moves to the inbox, and is stored from there as if it had just arrived."""

import secrets
from datetime import datetime

from index.article import load_record
from index.catalogue.catalogue import Catalogue
from index.catalogue.embargoes import RELEASED
from index.catalogue.jobs import Kind, State

_AT_ONCE = 256


def has_due(catalogue: Catalogue, now: datetime) -> bool:
    """Return whether an article is held whose embargo has ended."""
    with catalogue.snapshot() as snapshot:
        return bool(snapshot.embargoes.due(now, 1))


def has_unstored(catalogue: Catalogue, now: datetime) -> bool:
    """Return whether an embargo has ended and its article is not stored: it is held, or was released and waits."""
    with catalogue.snapshot() as snapshot:
        return bool(snapshot.embargoes.due(now, 1)) or snapshot.embargoes.has_released()


def release(catalogue: Catalogue, now: datetime) -> int:
    """Move held articles whose embargo has ended to the inbox, as a job of their own; return how many.

    Raises:
        ReadOnly: the folder cannot be written.
    """
    with catalogue.write() as transaction:
        due = transaction.embargoes.due(now, _AT_ONCE)
        if not due:
            return 0
        job = f"{RELEASED}{secrets.token_hex(12)}"
        transaction.jobs.add(job, Kind.INGEST, State.QUEUED, now)
        transaction.inbox.accept(job, [load_record(held.record) for held in due], now)
        transaction.jobs.close(job, len(due))
        transaction.embargoes.take([held.row for held in due])
    return len(due)
