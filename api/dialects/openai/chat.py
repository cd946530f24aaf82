"""Answers as OpenAI's chat completions, whole or in chunks."""

import secrets
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.dialects.openai.models import MODEL
from api.dialects.openai.open_webui import EventBody, report_end, report_step
from api.dialects.openai.reply import DatelineBody, Reply, show_dateline
from api.dialects.rendering import Annotation
from api.errors import Refusal
from api.wire import openai_examples as examples
from qa.types import Answer, Step


class UrlCitation(BaseModel):
    """A citation of `content[start_index:end_index]`, in code points; the same place in UTF-16 for JavaScript."""

    start_index: int
    end_index: int
    url: str
    title: str
    start_utf16: int
    end_utf16: int


class AnnotationBody(BaseModel):
    """An annotation of a message."""

    type: Literal["url_citation"]
    url_citation: UrlCitation


class UsageBody(BaseModel):
    """Tokens, counted by the embedding model: of the question with its earlier turns, and of the text."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


FinishReason = Literal["stop", "length"]


class AssistantBody(BaseModel):
    """The message of an answer."""

    role: Literal["assistant"]
    content: str
    refusal: None
    annotations: list[AnnotationBody]


class ChoiceBody(BaseModel):
    """The one choice."""

    index: Literal[0]
    message: AssistantBody
    logprobs: None
    finish_reason: FinishReason = Field(description="`length` if sentences were left out because of a limit")


class CompletionBody(BaseModel):
    """A chat completion."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.COMPLETION]})

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[ChoiceBody]
    usage: UsageBody
    dateline: DatelineBody


class DeltaBody(BaseModel):
    """What a chunk adds to the message."""

    role: Literal["assistant"] | None = None
    content: str | None = None
    annotations: list[AnnotationBody] | None = None


class ChunkChoiceBody(BaseModel):
    """The one choice of a chunk."""

    index: Literal[0]
    delta: DeltaBody
    finish_reason: FinishReason | None


class ChunkBody(BaseModel):
    """A chunk of a chat completion; `dateline` is in the last one that has a choice."""

    id: str
    object: Literal["chat.completion.chunk"]
    created: int
    model: str
    choices: list[ChunkChoiceBody]
    usage: UsageBody | None = None
    dateline: DatelineBody | None = None
    event: Annotated[EventBody | None, Field(description="an event for Open WebUI")] = None


@dataclass(frozen=True, slots=True)
class Chat:
    """How a chat is to be answered, besides its text; `created` is in seconds since 1970."""

    created: int
    prompt_tokens: int
    ignored: list[str]
    include_usage: bool = False
    open_webui: bool = False
    id: str = field(default_factory=lambda: f"chatcmpl-{secrets.token_hex(12)}")


def show_completion(chat: Chat, reply: Reply, steps: Iterable[Step]) -> CompletionBody:
    """Return the whole completion of some steps, the last of which is the answer."""
    answer: Answer | None = None
    for step in steps:
        reply.add(step)
        answer = step if isinstance(step, Answer) else answer
    if answer is None:
        raise ValueError("the steps do not end with an answer")
    annotations = [_show_annotation(one) for one in reply.annotations]
    message = AssistantBody(role="assistant", content=reply.text, refusal=None, annotations=annotations)
    return CompletionBody(
        id=chat.id,
        object="chat.completion",
        created=chat.created,
        model=MODEL,
        choices=[ChoiceBody(index=0, message=message, logprobs=None, finish_reason=_finish(reply))],
        usage=_count(chat, reply),
        dateline=show_dateline(answer, chat.ignored),
    )


async def stream_chunks(chat: Chat, reply: Reply, steps: AsyncIterator[Step]) -> AsyncIterator[ChunkBody]:
    """Yield the chunks of a completion, each as soon as its step is ready.

    Raises:
        Refusal: a step failed.
    """
    yield _chunk(chat, DeltaBody(role="assistant", content=""))
    try:
        async for step in steps:
            for chunk in _chunks_of(step, chat, reply):
                yield chunk
    except Refusal:
        if chat.open_webui:  # else it shows a search that goes on
            yield _event_chunk(chat, report_end())
        raise
    if chat.include_usage:
        last = _chunk(chat, None)
        last.usage = _count(chat, reply)
        yield last


def _chunks_of(step: Step, chat: Chat, reply: Reply) -> Iterator[ChunkBody]:
    piece = reply.add(step)
    if chat.open_webui:
        yield from (_event_chunk(chat, event) for event in report_step(step, piece.annotations))
    if piece.text:
        yield _chunk(chat, DeltaBody(content=piece.text))
    if piece.annotations and not chat.open_webui:  # which would list each source twice
        yield _chunk(chat, DeltaBody(annotations=[_show_annotation(one) for one in piece.annotations]))
    if isinstance(step, Answer):
        last = _chunk(chat, DeltaBody(), _finish(reply))
        last.dateline = show_dateline(step, chat.ignored)
        yield last


def _event_chunk(chat: Chat, event: EventBody) -> ChunkBody:
    """Return a chunk with an event; its delta is empty, so that other clients ignore it."""
    chunk = _chunk(chat, DeltaBody())
    chunk.event = event
    return chunk


def _chunk(chat: Chat, delta: DeltaBody | None, finish_reason: FinishReason | None = None) -> ChunkBody:
    """Return a chunk with a delta, or without a choice; fields that are not set are not sent."""
    choices = [] if delta is None else [ChunkChoiceBody(index=0, delta=delta, finish_reason=finish_reason)]
    chunk = ChunkBody(id=chat.id, object="chat.completion.chunk", created=chat.created, model=MODEL, choices=choices)
    if chat.include_usage:
        chunk.usage = None
    return chunk


def _finish(reply: Reply) -> FinishReason:
    return "length" if reply.cut else "stop"


def _count(chat: Chat, reply: Reply) -> UsageBody:
    return UsageBody(
        prompt_tokens=chat.prompt_tokens,
        completion_tokens=reply.tokens,
        total_tokens=chat.prompt_tokens + reply.tokens,
    )


def _show_annotation(annotation: Annotation) -> AnnotationBody:
    span = annotation.span
    return AnnotationBody(
        type="url_citation",
        url_citation=UrlCitation(
            start_index=span.start,
            end_index=span.end,
            url=annotation.url,
            title=annotation.citation.title,
            start_utf16=span.start_utf16,
            end_utf16=span.end_utf16,
        ),
    )
