"""A run of `dateline ingest`: records stored batch by batch, with a report of what became of them."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice

from index.catalogue.catalogue import Catalogue
from index.intake.ahead import read_ahead
from index.intake.embed import embed_next
from index.intake.isolation import NOT_THE_ARTICLES_FAULT, explain, name_of, require_working
from index.intake.store import assign_families, store
from index.passages.embedding import Embedder
from index.types import Article, IngestReport, Record, Rejected, Withdrawal

BATCH_ARTICLES = 64
BATCH_CHARACTERS = 2_000_000

log = logging.getLogger(__name__)


def ingest(
    records: Iterable[Record],
    catalogue: Catalogue,
    embedder: Embedder,
    *,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    on_batch: Callable[[IngestReport], None] = lambda _report: None,
    on_stored: Callable[[int], None] = lambda _records: None,
) -> IngestReport:
    """Store every article and apply every withdrawal, each batch in one transaction.

    A batch that cannot be stored as a whole is stored article by article, and those that fail are rejected. `on_batch`
    is called with the report so far after each batch, and `on_stored` with the number of records so far.

    Raises:
        EmbedderMismatch: the catalogue has been rebuilt for another model.
        ModelError: the embedder fails, whatever the text.
    """
    report, records_stored = IngestReport(), 0
    with closing(read_ahead(batches(records), 1)) as ahead:  # the next batch is read while this one is embedded
        for batch in ahead:
            good = [record for record in batch if not isinstance(record, Rejected)]
            rejected = tuple(record for record in batch if isinstance(record, Rejected))
            report = report.plus(IngestReport(rejected=rejected, rejections=len(rejected)))
            report = report.plus(_store(good, catalogue, embedder, now()))
            records_stored += len(batch)
            on_stored(records_stored)
            on_batch(report)
    while number := embed_next(catalogue, embedder):  # passages that were stored without vectors before
        report = report.plus(IngestReport(embedded=number))
        on_batch(report)
    assign_families(catalogue)
    return report


def _store(
    records: Sequence[Article | Withdrawal], catalogue: Catalogue, embedder: Embedder, now: datetime
) -> IngestReport:
    """Store a batch in one transaction; if that fails, each of its records in its own, rejecting those that fail."""
    try:
        return store(records, catalogue, embedder, now)
    except NOT_THE_ARTICLES_FAULT:
        raise
    except BaseException:  # a panic within a native library is not an Exception
        log.debug("a batch of %d records cannot be stored; each is tried alone", len(records), exc_info=True)
    report = IngestReport()
    for record in records:
        report = report.plus(_store_alone(record, catalogue, embedder, now))
    return report


def _store_alone(record: Article | Withdrawal, catalogue: Catalogue, embedder: Embedder, now: datetime) -> IngestReport:
    """Store one record, or reject it."""
    try:
        return store([record], catalogue, embedder, now)
    except NOT_THE_ARTICLES_FAULT:
        raise
    except BaseException as error:  # noqa: BLE001 - as above
        require_working(embedder, error)
        return IngestReport(rejected=(Rejected(name_of(record), None, explain(error)),), rejections=1)


def batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Group records in batches that are bounded by number and by length, and so in memory."""
    source = iter(records)
    while first := list(islice(source, 1)):
        batch, size = first, _size(first[0])
        while len(batch) < BATCH_ARTICLES and size < BATCH_CHARACTERS and (more := list(islice(source, 1))):
            batch += more
            size += _size(more[0])
        yield batch


def _size(record: Record) -> int:
    return len(record.text) if isinstance(record, Article) else 0
