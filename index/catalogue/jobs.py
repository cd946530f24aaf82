"""Jobs as rows of the catalogue: work that outlives the request, and the process, that asked for it."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from index.catalogue.database.contract import Connection
from index.dates import from_epoch, to_epoch
from index.errors import NotFound
from index.text import shorten
from index.types import IngestReport, Rejected

_KEPT_AT_LEAST = timedelta(hours=1)


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
    """How far a rebuild has come: all passages, those embedded so far, and the seconds left once known."""

    passages: int
    embedded: int = 0
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work that outlives the request, and the process, that asked for it.

    `total` is 0 while more articles may still be accepted for it. In its report, the `line` of a rejection is the
    number of the record in the request; a record that was accepted but could not be stored has the article's id as
    `origin`. A rebuild has no report of this kind: its progress is in `rebuild`.
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
        """Whether it is done or has failed."""
        return self.state in (State.DONE, State.FAILED)


class JobReader:
    """Jobs in one snapshot of the catalogue."""

    def __init__(self, connection: Connection) -> None:
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
            raise NotFound(f"there is no job {shorten(job)!r}")
        name, kind, state, done, total, report, error, created = row
        head, moment = (name, Kind(kind), State(state), done, total), from_epoch(created)
        if kind == Kind.REBUILD:
            return Job(*head, None, error, moment, RebuildReport(**json.loads(report)) if report else None)
        return Job(*head, _load_report(report), error, moment)


class JobWriter:
    """Jobs in one transaction of the catalogue; none of this makes a new generation."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, job: str, kind: Kind, state: State, now: datetime) -> None:
        """Add a job."""
        self._db.execute(
            "INSERT INTO job (id, kind, state, created) VALUES (?, ?, ?, ?)", (job, kind, state, to_epoch(now))
        )

    def close(self, job: str, total: int) -> None:
        """Set the final number of articles of a job.

        A server that started meanwhile may have closed the job too early, by `recover`.
        """
        self._db.execute(
            "UPDATE job SET total = ?2, state = CASE WHEN done >= ?2 THEN 'done' WHEN done > 0 THEN 'running'"
            " ELSE 'queued' END WHERE id = ?1",
            (job, total),
        )

    def advance_rebuild(self, job: str, done: int, report: RebuildReport) -> None:
        """Set how many of all passages have their vectors."""
        self._db.execute(
            "UPDATE job SET done = ?, total = ?, report = ?, state = 'running' WHERE id = ?",
            (done, report.passages, json.dumps(asdict(report)), job),
        )

    def finish(self, job: str, error: str | None = None) -> None:
        """Mark a job as done or, where there is an error, as failed."""
        state = State.FAILED if error else State.DONE
        self._db.execute("UPDATE job SET state = ?, error = ? WHERE id = ?", (state, error, job))

    def abandon(self, kind: Kind, *, but: str | None = None) -> None:
        """Mark all unfinished jobs of a kind, except `but`, as failed: their process has ended."""
        self._db.execute(
            "UPDATE job SET state = 'failed', error = 'its process ended before it did; start it again'"
            " WHERE kind = ? AND state IN ('queued', 'running') AND id <> ?",
            (kind, but or ""),
        )

    def recover(self) -> None:
        """Close the jobs that an earlier process left open, with the articles that it had accepted."""
        self._db.execute(
            "UPDATE job SET total = done + (SELECT count(*) FROM inbox i LEFT JOIN attempt ON entry = i.id"
            " WHERE i.job = job.id AND set_aside IS NULL) WHERE kind = 'ingest' AND total = 0"
        )
        self._db.execute("UPDATE job SET state = 'done' WHERE kind = 'ingest' AND done = total")

    def advance(self, job: str, number: int, report: IngestReport) -> None:
        """Count `number` more articles of a job as handled, and add to its report what became of them."""
        self._db.execute(
            "UPDATE job SET done = done + ?2, state = CASE WHEN total > 0 AND done + ?2 >= total"
            " THEN 'done' ELSE 'running' END"
            " WHERE id = ?1",
            (job, number),
        )
        self.add_to_report(job, report)

    def reopen(self, job: str, article: str) -> None:
        """Count an article that was set aside as waiting again, and remove its rejection from the report."""
        self._db.execute("UPDATE job SET done = done - 1, state = 'running', settled = NULL WHERE id = ?", (job,))
        report = self._report(job)
        given_up = next((one for one in report.rejected if (one.origin, one.line) == (article, None)), None)
        others = tuple(one for one in report.rejected if one is not given_up)
        self._put_report(job, replace(report, rejected=others, rejections=report.rejections - 1))

    def prune(self, number: int, age: timedelta, now: datetime) -> None:
        """Delete finished jobs beyond the `number` latest, and those that finished longer ago than `age`.

        A job counts as finished from the first call that sees it finished, and is kept for at least an hour, since a
        client may be waiting for its end. A job with an article that is set aside is kept as well.
        """
        self._db.execute(
            """DELETE FROM job WHERE settled <= ?1 AND id NOT IN (SELECT job FROM inbox) AND (settled <= ?2 OR id NOT IN
                   (SELECT id FROM job WHERE settled IS NOT NULL ORDER BY settled DESC, created DESC LIMIT ?3))""",
            (to_epoch(now - _KEPT_AT_LEAST), to_epoch(now - age), number),
        )
        self._db.execute(
            "UPDATE job SET settled = ? WHERE settled IS NULL AND state IN ('done', 'failed')", (to_epoch(now),)
        )

    def add_to_report(self, job: str, report: IngestReport) -> None:
        """Add what became of some records to the report of a job."""
        self._put_report(job, self._report(job).plus(report))

    def _report(self, job: str) -> IngestReport:
        row = self._db.execute("SELECT report FROM job WHERE id = ?", (job,)).fetchone()
        return _load_report(row[0]) or IngestReport()

    def _put_report(self, job: str, report: IngestReport) -> None:
        self._db.execute("UPDATE job SET report = ? WHERE id = ?", (json.dumps(asdict(report)), job))


def _load_report(report: str | None) -> IngestReport | None:
    if report is None:
        return None
    fields = json.loads(report)
    fields["rejected"] = tuple(Rejected(**rejected) for rejected in fields["rejected"])
    return IngestReport(**fields)
