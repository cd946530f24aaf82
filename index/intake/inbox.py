"""The inbox: an article is accepted once it is on disk here, and stored from here when its turn comes.

Accepting takes a millisecond, storing (cutting, embedding) a good deal more. Whoever calls `drain` needs nothing but
the library, and may die at any moment: what it was storing is stored by the next one, article by article, and an
article over which one process after another has died is set aside.
"""

import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from time import monotonic

from index.article import load_article
from index.catalogue.catalogue import Catalogue
from index.catalogue.jobs import Kind, State, Waiting, Withdrawn
from index.catalogue.transaction import Transaction
from index.errors import Busy, CatalogueDamaged, DatelineError, EmbedderMismatch, StorageFailed
from index.intake.ingest import embed_next, ingesting, assign_families, store
from index.library import Library
from index.types import Article, IngestReport, Rejected

# Small, so that the first articles of many are found soon, and stopping does not wait long.
_BATCH_ARTICLES = 16
_BATCH_CHARACTERS = 200_000
_FOLLOW_SECONDS = 1.0
_LOCK_SECONDS = 1.0
_MOST_ATTEMPTS = 3

# Nothing that another article could mend: the batch waits until this is over.
_NOT_THE_ARTICLES_FAULT = (
    Busy, StorageFailed, CatalogueDamaged, EmbedderMismatch, KeyboardInterrupt, SystemExit,
)  # fmt: skip

log = logging.getLogger(__name__)


class Delivery:
    """Articles on their way into the inbox, batch by batch, all of one job."""

    def __init__(self, catalogue: Catalogue, now: datetime) -> None:
        self.job = f"job_{secrets.token_hex(12)}"
        self.accepted = 0
        self._catalogue = catalogue
        self._now = now
        self._known = False

    def put(self, records: Sequence[Article | Rejected], *, last: bool, now: datetime) -> list[Article | Rejected]:
        """Accept a batch: when this returns it is on disk, and will be stored whatever happens to this process.

        `now` is the time of its arrival, from which an update is valid that gives no time of its own. Returns the batch
        with each article under the id that it will be stored by.
        """
        with self._catalogue.write() as transaction:
            batch = [transaction.identity.resolve(one) if isinstance(one, Article) else one for one in records]
            articles = [record for record in batch if isinstance(record, Article)]
            rejected = [record for record in batch if isinstance(record, Rejected)]
            total = self.accepted + len(articles)
            if not self._known:
                transaction.jobs.add(self.job, Kind.INGEST, State.QUEUED, self._now)
            transaction.jobs.enqueue(self.job, articles, rejected, now)
            if last:
                transaction.jobs.close(self.job, total)
        self._known, self.accepted = True, total
        return batch


def recover(catalogue: Catalogue) -> None:
    """Settle the deliveries that an earlier process did not end; to be called before this one takes any."""
    with catalogue.write() as transaction:
        transaction.jobs.recover()


def drain(
    library: Library,
    stopping: Callable[[], bool] = lambda: False,
    *,
    on_followed: Callable[[], None] = lambda: None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Store what waits in the inbox, the oldest first, until nothing does or `stopping` says so.

    Whenever nothing does, passages that lack a vector are embedded. Then the families are found of what an earlier
    Dateline stored.

    An article that cannot be stored is set aside, with the reason in the report of its job. `on_followed` is called
    whenever the indexes have caught up, every second or so and at the end.

    Raises:
        Busy: another process ingests into this folder; what waits goes on waiting.
        CatalogueError: nothing can be read or written now; what waits goes on waiting.
    """
    followed = monotonic()
    while not stopping() and (_store_next(library, now) or _embed_next(library)):
        if monotonic() - followed >= _FOLLOW_SECONDS:
            _follow(library, on_followed)
            followed = monotonic()
    _follow(library, on_followed)
    assign_families(library.catalogue, stopping)


def _follow(library: Library, on_followed: Callable[[], None]) -> None:
    library.engine.follow()
    on_followed()
    library.engine.compact()


def _store_next(library: Library, now: Callable[[], datetime]) -> bool:
    """Store one batch; False where nothing waits."""
    if not _next_batch(library):
        return False
    with ingesting(library.folder, _LOCK_SECONDS):
        batch = _next_batch(library)
        if batch and batch[0].attempts >= _MOST_ATTEMPTS:
            reason = f"each of {batch[0].attempts} attempts at storing it ended the process that made it"
            _set_aside(library, batch[0], reason, now())
        elif batch:
            _attempt(library, batch, now)
    return True


def _embed_next(library: Library) -> bool:
    """Embed one batch of the passages that lack a vector; False where none does."""
    with library.catalogue.snapshot() as snapshot:
        if not snapshot.embeddings.count_unembedded():
            return False
    with ingesting(library.folder, _LOCK_SECONDS):
        return embed_next(library.catalogue, library.embedder) > 0


def _attempt(library: Library, batch: Sequence[Waiting], now: Callable[[], datetime]) -> None:
    """Store a batch, or each of it alone; what a deletion left of it is for the next turn."""
    with suppress(Withdrawn), _counted(library, batch):
        if not _try_to_store(library, batch):
            for waiting in batch:
                _store_alone(library, waiting, now)


@contextmanager
def _counted(library: Library, batch: Sequence[Waiting]) -> Iterator[None]:
    """Count an attempt before it is made, so that it counts if it ends this process, and off again if it fails."""
    rows = [waiting.row for waiting in batch]
    with library.catalogue.write() as transaction:
        transaction.attempts.begin(rows)
    try:
        yield
    except BaseException:
        with suppress(DatelineError), library.catalogue.write() as transaction:
            transaction.attempts.end(rows)
        raise


def _next_batch(library: Library) -> list[Waiting]:
    with library.catalogue.snapshot() as snapshot:
        return snapshot.jobs.next_batch(_BATCH_ARTICLES, _BATCH_CHARACTERS)


def _try_to_store(library: Library, batch: Sequence[Waiting]) -> bool:
    """Store a batch; False where it cannot be stored as a whole."""
    try:
        _store(library, batch)
    except (*_NOT_THE_ARTICLES_FAULT, Withdrawn):
        raise
    except BaseException:  # a panic within a native library is not an Exception
        log.warning("a batch of %d articles cannot be stored; each is tried alone", len(batch), exc_info=True)
        return False
    return True


def _store_alone(library: Library, waiting: Waiting, now: Callable[[], datetime]) -> None:
    """Store one article or set it aside."""
    try:
        _store(library, [waiting])
    except _NOT_THE_ARTICLES_FAULT:
        raise
    except Withdrawn:
        return
    except BaseException as error:
        log.warning("an article of %s cannot be stored", waiting.job, exc_info=True)
        _set_aside(library, waiting, f"it cannot be stored: {type(error).__name__}: {error}", now())


def _store(library: Library, batch: Sequence[Waiting]) -> None:
    """Store a batch and take it out of the inbox, in one write: no crash can store it twice or lose it."""
    job, rows = batch[0].job, [waiting.row for waiting in batch]

    def take(transaction: Transaction, report: IngestReport) -> None:
        transaction.jobs.complete(job, rows, report)

    articles = [load_article(waiting.record) for waiting in batch]
    store(articles, library.catalogue, library.embedder, batch[0].accepted, on_stored=take)


def _set_aside(library: Library, waiting: Waiting, reason: str, now: datetime) -> None:
    rejected = Rejected(_name(waiting), None, reason)
    with suppress(Withdrawn):
        with library.catalogue.write() as transaction:
            transaction.attempts.set_aside(waiting.row, waiting.job, rejected, now)
        log.error("%s is set aside: %s", rejected.origin, reason)


def _name(waiting: Waiting) -> str:
    try:
        return load_article(waiting.record).id
    except (ValueError, TypeError, KeyError):
        return f"row {waiting.row} of the inbox"
