"""Checks of where a request comes from: the host that it names, and the origin of its page."""

from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import show_error
from api.guard.origins import HostNames, read_authority, read_origin

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITES = frozenset({"same-origin", "none"})  # `none`: the user typed the address


class CheckHost:
    """Refuse a request whose `Host` does not name this server.

    By DNS rebinding, a page can make its own name resolve to 127.0.0.1, so that the browser sees one origin; but it
    cannot change the name that the browser sends. Forwarded headers are ignored, because any client can set them.
    Starlette's TrustedHostMiddleware does the same check, but responds in plain text with 400, and may redirect.
    """

    def __init__(self, app: ASGIApp, names: HostNames) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if its host is the server's."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).getlist("host")
        authority = read_authority(given[0]) if given else None
        if len(given) > 1:
            await show_error(400, "a request must have one Host header")(scope, receive, send)
        elif authority and self._names.include(authority.host):
            await self._app(scope, receive, send)
        else:
            await show_error(421, _explain_host(given))(scope, receive, send)


class CheckOrigin:
    """Refuse a write that a browser sends for a page of another origin.

    A browser sends the origin of the page with every request except plain reads, and no page can prevent that. Other
    clients send none, and pass. A WebSocket counts as a write, because the same-origin policy does not cover it.
    """

    def __init__(self, app: ASGIApp, allowed: Iterable[str]) -> None:
        self._app = app
        self._allowed = frozenset(origin for origin in map(read_origin, allowed) if origin)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if it reads, or if its origin is allowed."""
        if scope["type"] == "lifespan" or scope.get("method") in _READING or self._is_allowed(Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        origin = Headers(scope=scope).get("origin", "")
        whose = f"from the origin {origin[:100]!r}" if origin else "from a page of another site"
        message = f"a write {whose} is refused; if that page is yours, add its origin to the setting allowed_origins"
        await show_error(403, message)(scope, receive, send)

    def _is_allowed(self, headers: Headers) -> bool:
        given = headers.getlist("origin")
        origin = read_origin(given[0]) if len(given) == 1 else None
        if origin in self._allowed:
            return True
        if headers.get("sec-fetch-site", "none").lower() not in _OWN_SITES:
            return False
        return not given or (origin is not None and origin.serves(read_authority(headers.get("host", ""))))


def _explain_host(given: list[str]) -> str:
    if not given:
        return "the request must have a Host header"
    return (
        f"the host {given[0][:100]!r} is not allowed; if it is a name of this server,"
        " add it to the setting allowed_hosts (DATELINE_ALLOWED_HOSTS)"
    )
