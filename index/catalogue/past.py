"""What an article has said so far, asked when another record of it comes."""

from datetime import datetime

from index.article import digest_of, reads_as
from index.catalogue.database.contract import Connection
from index.catalogue.last import Last
from index.dates import to_epoch
from index.types import Article


class PastVersions:
    """The versions of each article that are stored."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def last(self, article: str) -> Last | None:
        """Return the latest version of an article by time, None where there is none."""
        row = self._db.execute(
            "SELECT number, modified, valid_from, valid_to, revision FROM version WHERE article = ?"
            " ORDER BY valid_from DESC, number DESC LIMIT 1",
            (article,),
        ).fetchone()
        return None if row is None else Last(*row)

    def start_of(self, article: Article, last: Last, now: datetime) -> int:
        """Return from when an update is valid; one without a time is no older than what it updates."""
        arrived = max(to_epoch(now), last.valid_from)
        start = max(to_epoch(article.published), to_epoch(article.modified) if article.modified else arrived)
        start = max(start, to_epoch(article.not_before)) if article.not_before else start
        query = "SELECT 1 FROM retraction WHERE article = ? AND at = ?"
        retracted = self._db.execute(query, (article.id, start)).fetchone()
        return start + 1 if retracted else start  # what came in the second of a retraction came after it

    def said_before(self, article: Article, last: Last, start: int) -> bool:
        """Return whether a record about the past is known: as the text valid at its time, or one that starts then.

        A record without a time, published no later than the last version, is compared with all versions. So a file with
        an article and its correction can be ingested again, and changes nothing.
        """
        if article.modified is None:
            return to_epoch(article.published) <= last.valid_from and self.holds(article, "number >= ?4", 1)
        which = """(valid_from = ?4 OR number = (SELECT number FROM version WHERE article = ?1 AND valid_from <= ?4
                                                 ORDER BY valid_from DESC, number DESC LIMIT 1))"""
        return self.holds(article, which, start)

    def holds(self, article: Article, which: str, value: int) -> bool:
        """Return whether one of the versions that `which` selects, with `value` as its ?4, reads as the article does.

        Only a longer one may contain characters that are removed today.
        """
        digest = digest_of(article)
        rows = self._db.execute(
            f"""SELECT digest, title, text FROM version WHERE article = ?1 AND {which}
                AND (digest = ?2 OR length(title) + length(text) > ?3)""",
            (article.id, digest, len(article.title) + len(article.text), value),
        )
        return any(stored == digest or reads_as(article, title, text) for stored, title, text in rows)
