"""The chunks of the AI SDK's UI message stream, as `uiMessageChunkSchema` of the package `ai` describes them."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from api.wire.answers import AnswerBody, CitationBody, FindingBody


class Chunk(BaseModel):
    """One chunk of the stream, as `uiMessageChunkSchema` of the package `ai` describes it."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    def write(self) -> str:
        """Return the chunk as JSON."""
        return self.model_dump_json(by_alias=True)


class Start(Chunk):
    """Begins a message."""

    type: Literal["start"] = "start"
    message_id: str


class Plain(Chunk):
    """A chunk that only has a type."""

    type: Literal["start-step", "finish-step"]


class SourceDetail(BaseModel):
    """What the SDK's source has no field for."""

    n: int
    article: str
    version: int
    source: str
    published: datetime
    rights: str | None = None


class SourceMetadata(BaseModel):
    """Ours, among the metadata of providers."""

    dateline: SourceDetail


class SourceUrl(Chunk):
    """A cited article: its address opens at the quote."""

    type: Literal["source-url"] = "source-url"
    source_id: str
    url: str
    title: str
    provider_metadata: SourceMetadata


class CitationData(CitationBody):
    """A citation, with the id of its source and the address that opens it."""

    model_config = ConfigDict(alias_generator=None)

    source_id: str = Field(alias="sourceId")
    address: str


class DataCitation(Chunk):
    """A citation in full, for clients that show quotes."""

    type: Literal["data-citation"] = "data-citation"
    id: str
    data: CitationData


class TextStart(Chunk):
    """Begins a block of text."""

    type: Literal["text-start"] = "text-start"
    id: str


class TextDelta(Chunk):
    """The next part of a block of text."""

    type: Literal["text-delta"] = "text-delta"
    id: str
    delta: str


class Source(Chunk):
    """A source as a text's citation names it."""

    type: Literal["source"] = "source"
    source_type: Literal["url"] = "url"
    id: str
    url: str
    title: str


class TextCitation(Chunk):
    """A citation at `text.slice(startIndex, endIndex)` of its block, in UTF-16 units, as JavaScript counts."""

    source: Source
    start_index: int
    end_index: int
    cited_text: str


class TextEnd(Chunk):
    """Ends a block of text, with its citations."""

    type: Literal["text-end"] = "text-end"
    id: str
    citations: list[TextCitation]


class DataAnswer(Chunk):
    """The whole answer; transient, so that clients do not send it back with every later message."""

    type: Literal["data-answer"] = "data-answer"
    data: AnswerBody
    transient: bool = True


class Metadata(BaseModel):
    """What is kept with the message of an answer."""

    answer: str = Field(description="the answer's id")
    status: Literal["answered", "declined"]
    reason: str | None
    short: str | None
    agreement: str | None
    findings: list[FindingBody]
    published: date | None = Field(description="the day of the first citation")
    asked: str | None
    suggestions: list[str]
    confidence: float
    evidence: float


class Finish(Chunk):
    """Ends a message."""

    type: Literal["finish"] = "finish"
    finish_reason: Literal["stop"] = "stop"
    message_metadata: Metadata


class Error(Chunk):
    """Says what failed after the stream began."""

    type: Literal["error"] = "error"
    error_text: str
