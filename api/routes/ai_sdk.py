"""`POST /api/chat`: chat for clients of Vercel's AI SDK, such as `useChat`."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.dialects.ai_sdk import DONE, VERSION, ChatRequest, ChunkWriter, answers_of_chat, count_files, question_of_chat
from api.dialects.ai_sdk_chunks import Chunk
from api.dialects.rendering import CitationStyle
from api.errors import ERRORS_OF_ALL, ERRORS_OF_BODIES, Refusal, document_beside_stream
from api.guard.body import refuse_parameters, require_json
from api.routes.dependencies import ServiceDep, get_library
from api.wire import examples
from qa.types import Step

router = APIRouter(
    tags=["chat"], dependencies=[Depends(require_json), Depends(refuse_parameters), Depends(get_library)]
)


@dataclass(frozen=True, slots=True)
class Chat:
    """One reply: the steps of its answer, what writes them, and how many files were sent."""

    steps: AsyncIterator[Step]
    writer: ChunkWriter
    files: int


async def begin_chat(
    body: ChatRequest, request: Request, response: Response, service: ServiceDep
) -> AsyncIterator[Chat]:
    """Give the steps of an answer until the request ends; what is refused is refused before a response begins."""
    kept = await service.recall(answers_of_chat(body))
    question = await service.read(partial(question_of_chat, body, kept))
    style = body.citation_style or CitationStyle(service.settings.citation_style)
    response.headers.update(VERSION)
    async with service.ask_in_steps(question, request) as steps:
        yield Chat(steps, ChunkWriter(style, str(request.base_url)), count_files(body))


@router.post(
    "/api/chat",
    summary="Chat by the UI message stream of the AI SDK",
    response_class=EventSourceResponse,
    responses={
        200: {"content": {"text/event-stream": {"example": examples.CHAT_STREAM}}},
        **document_beside_stream(*ERRORS_OF_ALL, *ERRORS_OF_BODIES),
    },
)
async def chat(chat: Annotated[Chat, Depends(begin_chat)]) -> AsyncIterator[ServerSentEvent]:
    """Send the sources of each sentence before its text, and at the end the whole answer as `data-answer`.

    A declined question is answered by text as well. Disconnecting stops the work.
    """
    for chunk in chat.writer.begin(chat.files):
        yield _event_of(chunk)
    try:
        async for step in chat.steps:
            for chunk in chat.writer.write(step):
                yield _event_of(chunk)
    except Refusal as refusal:
        for chunk in chat.writer.fail(refusal.message):
            yield _event_of(chunk)
    yield ServerSentEvent(raw_data=DONE)


def _event_of(chunk: Chunk) -> ServerSentEvent:
    return ServerSentEvent(raw_data=chunk.write())
