"""Articles under an embargo: held apart from all that can be found, until they may be stored.

No other table knows of them, so no search, list, count, family or cached answer can. Each is kept once, in its latest
version, by its id and source.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from index.article import dump_record, load_record
from index.catalogue.assumed import settle_date
from index.catalogue.database.contract import Connection
from index.dates import from_epoch, to_epoch
from index.types import Article

RELEASED = "job_released_"
"""How the ids of the jobs begin that store what was held; hexadecimal digits follow."""


@dataclass(frozen=True, slots=True)
class Held:
    """A held article: its row, and the record as `dump_record` wrote it."""

    row: int
    record: str


class EmbargoReader:
    """The held articles in one snapshot of the catalogue."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def due(self, now: datetime, limit: int) -> list[Held]:
        """Return articles whose embargo has ended, the earliest first."""
        query = "SELECT rowid, record FROM held WHERE not_before <= ? ORDER BY not_before, rowid LIMIT ?"
        return [Held(*row) for row in self._db.execute(query, (to_epoch(now), limit))]

    def has_released(self) -> bool:
        """Return whether an article that was released waits in the inbox, as after a crash."""
        query = """SELECT 1 FROM inbox i LEFT JOIN attempt ON entry = i.id
                   WHERE job >= ?1 AND job < ?1 || 'g' AND set_aside IS NULL LIMIT 1"""
        return self._db.execute(query, (RELEASED,)).fetchone() is not None

    def count(self) -> int:
        """Return how many articles are held."""
        return int(self._db.execute("SELECT count(*) FROM held").fetchone()[0])

    def next_end(self) -> datetime | None:
        """Return when the next embargo ends, None where nothing is held."""
        end = self._db.execute("SELECT min(not_before) FROM held").fetchone()[0]
        return None if end is None else from_epoch(end)


class EmbargoWriter(EmbargoReader):
    """The held articles in one transaction of the catalogue; none of this makes a new generation."""

    def hold(self, article: Article) -> bool:
        """Hold an article until its `not_before`, in place of an earlier version; False where that changes nothing.

        Nothing changes where a later version is held, or was stored, or where a retraction covers this one.
        """
        until = article.not_before
        if self._is_past(article) or until is None:
            return False
        article = self._settle_date(article)
        changed = self._db.execute(
            """INSERT INTO held (article, source, changed, revision, not_before, record)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (article, source) DO UPDATE
               SET changed = ?3, revision = ?4, not_before = ?5, record = ?6
               WHERE (held.changed, held.revision) <= (?3, ?4) AND held.record != ?6""",
            (
                article.id, article.source, changed_at(article), article.revision or 0, to_epoch(until),
                dump_record(article),
            ),
        )  # fmt: skip
        return changed.rowcount > 0

    def end_of(self, article: Article, now: datetime) -> datetime | None:
        """Return until when an article is held, by a record that its source has not changed since; None if it is not.

        A feed, or the page of an article, seldom repeats the embargo that the agency's item states.
        """
        query = "SELECT max(not_before) FROM held WHERE article = ? AND not_before > ? AND changed >= ?"
        end = self._db.execute(query, (article.id, to_epoch(now), changed_at(article))).fetchone()[0]
        return None if end is None else from_epoch(end)

    def drop(self, article: str, *, until: int | None = None, source: str | None = None) -> bool:
        """Forget what is held of an article, of any source or one, changed `until` then; False if nothing is."""
        query = (
            "DELETE FROM held WHERE article = ?1 AND changed <= coalesce(?2, changed) AND source = coalesce(?3, source)"
        )
        return self._db.execute(query, (article, until, source)).rowcount > 0

    def take(self, rows: Sequence[int]) -> None:
        """Forget the held articles of these rows, which go on to be stored."""
        self._db.executemany("DELETE FROM held WHERE rowid = ?", ((row,) for row in rows))

    def _settle_date(self, article: Article) -> Article:
        """Return an article with the date that it is held with, if its own is only assumed."""
        query = "SELECT record FROM held WHERE article = ? AND source = ?"
        row = self._db.execute(query, (article.id, article.source)).fetchone() if article.assumed else None
        stored = load_record(row[0]) if row else None
        return settle_date(article, stored) if isinstance(stored, Article) else article

    def is_withdrawn(self, article: Article) -> bool:
        """Return whether an article whose embargo has ended was withdrawn before, after its source changed it last."""
        query = "SELECT 1 FROM retraction WHERE article = ? AND at >= ?"
        is_ended = article.not_before is not None
        return is_ended and self._db.execute(query, (article.id, changed_at(article))).fetchone() is not None

    def _is_past(self, article: Article) -> bool:
        query = """SELECT 1 FROM retraction WHERE article = ?1 AND at >= ?2
                   UNION ALL SELECT 1 FROM version v JOIN article a ON a.id = v.article
                   WHERE a.id = ?1 AND a.source = ?3 AND coalesce(v.modified, a.published) > ?2"""
        return self._db.execute(query, (article.id, changed_at(article), article.source)).fetchone() is not None


def changed_at(article: Article) -> int:
    """Return the epoch second at which its source changed an article last, else published it."""
    return to_epoch(article.modified or article.published)
