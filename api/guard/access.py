"""Which requests this server answers by where they come from: the host that they name, the origin of their page."""

from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import show_error
from api.guard.origins import HostNames, read_authority, read_origin

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITES = frozenset({"same-origin", "none"})  # `none`: the user typed the address


class CheckHost:
    """Refuse a request whose `Host` does not name this server.

    A page whose own name is made to resolve to 127.0.0.1 (DNS rebinding) is of one origin with this server for its
    browser, but it cannot change the name that the browser sends. Forwarded headers are not read: whoever can reach
    the port could write them. This does what Starlette's TrustedHostMiddleware does, which answers in plain text, with
    400, and may redirect.
    """

    def __init__(self, app: ASGIApp, names: HostNames) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on where it is for us."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).getlist("host")
        authority = read_authority(given[0]) if given else None
        if len(given) > 1:
            await show_error(400, "a request must have one Host header")(scope, receive, send)
        elif authority and self._names.hold(authority.host):
            await self._app(scope, receive, send)
        else:
            await show_error(421, _say_host(given))(scope, receive, send)


class CheckOrigin:
    """Refuse a write that a browser sends for a page of another origin.

    A browser says where a page comes from with every request but plain reads, and no page can keep it from that.
    Clients that are no browsers say nothing, and pass. A WebSocket counts as a write: no other rule of the browser
    holds a foreign page back from one.
    """

    def __init__(self, app: ASGIApp, allowed: Iterable[str]) -> None:
        self._app = app
        self._allowed = frozenset(origin for origin in map(read_origin, allowed) if origin)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on where it reads, or comes from a page of ours."""
        if scope["type"] == "lifespan" or scope.get("method") in _READING or self._is_ours(Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        origin = Headers(scope=scope).get("origin", "")
        whose = f"from the origin {origin[:100]!r}" if origin else "from a page of another site"
        message = f"a write {whose} is refused; if that page is yours, add its origin to the setting allowed_origins"
        await show_error(403, message)(scope, receive, send)

    def _is_ours(self, headers: Headers) -> bool:
        given = headers.getlist("origin")
        origin = read_origin(given[0]) if len(given) == 1 else None
        if origin in self._allowed:
            return True
        if headers.get("sec-fetch-site", "none").lower() not in _OWN_SITES:
            return False
        return not given or (origin is not None and origin.serves(read_authority(headers.get("host", ""))))


def _say_host(given: list[str]) -> str:
    if not given:
        return "the request has no Host header, so it cannot be told whether it is for this server"
    return (
        f"this server does not answer for the host {given[0][:100]!r}; if that is a name of it,"
        " add it to the setting allowed_hosts (DATELINE_ALLOWED_HOSTS)"
    )
