"""The id that an article is stored by, its own or one that an earlier Dateline gave it, and the sources it is of."""

import sqlite3
from dataclasses import replace
from datetime import datetime

from index.article import digest_of, earlier_id
from index.dates import to_epoch
from index.types import Article


class IdentityReader:
    """The identity of articles in one snapshot or transaction of the catalogue."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def resolve(self, article: Article) -> Article:
        """Return the article under the id that it is stored by.

        For an article with neither id nor URL of its own, that is the id of an earlier Dateline, which did not depend
        on the text, where a version with the same content is stored under it. So it is not stored twice when it is sent
        again, and stays retracted if it was.
        """
        name = earlier_id(article)
        query = "SELECT 1 FROM version WHERE article = ? AND digest = ?"
        if name and self._db.execute(query, (name, digest_of(article))).fetchone():
            return replace(article, id=name)
        return article

    def sources_of(self, article: str, moment: datetime) -> set[str]:
        """Return the sources under which an article is stored, or was accepted by a moment; empty if it is unknown."""
        rows = self._db.execute(
            """SELECT source FROM article WHERE id = ?1 UNION SELECT json_extract(record, '$.source') FROM inbox
               WHERE json_extract(record, '$.id') = ?1 AND json_extract(record, '$.text') NOT NULL
                   AND ifnull(accepted, 0) <= ?2""",
            (article, to_epoch(moment)),
        )
        return {source for (source,) in rows}
