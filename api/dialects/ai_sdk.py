"""The UI message stream of Vercel's AI SDK: what its chat transport sends, and an answer as its chunks."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.dialects.ai_sdk_chunks import (
    Chunk,
    CitationData,
    DataAnswer,
    DataCitation,
    Error,
    Finish,
    Metadata,
    Plain,
    Source,
    SourceDetail,
    SourceMetadata,
    SourceUrl,
    Start,
    TextCitation,
    TextDelta,
    TextEnd,
    TextStart,
)
from api.dialects.messages import Given, Message, answers_of, question_of_messages
from api.dialects.rendering import Annotation, CitationStyle, MessageWriter
from api.wire import examples
from api.wire.answers import show_answer, show_citation
from api.wire.asking import NO_ANSWERS, Moment, Names
from api.wire.filters import make_filters
from api.wire.turns import day_of, drop_surrogates
from index.text import normalise_line
from qa.types import Agreement, Answer, Found, Generator, Question, Step, Style

DONE = "[DONE]"
_NOTICE = re.compile(r"The (attached file was|\d+ attached files were) not read: only text is\.")
VERSION = {"x-vercel-ai-ui-message-stream": "v1"}
"""The header by which the client knows this version of the stream."""


class PartBody(BaseModel):
    """A part of a message; text is read, any other part is ignored."""

    type: str
    text: str | None = None


class MessageBody(BaseModel):
    """A message of the conversation, a `UIMessage`."""

    role: Literal["user", "assistant", "system"]
    parts: list[PartBody]
    metadata: object = Field(
        None,
        description="as the server sent them with the message; those of others are ignored, and so is a wrong form",
    )


class _Metadata(BaseModel):
    """What is read of the metadata that a message of the assistant came with."""

    answer: str | None = Field(None, max_length=100)
    short: str | None = Field(None, max_length=1_000)
    confidence: float | None = None
    agreement: Agreement | None = None
    published: date | None = None


class ChatRequest(BaseModel):
    """What `DefaultChatTransport` sends: the messages, and our filters where its `body` has them."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [examples.CHAT]})

    id: str | None = Field(None, description="the chat's id; not used")
    messages: list[MessageBody] = Field(description="the last one of the user is asked, in the light of those before")
    trigger: str | None = Field(None, description="`submit-message` or `regenerate-message`; not used")
    message_id: str | None = Field(None, alias="messageId", description="not used")
    as_of: Moment = None
    since: Moment = None
    until: Moment = None
    sources: Names = []
    languages: Names = []
    max_sentences: int | None = Field(None, ge=1, le=10, strict=True)
    generator: Literal["auto", "none", "required"] = Field(
        "auto", description="whether a language model writes the answer: if one is configured, never, or nothing else"
    )
    style: Literal["brief", "full", "timeline"] = Field("brief", description="length and order of a written answer")
    citation_style: CitationStyle | None = Field(
        None, description="how the text shows citations: `links` in Markdown, `[1]`, or not at all; by default as set"
    )


def answers_of_chat(request: ChatRequest) -> set[str]:
    """Return the ids of the answers that the latest messages of the assistant came with."""
    return answers_of(_read_messages(request))


def question_of_chat(request: ChatRequest, kept: Mapping[str, Answer] = NO_ANSWERS) -> Question:
    """Return the last message of the user as a question, asked now.

    Of the messages before it, those of the assistant that came with an answer of `kept` are that answer.

    Raises:
        InvalidInput: there is no such message, it is empty or too long, or a filter cannot be parsed.
    """
    filters = make_filters(
        since=request.since,
        until=request.until,
        as_of=request.as_of,
        sources=request.sources,
        languages=request.languages,
    )
    question = question_of_messages(_read_messages(request), filters, request.max_sentences, kept=kept)
    return replace(question, generator=Generator(request.generator), style=Style(request.style))


def _read_messages(request: ChatRequest) -> list[Message]:
    return [
        Message(
            "other" if message.role == "system" else message.role,
            _text_of(message),
            _list_files(message),
            _read_given(message.metadata) if message.role == "assistant" else None,
        )
        for message in request.messages
    ]


def _read_given(metadata: object) -> Given | None:
    """Return what metadata say of an answer; None where they are not of the form in which we send them."""
    try:
        read = _Metadata.model_validate(metadata)
    except ValidationError:
        return None
    short = None if read.short is None else normalise_line(drop_surrogates(read.short))
    return Given(read.answer, short, read.confidence, read.agreement, read.published)


def count_files(request: ChatRequest) -> int:
    """Return the number of files in the last message of the user, which are not read."""
    asked = [message for message in request.messages if message.role == "user"]
    return sum(part.type == "file" for part in asked[-1].parts) if asked else 0


def _list_files(message: MessageBody) -> tuple[str, ...]:
    return tuple(part.type for part in message.parts if part.type == "file")


def _text_of(message: MessageBody) -> str:
    """Return the text of a message, a paragraph for each block, without our own notice of files that were not read."""
    texts = [part.text.strip() for part in message.parts if part.type == "text" and part.text]
    return "\n\n".join(text for text in texts if not _NOTICE.fullmatch(text))


class ChunkWriter:
    """Write the steps of one answer as chunks: the sources of each sentence before its text.

    `server` is the address of this server, for articles without a URL.
    """

    def __init__(self, style: CitationStyle, server: str) -> None:
        self._writer = MessageWriter(style, server)
        self._blocks, self._block = 0, ""  # the block that is open has a text
        self._begun = 0  # where the block begins in the text of the writer
        self._citations: list[TextCitation] = []

    def begin(self, files: int = 0) -> list[Chunk]:
        """Return the first chunks; they say that attached files are not read."""
        chunks: list[Chunk] = [Start(message_id=f"msg_{secrets.token_hex(12)}"), Plain(type="start-step")]
        if files:
            what = "The attached file was" if files == 1 else f"The {files} attached files were"
            notice = f"{what} not read: only text is."
            chunks += [TextStart(id="notice"), TextDelta(id="notice", delta=notice), TextEnd(id="notice", citations=[])]
        return chunks

    def write(self, step: Step) -> list[Chunk]:
        """Return what a step adds to the message."""
        piece = self._writer.write(step)
        match step:
            case Found():  # the question that a follow-up became is a block of its own, before any source
                return [*self._extend(piece.text), *self._end()]
            case Answer():
                chunks = [*self._extend(piece.text), *self._end()]
                return [*chunks, DataAnswer(data=show_answer(step)), Plain(type="finish-step"), _finish(step)]
        sources = [chunk for annotation in piece.annotations for chunk in _show_source(annotation)]
        chunks = [*sources, *self._extend(piece.text)]
        self._citations += [self._place(annotation) for annotation in piece.annotations]
        return chunks

    def fail(self, message: str) -> list[Chunk]:
        """Return the chunks that end a message that failed."""
        return [*self._end(), Error(error_text=message)]

    @property
    def _id(self) -> str:
        return f"text-{self._blocks}"

    def _extend(self, text: str) -> list[Chunk]:
        """Add to the block; it begins with its first character that is not a space."""
        if self._block:
            self._block += text
            return [TextDelta(id=self._id, delta=text)] if text else []
        self._block = text.lstrip()
        self._begun += len(text) - len(self._block)
        if not self._block:
            return []
        self._blocks += 1
        return [TextStart(id=self._id), TextDelta(id=self._id, delta=self._block)]

    def _end(self) -> list[Chunk]:
        if not self._block:
            return []
        ended = TextEnd(id=self._id, citations=self._citations)
        self._begun += len(self._block)
        self._block, self._citations = "", []
        return [ended]

    def _place(self, annotation: Annotation) -> TextCitation:
        citation = annotation.citation
        return TextCitation(
            source=Source(id=_source_id(citation.n), url=annotation.url, title=citation.title),
            start_index=_count_units(self._block[: annotation.start - self._begun]),
            end_index=_count_units(self._block[: annotation.end - self._begun]),
            cited_text=citation.quote,
        )


def _show_source(annotation: Annotation) -> list[Chunk]:
    citation = annotation.citation
    detail = SourceDetail.model_validate(citation, from_attributes=True)
    source = SourceUrl(
        source_id=_source_id(citation.n),
        url=annotation.url,
        title=citation.title,
        provider_metadata=SourceMetadata(dateline=detail),
    )
    fields = dict(show_citation(citation)) | {"sourceId": source.source_id, "address": annotation.url}
    return [source, DataCitation(id=f"citation-{citation.n}", data=CitationData.model_validate(fields))]


def _finish(answer: Answer) -> Finish:
    body = show_answer(answer)
    own = {"answer": body.id, "published": day_of(answer)}
    shown = {name: getattr(body, name) for name in Metadata.model_fields if name not in own}
    return Finish(message_metadata=Metadata.model_validate(shown | own))


def _source_id(n: int) -> str:
    return f"source-{n}"


def _count_units(text: str) -> int:
    """Return the length of a text in UTF-16 units: a character beyond the first 65,536 counts twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
