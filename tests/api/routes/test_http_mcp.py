"""`POST /mcp` over HTTP: what is not the protocol, who may call, and sessions, which are not kept."""

import threading
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from mcp_types.methods import SPEC_CLIENT_METHODS

from api.app import create_app
from api.dialects.mcp.messages import METHODS
from api.dialects.mcp.server import Calls, make_server
from api.settings import Settings
from index.library import Library, open_library
from tests.api.conftest import WorkerThread
from tests.api.loaded import connecting
from tests.index.history import HashEmbedder

pytestmark = pytest.mark.anyio

ACCEPT = {"Accept": "application/json, text/event-stream"}
VERSION = {"MCP-Protocol-Version": "2025-06-18"}
CALL = b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "ask", "arguments": %s}}'


def message(method: str, number: int | None = 1, **params: object) -> dict[str, Any]:
    """Return a message of the protocol; without a number, a notification."""
    return {"jsonrpc": "2.0", "method": method, "params": params} | ({} if number is None else {"id": number})


def initialize(version: str) -> dict[str, Any]:
    """Return the first message of a client."""
    info = {"name": "a client", "version": "1"}
    return message("initialize", protocolVersion=version, capabilities={}, clientInfo=info)


async def post(client: httpx.AsyncClient, body: object, **headers: str) -> httpx.Response:
    """Post a message."""
    return await client.post("/mcp", json=body, headers=ACCEPT | headers)


def refusal_of(response: httpx.Response, status: int, kind: str) -> Any:
    """Return the error of a response that refuses a request unread: JSON-RPC's shape, with our type."""
    assert response.status_code == status, response.text
    body = response.json()
    assert (body["jsonrpc"], body["id"], body["error"]["data"]["type"]) == ("2.0", None, kind)
    assert body["error"]["code"] == (-32603 if status >= 500 else -32600)
    return body["error"]


@pytest.mark.parametrize("version", ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])
async def test_every_version_is_spoken(archive: httpx.AsyncClient, version: str) -> None:
    """The server agrees to the version of the client."""
    reply = (await post(archive, initialize(version))).json()["result"]
    assert (reply["protocolVersion"], reply["serverInfo"]["name"]) == (version, "dateline")
    assert "cite" in reply["instructions"]


async def test_an_unknown_version_is_answered_with_one_that_is_known(archive: httpx.AsyncClient) -> None:
    """Asked for another version, the server names its own; a request in another version is refused."""
    reply = (await post(archive, initialize("1999-01-01"))).json()["result"]
    assert reply["protocolVersion"] == "2025-11-25"
    refused = await post(archive, message("tools/list"), **{"MCP-Protocol-Version": "1999-01-01"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, -32022), refused.text


async def test_a_session_that_the_server_does_not_know_goes_on(archive: httpx.AsyncClient) -> None:
    """A client that had a session before a restart of the server, or none at all, calls tools as before."""
    call = message("tools/call", name="get_article", arguments={"id": "none"})
    for headers in ({}, {"Mcp-Session-Id": "0" * 32}):
        reply = (await post(archive, call, **VERSION, **headers)).json()["result"]
        assert reply["content"][0]["text"] == "there is no article 'none'"
    assert (await post(archive, message("notifications/initialized", None), **VERSION)).status_code == 202


async def test_each_session_has_an_id_of_its_own(archive: httpx.AsyncClient) -> None:
    """Ids cannot be guessed, so nobody cancels the calls of another."""
    ids = {(await post(archive, initialize("2025-06-18"))).headers["mcp-session-id"] for _ in range(3)}
    assert len(ids) == 3
    assert all(len(one) == 32 for one in ids)


@pytest.mark.parametrize(
    ("body", "status", "code", "sentence"),
    [
        (b"{", 400, -32700, "this is not JSON"),
        (b"", 400, -32700, "the body is empty"),
        (b"[]", 400, -32600, "a batch is not supported: send one message at a time"),
        (b"null", 400, -32600, "a message must be a JSON object"),
        (b"[" * 100_000, 400, -32700, "the JSON is nested too deeply"),
        (b'{"jsonrpc": "2.0", "id": 1}', 400, -32600, "method is required, a string such as tools/call"),
        (b'{"jsonrpc": "1.0", "id": 1, "method": "tools/list"}', 400, -32600, 'jsonrpc must be "2.0"'),
        (b'{"jsonrpc": "2.0", "id": null, "method": "tools/list"}', 400, -32600, "id must be a string or an integer"),
        (b'{"jsonrpc": "2.0", "id": 1.5, "method": "tools/list"}', 400, -32600, "id must be a string or an integer"),
        (b'{"jsonrpc": "2.0", "id": {}, "method": "tools/list"}', 400, -32600, "id must be a string or an integer"),
        (b'{"jsonrpc": "2.0", "id": NaN, "method": "tools/list"}', 400, -32700, "this is not JSON"),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "nothing/here"}', 200, -32601, "there is no method 'nothing/here'"),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call"}', 200, -32602, "params is required"),
        (
            b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": "x"}',
            200,
            -32602,
            "params must be an object",
        ),
        (b'{"jsonrpc": "2.0", "id": 1, "error": {}}', 400, -32600, "error.code must be an integer"),
        (b'{"jsonrpc": "2.0", "id": 1, "error": {"code": 1}}', 400, -32600, "error.message must be a string"),
        (b'{"jsonrpc": "2.0", "id": 1, "error": "x"}', 400, -32600, "error must be an object"),
        (b'{"jsonrpc": "2.0", "id": 1, "result": null}', 400, -32600, "result must be an object"),
        (b'{"jsonrpc": "2.0", "id": 1, "result": {}, "error": {}}', 400, -32600, "a response has either"),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "logging/setLevel"}', 200, -32601, "there is no method"),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "completion/complete", "params": []}', 200, -32601, "there is no"),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "a' + b"x" * 3_000 + b'\\u0007"}', 200, -32601, "there is no method"),
        (CALL % b"[1]", 200, -32602, "params.arguments must be an object"),
        (CALL % b'"Who won?"', 200, -32602, "params.arguments must be an object"),
        (CALL % b'{"question": "\\ud83d"}', 200, -32602, "the message contains half of a surrogate pair"),
    ],
)
async def test_what_is_not_the_protocol_is_an_error_in_its_shape(
    archive: httpx.AsyncClient, body: bytes, status: int, code: int, sentence: str
) -> None:
    """The error is a JSON-RPC object with the code that the protocol has for it, and one sentence."""
    headers = ACCEPT | VERSION | {"Content-Type": "application/json"}
    response = await archive.post("/mcp", content=body, headers=headers)
    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (status, code), response.text
    assert error["message"].startswith(sentence)
    assert "\n" not in error["message"]
    assert "pydantic" not in response.text
    assert len(response.content) < 300


async def test_a_version_that_is_not_spoken_is_refused_with_those_that_are(archive: httpx.AsyncClient) -> None:
    """A client can choose one of them."""
    reply = await post(archive, message("tools/list"), **{"MCP-Protocol-Version": "1999-01-01"})
    error = reply.json()["error"]
    assert (reply.status_code, reply.json()["id"]) == (400, 1)
    assert "'1999-01-01' is not spoken here; the versions are 2024-11-05" in error["message"]
    assert "2025-06-18" in error["data"]["supported"]


async def test_two_versions_are_refused(archive: httpx.AsyncClient) -> None:
    """A request cannot be in two versions, though the first is spoken."""
    headers = [*ACCEPT.items(), *VERSION.items(), ("MCP-Protocol-Version", "1999-01-01")]
    reply = await archive.post("/mcp", json=message("tools/list"), headers=headers)
    assert (reply.status_code, reply.json()["id"], reply.json()["error"]["code"]) == (400, 1, -32600)


async def test_every_method_that_the_package_answers_is_known(app: FastAPI) -> None:
    """A method that is registered is passed on, and no other."""
    server = make_server(app.state.service, Calls())
    registered = {method for method in SPEC_CLIENT_METHODS if server.get_request_handler(method)}
    assert registered | {"initialize"} == METHODS


async def test_a_client_must_take_json(archive: httpx.AsyncClient) -> None:
    """A client that accepts only pages, or sends no JSON, is refused."""
    page = await archive.post("/mcp", json=message("tools/list"), headers=VERSION | {"Accept": "text/html"})
    assert page.status_code == 406
    form = await archive.post("/mcp", data={"a": "b"}, headers=ACCEPT)
    assert (form.status_code, form.json()["error"]["message"]) == (
        415, "Content-Type must be application/json, not application/x-www-form-urlencoded",
    )  # fmt: skip


@pytest.mark.parametrize("method", ["GET", "DELETE"])
async def test_there_is_no_stream_to_open_and_no_session_to_end(archive: httpx.AsyncClient, method: str) -> None:
    """405 tells a client so; it goes on without."""
    response = await archive.request(method, "/mcp", headers=ACCEPT)
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    refusal_of(response, 405, "method_not_allowed")


async def test_a_foreign_page_and_a_foreign_host_are_refused(archive: httpx.AsyncClient) -> None:
    """The checks of every call hold here too, in the shape of JSON-RPC."""
    refusal_of(await post(archive, message("tools/list"), Origin="https://evil.example"), 403, "forbidden")
    refusal_of(await post(archive, message("tools/list"), Host="evil.example"), 421, "misdirected")


async def test_a_body_has_its_limit_and_the_address_no_parameters(archive: httpx.AsyncClient) -> None:
    """A large body is 413, and a key in the address is refused, for it would stand in logs."""
    large = await post(archive, message("tools/call", name="ask", arguments={"question": "x" * 1_100_000}))
    refusal_of(large, 413, "too_large")
    keyed = await archive.post("/mcp?key=secret", json=message("tools/list"), headers=ACCEPT)
    assert refusal_of(keyed, 401, "unauthorized")["data"]["field"] == "key"
    assert keyed.headers["WWW-Authenticate"].startswith("Bearer ")
    other = await archive.post("/mcp?page=2", json=message("tools/list"), headers=ACCEPT)
    assert refusal_of(other, 422, "invalid")["data"]["field"] == "page"


async def test_a_client_that_comes_too_early_is_told_to_come_again(tmp_path: Path) -> None:
    """While the library is being opened, nobody knows yet who may call; 503 says when to try again."""
    opening = threading.Event()

    def open_later(settings: Settings) -> Library:
        opening.wait(60)
        return open_library(settings.data, embedder=HashEmbedder())

    settings = Settings.model_validate({"data": tmp_path, "reader": "none"})
    app = create_app(settings, open_later, worker_opener=WorkerThread)
    with connecting(app, settings) as url:
        async with httpx.AsyncClient(base_url=url) as client:
            try:
                early = await post(client, initialize("2025-06-18"))
            finally:
                opening.set()
    assert early.headers["Retry-After"] == "2"
    assert refusal_of(early, 503, "unavailable")["message"] == "the library is being opened; try again soon"
