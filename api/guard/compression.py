"""Compression of the files that the server ships, and of nothing else."""

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

_PATHS = frozenset({"/", "/docs", "/openapi.json", "/widget.js"})
_STATIC = "/static/"


class CompressFiles:
    """Compress pages, scripts and styles for clients that accept gzip.

    Answers are not compressed: a stream must not be buffered, and the size of a compressed response tells something
    about its content (BREACH). The files are public and the same for everyone.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app, self._compressed = app, GZipMiddleware(app)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, through compression where it asks for a file."""
        path = scope.get("path", "")
        is_file = path in _PATHS or path.startswith(_STATIC)
        await (self._compressed if is_file else self._app)(scope, receive, send)
