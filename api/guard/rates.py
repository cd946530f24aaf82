"""Limits on how often a client may call; the counts live in memory, in each server on its own."""

import time
from math import ceil

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import show_error
from api.guard.clients import client_of
from api.guard.rights import OPEN, rights_of_request
from index.catalogue.keys import Right


class LimitRate:
    """Refuse the calls of a client above its limit with 429, and say with every call what is left.

    `ask` limits calls that need the right to ask, `write` all others that need a right, as in 60/minute; `none` limits
    nothing. The window moves: at most that many calls in any minute. Clients of this machine without a key have no
    limit.
    """

    def __init__(self, app: ASGIApp, ask: str, write: str) -> None:
        self._app = app
        self._ask, self._write = (None if rate == "none" else parse(rate) for rate in (ask, write))
        self._window = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if its client is within the limit."""
        limit = self._limit_of(scope) if scope["type"] == "http" else None
        if limit is None:
            await self._app(scope, receive, send)
            return
        kind, rate = limit
        name = client_of(scope).name
        within = await self._window.hit(rate, kind, name)
        reset, left = await self._window.get_window_stats(rate, kind, name)
        seconds = max(1, ceil(reset - time.time()))
        headers = _describe(kind, rate, left, seconds)
        if not within:
            message = f"{rate.amount} calls per {rate.GRANULARITY.name} are allowed; try again in {seconds} seconds"
            await show_error(429, message, headers=headers | {"Retry-After": str(seconds)})(scope, receive, send)
            return

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
            await send(message)

        await self._app(scope, receive, add)

    def _limit_of(self, scope: Scope) -> tuple[str, RateLimitItem] | None:
        needed = rights_of_request(scope)
        kind, rate = ("ask", self._ask) if Right.ASK in needed else ("write", self._write)
        if needed == OPEN or rate is None or client_of(scope).local:
            return None
        return kind, rate


def _describe(kind: str, rate: RateLimitItem, left: int, seconds: int) -> dict[str, str]:
    """Return the headers of the IETF draft "RateLimit header fields for HTTP", as of its revision 10."""
    return {
        "RateLimit-Policy": f'"{kind}";q={rate.amount};w={rate.get_expiry()}',
        "RateLimit": f'"{kind}";r={max(0, left)};t={seconds}',
    }
