"""`POST /ask` and `POST /ask/stream`."""

from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.dialects.markdown_answer import MARKDOWN, STATUS, write_markdown
from api.dialects.rendering import CitationStyle, MessageWriter
from api.errors import ERRORS_OF_ALL, ERRORS_OF_BODIES, Refusal, document, document_beside_stream
from api.guard.body import JSON, refuse_parameters, require_json
from api.routes.dependencies import ServiceDep, get_library
from api.wire import examples
from api.wire.answers import AnswerBody, show_answer
from api.wire.asking import AskRequest, question_of_ask
from api.wire.events import ErrorEvent, SourcesEvent, show_sentence
from api.wire.hits import show_hit
from api.wire.turns import answers_of
from qa.types import Answer, Found, Proved, Question, Step

router = APIRouter(
    tags=["asking"], dependencies=[Depends(require_json), Depends(refuse_parameters), Depends(get_library)]
)


async def read_question(request: AskRequest, service: ServiceDep) -> Question:
    """Return the question of the body; one that is refused is refused before a response begins."""
    kept = await service.recall(answers_of(request.conversation))
    return await service.read(partial(question_of_ask, request, kept))


QuestionDep = Annotated[Question, Depends(read_question)]


async def begin_answer(
    request: Request, service: ServiceDep, question: QuestionDep
) -> AsyncIterator[AsyncIterator[Step]]:
    """Give the steps of an answer until the request ends; a full queue is refused before a response begins."""
    async with service.ask_in_steps(question, request) as steps:
        yield steps


@router.post(
    "/ask",
    summary="Answer a question with citations, or decline it",
    response_model=AnswerBody,
    responses={200: {"content": {MARKDOWN: {"example": examples.MARKDOWN}}}, **document(*ERRORS_OF_BODIES)},
)
async def ask(request: Request, service: ServiceDep, question: QuestionDep) -> AnswerBody | Response:
    """Answer from the indexed articles. A declined question is an answer too: 200, with its reason.

    With `Accept: text/markdown` the answer is Markdown with links, and the header `Dateline-Status` says whether it was
    answered or declined.
    """
    answer = await service.ask(question, request)
    if not _prefers_markdown(request):
        return show_answer(answer)
    text = write_markdown(answer, MessageWriter(CitationStyle.LINKS, str(request.base_url)))
    return Response(text, media_type=MARKDOWN, headers={STATUS: answer.status, "Vary": "Accept"})


def _prefers_markdown(request: Request) -> bool:
    """Return whether the client names Markdown, and does so before JSON."""
    named = [kind.partition(";")[0].strip().lower() for kind in request.headers.get("accept", "").split(",")]
    return next((kind for kind in named if kind in (MARKDOWN, JSON)), JSON) == MARKDOWN


@router.post(
    "/ask/stream",
    summary="Answer a question as a stream, each sentence once it is verified",
    response_class=EventSourceResponse,
    responses={
        200: {"content": {"text/event-stream": {"example": examples.STREAM}}},
        **document_beside_stream(*ERRORS_OF_ALL, *ERRORS_OF_BODIES),
    },
)
async def ask_in_steps(steps: Annotated[AsyncIterator[Step], Depends(begin_answer)]) -> AsyncIterator[ServerSentEvent]:
    """Send `sources`, then each `sentence`, last `answer`, or `error` on failure. Disconnecting stops the work."""
    try:
        async for step in steps:
            yield _event_of(step)
    except Refusal as refusal:
        yield ServerSentEvent(event="error", data=ErrorEvent(type=refusal.type, message=refusal.message))


def _event_of(step: Step) -> ServerSentEvent:
    match step:
        case Found(hits):
            return ServerSentEvent(event="sources", data=SourcesEvent(hits=[show_hit(hit) for hit in hits]))
        case Proved(sentence, citations):
            return ServerSentEvent(event="sentence", data=show_sentence(sentence, citations))
        case Answer():
            return ServerSentEvent(event="answer", data=show_answer(step))
