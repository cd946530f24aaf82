"""Jobs and the inbox as rows of the catalogue: what has been promised and is still to be done."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from index.article import dump_article
from index.dates import from_epoch, to_epoch
from index.errors import NotFound
from index.types import Article, IngestReport, Rejected

_SHOWN_REJECTIONS = 1_000
_NEWS = timedelta(hours=1)


class Kind(StrEnum):
    """What a job does."""

    INGEST = "ingest"
    REBUILD = "rebuild"


class State(StrEnum):
    """How far a job has come."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """How far a rebuild has come: passages there are, those it embedded, and seconds of embedding left, once known."""

    passages: int
    embedded: int = 0
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work that outlives the request, and the process, that asked for it.

    `total` is 0 while articles are still being delivered to it. In its report, the `line` of a rejection counts the
    records of the request; one that was accepted first, and could not be stored, has the article's id as `origin`.
    A rebuild has no such report, and says in `rebuild` how far it has come.
    """

    id: str
    kind: Kind
    state: State
    done: int
    total: int
    report: IngestReport | None
    error: str | None
    created: datetime
    rebuild: RebuildReport | None = None

    @property
    def finished(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in (State.DONE, State.FAILED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article in the inbox: its row, its job, the article as `dump_article` wrote it, and when it was accepted.

    `attempts` counts those at storing it that ended with their process.
    """

    row: int
    job: str
    record: str
    accepted: datetime
    attempts: int = 0


class Withdrawn(NotFound):
    """Say that an article was deleted between being taken from the inbox and being stored."""


class JobReader:
    """Jobs and inbox as one snapshot of the catalogue sees them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def get(self, job: str) -> Job:
        """Return a job.

        Raises:
            NotFound: there is no such job.
        """
        row = self._db.execute(
            "SELECT id, kind, state, done, total, report, error, created FROM job WHERE id = ?", (job,)
        ).fetchone()
        if row is None:
            raise NotFound(f"there is no job {job!r}")
        name, kind, state, done, total, report, error, created = row
        head, moment = (name, Kind(kind), State(state), done, total), from_epoch(created)
        if kind == Kind.REBUILD:
            return Job(*head, None, error, moment, RebuildReport(**json.loads(report)) if report else None)
        return Job(*head, _load_report(report), error, moment)

    def next_batch(self, articles: int, characters: int) -> list[Waiting]:
        """Return what has waited longest, of one job and accepted at one time, bounded by number and by length.

        An article at which an attempt did not come back is alone: it may have been the one at fault.
        """
        batch: list[Waiting] = []
        size = 0
        rows = self._db.execute(
            "SELECT i.id, job, record, ifnull(accepted, created), ifnull(number, 0) FROM inbox i"
            " JOIN job ON job.id = job LEFT JOIN attempt ON entry = i.id WHERE set_aside IS NULL ORDER BY i.id LIMIT ?",
            (articles,),
        )
        for row, job, record, accepted, attempts in rows:
            waiting = Waiting(row, job, record, from_epoch(accepted), attempts)
            size += len(record)
            if batch and (size > characters or not _belong_together(batch[0], waiting)):
                break
            batch.append(waiting)
        return batch

    def backlog(self) -> int:
        """Return how many accepted articles are still to be stored."""
        return int(
            self._db.execute(
                "SELECT (SELECT count(*) FROM inbox) - (SELECT count(*) FROM attempt WHERE set_aside IS NOT NULL)"
            ).fetchone()[0]
        )


class JobWriter:
    """Jobs and inbox within one write of the catalogue; none of this makes a new generation."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def add(self, job: str, kind: Kind, state: State, now: datetime) -> None:
        """Add a job."""
        self._db.execute(
            "INSERT INTO job (id, kind, state, created) VALUES (?, ?, ?, ?)", (job, kind, state, to_epoch(now))
        )

    def enqueue(self, job: str, articles: Iterable[Article], rejected: Sequence[Rejected], now: datetime) -> None:
        """Put articles into the inbox, as accepted `now`, and into the report what was rejected beside them."""
        rows = ((job, dump_article(article), to_epoch(now)) for article in articles)
        self._db.executemany("INSERT INTO inbox (job, record, accepted) VALUES (?, ?, ?)", rows)
        if rejected:
            self._add_to_report(job, IngestReport(rejected=tuple(rejected), rejections=len(rejected)))

    def close(self, job: str, total: int) -> None:
        """Note that `total` articles were delivered to a job, and no more will be.

        A server that started meanwhile may have closed it before its time.
        """
        self._db.execute(
            "UPDATE job SET total = ?2, state = CASE WHEN done >= ?2 THEN 'done' WHEN done THEN 'running'"
            " ELSE 'queued' END WHERE id = ?1",
            (job, total),
        )

    def complete(self, job: str, rows: Sequence[int], report: IngestReport) -> None:
        """Take rows out of the inbox and note what became of them.

        Raises:
            Withdrawn: one of them is no longer there.
        """
        taken = self._db.execute("DELETE FROM inbox WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(rows),))
        if taken.rowcount != len(rows):
            raise Withdrawn("an article was deleted while it was being stored")
        self.advance(job, len(rows), report)

    def withdraw(self, article: str) -> bool:
        """Take an article out of the inbox, in each job that would store it; False where it is not there."""
        found = self._db.execute(
            "SELECT job, set_aside FROM inbox i LEFT JOIN attempt ON entry = i.id"
            " WHERE json_extract(record, '$.id') = ?",
            (article,),
        ).fetchall()
        self._db.execute("DELETE FROM inbox WHERE json_extract(record, '$.id') = ?", (article,))
        gone = IngestReport(rejected=(Rejected(article, None, "deleted before it was stored"),), rejections=1)
        for job, set_aside in found:
            if set_aside is None:  # else its job has given it up already
                self.advance(job, 1, gone)
        return bool(found)

    def waits_until(self, article: str) -> int | None:
        """Return an epoch second by which all that waits of an article begins to be valid; None where nothing waits."""
        latest = self._db.execute(
            """SELECT max(max(ifnull(accepted, created),
                              ifnull(CAST(strftime('%s', json_extract(record, '$.published')) AS INTEGER), created),
                              ifnull(CAST(strftime('%s', json_extract(record, '$.modified')) AS INTEGER), created)))
               FROM inbox i JOIN job ON job.id = job WHERE json_extract(record, '$.id') = ?""",
            (article,),
        ).fetchone()[0]
        return None if latest is None else latest + 1

    def advance_rebuild(self, job: str, done: int, report: RebuildReport) -> None:
        """Note that `done` of all passages have their vectors."""
        self._db.execute(
            "UPDATE job SET done = ?, total = ?, report = ?, state = 'running' WHERE id = ?",
            (done, report.passages, json.dumps(asdict(report)), job),
        )

    def finish(self, job: str, error: str | None = None) -> None:
        """Note that a job is done or, where there is an error, that it failed."""
        state = State.FAILED if error else State.DONE
        self._db.execute("UPDATE job SET state = ?, error = ? WHERE id = ?", (state, error, job))

    def abandon(self, kind: Kind, *, but: str | None = None) -> None:
        """Note that every job of this kind that has not finished has failed, one aside: nobody will end it any more."""
        self._db.execute(
            "UPDATE job SET state = 'failed', error = 'its process ended before it did; start it again'"
            " WHERE kind = ? AND state IN ('queued', 'running') AND id IS NOT ?",
            (kind, but),
        )

    def recover(self) -> None:
        """Close the deliveries that a process left open which ended without a word."""
        self._db.execute(
            "UPDATE job SET total = done + (SELECT count(*) FROM inbox i LEFT JOIN attempt ON entry = i.id"
            " WHERE i.job = job.id AND set_aside IS NULL) WHERE kind = 'ingest' AND total = 0"
        )
        self._db.execute("UPDATE job SET state = 'done' WHERE kind = 'ingest' AND done = total")

    def advance(self, job: str, number: int, report: IngestReport) -> None:
        """Note what became of so many articles more."""
        self._db.execute(
            "UPDATE job SET done = done + ?2, state = iif(total > 0 AND done + ?2 >= total, 'done', 'running')"
            " WHERE id = ?1",
            (job, number),
        )
        self._add_to_report(job, report)

    def reopen(self, job: str, article: str) -> None:
        """Take back that an article was given up: it is still to be stored."""
        self._db.execute("UPDATE job SET done = done - 1, state = 'running', settled = NULL WHERE id = ?", (job,))
        report = self._report(job)
        given_up = next((one for one in report.rejected if (one.origin, one.line) == (article, None)), None)
        others = tuple(one for one in report.rejected if one is not given_up)
        self._put_report(job, replace(report, rejected=others, rejections=report.rejections - 1))

    def prune(self, number: int, age: timedelta, now: datetime) -> None:
        """Forget the finished jobs but for the `number` latest, and those that finished longer ago than `age`.

        A job counts as finished when this first sees it so, and stays for an hour whatever the bounds are: somebody may
        be waiting for its end. One of which an article is set aside stays, too.
        """
        self._db.execute(
            """DELETE FROM job WHERE settled <= ?1 AND id NOT IN (SELECT job FROM inbox) AND (settled <= ?2 OR id NOT IN
                   (SELECT id FROM job WHERE settled IS NOT NULL ORDER BY settled DESC, created DESC LIMIT ?3))""",
            (to_epoch(now - _NEWS), to_epoch(now - age), number),
        )
        self._db.execute(
            "UPDATE job SET settled = ? WHERE settled IS NULL AND state IN ('done', 'failed')", (to_epoch(now),)
        )

    def _add_to_report(self, job: str, report: IngestReport) -> None:
        self._put_report(job, _sum(self._report(job), report))

    def _report(self, job: str) -> IngestReport:
        row = self._db.execute("SELECT report FROM job WHERE id = ?", (job,)).fetchone()
        return _load_report(row[0]) or IngestReport()

    def _put_report(self, job: str, report: IngestReport) -> None:
        self._db.execute("UPDATE job SET report = ? WHERE id = ?", (json.dumps(asdict(report)), job))


def _belong_together(first: Waiting, next_one: Waiting) -> bool:
    alike = (first.job, first.accepted) == (next_one.job, next_one.accepted)
    return alike and not (first.attempts or next_one.attempts)


def _load_report(report: str | None) -> IngestReport | None:
    if report is None:
        return None
    fields = json.loads(report)
    fields["rejected"] = tuple(Rejected(**rejected) for rejected in fields["rejected"])
    return IngestReport(**fields)


def _sum(left: IngestReport, right: IngestReport) -> IngestReport:
    return IngestReport(
        added=left.added + right.added,
        updated=left.updated + right.updated,
        unchanged=left.unchanged + right.unchanged,
        passages=left.passages + right.passages,
        embedded=left.embedded + right.embedded,
        rejected=(left.rejected + right.rejected)[:_SHOWN_REJECTIONS],
        rejections=left.rejections + right.rejections,
    )
