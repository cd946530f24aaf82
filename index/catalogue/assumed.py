"""Dates that were assumed, since the source stated none: which of two holds, and how a better one takes its place."""

from dataclasses import replace

from index.catalogue.database.contract import Connection
from index.dates import to_epoch
from index.precedence import is_foreign
from index.types import Article, Assumed

_STRENGTH = {Assumed.FIRST_SEEN: 0, Assumed.FILE_TIME: 1, Assumed.GIVEN: 2, None: 3}


def settle_date(article: Article, stored: Article) -> Article:
    """Return a record of a stored article with the date that holds: an assumed one never replaces one as good."""
    if article.assumed is None or _outranks(article, stored):
        return article
    return replace(article, published=stored.published, assumed=stored.assumed)


def adopt_date(connection: Connection, article: Article, stored: Article) -> bool:
    """Give a stored article the date of a record if its own is only assumed; return whether that changed anything.

    The version that was valid since the assumed date is valid since the other one, but begins before the next version.
    """
    dates = (article.published, article.assumed), (stored.published, stored.assumed)
    if stored.assumed is None or not _outranks(article, stored) or dates[0] == dates[1] or is_foreign(article, stored):
        return False
    start, former = to_epoch(article.published), to_epoch(stored.published)
    query = "SELECT min(valid_from) FROM version WHERE article = ? AND valid_from > ?"
    following = connection.execute(query, (article.id, former)).fetchone()[0]
    connection.execute(
        "UPDATE article SET published = ?, assumed = ? WHERE id = ?", (start, article.assumed, article.id)
    )
    connection.execute(
        "UPDATE version SET valid_from = ? WHERE article = ? AND valid_from = ? AND modified IS NULL",
        (start if following is None else min(start, following), article.id, former),
    )
    return True


def _outranks(article: Article, stored: Article) -> bool:
    """Return whether the date of a record is better than the stored one; of two that a person gave, the later is."""
    if article.assumed is Assumed.GIVEN and stored.assumed is Assumed.GIVEN:
        return True
    return _STRENGTH[article.assumed] > _STRENGTH[stored.assumed]
