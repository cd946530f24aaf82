"""The pages: chat at `/`, the calls at `/docs`. They load nothing from other hosts."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from starlette.responses import Response
from starlette.types import Scope

STATIC = Path(__file__).parents[1] / "static"
_CHECKED = {"Cache-Control": "no-cache"}

router = APIRouter(include_in_schema=False)


class CheckedFiles(StaticFiles):
    """Files whose copies a browser checks before it uses them: an upgrade must not mix old and new modules."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file, or 304 where the browser's copy is current."""
        response = await super().get_response(path, scope)
        response.headers.update(_CHECKED)
        return response


@router.get("/")
async def chat() -> FileResponse:
    """Return the chat page."""
    return FileResponse(STATIC / "index.html", headers=_CHECKED)


@router.get("/docs")
async def docs() -> FileResponse:
    """Return the page that shows the OpenAPI document."""
    return FileResponse(STATIC / "docs.html", headers=_CHECKED)
