"""What goes over the wire about what was accepted, and the jobs that came of it."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from api.wire import examples
from api.wire.storage import RebuildReportBody, show_rebuild_report
from index.catalogue.jobs import Job
from index.types import Rejected


class RejectedBody(BaseModel):
    """A record that was refused: its place in the request, from 0, or its id where it had been accepted before."""

    index: int | None
    id: str | None
    reason: str


class AcceptedBody(BaseModel):
    """What was accepted, and is on disk; of `ids` and `rejected` the first ones, where there are very many."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.ACCEPTED]})

    job: str
    accepted: int
    ids: list[str]
    rejected: list[RejectedBody]
    rejections: int


class ReportBody(BaseModel):
    """What became of the articles of a job."""

    added: int
    updated: int
    unchanged: int
    passages: int
    embedded: int
    rejections: int
    rejected: list[RejectedBody]


class JobBody(BaseModel):
    """A piece of work that outlives the request that asked for it."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.JOB]})

    id: str
    kind: str
    state: str
    done: int
    total: int
    report: ReportBody | RebuildReportBody | None
    error: str | None
    created: datetime


class StoredBody(JobBody):
    """A finished job of articles, with the ids that were accepted; the first ones, where there are very many."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.STORED]})

    ids: list[str]


def show_job(job: Job) -> JobBody:
    """Return a job as the wire has it."""
    report: ReportBody | RebuildReportBody | None = None
    if job.report:
        rejected = [show_rejected(one) for one in job.report.rejected]
        report = ReportBody.model_validate(
            {name: getattr(job.report, name) for name in ReportBody.model_fields} | {"rejected": rejected}
        )
    elif job.rebuild:
        report = show_rebuild_report(job.rebuild)
    return JobBody(
        id=job.id,
        kind=job.kind,
        state=job.state,
        done=job.done,
        total=job.total,
        report=report,
        error=job.error,
        created=job.created,
    )


def show_stored(job: Job, ids: list[str]) -> StoredBody:
    """Return a finished job as the wire has it, with the ids of its articles."""
    return StoredBody.model_validate(dict(show_job(job)) | {"ids": ids})


def show_rejected(rejected: Rejected) -> RejectedBody:
    """Return a rejection: by its place in the request, from 0, or by the id of what had been accepted."""
    index = None if rejected.line is None else rejected.line - 1
    return RejectedBody(index=index, id=rejected.origin or None, reason=rejected.reason)
