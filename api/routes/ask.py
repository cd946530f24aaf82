"""`POST /ask` and `POST /ask/stream`."""

from collections.abc import AsyncIterator, Generator, Iterator
from functools import partial
from typing import Annotated

from anyio import from_thread
from fastapi import APIRouter, Depends, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.errors import (
    ERRORS_OF_ALL,
    ERRORS_OF_BODIES,
    TYPES,
    document,
    document_beside_stream,
    note_bug,
    refuse,
)
from api.guard.body import refuse_parameters, require_json
from api.guard.slots import while_connected
from api.service import LibraryDep, Service, ServiceDep
from api.wire import examples
from api.wire.answers import AnswerBody, show_answer
from api.wire.asking import AskRequest, question_of_ask
from api.wire.events import ErrorEvent, SourcesEvent, show_sentence
from api.wire.history import keep_answer
from api.wire.hits import show_hit
from index.errors import DatelineError
from qa.answer import answer, answer_in_steps
from qa.reading.reader import Reader
from qa.types import Answer, Found, Proved, Question, Step

router = APIRouter(tags=["asking"], dependencies=[Depends(require_json), Depends(refuse_parameters)])


async def read_request(request: AskRequest) -> Question:
    """Return the question of the body, before any of the answer is sent."""
    return question_of_ask(request)


QuestionDep = Annotated[Question, Depends(read_request)]


async def begin_answer(
    request: Request, library: LibraryDep, service: ServiceDep, question: QuestionDep
) -> AsyncIterator[Iterator[Step]]:
    """Give the steps of an answer, and a slot to take them in, until the request ends: a client may go at any time."""
    steps = answer_in_steps(question, library, _cancellable(service.reader))
    await while_connected(request, service.slots.acquire)
    try:
        yield steps
    finally:
        service.slots.release()
        if isinstance(steps, Generator):
            steps.close()


@router.post("/ask", summary="Answer a question with proofs, or decline to", responses=document(*ERRORS_OF_BODIES))
async def ask(request: Request, library: LibraryDep, service: ServiceDep, question: QuestionDep) -> AnswerBody:
    """Answer from what the index holds. A declined question is an answer too: 200, with its reason."""
    given = await service.work(partial(answer, question, library, _cancellable(service.reader)), request)
    _keep(given, question, service)
    return show_answer(given)


@router.post(
    "/ask/stream",
    summary="Answer a question, each sentence as soon as it is proved",
    response_class=EventSourceResponse,
    responses={
        200: {"content": {"text/event-stream": {"example": examples.STREAM}}},
        **document_beside_stream(*ERRORS_OF_ALL, *ERRORS_OF_BODIES),
    },
)
async def ask_in_steps(
    service: ServiceDep, question: QuestionDep, steps: Annotated[Iterator[Step], Depends(begin_answer)]
) -> AsyncIterator[ServerSentEvent]:
    """Send `sources`, then each `sentence`, last `answer`; `error` where it fails. Hanging up stops the work."""
    try:
        while (step := await service.slots.run(partial(next, steps, None))) is not None:
            if isinstance(step, Answer):
                _keep(step, question, service)
            yield _event_of(step)
    except DatelineError as error:
        refusal = refuse(error)
        yield _error_event(TYPES[refusal.status_code], refusal.detail)
    except Exception as error:  # noqa: BLE001 - `note_bug` logs it
        yield _error_event(TYPES[500], note_bug(error))


def _cancellable(reader: Reader | None) -> Reader | None:
    """Return a reader that stops once the request is cancelled."""
    return reader.checked(from_thread.check_cancelled) if reader else None


def _keep(given: Answer, question: Question, service: Service) -> None:
    """Have an answer kept, so that its quotes can be checked again later; a refusal has none."""
    if given.citations:
        service.keeper.keep(keep_answer(given, question.asked))


def _event_of(step: Step) -> ServerSentEvent:
    match step:
        case Found(hits):
            return ServerSentEvent(event="sources", data=SourcesEvent(hits=[show_hit(hit) for hit in hits]))
        case Proved(sentence, citations):
            return ServerSentEvent(event="sentence", data=show_sentence(sentence, citations))
        case Answer():
            return ServerSentEvent(event="answer", data=show_answer(step))


def _error_event(kind: str, message: str) -> ServerSentEvent:
    return ServerSentEvent(event="error", data=ErrorEvent(type=kind, message=message))
