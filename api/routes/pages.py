"""The pages: chat at `/`, the calls at `/docs`. They load nothing from other hosts."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse

STATIC = Path(__file__).parents[1] / "static"

router = APIRouter(include_in_schema=False)


@router.get("/")
async def chat() -> FileResponse:
    """Return the chat page."""
    return FileResponse(STATIC / "index.html")


@router.get("/docs")
async def docs() -> FileResponse:
    """Return the page that shows the OpenAPI document."""
    return FileResponse(STATIC / "docs.html")
