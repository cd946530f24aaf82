"""Whether the server runs, and what it is ready for."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.errors import RETRY_SOON, Refusal, document
from api.guard.body import refuse_repeats
from api.routes.dependencies import ServiceDep
from api.service import Service
from api.wire.health import ReadinessBody, ReadyBody, StatusBody

router = APIRouter(prefix="/health", tags=["health"])


class Use(StrEnum):
    """What a server can be ready for."""

    ASK = "ask"
    STORE = "store"


@router.get("/live", summary="Check that the server runs")
async def live() -> StatusBody:
    """Respond as soon as the server listens."""
    return StatusBody(status="live")


@router.get(
    "/ready",
    summary="Check that the server can answer, or store",
    responses=document(422),
    dependencies=[Depends(refuse_repeats)],
)
async def ready(
    service: ServiceDep, to: Annotated[Use, Query(description="what the server must be ready for")] = Use.ASK
) -> ReadyBody:
    """Return what the server is ready for; 503 with the reason and `Retry-After` if it is not ready for `to`."""
    found = await service.read(lambda: _check(service))
    wanted = found.ask if to is Use.ASK else found.store
    if wanted.reason:
        raise Refusal(503, wanted.reason, retry_after=RETRY_SOON)
    return found


def _check(service: Service) -> ReadyBody:
    found = service.find_obstacles()
    return ReadyBody(
        status="ready",
        ask=ReadinessBody(ready=not found.ask, reason=found.ask),
        store=ReadinessBody(ready=not found.store, reason=found.store),
    )
