"""Storing one batch of records: cut and embedded first, then written in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from index.article import digest_of, reads_as
from index.catalogue.assumed import settle_date
from index.catalogue.catalogue import Catalogue
from index.catalogue.outcome import Outcome
from index.catalogue.snapshot import Snapshot
from index.catalogue.transaction import Transaction
from index.intake.embed import Cut, Vectors, cut_article, embed_cuts
from index.intake.retraction import withdraw
from index.language import settle_language
from index.passages.embedding import Embedder
from index.types import Article, IngestReport, Withdrawal

_FAMILIES_AT_ONCE = 64


def store(
    records: Sequence[Article | Withdrawal],
    catalogue: Catalogue,
    embedder: Embedder,
    now: datetime,
    *,
    on_stored: Callable[[Transaction, IngestReport], None] = lambda _transaction, _report: None,
) -> IngestReport:
    """Store a batch of records, in their order, in one transaction: a query sees all of it or nothing.

    `on_stored` is called within the transaction: what it writes is committed with the batch, and an error that it
    raises rolls back both.

    Raises:
        EmbedderMismatch: the catalogue has been rebuilt for another model.
    """
    items = _cut_new(records, catalogue, embedder, now)
    vectors = embed_cuts([item for item in items if isinstance(item, Cut)], catalogue, embedder)
    report = IngestReport(embedded=vectors.computed)
    with catalogue.write() as transaction:
        transaction.upkeep.require_embedder(embedder.name)
        for item in items:
            if isinstance(item, Withdrawal):
                report = report.plus(withdraw(item, transaction, now))
            else:
                report = report.plus(_put(item, vectors, transaction, catalogue, embedder, now))
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


def _cut_new(
    records: Sequence[Article | Withdrawal], catalogue: Catalogue, embedder: Embedder, now: datetime
) -> list[Cut | Withdrawal]:
    """Return each article under its stored id, cut unless it is held or its last version says the same.

    An article that declares no language, or plainly a wrong one, has that of its text.
    """
    with catalogue.snapshot() as snapshot:
        found = [one if isinstance(one, Withdrawal) else _recognise(one, snapshot) for one in records]
        names = [one.id for one in found if isinstance(one, Article)]
        digests, languages = snapshot.digests(names), snapshot.identity.languages(names)
        prepared = [
            one if isinstance(one, Withdrawal) else _prepare(one, digests.get(one.id), languages, snapshot, now)
            for one in found
        ]
    return [cut_article(one, embedder) if isinstance(one, Article) else one for one in prepared]


def _prepare(
    article: Article, stored: str | None, languages: Mapping[str, str], snapshot: Snapshot, now: datetime
) -> Article | Cut:
    """Return an article with its language, as it is to be cut; without passages if it is held or known.

    The language of a text that is known has been told before.
    """
    known = _is_known(article, stored, snapshot)
    language = languages.get(article.id) if known else None
    if language and article.language in (None, language):
        article = replace(article, language=language)
    else:
        article = settle_language(article)
    return Cut(article, (), (), ()) if known or _is_held(article, now) else article


def _recognise(article: Article, snapshot: Snapshot) -> Article:
    """Return an article under its stored id, and with its stored date where its own is only assumed."""
    article = snapshot.identity.resolve(article)
    if article.assumed and snapshot.digests([article.id]):
        return settle_date(article, snapshot.identity.stored(article.id))
    return article


def _is_held(article: Article, now: datetime) -> bool:
    return article.not_before is not None and article.not_before > now


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
        vectors = embed_cuts([cut], catalogue, embedder)
        report = replace(report, embedded=vectors.computed)
    transaction.add_passages(cut.article.id, stored.version, cut.spans, cut.digests)
    transaction.embeddings.add(embedder.name, ((digest, vectors.by_digest[digest]) for digest in cut.digests))
    return replace(report, passages=len(cut.spans))
