"""Whether the server lives, and whether it can answer."""

from fastapi import APIRouter

from api.schemas import StatusBody
from api.service import LibraryDep

router = APIRouter(prefix="/health", tags=["health"])


@router.get("/live", summary="Whether the server runs")
async def live() -> StatusBody:
    """Return as soon as the server listens."""
    return StatusBody(status="live")


@router.get("/ready", summary="Whether the server can answer")
async def ready(_: LibraryDep) -> StatusBody:
    """Return once the library is open; 503 with `Retry-After` until then."""
    return StatusBody(status="ready")
