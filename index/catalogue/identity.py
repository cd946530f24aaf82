"""Under which id an article is stored: its own, or one that an earlier Dateline gave it."""

import sqlite3
from dataclasses import replace

from index.article import digest_of, earlier_id
from index.types import Article


class IdentityReader:
    """The ids of articles that have neither id nor URL of their own, as one snapshot or write sees them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def resolve(self, article: Article) -> Article:
        """Return the article under the id that it is stored by.

        That is the earlier one where a version by that id says the very same. So what was stored before texts belonged
        to ids is not stored twice when it is sent again, and what was retracted stays so.
        """
        name = earlier_id(article)
        query = "SELECT 1 FROM version WHERE article = ? AND digest = ?"
        if name and self._db.execute(query, (name, digest_of(article))).fetchone():
            return replace(article, id=name)
        return article
