"""A run of `dateline ingest`: records stored batch by batch, with a report of what became of them."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from index.catalogue.catalogue import Catalogue
from index.intake.ahead import behind, read_ahead
from index.intake.cutting import Prepared, cut_new
from index.intake.embed import embed_cuts, embed_next
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
    embedding: bool = True,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    on_batch: Callable[[IngestReport], None] = lambda _report: None,
    on_stored: Callable[[int], None] = lambda _records: None,
) -> IngestReport:
    """Store every article and apply every withdrawal, each batch in one transaction.

    A batch that cannot be stored as a whole is stored article by article, and those that fail are rejected. `on_batch`
    is called with the report so far after each batch, and `on_stored` before it with the number of records so far, both
    in the thread that writes. When the reading, the embedding or an interrupt ends the call, the batch that is being
    written is written first.

    Without `embedding`, passages are stored without vectors, unless those are known; they are found by their words
    until they are embedded.

    Raises:
        EmbedderMismatch: the catalogue has been rebuilt for another model.
        ModelError: the embedder fails, whatever the text.
    """
    run = _Run(catalogue, embedder, embedding, now, on_batch, on_stored)
    # Of three batches, one is read and cut, one is embedded, and one is written at the same time.
    with closing(read_ahead(map(run.cut, batches(records)), 1)) as ahead, behind(run.store) as store_behind:
        for batch in ahead:
            run.embed(batch)
            store_behind(batch)
    while embedding and (number := embed_next(catalogue, embedder)):  # passages that were stored without vectors before
        run.add(IngestReport(embedded=number))
    assign_families(catalogue)
    return run.report


@dataclass(frozen=True, slots=True)
class _Batch:
    """The records of a batch that can be stored, the others, and what has been computed of it so far."""

    good: Sequence[Article | Withdrawal]
    rejected: tuple[Rejected, ...]
    prepared: Prepared


@dataclass(slots=True)
class _Run:
    """The steps of an ingest, each called by a thread of its own, for one batch after another."""

    catalogue: Catalogue
    embedder: Embedder
    embedding: bool
    now: Callable[[], datetime]
    on_batch: Callable[[IngestReport], None]
    on_stored: Callable[[int], None]
    report: IngestReport = IngestReport()
    records: int = 0

    def cut(self, records: Sequence[Record]) -> _Batch:
        """Cut the articles of a batch; what cannot be cut fails again when it is stored, and is rejected there."""
        good = [record for record in records if not isinstance(record, Rejected)]
        batch = _Batch(good, tuple(record for record in records if isinstance(record, Rejected)), Prepared())
        try:
            cut_new(good, self.catalogue, self.embedder, self.now(), batch.prepared)
        except BaseException:
            log.debug("a batch cannot be cut in advance", exc_info=True)
        return batch

    def embed(self, batch: _Batch) -> None:
        """Compute the vectors of the passages that were cut, as far as that succeeds."""
        if not self.embedding:
            return
        try:
            vectors = embed_cuts(batch.prepared.cuts.values(), self.catalogue, self.embedder)
        except NOT_THE_ARTICLES_FAULT:
            raise
        except BaseException:
            log.debug("a batch cannot be embedded in advance", exc_info=True)
        else:
            batch.prepared.vectors.update(vectors.by_digest)

    def store(self, batch: _Batch) -> None:
        """Store a batch in one transaction; if that fails, each record in its own, rejecting those that fail."""
        self.report = self.report.plus(IngestReport(rejected=batch.rejected, rejections=len(batch.rejected)))
        self.report = self.report.plus(self._store(batch))
        self.records += len(batch.good) + len(batch.rejected)
        self.on_stored(self.records)
        self.on_batch(self.report)

    def add(self, report: IngestReport) -> None:
        """Add to the report what belongs to no batch."""
        self.report = self.report.plus(report)
        self.on_batch(self.report)

    def _store(self, batch: _Batch) -> IngestReport:
        try:
            return self._write(batch.good, batch.prepared)
        except NOT_THE_ARTICLES_FAULT:
            raise
        except BaseException:  # a panic within a native library is not an Exception
            log.debug("a batch of %d records cannot be stored; each is tried alone", len(batch.good), exc_info=True)
        report = IngestReport()
        for record in batch.good:
            report = report.plus(self._store_alone(record, batch.prepared))
        return report

    def _store_alone(self, record: Article | Withdrawal, prepared: Prepared) -> IngestReport:
        """Store one record, or reject it."""
        try:
            return self._write([record], prepared)
        except NOT_THE_ARTICLES_FAULT:
            raise
        except BaseException as error:  # noqa: BLE001 - as above
            require_working(self.embedder, error)
            return IngestReport(rejected=(Rejected(name_of(record), None, explain(error)),), rejections=1)

    def _write(self, records: Sequence[Article | Withdrawal], prepared: Prepared) -> IngestReport:
        return store(records, self.catalogue, self.embedder, self.now(), prepared=prepared, embedding=self.embedding)


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
