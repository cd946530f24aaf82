"""Request targets in absolute form: `GET http://host/path HTTP/1.1`, which a server must accept (RFC 9112, 3.2.2)."""

import re
from urllib.parse import unquote

from starlette.types import ASGIApp, Receive, Scope, Send

_ABSOLUTE = re.compile(rb"https?://([^/]*)(/.*)?", re.IGNORECASE | re.DOTALL)


async def pass_in_origin_form(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Pass a request on with its target in origin form, and the host that the target names as its `Host`."""
    await app(_in_origin_form(scope), receive, send)


def _in_origin_form(scope: Scope) -> Scope:
    absolute = _ABSOLUTE.fullmatch(scope["raw_path"])
    if not absolute:
        return scope
    raw_path = absolute[2] or b"/"
    headers = [(name, value) for name, value in scope["headers"] if name != b"host"]  # the target's host replaces it
    path = unquote(raw_path.decode("ascii"))
    return {**scope, "path": path, "raw_path": raw_path, "headers": [(b"host", absolute[1]), *headers]}
