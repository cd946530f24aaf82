"""Storing one batch of records: cut and embedded first, then written in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from index.article import digest_of, reads_as
from index.catalogue.catalogue import Catalogue
from index.catalogue.snapshot import Snapshot
from index.catalogue.transaction import Outcome, Transaction
from index.intake.embed import Cut, Vectors, cut_article, embed_cuts
from index.passages.embedding import Embedder
from index.types import Article, IngestReport

_FAMILIES_AT_ONCE = 64


def store(
    articles: Sequence[Article],
    catalogue: Catalogue,
    embedder: Embedder,
    now: datetime,
    *,
    on_stored: Callable[[Transaction, IngestReport], None] = lambda _transaction, _report: None,
) -> IngestReport:
    """Store a batch of articles in one transaction: a query sees all of it or nothing.

    `on_stored` is called within the transaction: what it writes is committed with the batch, and an error that it
    raises rolls back both.

    Raises:
        EmbedderMismatch: the catalogue has been rebuilt for another model.
    """
    cuts = _cut_new(articles, catalogue, embedder)
    vectors = embed_cuts(cuts, catalogue, embedder)
    report = IngestReport(embedded=vectors.computed)
    with catalogue.write() as transaction:
        transaction.upkeep.require_embedder(embedder.name)
        for cut in cuts:
            report = report.plus(_put(cut, vectors, transaction, catalogue, embedder, now))
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


def _cut_new(articles: Sequence[Article], catalogue: Catalogue, embedder: Embedder) -> list[Cut]:
    """Return each article under the id that it is stored by; cut, unless its last version says the same."""
    with catalogue.snapshot() as snapshot:
        articles = [snapshot.identity.resolve(article) for article in articles]
        digests = snapshot.digests([article.id for article in articles])
        known = [_is_known(article, digests.get(article.id), snapshot) for article in articles]
    return [
        Cut(article, (), (), ()) if is_known else cut_article(article, embedder)
        for article, is_known in zip(articles, known, strict=True)
    ]


def _is_known(article: Article, stored: str | None, snapshot: Snapshot) -> bool:
    """Return whether the last version of an article, which has the digest `stored`, says the same."""
    if stored is None or stored == digest_of(article):
        return stored is not None
    last = snapshot.version(article.id).article
    return reads_as(article, last.title, last.text)


def _put(
    cut: Cut, vectors: Vectors, transaction: Transaction, catalogue: Catalogue, embedder: Embedder, now: datetime
) -> IngestReport:
    """Write one article with its passages and their vectors; return what became of it."""
    stored = transaction.put_article(cut.article, now)
    report = IngestReport(
        added=int(stored.outcome is Outcome.ADDED),
        updated=int(stored.outcome is Outcome.UPDATED),
        unchanged=int(stored.outcome is Outcome.UNCHANGED),
    )
    if stored.version is None:
        return report
    if not cut.spans:  # it was known a moment ago, and has been deleted or changed since
        cut = cut_article(cut.article, embedder)
        vectors = embed_cuts([cut], catalogue, embedder)
        report = replace(report, embedded=vectors.computed)
    transaction.add_passages(cut.article.id, stored.version, cut.spans, cut.digests)
    transaction.embeddings.add(embedder.name, ((digest, vectors.by_digest[digest]) for digest in cut.digests))
    return replace(report, passages=len(cut.spans))
