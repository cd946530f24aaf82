"""Emptying the inbox: what was accepted is stored batch by batch, the oldest first.

A process that drains may end at any moment: the next one stores what it had begun, article by article. An article whose
storing has ended one process after another is set aside.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from time import monotonic

from index.article import load_record
from index.catalogue.inbox import DeletedMeanwhile, Waiting
from index.catalogue.transaction import Transaction
from index.errors import Busy, DatelineError
from index.intake.embed import embed_next
from index.intake.isolation import NOT_THE_ARTICLES_FAULT, explain, require_working
from index.intake.release import has_due, has_unstored, release
from index.intake.store import assign_families, store
from index.library import Library
from index.types import IngestReport, Rejected

# Small, so that the first articles of many are searchable soon, and stopping takes little time.
_BATCH_ARTICLES = 16
_BATCH_CHARACTERS = 200_000
_FOLLOW_SECONDS = 1.0
_LOCK_SECONDS = 1.0
_MOST_ATTEMPTS = 3

log = logging.getLogger(__name__)


def drain(
    library: Library,
    stopping: Callable[[], bool] = lambda: False,
    *,
    on_followed: Callable[[], None] = lambda: None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Store what waits in the inbox, the oldest first, until nothing waits or `stopping` returns true.

    Articles whose embargo has ended are put in the inbox first.

    Whenever nothing waits, passages that lack a vector are embedded. In the end families are assigned to articles that
    an earlier Dateline stored without.

    An article that cannot be stored is set aside, with the reason in the report of its job. `on_followed` is called
    whenever the indexes have caught up, every second or so and at the end.

    Raises:
        Busy: another process ingests into this folder; the inbox stays as it is.
        CatalogueError: nothing can be read or written now; the inbox stays as it is.
    """
    followed = monotonic()
    while not stopping() and (_release_due(library, now) or _store_next(library, now) or _embed_next(library)):
        if monotonic() - followed >= _FOLLOW_SECONDS:
            _follow(library, on_followed)
            followed = monotonic()
    _follow(library, on_followed)
    assign_families(library.catalogue, stopping)


def store_due(library: Library, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
    """Store articles whose embargo has ended, for a command without a worker; leave them to another process if it can.

    Where the folder is read-only they stay unseen.

    Raises:
        CatalogueError: nothing can be written now.
    """
    if not library.read_only and has_unstored(library.catalogue, now()):
        with suppress(Busy):
            drain(library, now=now)


def _release_due(library: Library, now: Callable[[], datetime]) -> bool:
    """Put articles whose embargo has ended in the inbox; False where there are none."""
    if not has_due(library.catalogue, now()):
        return False
    with library.catalogue.ingesting(_LOCK_SECONDS):  # who cannot store them leaves them to who can
        return release(library.catalogue, now()) > 0


def _follow(library: Library, on_followed: Callable[[], None]) -> None:
    library.engine.follow()
    on_followed()
    library.engine.merge()


def _store_next(library: Library, now: Callable[[], datetime]) -> bool:
    """Store one batch; False where nothing waits."""
    if not _next_batch(library):
        return False
    with (
        library.catalogue.ingesting(_LOCK_SECONDS),
        library.catalogue.take_batch(_BATCH_ARTICLES, _BATCH_CHARACTERS) as batch,
    ):
        if batch and batch[0].attempts >= _MOST_ATTEMPTS:
            reason = f"storing it ended the process {batch[0].attempts} times"
            _set_aside(library, batch[0], reason, now())
        elif batch:
            _store_or_set_aside(library, batch, now)
    return bool(batch)  # none where other processes have taken what waits


def _embed_next(library: Library) -> bool:
    """Embed one batch of the passages that lack a vector; False where there are none."""
    with library.catalogue.snapshot() as snapshot:
        if not snapshot.embeddings.count_unembedded():
            return False
    with library.catalogue.ingesting(_LOCK_SECONDS):
        return embed_next(library.catalogue, library.embedder) > 0


def _store_or_set_aside(library: Library, batch: Sequence[Waiting], now: Callable[[], datetime]) -> None:
    """Store a batch, or each of its articles alone; what remains after a deletion is left for the next call."""
    with suppress(DeletedMeanwhile), _counted(library, batch):
        if not _try_to_store(library, batch):
            for waiting in batch:
                _store_alone(library, waiting, now)


@contextmanager
def _counted(library: Library, batch: Sequence[Waiting]) -> Iterator[None]:
    """Count an attempt before the block, so that it counts if the block ends this process; uncount it on failure."""
    rows = [waiting.row for waiting in batch]
    with library.catalogue.write() as transaction:
        transaction.inbox.count_attempt(rows)
    try:
        yield
    except BaseException:
        with suppress(DatelineError), library.catalogue.write() as transaction:
            transaction.inbox.uncount_attempt(rows)
        raise


def _next_batch(library: Library) -> list[Waiting]:
    with library.catalogue.snapshot() as snapshot:
        return snapshot.inbox.next_batch(_BATCH_ARTICLES, _BATCH_CHARACTERS)


def _try_to_store(library: Library, batch: Sequence[Waiting]) -> bool:
    """Store a batch; False where it cannot be stored as a whole."""
    try:
        _store(library, batch)
    except (*NOT_THE_ARTICLES_FAULT, DeletedMeanwhile):
        raise
    except BaseException:  # a panic within a native library is not an Exception
        log.warning("a batch of %d articles cannot be stored; each is tried alone", len(batch), exc_info=True)
        return False
    return True


def _store_alone(library: Library, waiting: Waiting, now: Callable[[], datetime]) -> None:
    """Store one article or set it aside."""
    try:
        _store(library, [waiting])
    except NOT_THE_ARTICLES_FAULT:
        raise
    except DeletedMeanwhile:
        return
    except BaseException as error:
        require_working(library.embedder, error)
        log.warning("an article of %s cannot be stored", waiting.job, exc_info=True)
        _set_aside(library, waiting, explain(error), now())


def _store(library: Library, batch: Sequence[Waiting]) -> None:
    """Store a batch and remove it from the inbox in one transaction: no crash can store it twice or lose it."""
    job, rows = batch[0].job, [waiting.row for waiting in batch]

    def mark_stored(transaction: Transaction, report: IngestReport) -> None:
        transaction.inbox.mark_stored(job, rows, report)

    records = [load_record(waiting.record) for waiting in batch]
    store(records, library.catalogue, library.embedder, batch[0].accepted, on_stored=mark_stored)


def _set_aside(library: Library, waiting: Waiting, reason: str, now: datetime) -> None:
    rejected = Rejected(_name(waiting), None, reason)
    with suppress(DeletedMeanwhile):
        with library.catalogue.write() as transaction:
            transaction.inbox.set_aside(waiting.row, waiting.job, rejected, now)
        log.error("%s is set aside: %s", rejected.origin, reason)


def _name(waiting: Waiting) -> str:
    try:
        return load_record(waiting.record).id or ""
    except (ValueError, TypeError, KeyError):
        return f"row {waiting.row} of the inbox"
