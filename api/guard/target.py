"""The target of a request: its path, and the absolute form, which a server must accept (RFC 9112, 3.2.2)."""

import re
from urllib.parse import unquote

from starlette.types import ASGIApp, Receive, Scope, Send

_ABSOLUTE = re.compile(rb"https?://([^/]*)(/.*)?", re.IGNORECASE | re.DOTALL)


async def pass_in_origin_form(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Pass a request on with its target in origin form, and the host that the target names as its `Host`."""
    await app(_in_origin_form(scope), receive, send)


def read_path(head: bytes) -> str:
    """Return the path that the first line of a request names, however wrong the rest is; `/` if it names none."""
    words = head.lstrip(b"\r\n").partition(b"\n")[0].split()
    target = words[1] if len(words) > 1 else b"/"
    absolute = _ABSOLUTE.fullmatch(target)
    return unquote(((absolute[2] or b"/") if absolute else target).partition(b"?")[0].decode("latin-1"))


def _in_origin_form(scope: Scope) -> Scope:
    absolute = _ABSOLUTE.fullmatch(scope["raw_path"])
    if not absolute:
        return scope
    raw_path = absolute[2] or b"/"
    headers = [(name, value) for name, value in scope["headers"] if name != b"host"]  # the target's host replaces it
    path = unquote(raw_path.decode("ascii"))
    return {**scope, "path": path, "raw_path": raw_path, "headers": [(b"host", absolute[1]), *headers]}
