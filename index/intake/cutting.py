"""Which records of a batch are cut into passages: those that are neither known nor held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from index.article import digest_of, reads_as
from index.catalogue.assumed import settle_date
from index.catalogue.catalogue import Catalogue
from index.catalogue.snapshot import Snapshot
from index.intake.embed import Cut, cut_article
from index.language import settle_language
from index.passages.embedding import Embedder
from index.types import Article, Withdrawal


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was computed of records before they are stored: the cuts of articles, and vectors by digest.

    It follows from the records alone, so that it holds whatever is written meanwhile.
    """

    cuts: dict[Article, Cut] = field(default_factory=dict)
    vectors: dict[bytes, bytes] = field(default_factory=dict)

    def cut(self, article: Article, embedder: Embedder) -> Cut:
        """Cut an article, unless it has been.

        One that declares no language, or plainly a wrong one, gets that of its text.
        """
        if article not in self.cuts:
            self.cuts[article] = cut_article(settle_language(article), embedder)
        return self.cuts[article]


def cut_new(
    records: Sequence[Article | Withdrawal],
    catalogue: Catalogue,
    embedder: Embedder,
    now: datetime,
    prepared: Prepared,
) -> list[Cut | Withdrawal]:
    """Return each article under its stored id, cut unless it is held or its last version says the same.

    What was `prepared` is not cut again, and what is cut is added to it.
    """
    with catalogue.snapshot() as snapshot:
        found = [one if isinstance(one, Withdrawal) else _recognise(one, snapshot) for one in records]
        names = [one.id for one in found if isinstance(one, Article)]
        digests, languages = snapshot.digests(names), snapshot.identity.languages(names)
        items = [
            one if isinstance(one, Withdrawal) else _pass_by(one, digests.get(one.id), languages, snapshot, now)
            for one in found
        ]
    return [prepared.cut(item, embedder) if isinstance(item, Article) else item for item in items]


def _pass_by(
    article: Article, stored: str | None, languages: Mapping[str, str], snapshot: Snapshot, now: datetime
) -> Article | Cut:
    """Return an article with its language and without passages if it is held or known, else as it is.

    The language of a text that is known has been told before.
    """
    known = _is_known(article, stored, snapshot)
    if not (known or _is_held(article, now)):
        return article
    language = languages.get(article.id) if known else None
    if language and article.language in (None, language):
        return Cut(replace(article, language=language), (), (), ())
    return Cut(settle_language(article), (), (), ())


def _recognise(article: Article, snapshot: Snapshot) -> Article:
    """Return an article under its stored id, and with its stored date where its own is only assumed."""
    article = snapshot.identity.resolve(article)
    if article.assumed and snapshot.digests([article.id]):
        settled = settle_date(article, snapshot.identity.stored(article.id))
        return replace(article, published=settled.published)
    return article


def _is_held(article: Article, now: datetime) -> bool:
    return article.not_before is not None and article.not_before > now


def _is_known(article: Article, stored: str | None, snapshot: Snapshot) -> bool:
    """Return whether the last version of an article, which has the digest `stored`, says the same."""
    if stored is None or stored == digest_of(article):
        return stored is not None
    last = snapshot.version(article.id).article
    return reads_as(article, last.title, last.text)
