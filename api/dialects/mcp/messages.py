"""Messages as they arrive, checked before the package sees them: it drops some, and describes others by its types."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from api.guard.body import parse_json
from index.errors import Unreadable
from index.text import shorten

PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS = -32700, -32600, -32601, -32602
UNSUPPORTED_VERSION = -32022
METHODS = frozenset({
    "initialize", "ping", "server/discover", "tools/list", "tools/call", "resources/list", "resources/templates/list",
    "resources/read",
})  # fmt: skip
"""The requests that are answered; the package describes a fault in others before it says that it has no such method."""
_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "initialize": ("protocolVersion", "capabilities", "clientInfo"),
    "tools/call": ("name",),
    "resources/read": ("uri",),
}
_OBJECTS = ("arguments", "capabilities", "clientInfo", "_meta")
_STRINGS = ("name", "uri", "protocolVersion")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a message, by JSON-RPC's code and in one sentence; `id` is None where it is not known."""

    code: int
    message: str
    id: str | int | None = None
    data: Mapping[str, object] | None = None

    def write(self) -> str:
        """Return it as a JSON-RPC error, in ASCII."""
        error = {"code": self.code, "message": self.message} | ({"data": dict(self.data)} if self.data else {})
        return json.dumps({"jsonrpc": "2.0", "id": self.id, "error": error})


def find_fault(data: bytes) -> Fault | None:
    """Return what is wrong with a message; None if the package can read it."""
    try:
        message = parse_json(data)
    except Unreadable as error:
        return Fault(PARSE_ERROR, error.message)
    if isinstance(message, list):
        return Fault(INVALID_REQUEST, "a batch is not supported: send one message at a time")
    if not isinstance(message, dict):
        return Fault(INVALID_REQUEST, "a message must be a JSON object")
    number = message.get("id")
    if "id" in message and (isinstance(number, bool) or not isinstance(number, str | int)):
        return Fault(INVALID_REQUEST, "id must be a string or an integer; leave it out of a notification")
    if not _is_text(message):
        return Fault(INVALID_PARAMS, "the message contains half of a surrogate pair, which is not text", _ascii(number))
    if message.get("jsonrpc") != "2.0":
        return Fault(INVALID_REQUEST, 'jsonrpc must be "2.0"', number)
    return _find_fault_of_kind(message, number)


def _find_fault_of_kind(message: Mapping[str, object], number: str | int | None) -> Fault | None:
    """Return what is wrong with a message as a response, a request, or without a number a notification."""
    if "method" not in message and number is not None and ("result" in message or "error" in message):
        wrong = _find_wrong_reply(message)
        return Fault(INVALID_REQUEST, wrong, number) if wrong else None
    method = message.get("method")
    if not isinstance(method, str):
        return Fault(INVALID_REQUEST, "method is required, a string such as tools/call", number)
    if number is not None and method not in METHODS:
        return Fault(METHOD_NOT_FOUND, f"there is no method {shorten(method)!r}", number)
    wrong = _find_wrong(method, message.get("params"))
    return Fault(INVALID_PARAMS, wrong, number) if wrong else None


def _find_wrong_reply(message: Mapping[str, object]) -> str | None:
    """Return a sentence for a response that has not the form of one."""
    if "error" not in message:
        return None if isinstance(message["result"], dict) else "result must be an object"
    error = message["error"]
    if "result" in message:
        return "a response has either a result or an error"
    if not isinstance(error, dict):
        return "error must be an object"
    if not isinstance(error.get("code"), int) or isinstance(error["code"], bool):
        return "error.code must be an integer"
    return None if isinstance(error.get("message"), str) else "error.message must be a string"


def _find_wrong(method: str, params: object) -> str | None:
    """Return a sentence for parameters that do not have the form of their method."""
    required = _REQUIRED.get(method, ())
    if params is None:
        return f"params is required: {method} needs {', '.join(required)}" if required else None
    if not isinstance(params, dict):
        return "params must be an object"
    for name in required:
        if name not in params:
            return f"params.{name} is required"
    for name, value in params.items():
        if name in _STRINGS and name in required and not isinstance(value, str):
            return f"params.{name} must be a string"
        if name in _OBJECTS and not (isinstance(value, dict) or (value is None and name not in required)):
            return f"params.{name} must be an object"
    return None


def _is_text(message: object) -> bool:
    try:
        json.dumps(message, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _ascii(number: str | int | None) -> str | int | None:
    """Return the id of a message that is no text, if the id itself is."""
    return number if _is_text(number) else None
