"""Storing one batch of records: cut and embedded first, then written in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from index.catalogue.catalogue import Catalogue
from index.catalogue.outcome import Outcome
from index.catalogue.transaction import Transaction
from index.intake.cutting import Prepared, cut_new
from index.intake.embed import Cut, Vectors, cut_article, embed_cuts
from index.intake.retraction import withdraw
from index.passages.embedding import Embedder
from index.types import Article, IngestReport, Withdrawal

_FAMILIES_AT_ONCE = 64


def store(
    records: Sequence[Article | Withdrawal],
    catalogue: Catalogue,
    embedder: Embedder,
    now: datetime,
    *,
    prepared: Prepared | None = None,
    embedding: bool = True,
    on_stored: Callable[[Transaction, IngestReport], None] = lambda _transaction, _report: None,
) -> IngestReport:
    """Store a batch of records, in their order, in one transaction: a query sees all of it or nothing.

    What was `prepared` of the records is not computed again. Without `embedding`, passages whose vectors are not known
    are stored without, to be embedded later. `on_stored` is called within the transaction: what it
    writes is committed with the batch, and an error that it raises rolls back both.

    Raises:
        EmbedderMismatch: the catalogue has been rebuilt for another model.
    """
    prepared = prepared or Prepared()
    items = cut_new(records, catalogue, embedder, now, prepared)
    cuts = [item for item in items if isinstance(item, Cut)]
    vectors = embed_cuts(cuts, catalogue, embedder, prepared.vectors, embedding=embedding)
    report = IngestReport(embedded=vectors.computed)
    with catalogue.write() as transaction:
        transaction.upkeep.require_embedder(embedder.name)
        for item in items:
            if isinstance(item, Withdrawal):
                report = report.plus(withdraw(item, transaction, now))
            else:
                report = report.plus(_put(item, vectors, transaction, catalogue, embedder, now, embedding=embedding))
        on_stored(transaction, report)
    return report


def assign_families(catalogue: Catalogue, stopping: Callable[[], bool] = lambda: False) -> None:
    """Find the families of articles that a Dateline without families stored, in short transactions."""
    while not stopping():
        with catalogue.snapshot() as snapshot:
            if not snapshot.families.has_unassigned():
                return
        with catalogue.write() as transaction:
            transaction.families.assign_earlier(_FAMILIES_AT_ONCE)


def _put(
    cut: Cut,
    vectors: Vectors,
    transaction: Transaction,
    catalogue: Catalogue,
    embedder: Embedder,
    now: datetime,
    *,
    embedding: bool,
) -> IngestReport:
    """Write one article with its passages and their vectors; return what became of it."""
    cut = replace(cut, article=transaction.identity.resolve(cut.article))  # an article of this batch may have its id
    stored = transaction.put_article(cut.article, now)
    report = IngestReport(
        added=int(stored.outcome is Outcome.ADDED),
        updated=int(stored.outcome is Outcome.UPDATED),
        unchanged=int(stored.outcome is Outcome.UNCHANGED),
        held=int(stored.outcome is Outcome.HELD),
    )
    if stored.version is None:
        return report
    transaction.holdings.note_stored(now)
    if not cut.spans:  # it was known a moment ago, and has been deleted or changed since
        cut = cut_article(cut.article, embedder)
        vectors = embed_cuts([cut], catalogue, embedder, embedding=embedding)
        report = replace(report, embedded=vectors.computed)
    transaction.add_passages(cut.article.id, stored.version, cut.spans, cut.digests)
    known = [digest for digest in cut.digests if digest in vectors.by_digest]
    transaction.embeddings.add(embedder.name, ((digest, vectors.by_digest[digest]) for digest in known))
    return replace(report, passages=len(cut.spans))
