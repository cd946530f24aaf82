"""Errors as clients see them: `{"error": {"type", "message", "field"}}`, one shape for every failure.

Under `/v1/` the shape is OpenAI's, and at `/mcp` that of JSON-RPC, whatever found the error: it is chosen by the
path, here alone.
"""

import json
import logging
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.wire.errors import MCP_PATH, OPENAI_PATHS, ErrorBody, show_openai_error, show_rpc_error
from api.wire.methods import list_methods
from api.wire.names import list_fields, list_parameters
from api.wire.problems import explain_all, explain_unreadable
from index.catalogue.keys import hide_keys
from index.errors import (
    Busy,
    CatalogueTooNew,
    CatalogueUnavailable,
    DatelineError,
    InvalidInput,
    NotFound,
    ReadOnly,
    StorageFailed,
    Unreadable,
)
from index.text import shorten

TYPES = {
    400: "unreadable",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    408: "timeout",
    409: "conflict",
    413: "too_large",
    415: "unsupported_type",
    421: "misdirected",
    422: "invalid",
    429: "rate_limited",
    431: "too_large",
    500: "internal",
    503: "unavailable",
}
_SHAPE = {"$ref": "#/components/schemas/ErrorBody"}
ERRORS_OF_ALL = (400, 401, 403, 408, 413, 421, 429, 500, 503)
ERRORS_OF_BODIES = (403, 415, 422)  # further ones, of calls that take a body
RETRY_SOON = 2
RETRY_LATER = 30

log = logging.getLogger(__name__)


class Refusal(HTTPException):
    """Refuse a request with a status and one clear sentence; `field` names the part that is wrong."""

    def __init__(self, status: int, message: str, *, field: str | None = None, retry_after: int | None = None) -> None:
        super().__init__(status, message, {"Retry-After": str(retry_after)} if retry_after else None)
        self.message, self.field = message, field

    @property
    def type(self) -> str:
        """The error's type, a word for its status, such as `not_found`."""
        return TYPES.get(self.status_code, "refused")


def refuse_unopened(*, failed: bool) -> Refusal:
    """Return why a library that is not open cannot be used: it is being opened, or opening it has failed."""
    if failed:
        return Refusal(503, "the library could not be opened; the log says why", retry_after=RETRY_LATER)
    return Refusal(503, "the library is being opened; try again soon", retry_after=RETRY_SOON)


class CatchBugs:
    """Respond to an uncaught exception with a 500 and an id, unless the response has started."""

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
        except ClientDisconnect:
            if not started:  # nobody reads it; it is counted, and no bug
                await show_error(400, "the client disconnected before the end of the body")(scope, receive, send)
        except Exception as error:
            if started or scope["type"] != "http":
                raise
            await show_error(500, log_bug(error))(scope, receive, send)


def add_error_handlers(app: FastAPI) -> None:
    """Show every error in the one shape, whether an endpoint or the framework raised it."""
    app.add_exception_handler(HTTPException, _show_http_error)
    app.add_exception_handler(RequestValidationError, _show_validation_error)
    app.add_exception_handler(DatelineError, _show_dateline_error)


def document(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI entries of a call's errors; those of every call are declared on the app."""
    return {status: {"model": ErrorBody} for status in statuses}


def document_beside_stream(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the same for a call that responds with a stream; its errors are JSON."""
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {"application/json": {"schema": _SHAPE}}}
        for status in statuses
    }


def show_error(
    status: int, message: str, field: str | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """Return the response for an error, in the shape of the path that is called; a 408 also closes the connection."""
    closing = {"Connection": "close"} if status == 408 else {}
    return _ErrorResponse(status, message, field, {**(headers or {}), **closing})


def write_error(status: int, message: str, field: str | None = None, path: str = "/") -> str:
    """Return the body of an error of a path, in ASCII: a lone surrogate in the message has no UTF-8.

    A key that was sent as something else, such as the name of a model, is not repeated.
    """
    message, field = hide_keys(message), field and hide_keys(field)
    if path.startswith(OPENAI_PATHS):
        return json.dumps(show_openai_error(status, message, field).model_dump())
    kind = TYPES.get(status, "refused")
    if path == MCP_PATH:
        return json.dumps(show_rpc_error(status, kind, message, field).model_dump())
    return json.dumps({"error": {"type": kind, "message": message, "field": field}})


class _ErrorResponse(Response):
    """A response whose body depends on the path, which is known once it is sent."""

    def __init__(self, status: int, message: str, field: str | None, headers: Mapping[str, str]) -> None:
        super().__init__(None, status, headers, "application/json")
        self._error, self._given = (status, message, field), headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = write_error(*self._error, path=scope["path"])
        await Response(body, self.status_code, self._given, "application/json")(scope, receive, send)


def log_bug(error: Exception) -> str:
    """Write an unexpected error to the log under a new id; return the sentence that names the id."""
    number = f"err_{secrets.token_hex(8)}"
    log.error("%s", number, exc_info=error)
    return f"internal error; the server's log has the details under {number}"


def translate(error: Exception) -> Refusal:
    """Return what a client is told of an error, whatever the shape in which its dialect shows it.

    A failure of the server's own, or a bug, goes to the log; the client is told of it without its details.
    """
    match error:
        case Refusal():
            return error
        case InvalidInput():
            return Refusal(422, error.message, field=error.field)
        case Unreadable():
            return Refusal(400, error.message, field=error.field)
        case NotFound():
            return Refusal(404, error.message, field=error.field)
        case DatelineError():
            return _translate_failure(error)
    return Refusal(500, log_bug(error))


def _translate_failure(error: DatelineError) -> Refusal:
    match error:
        case Busy():
            log.warning("%s", error.message)
            return Refusal(503, "another process is writing to the data folder; try again", retry_after=RETRY_SOON)
        case CatalogueUnavailable():
            log.warning("%s", error.message)
            return Refusal(503, "the catalogue's server cannot be reached now; try again", retry_after=RETRY_SOON)
        case CatalogueTooNew():
            log.warning("%s", error.message)
            message = "a newer Dateline has changed the catalogue: this server has to be upgraded"
            return Refusal(503, message, retry_after=RETRY_LATER)
        case ReadOnly():
            message = "the archive is read-only now: questions and searches are answered, changes are refused"
            return Refusal(503, message, retry_after=RETRY_LATER)
    log.error("%s", error.message, exc_info=error)
    what = "the server's disk" if isinstance(error, StorageFailed) else "the catalogue or a model"
    return Refusal(503, f"{what} cannot be used now; the server's log says why", retry_after=RETRY_LATER)


@contextmanager
def translated() -> Iterator[None]:
    """Run a block whose errors leave it translated.

    Raises:
        Refusal: the block raised an error, and this is what a client is told of it.
    """
    try:
        yield
    except HTTPException:
        raise
    except Exception as error:
        raise translate(error) from error


def refuse_arguments(error: ValidationError, names: Sequence[str]) -> Refusal:
    """Return what a client is told of arguments that do not fit their model, which has these names."""
    problems = [{**problem, "loc": ("arguments", *problem["loc"])} for problem in error.errors()]
    message, field = explain_all(problems, lambda _: names)
    return Refusal(422, message, field=field)


def _show_dateline_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, DatelineError)  # noqa: S101 - registered for nothing else
    return _show_http_error(request, translate(error))


def _show_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for nothing else
    field = error.field if isinstance(error, Refusal) else None
    message = str(error.detail) if isinstance(error, Refusal) else _describe(error, request)
    headers = error.headers
    if error.status_code == 405:
        headers = {"Allow": ", ".join(list_methods(request.app, request.scope["path"]))}
    return show_error(error.status_code, message, field, headers)


def _describe(error: HTTPException, request: Request) -> str:
    """Return a sentence for an error that the framework raised."""
    if error.status_code == 400:  # it has tried to parse the body
        return explain_unreadable(error.__cause__)
    path = shorten(request.url.path)
    sentences = {404: f"there is nothing at {path}", 405: f"{path} does not support {shorten(request.method)}"}
    return sentences.get(error.status_code, "the request was refused")


def _show_validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for nothing else
    problems = error.errors()
    status = 400 if problems[0]["type"] == "json_invalid" else 422
    told = problems[:1] if status == 400 else problems
    message, field = explain_all(told, partial(_list_known, request))
    return show_error(status, message, field)


def _list_known(request: Request, kind: str) -> list[str]:
    return list_fields(request) if kind == "field" else list_parameters(request)
