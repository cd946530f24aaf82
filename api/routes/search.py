"""`GET /search`."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from api.errors import document
from api.guard.body import refuse_repeats
from api.service import LibraryDep, ServiceDep
from api.wire.asking import SearchQuery, question_of_search
from api.wire.hits import SearchBody, show_search
from qa.search import retrieve

router = APIRouter(tags=["asking"], dependencies=[Depends(refuse_repeats)])


@router.get("/search", summary="Find the passages nearest to a question", responses=document(422))
async def search(
    request: Request, library: LibraryDep, service: ServiceDep, query: Annotated[SearchQuery, Query()]
) -> SearchBody:
    """Return passages, best first, with the filters as they were understood."""
    question = question_of_search(query)
    found = await service.work(partial(retrieve.search, question, library, query.k), request)
    return show_search(found)
