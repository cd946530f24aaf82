"""Checks of where a request comes from: the host that it names, and the origin of its page."""

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Refusal, show_error, translated
from api.guard.keyring import Keyring
from api.guard.origins import HostNames, Origin, read_authority, read_origin
from api.guard.rights import OPEN, rights_of
from index.catalogue.keys import Right
from index.text import shorten

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITES = frozenset({"same-origin", "none"})  # `none`: the user typed the address
_SHARED_METHODS = ("GET", "HEAD", "POST", "DELETE")  # DELETE ends a session of MCP
_SHARED_HEADERS = (
    "Location", "Mcp-Session-Id", "RateLimit", "RateLimit-Policy", "Retry-After", "WWW-Authenticate",
    "X-Request-ID", "X-Vercel-AI-UI-Message-Stream",
)  # fmt: skip


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
    """Let pages of other origins ask if they are allowed to, and refuse what else a browser sends for them.

    Pages of the `allowed` origins, and of those that a public key is bound to, may call what needs the right to ask,
    and CORS headers let them read the response. Only the `allowed` ones may write. A browser sends the origin of the
    page with every request except plain reads, and no page can prevent that. Other clients send none, and pass. A
    WebSocket counts as a write, because the same-origin policy does not cover it.
    """

    def __init__(self, app: ASGIApp, allowed: Iterable[str], keyring: Keyring) -> None:
        self._app, self._keyring = app, keyring
        self._allowed = frozenset(origin for origin in map(read_origin, allowed) if origin)
        self._shared = CORSMiddleware(
            app,
            allow_origin_regex=".*",  # it gets only requests of origins that may read the response
            allow_methods=_SHARED_METHODS,
            allow_headers=("*",),
            allow_private_network=True,
            expose_headers=_SHARED_HEADERS,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if it reads, or if its origin is allowed."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        asks = scope["type"] == "http" and _asks(scope, headers)
        if asks and await self._may_ask(_origin_of(headers)):
            await self._shared(scope, receive, send)
        elif (_reads(scope) and not (asks and _is_preflight(scope, headers))) or self._is_allowed(headers):
            await self._app(scope, receive, _vary(send) if asks else send)
        else:
            await show_error(403, _explain_origin(headers, asks=asks))(scope, receive, _vary(send) if asks else send)

    async def _may_ask(self, origin: Origin | None) -> bool:
        if origin is None or origin in self._allowed:
            return origin is not None
        try:
            with translated():
                return origin in map(read_origin, await self._keyring.origins())
        except Refusal:  # the catalogue is not open, so nothing can be answered either
            return False

    def _is_allowed(self, headers: Headers) -> bool:
        origin = _origin_of(headers)
        if origin in self._allowed:
            return True
        if headers.get("sec-fetch-site", "none").lower() not in _OWN_SITES:
            return False
        return "origin" not in headers or (
            origin is not None and origin.serves(read_authority(headers.get("host", "")))
        )


def _origin_of(headers: Headers) -> Origin | None:
    given = headers.getlist("origin")
    return read_origin(given[0]) if len(given) == 1 else None


def _reads(scope: Scope) -> bool:
    return scope.get("method") in _READING


def _is_preflight(scope: Scope, headers: Headers) -> bool:
    """Return whether a browser asks if it may send a request of another origin."""
    return scope["method"] == "OPTIONS" and "access-control-request-method" in headers and "origin" in headers


def _asks(scope: Scope, headers: Headers) -> bool:
    """Return whether a request, or the one that it is the preflight of, needs at most the right to ask."""
    preflight = scope["method"] == "OPTIONS"
    method = headers.get("access-control-request-method", "") if preflight else scope["method"]
    rights = rights_of(method, scope["path"])
    return rights is not None and (rights == OPEN or Right.ASK in rights)


def _vary(send: Send) -> Send:
    """Return a `send` that tells caches that another origin gets other headers."""

    async def add(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).add_vary_header("Origin")
        await send(message)

    return add


def _explain_origin(headers: Headers, *, asks: bool) -> str:
    origin = headers.get("origin", "")
    whose = f"from the origin {shorten(origin)!r}" if origin else "from a page of another site"
    what = "a question" if asks else "a write"
    how = "add its origin to the setting allowed_origins"
    how += ", or make a key for it with `dateline key add NAME --origins ORIGIN`" if asks else ""
    return f"{what} {whose} is not accepted; if that page is yours, {how}"


def _explain_host(given: list[str]) -> str:
    if not given:
        return "the request must have a Host header"
    return (
        f"the host {shorten(given[0])!r} is not allowed; if it is a name of this server,"
        " add it to the setting allowed_hosts (DATELINE_ALLOWED_HOSTS)"
    )
