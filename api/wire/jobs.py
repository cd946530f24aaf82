"""Receipts for accepted articles, and jobs."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from api.wire import examples
from api.wire.storage import RebuildReportBody, show_rebuild_report
from index.catalogue.jobs import Job
from index.types import Rejected


class RejectedBody(BaseModel):
    """A rejected record: its place in the request, from 0, or its id if it had been accepted."""

    index: int | None
    id: str | None
    reason: str


class AcceptedBody(BaseModel):
    """What was accepted, durably; `ids` and `rejected` list only the first ones if there are very many."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.ACCEPTED]})

    job: str
    accepted: int
    ids: list[str]
    rejected: list[RejectedBody]
    rejections: int


class ReportBody(BaseModel):
    """The result of a job that stores articles."""

    added: int
    updated: int
    unchanged: int
    withdrawn: int
    passages: int
    embedded: int
    held: int = Field(0, description="articles that wait for the end of an embargo")
    rejections: int
    rejected: list[RejectedBody]


class JobBody(BaseModel):
    """Work that goes on after the request that started it."""

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
    """A finished job, with the ids of the articles it accepted; only the first ones if there are very many."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.STORED]})

    ids: list[str]


def show_job(job: Job) -> JobBody:
    """Return a job in its wire format."""
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
    """Return a finished job in its wire format, with the ids of its articles."""
    return StoredBody.model_validate(dict(show_job(job)) | {"ids": ids})


def show_rejected(rejected: Rejected) -> RejectedBody:
    """Return a rejected record in its wire format."""
    index = None if rejected.line is None else rejected.line - 1
    return RejectedBody(index=index, id=rejected.origin or None, reason=rejected.reason)
