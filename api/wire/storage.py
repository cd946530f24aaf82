"""The state of an index, and what is done to its files: rebuilding, checking, compacting, backing up."""

from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from api.wire import examples

if TYPE_CHECKING:
    from index.catalogue.jobs import RebuildReport
    from index.search.engine import Shape
    from index.types import Counts


class DenseBody(BaseModel):
    """How vectors are searched: by an `exact` scan, or in `nprobe` of the inverted `lists`.

    `recall` is the share of an exact scan's first ten hits that are found. It is measured when the index is built, on
    passages shifted towards questions.
    """

    kind: str
    lists: int | None
    nprobe: int | None
    recall: float


class CountsBody(BaseModel):
    """How much the catalogue holds; `unembedded` passages have no vector yet: only the lexical search finds them."""

    articles: int
    versions: int
    passages: int
    unembedded: int


class IndexBody(BaseModel):
    """The state of the index; `lag` counts the accepted articles that are not searchable yet.

    `dense` is null if no engine is open, as in `dateline status`, and if a server of its own searches vectors.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [examples.INDEX]})

    generation: int
    counts: CountsBody
    oldest: datetime | None
    newest: datetime | None
    embedder: str
    generator: str | None = Field(
        default=None,
        exclude_if=lambda value: value is None,
        description="the language model that writes; absent without one",
    )
    engine: str
    dense: DenseBody | None
    bytes: int
    lag: int


class RebuildRequest(BaseModel):
    """The embedding model to change to, one that the settings allow; null keeps the current one."""

    model_config = ConfigDict(extra="forbid", strict=True, json_schema_extra={"examples": [examples.REBUILD]})

    embedder: str | None = Field(None, min_length=1, max_length=1_000)


class RebuildReportBody(BaseModel):
    """How many passages there are, how many were embedded, and how many seconds embedding will take."""

    passages: int
    embedded: int
    seconds_left: float | None


class EmbeddedBody(BaseModel):
    """How many vectors of a model were taken from files, and how many were made."""

    model: str
    imported: int
    embedded: int


class FaultBody(BaseModel):
    """A fault in an index."""

    where: str
    what: str


class CompactionBody(BaseModel):
    """The size of the data folder before and after, in bytes, and how much was dropped from the catalogue."""

    before: int
    after: int
    vectors: int
    tombstones: int


class BackupBody(BaseModel):
    """A copy of the catalogue, and its generation."""

    folder: str
    generation: int
    articles: int
    bytes: int


class MoveBody(BaseModel):
    """An archive that was copied into another catalogue: its generation, and how much there is of it."""

    target: str
    generation: int
    articles: int
    rows: int


def show_dense(shape: "Shape | None") -> DenseBody | None:
    """Return how vectors are searched, in its wire format; None if a server does that."""
    if shape is None:
        return None
    if not shape.lists:
        return DenseBody(kind="exact", lists=None, nprobe=None, recall=1.0)
    return DenseBody(kind="lists", lists=shape.lists, nprobe=shape.nprobe, recall=round(shape.recall, 4))


def show_rebuild_report(report: "RebuildReport") -> RebuildReportBody:
    """Return the progress of a rebuild in its wire format."""
    left = None if report.seconds_left is None else round(report.seconds_left, 1)
    return RebuildReportBody(passages=report.passages, embedded=report.embedded, seconds_left=left)


def show_counts(counts: "Counts") -> CountsBody:
    """Return the counts of the catalogue in their wire format."""
    return CountsBody(
        articles=counts.articles,
        versions=counts.versions,
        passages=counts.passages,
        unembedded=counts.unembedded,
    )
