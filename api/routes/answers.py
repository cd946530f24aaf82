"""Earlier answers: reading them, and rechecking their quotes."""

from functools import partial

from fastapi import APIRouter, Depends, Request

from api.errors import document
from api.guard.body import refuse_parameters
from api.routes.dependencies import ServiceDep
from api.wire.history import KeptAnswerBody, RecheckBody, show_kept, show_recheck

router = APIRouter(
    prefix="/answers", tags=["asking"], dependencies=[Depends(refuse_parameters)], responses=document(404, 422)
)


@router.get("/{answer}", summary="Read an earlier answer")
async def get_answer(answer: str, service: ServiceDep) -> KeptAnswerBody:
    """Return the question and the citations of an answer; 404 once it is too old, or too many followed it."""
    return show_kept(await service.read(partial(service.history.read, answer)))


@router.get("/{answer}/recheck", summary="Check whether the quotes of an answer still hold")
async def recheck_answer(request: Request, answer: str, service: ServiceDep) -> RecheckBody:
    """Compare each quote with the current version of its article."""
    return show_recheck(await service.work(partial(service.history.recheck, answer), request))
