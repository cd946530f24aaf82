"""Asking a running server instead of opening the index here."""

from typing import TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from api.commands.output.waiting import waiting_for
from api.dialects.markdown_answer import MARKDOWN, STATUS
from api.wire.answers import AnswerBody
from api.wire.asking import AskRequest, SearchQuery
from api.wire.errors import ErrorBody
from api.wire.hits import SearchBody
from index.errors import DatelineError, InvalidInput

Body = TypeVar("Body", bound=BaseModel)

_NO_DATELINE = "{} is not a Dateline server of this version"
_TIMEOUT = httpx.Timeout(120, connect=5)


class ServerFailed(DatelineError):
    """A server cannot be reached, refuses the request, or is not a Dateline server."""


def ask_server(server: str, request: AskRequest, key: str | None = None) -> AnswerBody:
    """Ask a server a question, with an API key if it needs one.

    Raises:
        ServerFailed: there is no answer; it says why.
        InvalidInput: the key cannot be one.
    """
    return _read(AnswerBody, server, _call(server, "POST", "/ask", key, json=request.model_dump()))


def ask_server_for_markdown(server: str, request: AskRequest, key: str | None = None) -> tuple[str, str]:
    """Ask a server a question; return its answer as Markdown, and whether it is `answered` or `declined`.

    Raises:
        ServerFailed: there is no answer; it says why.
        InvalidInput: the key cannot be one.
    """
    response = _call(server, "POST", "/ask", key, json=request.model_dump(), accept=MARKDOWN)
    if STATUS not in response.headers:
        raise ServerFailed(_NO_DATELINE.format(server))
    return response.text, response.headers[STATUS]


def search_server(server: str, query: SearchQuery, key: str | None = None) -> SearchBody:
    """Search on a server, with an API key if it needs one.

    Raises:
        ServerFailed: there is no result; it says why.
        InvalidInput: the key cannot be one.
    """
    given = {name: value for name, value in query.model_dump().items() if value not in (None, [])}
    return _read(SearchBody, server, _call(server, "GET", "/search", key, params=given))


def _call(
    server: str,
    method: str,
    path: str,
    key: str | None,
    *,
    json: dict[str, object] | None = None,
    params: dict[str, str | int | list[str]] | None = None,
    accept: str = "application/json",
) -> httpx.Response:
    headers = authorize(key)
    url = server.rstrip("/") + path
    try:
        with waiting_for(server):
            response = httpx.request(
                method, url, json=json, params=params, headers={**headers, "Accept": accept}, timeout=_TIMEOUT
            )
    except (httpx.InvalidURL, httpx.UnsupportedProtocol):
        raise ServerFailed(f"{server!r} is not the address of a server, such as http://127.0.0.1:8000") from None
    except httpx.ConnectError:
        raise ServerFailed(
            f"no server responds at {server}; start one with `dateline serve`, or correct --server"
        ) from None
    except httpx.TimeoutException:
        raise ServerFailed(f"{server} did not respond in time") from None
    except httpx.HTTPError as error:
        raise ServerFailed(f"{server} cannot be reached: {error}") from None
    if response.status_code == 401:
        raise ServerFailed(f"{server} refused: {_explain(response)}; set DATELINE_KEY to a key of that server")
    if not response.is_success:
        raise ServerFailed(f"{server} refused: {_explain(response)}")
    return response


def authorize(key: str | None) -> dict[str, str]:
    """Return the header that sends an API key; none without a key.

    Raises:
        InvalidInput: it cannot be a key.
    """
    given = (key or "").strip()
    if not (given.isascii() and given.isprintable() and " " not in given):
        raise InvalidInput("DATELINE_KEY is not a key: it has characters that no key has")  # which are not shown
    return {"Authorization": f"Bearer {given}"} if given else {}


def _explain(response: httpx.Response) -> str:
    try:
        return ErrorBody.model_validate_json(response.content).error.message
    except ValidationError:
        return f"it responded with {response.status_code} {response.reason_phrase}".strip()


def _read(kind: type[Body], server: str, response: httpx.Response) -> Body:
    try:
        return kind.model_validate_json(response.content)
    except ValidationError:
        raise ServerFailed(_NO_DATELINE.format(server)) from None
