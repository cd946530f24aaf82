"""`GET /search`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from api.errors import document
from api.guard.body import refuse_repeats
from api.routes.dependencies import ServiceDep, get_library
from api.wire.asking import SearchQuery, question_of_search
from api.wire.hits import SearchBody, show_search

router = APIRouter(tags=["asking"], dependencies=[Depends(refuse_repeats), Depends(get_library)])


@router.get("/search", summary="Find the passages nearest to a question", responses=document(422))
async def search(request: Request, service: ServiceDep, query: Annotated[SearchQuery, Query()]) -> SearchBody:
    """Return passages, best first, with the filters as the server understood them."""
    return show_search(await service.search(question_of_search(query), query.k, request))
