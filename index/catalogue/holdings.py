"""What the catalogue holds, counted by source and by language, and when something was last stored."""

from dataclasses import dataclass
from datetime import datetime

from index.catalogue.database.contract import Connection
from index.catalogue.meta import read_meta, write_meta
from index.dates import from_epoch, to_epoch

_STORED = "stored"


@dataclass(frozen=True, slots=True)
class Share:
    """How many articles a source or a language has; the name is None for articles without a language."""

    name: str | None
    articles: int


class HoldingsReader:
    """Counts in one snapshot of the catalogue; each reads one index of all articles."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def sources(self) -> list[Share]:
        """Return the number of articles of each source, most first."""
        return self._count("source")

    def languages(self) -> list[Share]:
        """Return the number of articles in each language, most first."""
        return self._count("language")

    def last_stored(self) -> datetime | None:
        """Return when a version of an article was last stored; None where that was never noted."""
        seconds = read_meta(self._db, _STORED)
        return None if seconds is None else from_epoch(int(seconds))

    def _count(self, column: str) -> list[Share]:
        rows = self._db.execute(
            f"SELECT {column}, count(*) FROM article GROUP BY 1 ORDER BY 2 DESC, {column} IS NOT NULL, 1"
        )
        return [Share(*row) for row in rows]


class HoldingsWriter:
    """Notes in one transaction of the catalogue; they make no generation."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def note_stored(self, now: datetime) -> None:
        """Note that a version of an article is stored now."""
        write_meta(self._db, _STORED, to_epoch(now))
