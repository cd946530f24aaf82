"""Earlier answers: listing and reading them, rechecking their quotes, and rating them."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from api.errors import ERRORS_OF_BODIES, Refusal, document
from api.guard.body import refuse_parameters, refuse_repeats, require_json
from api.routes.dependencies import ServiceDep
from api.service import Service
from api.wire.cursor import read_cursor, write_cursor
from api.wire.feedback import FeedbackRequest, RatedBody, read_feedback, show_feedback
from api.wire.history import (
    AnswersBody,
    AnswersQuery,
    KeptAnswerBody,
    RecheckBody,
    show_kept,
    show_listed,
    show_recheck,
)
from index.catalogue.history import Feedback, Rating

_OFF = "this server takes no feedback: its setting feedback is off"

router = APIRouter(prefix="/answers", tags=["asking"])


async def require_feedback(service: ServiceDep) -> None:
    """Refuse feedback where the setting is off."""
    if not service.settings.feedback:
        raise Refusal(404, _OFF)


@router.get(
    "",
    summary="List earlier answers, newest first",
    responses=document(422),
    dependencies=[Depends(refuse_repeats)],
)
async def list_answers(service: ServiceDep, query: Annotated[AnswersQuery, Query()]) -> AnswersBody:
    """Return a page of the answers that are kept, each with what its user said of it."""
    after = read_cursor(query.cursor) if query.cursor is not None else None
    rating = Rating(query.rating) if query.rating else None
    limit = query.limit + 1  # one more tells whether there is a next page
    found = await service.read(partial(service.history.latest, rating=rating, after=after, limit=limit))
    page = found[: query.limit]
    cursor = write_cursor(page[-1].kept.asked, page[-1].kept.id) if len(found) > len(page) else None
    return AnswersBody(answers=[show_listed(one.kept, one.answer) for one in page], next_cursor=cursor)


@router.get(
    "/{answer}",
    summary="Read an earlier answer",
    responses=document(404, 422),
    dependencies=[Depends(refuse_parameters)],
)
async def get_answer(answer: str, service: ServiceDep) -> KeptAnswerBody:
    """Return an answer as it was sent; 404 once it is too old, or too many followed it.

    What it said from articles that have been deleted since is left out.
    """
    found = await service.read(partial(service.history.read, answer))
    return show_kept(found.kept, found.answer)


@router.get(
    "/{answer}/recheck",
    summary="Check whether the quotes of an answer still hold",
    responses=document(404, 422),
    dependencies=[Depends(refuse_parameters)],
)
async def recheck_answer(request: Request, answer: str, service: ServiceDep) -> RecheckBody:
    """Compare each quote with the current version of its article."""
    return show_recheck(await service.work(partial(service.history.recheck, answer), request))


@router.post(
    "/{answer}/feedback",
    summary="Rate an answer",
    responses=document(404, *ERRORS_OF_BODIES),
    dependencies=[Depends(require_json), Depends(refuse_parameters), Depends(require_feedback)],
)
async def rate_answer(answer: str, request: FeedbackRequest, service: ServiceDep) -> RatedBody:
    """Keep a thumb up or down with an answer, instead of an earlier one; a rating of null takes it back."""
    return await _rate(answer, read_feedback(request, datetime.now(UTC).replace(microsecond=0)), service)


@router.delete(
    "/{answer}/feedback",
    summary="Take a rating back",
    responses=document(403, 404, 422),
    dependencies=[Depends(refuse_parameters), Depends(require_feedback)],
)
async def take_feedback_back(answer: str, service: ServiceDep) -> RatedBody:
    """Delete what was said of an answer; the answer stays."""
    return await _rate(answer, None, service)


async def _rate(answer: str, feedback: Feedback | None, service: Service) -> RatedBody:
    await service.read(partial(service.history.rate, answer, feedback))
    return RatedBody(id=answer, feedback=show_feedback(feedback))
