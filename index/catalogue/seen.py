"""Which records of an article have come before: the same one again changes nothing, in whatever order they come.

Records of one article from a page, a feed and an export differ, and the later of two that say as much holds. Without
this, each ingest of the same files would change the article in turn.
"""

import hashlib

from index.addresses import plain_url
from index.article import digest_of
from index.catalogue.database.contract import Connection
from index.dates import to_epoch
from index.types import Article

_MOST = 50  # of an article; some feeds give another time of change whenever they are polled


class SeenRecords:
    """The digests of the records of each article of which several that differ came."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def note_first(self, article: Article) -> None:
        """Note the first record of an article, where what is stored of it does not tell its digest."""
        if article.correction or article.twin:
            self._note(article.id, _digest(article))

    def has_come(self, article: Article) -> bool:
        """Return whether a record has come before under its id, and others of its article that differ."""
        query = "SELECT 1 FROM seen WHERE article = ? AND digest = ?"
        return self._db.execute(query, (article.id, _digest(article))).fetchone() is not None

    def is_repeated(self, article: Article, stored: Article) -> bool:
        """Return whether a record has come before, or says all that is stored; if not, note both."""
        own, known = _digest(article), _digest(stored)
        if own == known:
            learns = article.language is not None and stored.language is None  # an earlier Dateline told none
            return article.url in (None, stored.url) and not learns  # else its address is a plainer one
        if self.has_come(article):
            return True
        self._note(article.id, own, known)
        return False

    def _note(self, article: str, *digests: bytes) -> None:
        count = "SELECT count(*) FROM seen WHERE article = ?"
        if self._db.execute(count, (article,)).fetchone()[0] < _MOST:
            query = "INSERT INTO seen VALUES (?, ?) ON CONFLICT DO NOTHING"
            self._db.executemany(query, [(article, digest) for digest in digests])


def _digest(article: Article) -> bytes:
    """Return the digest of what a record says.

    Left out is what depends on what is stored when it comes, as an assumed date does: its language, its embargo and the
    number of its version.
    """
    said = (
        digest_of(article), None if article.assumed else to_epoch(article.published), article.source,
        to_epoch(article.modified) if article.modified else None, plain_url(article.url) if article.url else None,
        article.authors, article.rights, article.external_id, article.slug, article.place, article.urgency,
        article.subjects, article.correction, article.twin,
    )  # fmt: skip
    return hashlib.sha256(repr(said).encode(errors="replace")).digest()[:16]
