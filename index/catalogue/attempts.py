"""Attempts at storing what waits in the inbox, as rows of the catalogue: how many were made, and what was set aside.

An attempt is counted before it is made and counted off when it comes back. What is left counted has ended its process.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from index.catalogue.jobs import JobWriter, Withdrawn
from index.dates import from_epoch, to_epoch
from index.types import IngestReport, Rejected


@dataclass(frozen=True, slots=True)
class Entry:
    """An accepted article that is not stored: it waits, or was set aside at a time and for a reason.

    `article` is its id, None where its record cannot be read.
    """

    article: str | None
    job: str
    accepted: datetime
    attempts: int
    set_aside: datetime | None
    reason: str | None


class AttemptReader:
    """The inbox as one snapshot of the catalogue sees it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def waiting(self, limit: int) -> list[Entry]:
        """Return what waits, what has waited longest first."""
        return self._entries("a.set_aside IS NULL ORDER BY i.id", limit)

    def set_aside(self, limit: int) -> list[Entry]:
        """Return what was set aside, the latest first."""
        return self._entries("a.set_aside IS NOT NULL ORDER BY a.set_aside DESC, i.id DESC", limit)

    def count_set_aside(self) -> int:
        """Return how many articles were set aside."""
        return int(self._db.execute("SELECT count(*) FROM attempt WHERE set_aside IS NOT NULL").fetchone()[0])

    def _entries(self, condition: str, limit: int) -> list[Entry]:
        rows = self._db.execute(
            f"""SELECT json_extract(record, '$.id'), job, ifnull(accepted, created), ifnull(a.number, 0),
                       a.set_aside, a.reason
                FROM inbox i JOIN job ON job.id = job LEFT JOIN attempt a ON a.entry = i.id
                WHERE {condition} LIMIT ?""",
            (limit,),
        )
        return [
            Entry(article, job, from_epoch(accepted), number, from_epoch(aside) if aside else None, reason)
            for article, job, accepted, number, aside, reason in rows
        ]


class AttemptWriter:
    """Attempts within one write of the catalogue; none of this makes a new generation."""

    def __init__(self, connection: sqlite3.Connection, jobs: JobWriter) -> None:
        self._db, self._jobs = connection, jobs

    def begin(self, rows: Sequence[int]) -> None:
        """Count an attempt at these rows of the inbox, those of them that are still there."""
        self._db.execute(
            "INSERT INTO attempt (entry, number) SELECT id, 1 FROM inbox WHERE id IN (SELECT value FROM json_each(?))"
            " ON CONFLICT (entry) DO UPDATE SET number = number + 1",
            (json.dumps(rows),),
        )

    def end(self, rows: Sequence[int]) -> None:
        """Count off an attempt that came back without having stored them."""
        self._db.execute(
            "UPDATE attempt SET number = number - 1 WHERE entry IN (SELECT value FROM json_each(?))",
            (json.dumps(rows),),
        )

    def set_aside(self, row: int, job: str, rejected: Rejected, now: datetime) -> None:
        """Try a row no more, and let its job say why; it stays in the inbox, whole.

        Raises:
            Withdrawn: it is no longer there.
        """
        done = self._db.execute(
            "INSERT INTO attempt SELECT id, 1, ?2, ?3 FROM inbox WHERE id = ?1"
            " ON CONFLICT (entry) DO UPDATE SET set_aside = ?2, reason = ?3",
            (row, to_epoch(now), rejected.reason),
        )
        if not done.rowcount:
            raise Withdrawn("an article was deleted before it was set aside")
        self._jobs.advance(job, 1, IngestReport(rejected=(rejected,), rejections=1))

    def retry(self, article: str) -> bool:
        """Let an article that was set aside wait again, in its job; False where none by that id was."""
        rows = self._db.execute(
            "SELECT i.id, job FROM inbox i JOIN attempt a ON a.entry = i.id"
            " WHERE json_extract(record, '$.id') = ? AND a.set_aside IS NOT NULL",
            (article,),
        ).fetchall()
        for row, job in rows:
            self._db.execute("DELETE FROM attempt WHERE entry = ?", (row,))
            self._jobs.reopen(job, article)
        return bool(rows)
