"""What goes over the wire when something is asked. `api.wire.translation` turns our values into these."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.wire import examples

MAX_HITS = 100

Moment = Annotated[
    str | None, Field(description="ISO 8601; a bare date is the whole day, UTC", examples=["2015-02-01"])
]
Names = Annotated[list[Annotated[str, Field(json_schema_extra={"minLength": 1})]], Field(max_length=100)]


class AskRequest(BaseModel):
    """A question and what it may be answered from; only `question` is required."""

    model_config = ConfigDict(extra="forbid", strict=True, json_schema_extra={"examples": [examples.ASK]})

    question: str = Field(description="1 to 1,000 characters", json_schema_extra={"minLength": 1})
    as_of: Moment = None
    since: Moment = None
    until: Moment = None
    sources: Names = []
    languages: Names = []
    max_sentences: int = Field(3, ge=1, le=10)
    generator: Literal["auto", "none"] = Field("auto", description="`none` never asks a model server")


class SearchQuery(BaseModel):
    """The parameters of a search; `source` and `language` may be given more than once."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field(
        description="1 to 1,000 characters", examples=["Kobane liberated"], json_schema_extra={"minLength": 1}
    )
    k: int = Field(10, ge=1, le=MAX_HITS, description="how many passages at most", examples=[10])
    since: Moment = None
    until: Moment = None
    as_of: Moment = None
    source: Names = []
    language: Names = []


class FamilyBody(BaseModel):
    """How many independent articles say the same, and how many are copies of one.

    `verbatim` counts the copies that were seen to carry the quote word for word.
    """

    independent: int
    copies: int
    verbatim: int = 0


class CitationBody(BaseModel):
    """A proof: `version.text[start:end] == quote`, in Unicode code points, end exclusive."""

    n: int
    article: str
    version: int
    title: str
    source: str
    authors: list[str]
    published: datetime
    modified: datetime | None
    url: str | None
    link: str | None
    quote: str
    start: int
    end: int
    family: FamilyBody
    note: str | None


class SentenceBody(BaseModel):
    """A sentence of the answer, with the numbers of the citations that prove it."""

    text: str
    citations: list[int]


class ResolvedBody(BaseModel):
    """What the `words` of an article mean by the day it was published: a time that begins on `date`."""

    date: date
    precision: Literal["day", "week", "month", "year"] = Field(description="how long the time lasts")
    words: str = Field(examples=["Monday"])


class FindingBody(BaseModel):
    """A short answer in the words of its first citation's quote, with the numbers of the citations that say so."""

    text: str
    citations: list[int]
    confidence: float | None
    resolved: ResolvedBody | None = Field(description="what a date means that is named only by its article's day")


class HitBody(BaseModel):
    """A passage that was found; ranks count from 1, null where that search did not find it."""

    article: str
    version: int
    title: str
    source: str
    published: datetime
    url: str | None
    text: str
    start: int
    end: int
    score: float
    lexical_rank: int | None
    dense_rank: int | None


class DroppedBody(BaseModel):
    """A sentence that was not said, and why."""

    text: str
    reason: str


class FiltersBody(BaseModel):
    """The filters as they were understood."""

    as_of: datetime | None
    since: datetime | None
    until: datetime | None
    sources: list[str]
    languages: list[str]


class IndexStateBody(BaseModel):
    """The generation of the index that was asked."""

    generation: int
    articles: int
    newest: datetime | None


class ModelsBody(BaseModel):
    """The models that took part; null where there was none."""

    embedder: str
    reader: str | None
    generator: str | None


class ReadBody(BaseModel):
    """How many passages were read, of how many that were to be read; less than all only where the time limit cut it."""

    passages: int
    of: int


class TimingsBody(BaseModel):
    """Milliseconds."""

    embed: float
    search: float
    read: float
    verify: float
    total: float


class AnswerBody(BaseModel):
    """An answer, or a declined question: then with a reason, without sentences, and with the nearest passages."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.ANSWER]})

    id: str
    question: str
    status: Literal["answered", "declined"]
    reason: str | None
    short: str | None = Field(description="the span that answers; null where there is none, or a list")
    agreement: Literal["single", "list", "disagree", "unknown"] = Field(
        description="how the findings stand to each other: one at most, all hold, or only one can; unknown where"
        " reading was cut short and found one at most"
    )
    findings: list[FindingBody]
    text: str
    sentences: list[SentenceBody]
    citations: list[CitationBody]
    confidence: float
    evidence: float
    read: ReadBody
    near: list[HitBody]
    dropped: list[DroppedBody]
    filters: FiltersBody
    index: IndexStateBody
    model: ModelsBody
    timings_ms: TimingsBody


class SearchBody(BaseModel):
    """The passages that were found, best first."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.SEARCH]})

    hits: list[HitBody]
    filters: FiltersBody
    index: IndexStateBody


class SourcesEvent(BaseModel):
    """First event of a stream: what was found."""

    hits: list[HitBody]


class SentenceEvent(BaseModel):
    """One event a sentence, once it is proved."""

    text: str
    citations: list[CitationBody]


class ErrorEvent(BaseModel):
    """The last event of a stream that failed after its start."""

    type: str
    message: str


class ErrorDetail(BaseModel):
    """What went wrong, in one sentence; `field` names the part of the request that did it."""

    type: str
    message: str
    field: str | None


class ErrorBody(BaseModel):
    """The one shape of every error."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.ERROR]})

    error: ErrorDetail


class StatusBody(BaseModel):
    """That the server lives."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.STATUS]})

    status: str


class ReadinessBody(BaseModel):
    """Whether the server is ready for one thing, or why it is not."""

    ready: bool
    reason: str | None = None


class ReadyBody(BaseModel):
    """What the server is ready for: to ask questions of it, and to store articles in it."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.READY]})

    status: str
    ask: ReadinessBody
    store: ReadinessBody
