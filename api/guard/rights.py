"""The right that each call needs. Every call of the server has a rule here; a call without one needs `admin`."""

import re
from dataclasses import dataclass

from starlette.types import Scope

from api.wire.methods import list_methods
from index.catalogue.keys import Right

Rights = frozenset[Right]

OPEN: Rights = frozenset()
"""No key is needed: the pages and files of the server itself, which hold nothing of the archive, and health checks."""
EVERY: Rights = frozenset(Right)
_ASK, _WRITE, _ADMIN, _METRICS = (frozenset({right}) for right in Right)


@dataclass(frozen=True, slots=True)
class Rule:
    """A group of calls and the rights of which they need one; `*` in the path stands for one character or more."""

    methods: str
    path: str
    rights: Rights

    def covers(self, method: str, path: str) -> bool:
        """Return whether a call is in the group."""
        pattern = ".+".join(map(re.escape, self.path.split("*")))
        return method in self.methods.split() and re.fullmatch(pattern, path) is not None


RULES = (
    Rule("GET", "/", OPEN),
    Rule("GET", "/docs", OPEN),
    Rule("GET", "/openapi.json", OPEN),
    Rule("GET", "/static/*", OPEN),
    Rule("GET", "/widget.js", OPEN),
    Rule("GET", "/health/*", OPEN),
    Rule("POST", "/ask", _ASK),
    Rule("POST", "/ask/*", _ASK),
    Rule("GET", "/search", _ASK),
    Rule("GET", "/archive", _ASK),
    Rule("GET", "/answers", _ADMIN),  # it lists the questions of all users
    Rule("GET POST DELETE", "/answers/*", _ASK),
    Rule("GET POST", "/v1/*", _ASK),
    Rule("POST", "/api/chat", _ASK),
    Rule("GET POST DELETE", "/mcp", _ASK),  # DELETE ends the client's own session
    Rule("GET", "/articles", _ASK),
    Rule("GET", "/articles/*", _ASK),
    Rule("POST", "/articles", _WRITE),
    Rule("POST", "/articles/*", _WRITE),
    Rule("DELETE", "/articles/*", _WRITE),
    Rule("GET", "/jobs/*", _WRITE | _ADMIN),
    Rule("GET", "/index", EVERY),
    Rule("GET", "/metrics", _METRICS),
    Rule("POST", "/index/rebuild", _ADMIN),
)


def rights_of(method: str, path: str) -> Rights | None:
    """Return the rights of which a call needs one; None if it has no rule."""
    asked = "GET" if method == "HEAD" else method
    return next((rule.rights for rule in RULES if rule.covers(asked, path)), None)


def rights_of_request(scope: Scope) -> Rights:
    """Return the rights of which a request needs one.

    Any is enough where there is nothing to be done: at a path where there is nothing, and by a method that the path
    does not support. The client is told so then, and by which methods it can be called.
    """
    rights = rights_of(scope["method"], scope["path"])
    if rights is not None:
        return rights
    method = "GET" if scope["method"] == "HEAD" else scope["method"]
    return _ADMIN if method in list_methods(scope["app"], scope["path"]) else EVERY
