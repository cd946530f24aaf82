"""`GET /widget.js`: the script that pages of other sites load to show the widget."""

import hashlib
from functools import cache

from fastapi import APIRouter, Request, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles

from api.routes.pages import STATIC

_PARTS = ("style.js", "elements.js", "server.js", "answer.js", "widget.js")
_FILES = StaticFiles(directory=STATIC)

router = APIRouter(include_in_schema=False)


@router.get("/widget.js")
async def get_widget(request: Request) -> Response:
    """Return the script, or 304 if the browser has it. Every page may load it, as a classic script and as a module."""
    script = join_parts()
    headers = {
        "ETag": f'"{hashlib.sha256(script).hexdigest()[:32]}"',
        "Cache-Control": "public, max-age=3600",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Access-Control-Allow-Origin": "*",
    }
    response = Response(script, media_type="text/javascript", headers=headers)
    if _FILES.is_not_modified(response.headers, request.headers):
        return NotModifiedResponse(response.headers)
    return response


@cache
def join_parts() -> bytes:
    """Return the files of the widget as one script, whose names are not seen by the page."""
    parts = [(STATIC / "widget" / name).read_text(encoding="ascii") for name in _PARTS]
    return "\n".join(["(() => {", '"use strict";', *parts, "})();", ""]).encode("ascii")
