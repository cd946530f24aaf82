"""What is done around every request: bugs are caught, bodies bounded, pages kept from loading what is not ours."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.body import LINES
from api.errors import Refusal, show_bug, show_error

_ARTICLES = "/articles"
_SMALL = 1_000_000  # no request but one that brings articles has more to say
# Articles are other people's text: a page that shows them runs no script, and fetches nothing, but our own.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class CatchBugs:
    """Turn an exception that nobody caught into a 500 with an id, unless the answer has begun."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except Exception as error:
            if started or scope["type"] != "http":
                raise
            await show_bug(error)(scope, receive, send)


class BoundBody:
    """Refuse a body that is too large, before it is read where it says so itself."""

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
        declared = Headers(scope=scope).get("content-type", "").partition(";")[0].strip().lower()
        return None if declared == LINES else self._limit


class SecureHeaders:
    """Add to every answer what browsers must not do with it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = _POLICY
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
            await send(message)

        await self._app(scope, receive, add)
