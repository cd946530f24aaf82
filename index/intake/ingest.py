"""One article in, on one page: read, told from what is known, cut, embedded, stored; then the indexes follow."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from index.article import digest_of, reads_as
from index.catalogue.catalogue import Catalogue
from index.catalogue.embeddings import ToEmbed
from index.catalogue.locks import cannot_lock
from index.catalogue.snapshot import Snapshot
from index.catalogue.transaction import Outcome, Transaction
from index.dates import from_epoch
from index.errors import Busy
from index.passages.chunking import cut_passages, describe, describe_by
from index.passages.embedding import Embedder
from index.types import Article, IngestReport, Rejected, Span

BATCH_ARTICLES = 64
BATCH_CHARACTERS = 2_000_000
BATCH_PASSAGES = 64
SHOWN_REJECTIONS = 1_000
LOCK_NAME = "ingest.lock"


@dataclass(frozen=True, slots=True)
class _Vectors:
    """Float16 bytes by the digest of the embedded text; so many of them were made just now."""

    by_digest: Mapping[bytes, bytes]
    made: int

    def joined(self, other: "_Vectors") -> "_Vectors":
        return _Vectors({**self.by_digest, **other.by_digest}, self.made + other.made)


@dataclass(frozen=True, slots=True)
class Cut:
    """An article with its passages, and for each the text to embed and that text's digest."""

    article: Article
    spans: tuple[Span, ...]
    embedded: tuple[str, ...]
    digests: tuple[bytes, ...]


def ingest(
    records: Iterable[Article | Rejected],
    catalogue: Catalogue,
    embedder: Embedder,
    *,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    on_batch: Callable[[IngestReport], None] = lambda _report: None,
) -> IngestReport:
    """Store every article, in batches that are each durable and whole; what is known already costs next to nothing.

    `on_batch` hears the report so far after each batch.
    """
    report = IngestReport()
    for batch in _batches(records):
        articles = [record for record in batch if isinstance(record, Article)]
        rejected = tuple(record for record in batch if isinstance(record, Rejected))
        report = replace(
            report,
            rejected=(report.rejected + rejected)[:SHOWN_REJECTIONS],
            rejections=report.rejections + len(rejected),
        )
        report = _add(report, store(articles, catalogue, embedder, now()))
        on_batch(report)
    while number := embed_next(catalogue, embedder):  # what has been waiting for its vector
        report = replace(report, embedded=report.embedded + number)
        on_batch(report)
    assign_families(catalogue)
    return report


def store(
    articles: list[Article],
    catalogue: Catalogue,
    embedder: Embedder,
    now: datetime,
    *,
    on_stored: Callable[[Transaction, IngestReport], None] = lambda _transaction, _report: None,
) -> IngestReport:
    """Store one batch of articles in one generation; nothing of it is seen before all of it is.

    `on_stored` is called within the same write: what it writes is kept with the batch, what it raises undoes both.

    Raises:
        EmbedderMismatch: the catalogue has been rebuilt for another model.
    """
    with catalogue.snapshot() as snapshot:
        articles = [snapshot.identity.resolve(article) for article in articles]
        digests = snapshot.digests([article.id for article in articles])
        known = [_is_known(article, digests.get(article.id), snapshot) for article in articles]
    cuts = [
        Cut(article, (), (), ()) if is_known else cut_article(article, embedder)
        for article, is_known in zip(articles, known, strict=True)
    ]
    vectors = _vectors_of(cuts, catalogue, embedder)
    outcomes = []
    passages = 0
    with catalogue.write() as transaction:
        transaction.upkeep.require_embedder(embedder.name)
        for cut in cuts:
            stored = transaction.put_article(cut.article, now)
            outcomes.append(stored.outcome)
            if stored.version is not None:
                if not cut.spans:  # it was known a moment ago, and has been deleted or changed since
                    cut = cut_article(cut.article, embedder)
                    vectors = vectors.joined(_vectors_of([cut], catalogue, embedder))
                transaction.add_passages(cut.article.id, stored.version, cut.spans, cut.digests)
                passages += len(cut.spans)
        transaction.embeddings.add(embedder.name, vectors.by_digest.items())
        report = IngestReport(
            added=outcomes.count(Outcome.ADDED),
            updated=outcomes.count(Outcome.UPDATED),
            unchanged=outcomes.count(Outcome.UNCHANGED),
            passages=passages,
            embedded=vectors.made,
        )
        on_stored(transaction, report)
    return report


def embed_lacking(
    catalogue: Catalogue,
    embedder: Embedder,
    on_batch: Callable[[int], None] = lambda _number: None,
    stopping: Callable[[], bool] = lambda: False,
) -> bool:
    """Embed every passage that has no vector of this model, in batches that are each kept; False where it was stopped.

    `on_batch` hears how many passages got one. A passage is embedded with what is known of its article now, which may
    have changed since its text was first embedded; its vector goes by the digest of that text all the same.
    """
    last = 0
    while not stopping():
        with catalogue.snapshot() as snapshot:
            batch = snapshot.embeddings.to_embed(embedder.name, last, BATCH_PASSAGES)
        if not batch:
            return True
        _embed(batch, catalogue, embedder)
        last = batch[-1].passage
        on_batch(len(batch))
    return False


def embed_next(catalogue: Catalogue, embedder: Embedder) -> int:
    """Embed a batch of the passages that wait for their vector, where there are any; return how many.

    A catalogue that has been rebuilt for another model is left to whoever has opened that one.
    """
    with catalogue.snapshot() as snapshot:
        ours = snapshot.embedder() == embedder.name
        batch = snapshot.embeddings.next_unembedded(BATCH_PASSAGES) if ours else []
    if batch:
        _embed(batch, catalogue, embedder)
    return len(batch)


def assign_families(catalogue: Catalogue, stopping: Callable[[], bool] = lambda: False) -> None:
    """Find the families of what was stored before there were any, in short writes, until that is done or `stopping`."""
    while not stopping():
        with catalogue.snapshot() as snapshot:
            if not snapshot.families.has_unassigned():
                return
        with catalogue.write() as transaction:
            transaction.families.assign_earlier(BATCH_ARTICLES)


def cut_article(article: Article, embedder: Embedder) -> Cut:
    """Cut an article into passages, each with its head line for embedding."""
    spans = tuple(cut_passages(article.text, embedder.count_pieces, article.language))
    head = describe(article)
    embedded = tuple(f"{head}\n{article.text[span.start : span.end]}" for span in spans)
    return Cut(article, spans, embedded, tuple(_digest(text) for text in embedded))


def hold_ingest(folder: Path, wait: float = -1) -> FileLock:
    """Return the lock under which one process at a time ingests into a folder, held; waits `wait` seconds, -1 for ever.

    Raises:
        Busy: another process still holds it.
        StorageFailed: the disk refuses it.
    """
    lock = FileLock(folder / LOCK_NAME)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=wait)
    except Timeout:
        raise Busy(f"another process is ingesting into {folder}; try again when it is done") from None
    except OSError as error:
        raise cannot_lock(folder, error) from error
    return lock


@contextmanager
def ingesting(folder: Path, wait: float = -1) -> Iterator[None]:
    """Hold that lock for a block.

    Raises:
        Busy: another process still holds it.
    """
    lock = hold_ingest(folder, wait)
    try:
        yield
    finally:
        lock.release()


def _is_known(article: Article, stored: str | None, snapshot: Snapshot) -> bool:
    """Return whether an article says what its last version, of the digest `stored`, says."""
    if stored is None or stored == digest_of(article):
        return stored is not None
    last = snapshot.version(article.id).article
    return reads_as(article, last.title, last.text)


def _vectors_of(cuts: Iterable[Cut], catalogue: Catalogue, embedder: Embedder) -> _Vectors:
    """Return the vectors of passages, kept or made.

    Those that are there already are read and not only counted on: until the passages are stored, a deletion may take
    them out of the catalogue.
    """
    wanted = {digest: text for cut in cuts for digest, text in zip(cut.digests, cut.embedded, strict=True)}
    with catalogue.snapshot() as snapshot:
        kept = snapshot.embeddings.known(embedder.name, list(wanted))
    made = _embed_texts({digest: text for digest, text in wanted.items() if digest not in kept}, embedder)
    return _Vectors(kept | made, len(made))


def _embed(batch: Iterable[ToEmbed], catalogue: Catalogue, embedder: Embedder) -> None:
    texts = {
        one.digest: f"{describe_by(one.title, one.source, from_epoch(one.published))}\n{one.text}" for one in batch
    }
    vectors = _embed_texts(texts, embedder)
    with catalogue.write() as transaction:
        transaction.embeddings.add(embedder.name, vectors.items())


def _embed_texts(texts: Mapping[bytes, str], embedder: Embedder) -> dict[bytes, bytes]:
    vectors = embedder.embed(list(texts.values())).astype(np.float16)
    return {digest: vector.tobytes() for digest, vector in zip(texts, vectors, strict=True)}


def _batches(records: Iterable[Article | Rejected]) -> Iterator[list[Article | Rejected]]:
    """Group records so that a batch bounds the memory it takes, by number and by length."""
    source = iter(records)
    while first := list(islice(source, 1)):
        batch, size = first, _size(first[0])
        while len(batch) < BATCH_ARTICLES and size < BATCH_CHARACTERS and (more := list(islice(source, 1))):
            batch += more
            size += _size(more[0])
        yield batch


def _size(record: Article | Rejected) -> int:
    return len(record.text) if isinstance(record, Article) else 0


def _add(left: IngestReport, right: IngestReport) -> IngestReport:
    return replace(
        left,
        added=left.added + right.added,
        updated=left.updated + right.updated,
        unchanged=left.unchanged + right.unchanged,
        passages=left.passages + right.passages,
        embedded=left.embedded + right.embedded,
    )


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:16]
