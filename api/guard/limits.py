"""Limits on the body of a request: how large it may be, how long it may pause, and that it is not compressed."""

import anyio
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Refusal, show_error
from api.guard.body import LINES, declared_type
from index.text import shorten

_ARTICLES = "/articles"
_SMALL = 1_000_000  # bytes; only requests with articles need more
_LEAST_BYTES_PER_SECOND = 500


class RefuseCompressed:
    """Refuse a body that is compressed: nothing here expands it, and as text it would be told to be no JSON."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, unless it has such a body."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        coding = ",".join(headers.getlist("content-encoding")).strip().lower()
        has_body = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
        if not has_body or coding in ("", "identity"):
            await self._app(scope, receive, send)
            return
        message = f"Content-Encoding {shorten(coding)!r} is not supported: send the body uncompressed"
        await show_error(415, message)(scope, receive, send)


class BoundBody:
    """Refuse a body that is too large; by its Content-Length, if it has one, before it is read."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting its body."""
        limit = self._limit_of(scope)
        if limit is None:
            await self._app(scope, receive, send)
            return
        message, read = f"the body is longer than {limit:,} bytes", 0
        length = Headers(scope=scope).get("content-length", "")
        if length.isdecimal() and int(length) > limit:
            await show_error(413, message)(scope, receive, send)
            return

        async def count() -> Message:
            nonlocal read
            part = await receive()
            read += len(part.get("body", b""))
            if read > limit:
                raise Refusal(413, message)
            return part

        await self._app(scope, count, send)

    def _limit_of(self, scope: Scope) -> int | None:
        if scope["type"] != "http":
            return None
        if scope["path"] != _ARTICLES:
            return min(self._limit, _SMALL)
        return None if _is_stream(scope) else self._limit


class BoundPauses:
    """Refuse a body that pauses for some seconds.

    A stream of articles may take any time while it keeps arriving. Any other body has these seconds in total, and one
    more for each 500 bytes received, so that sending a byte at a time does not keep a connection open.
    """

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self._app, self._seconds = app, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with a deadline for its body."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        endless = _is_stream(scope)
        begun, size, coming = anyio.current_time(), 0, True

        async def receive_in_time() -> Message:
            nonlocal size, coming
            if not coming:  # the body is complete; next comes the disconnect
                return await receive()
            deadline = anyio.current_time() if endless else begun + size / _LEAST_BYTES_PER_SECOND
            with anyio.CancelScope(deadline=deadline + self._seconds):
                message = await receive()
                size += len(message.get("body", b""))
                coming = bool(message.get("more_body"))
                return message
            raise Refusal(408, f"the body did not arrive within {self._seconds:g} seconds; send the request again")

        await self._app(scope, receive_in_time, send)


def _is_stream(scope: Scope) -> bool:
    """Return whether a request brings a stream of articles."""
    return scope["path"] == _ARTICLES and declared_type(Headers(scope=scope)) == LINES
