"""What goes over the wire about an index and its files: their state, shape, faults, copies, and rebuilding them."""

from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from api.wire import examples

if TYPE_CHECKING:
    from index.catalogue.jobs import RebuildReport
    from index.search.dense import Shape
    from index.types import Counts


class DenseBody(BaseModel):
    """How vectors are searched: by an `exact` scan, or through `nprobe` of some inverted `lists`.

    `recall` is that of the first ten of a scan, measured when it was built on passages moved to where questions are.
    """

    kind: str
    lists: int | None
    nprobe: int | None
    recall: float


class CountsBody(BaseModel):
    """How much the catalogue holds; `unembedded` passages have no vector yet, and are found by their words alone."""

    articles: int
    versions: int
    passages: int
    unembedded: int


class IndexBody(BaseModel):
    """The state of the index; `lag` counts the accepted articles that are not searchable yet.

    `dense` is null where no engine is open to ask, as for `dateline status`.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [examples.INDEX]})

    generation: int
    counts: CountsBody
    oldest: datetime | None
    newest: datetime | None
    embedder: str
    engine: str
    dense: DenseBody | None
    bytes: int
    lag: int


class RebuildRequest(BaseModel):
    """Which embedding model to change to, of those that the settings allow; null stays with the present one."""

    model_config = ConfigDict(extra="forbid", strict=True, json_schema_extra={"examples": [examples.REBUILD]})

    embedder: str | None = Field(None, min_length=1, max_length=1_000)


class RebuildReportBody(BaseModel):
    """How many passages there are, how many had to be embedded, and for how long it will go on embedding."""

    passages: int
    embedded: int
    seconds_left: float | None


class FaultBody(BaseModel):
    """One thing that is wrong with an index."""

    where: str
    what: str


class CompactionBody(BaseModel):
    """How many bytes the folder took before and after, and what was dropped from the catalogue."""

    before: int
    after: int
    vectors: int
    tombstones: int


class BackupBody(BaseModel):
    """A copy of the catalogue, and of which generation."""

    folder: str
    generation: int
    articles: int
    bytes: int


def show_dense(shape: "Shape") -> DenseBody:
    """Return how vectors are searched as the wire has it."""
    if not shape.lists:
        return DenseBody(kind="exact", lists=None, nprobe=None, recall=1.0)
    return DenseBody(kind="lists", lists=shape.lists, nprobe=shape.nprobe, recall=round(shape.recall, 4))


def show_rebuild_report(report: "RebuildReport") -> RebuildReportBody:
    """Return how far a rebuild has come as the wire has it."""
    left = None if report.seconds_left is None else round(report.seconds_left, 1)
    return RebuildReportBody(passages=report.passages, embedded=report.embedded, seconds_left=left)


def show_counts(counts: "Counts") -> CountsBody:
    """Return how much the catalogue holds."""
    return CountsBody(
        articles=counts.articles,
        versions=counts.versions,
        passages=counts.passages,
        unembedded=counts.unembedded,
    )
