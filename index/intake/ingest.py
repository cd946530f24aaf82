"""A run of `dateline ingest`: records stored batch by batch, with a report of what became of them."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice

from index.catalogue.catalogue import Catalogue
from index.intake.ahead import read_ahead
from index.intake.embed import embed_next
from index.intake.store import assign_families, store
from index.passages.embedding import Embedder
from index.types import Article, IngestReport, Record, Rejected

BATCH_ARTICLES = 64
BATCH_CHARACTERS = 2_000_000


def ingest(
    records: Iterable[Record],
    catalogue: Catalogue,
    embedder: Embedder,
    *,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    on_batch: Callable[[IngestReport], None] = lambda _report: None,
) -> IngestReport:
    """Store every article and apply every withdrawal, each batch in one transaction.

    `on_batch` is called with the report so far after each batch.

    Raises:
        EmbedderMismatch: the catalogue has been rebuilt for another model.
    """
    report = IngestReport()
    with closing(read_ahead(batches(records), 1)) as ahead:  # the next batch is read while this one is embedded
        for batch in ahead:
            good = [record for record in batch if not isinstance(record, Rejected)]
            rejected = tuple(record for record in batch if isinstance(record, Rejected))
            report = report.plus(IngestReport(rejected=rejected, rejections=len(rejected)))
            report = report.plus(store(good, catalogue, embedder, now()))
            on_batch(report)
    while number := embed_next(catalogue, embedder):  # passages that were stored without vectors before
        report = report.plus(IngestReport(embedded=number))
        on_batch(report)
    assign_families(catalogue)
    return report


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
