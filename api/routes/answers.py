"""Answers that were given: reading them again, and whether their quotes still stand."""

from functools import partial

from fastapi import APIRouter, Depends, Request

from api.errors import document
from api.guard.body import refuse_parameters
from api.processes.history import Keeper
from api.service import LibraryDep, ServiceDep
from api.wire.history import KeptAnswerBody, RecheckBody, show_kept, show_recheck
from index.library import Library
from qa.proof.recheck import recheck

router = APIRouter(
    prefix="/answers", tags=["asking"], dependencies=[Depends(refuse_parameters)], responses=document(404, 422)
)


@router.get("/{answer}", summary="Read an answer that was given")
async def get_answer(answer: str, service: ServiceDep) -> KeptAnswerBody:
    """Return what is kept of an answer; 404 once it is too old, or too many have been given since."""
    return show_kept(await service.read(partial(service.keeper.read, answer)))


@router.get("/{answer}/recheck", summary="Check whether the quotes of an answer still stand")
async def recheck_answer(request: Request, answer: str, library: LibraryDep, service: ServiceDep) -> RecheckBody:
    """Hold each quote against what its article says now."""
    return await service.work(partial(_recheck, answer, service.keeper, library), request)


def _recheck(answer: str, keeper: Keeper, library: Library) -> RecheckBody:
    keeper.write()
    # One snapshot for both: what is deleted meanwhile is deleted for both or for none.
    with library.catalogue.snapshot() as snapshot:
        return show_recheck(recheck(keeper.find(answer, snapshot), snapshot))
