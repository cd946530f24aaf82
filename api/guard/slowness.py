"""A limit on how long the body of a request may pause."""

import anyio
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Refusal
from api.guard.body import LINES

_LEAST_BYTES_PER_SECOND = 500


class BoundPauses:
    """Refuse a body that stops coming for some seconds.

    A stream of articles may take as long as it keeps coming. Any other body has these seconds in all, and one more for
    each 500 bytes of it that have come: else one byte at a time would hold a connection for ever.
    """

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self._app, self._seconds = app, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with a clock beside its body."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        endless = Headers(scope=scope).get("content-type", "").partition(";")[0].strip().lower() == LINES
        begun, size, coming = anyio.current_time(), 0, True

        async def receive_in_time() -> Message:
            nonlocal size, coming
            if not coming:  # what is waited for now is the end of the connection
                return await receive()
            deadline = anyio.current_time() if endless else begun + size / _LEAST_BYTES_PER_SECOND
            with anyio.CancelScope(deadline=deadline + self._seconds):
                message = await receive()
                size += len(message.get("body", b""))
                coming = bool(message.get("more_body"))
                return message
            raise Refusal(408, f"the body stopped coming for {self._seconds:g} seconds; send the request again")

        await self._app(scope, receive_in_time, send)
