"""OpenAI's calls: `GET /v1/models`, `POST /v1/chat/completions` and `POST /v1/responses`."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.sse import EventSourceResponse, format_sse_event

from api.dialects.openai.chat import Chat, CompletionBody, show_completion, stream_chunks
from api.dialects.openai.models import ModelBody, ModelsBody, show_model
from api.dialects.openai.question import list_ignored, question_of_chat, question_of_response, refuse_model, style_of
from api.dialects.openai.reply import Reply, count_prompt
from api.dialects.openai.request import ChatRequest, Options, ResponseRequest
from api.dialects.openai.response_bodies import ResponseBody
from api.dialects.openai.responses import Asked, ResponseWriter
from api.dialects.rendering import CitationStyle, MessageWriter
from api.errors import ERRORS_OF_ALL, ERRORS_OF_BODIES, Refusal, write_error
from api.guard.body import refuse_parameters, require_json
from api.guard.slots import while_connected
from api.routes.dependencies import ServiceDep, get_library
from api.service import Service
from api.wire import openai_examples as examples
from api.wire.errors import OPENAI_PATHS, OpenAIErrorBody
from index.dates import to_epoch
from qa.types import Question, Step

_STREAM_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
_STREAM = "text/event-stream"

EventsFor = Annotated[
    Literal["open-webui"] | None,
    Header(
        alias="X-Dateline-Events",
        description="send the events of this chat interface within the stream",
        examples=["open-webui"],
    ),
]


def _document(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: {"model": OpenAIErrorBody} for status in (*ERRORS_OF_ALL, *statuses)}


router = APIRouter(prefix="/v1", tags=["OpenAI"], dependencies=[Depends(refuse_parameters)], responses=_document(422))
_READY = [Depends(require_json), Depends(get_library)]


@dataclass(frozen=True, slots=True)
class BegunChat:
    """A chat, its question and the steps of its answer."""

    body: ChatRequest
    question: Question
    steps: AsyncIterator[Step]


@dataclass(frozen=True, slots=True)
class BegunResponse:
    """The request of a response, its question and the steps of its answer."""

    body: ResponseRequest
    question: Question
    steps: AsyncIterator[Step]


async def begin_chat(request: Request, service: ServiceDep, body: ChatRequest) -> AsyncIterator[BegunChat]:
    """Give the steps of an answer until the request ends; a chat that is refused is refused before a reply begins."""
    question = await service.read(partial(question_of_chat, body))
    async with service.ask_in_steps(question, request) as steps:
        yield BegunChat(body, question, steps)


async def begin_response(request: Request, service: ServiceDep, body: ResponseRequest) -> AsyncIterator[BegunResponse]:
    """Give the steps of an answer, likewise."""
    question = await service.read(partial(question_of_response, body))
    async with service.ask_in_steps(question, request) as steps:
        yield BegunResponse(body, question, steps)


@router.get("/models", summary="List the one model")
async def list_models() -> ModelsBody:
    """Return the model that answers: `dateline`."""
    return ModelsBody(object="list", data=[show_model()])


@router.get("/models/{model}", summary="Describe the model", responses=_document(404))
async def get_model(model: str) -> ModelBody:
    """Return the model; any other name is 404."""
    refuse_model(model)
    return show_model()


@router.post(
    "/chat/completions",
    summary="Answer the last message of a conversation",
    response_model=CompletionBody,
    responses={
        200: {"content": {_STREAM: {"example": examples.CHUNKS}}},
        **_document(*ERRORS_OF_BODIES, 404),
    },
    dependencies=_READY,
)
async def complete_chat(
    request: Request,
    service: ServiceDep,
    begun: Annotated[BegunChat, Depends(begin_chat)],
    events: EventsFor = None,
) -> CompletionBody | Response:
    """Answer with citations, as one completion or, with `stream`, in chunks.

    A declined question is a message too: it says what was looked for, and names the nearest articles.
    """
    body, open_webui = begun.body, bool(events) or service.settings.open_webui
    reply = _make_reply(request, service, body, body.limit, open_webui=open_webui and bool(body.stream))
    chat = Chat(
        created=to_epoch(begun.question.asked),
        prompt_tokens=await _count(service, begun.question),
        ignored=list_ignored(body),
        include_usage=bool(body.stream_options and body.stream_options.include_usage),
        open_webui=open_webui,
    )
    if body.stream:
        return _respond(_write_chunks(chat, reply, begun.steps))
    return show_completion(chat, reply, await _collect(begun.steps, request))


@router.post(
    "/responses",
    summary="Answer a question, or the last message of a conversation",
    response_model=ResponseBody,
    responses={
        200: {"content": {_STREAM: {"example": examples.RESPONSE_EVENTS}}},
        **_document(*ERRORS_OF_BODIES, 404),
    },
    dependencies=_READY,
)
async def create_response(
    request: Request,
    service: ServiceDep,
    begun: Annotated[BegunResponse, Depends(begin_response)],
) -> ResponseBody | Response:
    """Answer with citations, as one response or, with `stream`, in events.

    With the tool `file_search` the response begins with the passages that were found.
    """
    body = begun.body
    asked = Asked(
        question=begun.question.text,
        created=to_epoch(begun.question.asked),
        prompt_tokens=await _count(service, begun.question),
        ignored=list_ignored(body),
        limit=body.max_output_tokens,
        searches_files=body.searches_files,
    )
    writer = ResponseWriter(asked, _make_reply(request, service, body, body.max_output_tokens))
    if body.stream:
        return _respond(_write_events(writer, begun.steps))
    return writer.show(await _collect(begun.steps, request))


def _make_reply(
    request: Request, service: Service, body: Options, limit: int | None, *, open_webui: bool = False
) -> Reply:
    """Return an empty reply; for Open WebUI, which makes a button of each `[1]`, in Markdown with markers."""
    default = CitationStyle.MARKERS if open_webui else CitationStyle(service.settings.citation_style)
    style = style_of(body, default)
    markdown = open_webui or style is CitationStyle.LINKS
    writer = MessageWriter(style, str(request.base_url), markdown=markdown)
    return Reply(writer, service.library.embedder.count_tokens, limit)


async def _count(service: Service, question: Question) -> int:
    return await service.read(partial(count_prompt, question, service.library.embedder.count_tokens))


async def _collect(steps: AsyncIterator[Step], request: Request) -> list[Step]:
    """Return all steps; stop when the client disconnects."""

    async def collect() -> list[Step]:
        return [step async for step in steps]

    return await while_connected(request, collect)


async def _write_chunks(chat: Chat, reply: Reply, steps: AsyncIterator[Step]) -> AsyncIterator[bytes]:
    try:
        async for chunk in stream_chunks(chat, reply, steps):
            yield format_sse_event(data_str=chunk.model_dump_json(exclude_unset=True))
        yield format_sse_event(data_str="[DONE]")
    except Refusal as refusal:  # nothing follows: `[DONE]` would make a whole answer of it
        yield format_sse_event(data_str=write_error(refusal.status_code, refusal.message, path=OPENAI_PATHS))


async def _write_events(writer: ResponseWriter, steps: AsyncIterator[Step]) -> AsyncIterator[bytes]:
    async for event in writer.stream(steps):
        yield format_sse_event(data_str=event.model_dump_json(exclude_unset=True), event=event.type)


def _respond(events: AsyncIterator[bytes]) -> Response:
    return EventSourceResponse(events, headers=_STREAM_HEADERS)
