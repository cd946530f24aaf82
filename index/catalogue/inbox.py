"""The inbox as rows of the catalogue: records that were accepted and are not stored, with their attempts.

An attempt to store a row is counted before it starts, and uncounted if it fails. One that stays counted ended its
process.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from index.article import dump_record
from index.catalogue.database.contract import Connection
from index.catalogue.jobs import JobWriter
from index.dates import from_epoch, to_epoch
from index.errors import NotFound
from index.types import Article, IngestReport, Rejected, Withdrawal

_ROWS = "inbox i JOIN job ON job.id = i.job LEFT JOIN attempt a ON a.entry = i.id"
NEXT = (
    f"SELECT i.id, job, record, coalesce(accepted, created), coalesce(number, 0) FROM {_ROWS}"
    " WHERE set_aside IS NULL {unleased} ORDER BY i.id LIMIT ?"
)
"""A query for the rows that wait, the oldest first; its gap is for the condition of a connection."""
_NUMBERS = "SELECT CAST(value AS BIGINT) FROM json_each(?)"
_BY_ARTICLE = "json_extract(record, '$.id') = ?"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of the inbox that is to be stored: its job, the record as `dump_record` wrote it, and its acceptance.

    `attempts` counts the attempts to store it that ended their process.
    """

    row: int
    job: str
    record: str
    accepted: datetime
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """What is shown of a row of the inbox, which waits or was set aside at a time and for a reason.

    `article` is its id, None where its record cannot be read.
    """

    article: str | None
    job: str
    accepted: datetime
    attempts: int
    set_aside: datetime | None
    reason: str | None


class DeletedMeanwhile(NotFound):
    """Say that an article was deleted after it was taken from the inbox and before it was stored."""


class InboxReader:
    """The inbox in one snapshot of the catalogue."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def next_batch(self, articles: int, characters: int) -> list[Waiting]:
        """Return the oldest waiting rows of one job and one acceptance, at most so many articles and characters.

        Rows that another process is storing are left out. A row that has attempts is a batch of its own: it may be the
        one that ends the process.
        """
        query = NEXT.format(unleased=self._db.unleased)
        return gather(self._db.execute(query, (articles,)), characters)

    def waiting(self, limit: int) -> list[InboxEntry]:
        """Return the rows that wait, the oldest first."""
        return self._entries("a.set_aside IS NULL ORDER BY i.id", limit)

    def set_aside(self, limit: int) -> list[InboxEntry]:
        """Return the rows that were set aside, the latest first."""
        return self._entries("a.set_aside IS NOT NULL ORDER BY a.set_aside DESC, i.id DESC", limit)

    def count_waiting(self) -> int:
        """Return how many rows wait."""
        return int(self._db.execute("SELECT count(*) FROM inbox").fetchone()[0]) - self.count_set_aside()

    def count_set_aside(self) -> int:
        """Return how many rows were set aside."""
        return int(self._db.execute("SELECT count(*) FROM attempt WHERE set_aside IS NOT NULL").fetchone()[0])

    def _entries(self, condition: str, limit: int) -> list[InboxEntry]:
        rows = self._db.execute(
            "SELECT json_extract(record, '$.id'), job, coalesce(accepted, created), coalesce(a.number, 0), a.set_aside,"
            f" a.reason FROM {_ROWS} WHERE {condition} LIMIT ?",
            (limit,),
        )
        return [
            InboxEntry(article, job, from_epoch(accepted), attempts, from_epoch(aside) if aside else None, reason)
            for article, job, accepted, attempts, aside, reason in rows
        ]


class InboxWriter:
    """The inbox in one transaction of the catalogue; none of this makes a new generation.

    `accepted` says whether records were added.
    """

    def __init__(self, connection: Connection, jobs: JobWriter) -> None:
        self._db, self._jobs = connection, jobs
        self.accepted = False

    def accept(self, job: str, records: Iterable[Article | Withdrawal], now: datetime) -> None:
        """Add the records of a job, as accepted `now`."""
        rows = ((job, dump_record(record), to_epoch(now)) for record in records)
        self._db.executemany("INSERT INTO inbox (job, record, accepted) VALUES (?, ?, ?)", rows)
        self.accepted = True

    def count_attempt(self, rows: Sequence[int]) -> None:
        """Count an attempt to store those of these rows that still exist; call it before the attempt."""
        self._db.execute(
            f"INSERT INTO attempt (entry, number) SELECT id, 1 FROM inbox WHERE id IN ({_NUMBERS})"
            " ON CONFLICT (entry) DO UPDATE SET number = attempt.number + 1",
            (json.dumps(rows),),
        )

    def uncount_attempt(self, rows: Sequence[int]) -> None:
        """Take back `count_attempt`, for an attempt that failed without ending its process."""
        self._db.execute(
            f"UPDATE attempt SET number = number - 1 WHERE entry IN ({_NUMBERS})",
            (json.dumps(rows),),
        )

    def mark_stored(self, job: str, rows: Sequence[int], report: IngestReport) -> None:
        """Remove rows of a job that were stored, and add to its report what became of them.

        Raises:
            DeletedMeanwhile: a row no longer exists.
        """
        removed = self._db.execute(f"DELETE FROM inbox WHERE id IN ({_NUMBERS})", (json.dumps(rows),))
        if removed.rowcount != len(rows):
            raise DeletedMeanwhile("an article was deleted while it was being stored")
        self._jobs.advance(job, len(rows), report)

    def set_aside(self, row: int, job: str, rejected: Rejected, now: datetime) -> None:
        """Keep a row but stop trying to store it, and add the reason to the report of its job.

        Raises:
            DeletedMeanwhile: the row no longer exists.
        """
        done = self._db.execute(
            "INSERT INTO attempt SELECT id, 1, ?2, ?3 FROM inbox WHERE id = ?1"
            " ON CONFLICT (entry) DO UPDATE SET set_aside = ?2, reason = ?3",
            (row, to_epoch(now), rejected.reason),
        )
        if not done.rowcount:
            raise DeletedMeanwhile("an article was deleted before it was set aside")
        self._jobs.advance(job, 1, IngestReport(rejected=(rejected,), rejections=1))

    def retry(self, article: str) -> bool:
        """Let the rows of an article that were set aside wait again; False where there are none."""
        query = (
            f"SELECT i.id, job FROM inbox i JOIN attempt ON entry = i.id WHERE {_BY_ARTICLE} AND set_aside IS NOT NULL"
        )
        rows = self._db.execute(query, (article,)).fetchall()
        for row, job in rows:
            self._db.execute("DELETE FROM attempt WHERE entry = ?", (row,))
            self._jobs.reopen(job, article)
        return bool(rows)

    def delete(self, article: str) -> bool:
        """Delete the rows of an article and note that in the reports of their jobs; False where there are none."""
        found = self._db.execute(
            f"SELECT job, set_aside FROM inbox i LEFT JOIN attempt ON entry = i.id WHERE {_BY_ARTICLE}", (article,)
        ).fetchall()
        self._db.execute(f"DELETE FROM inbox WHERE {_BY_ARTICLE}", (article,))
        deleted = IngestReport(rejected=(Rejected(article, None, "deleted before it was stored"),), rejections=1)
        for job, set_aside in found:
            if set_aside is None:  # else its job has counted it already
                self._jobs.advance(job, 1, deleted)
        return bool(found)

    def waits_until(self, article: str) -> int | None:
        """Return an epoch second by which every waiting version of an article is valid; None where none waits."""
        rows = self._db.execute(
            f"""SELECT coalesce(accepted, created), json_extract(record, '$.published'),
                       json_extract(record, '$.modified')
                FROM inbox i JOIN job ON job.id = i.job
                WHERE {_BY_ARTICLE} AND json_extract(record, '$.text') IS NOT NULL""",
            (article,),
        )
        times = [max(accepted, *map(_seconds_of, said)) for accepted, *said in rows]
        return max(times) + 1 if times else None


def gather(rows: Iterable[tuple[int, str, str, int, int]], characters: int) -> list[Waiting]:
    """Return the first rows of a query that are a batch: of one job and one acceptance, and not too long."""
    batch: list[Waiting] = []
    size = 0
    for row, job, record, accepted, attempts in rows:
        waiting = Waiting(row, job, record, from_epoch(accepted), attempts)
        size += len(record)
        if batch and (size > characters or not _belong_together(batch[0], waiting)):
            break
        batch.append(waiting)
    return batch


def _seconds_of(moment: str | None) -> int:
    return to_epoch(datetime.fromisoformat(moment)) if moment else 0


def _belong_together(first: Waiting, other: Waiting) -> bool:
    same = (first.job, first.accepted) == (other.job, other.accepted)
    return same and not (first.attempts or other.attempts)
