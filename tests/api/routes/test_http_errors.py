"""Every error has one shape and the right status, and reveals no internal details."""

import gzip
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.settings import Settings
from index.errors import Busy, CatalogueDamaged, ModelError, StorageFailed
from index.library import Library
from index.passages.embedding import Embedder
from tests.api.conftest import make_app, opening, running

pytestmark = pytest.mark.anyio

JSON = {"Content-Type": "application/json"}
CALLS = [
    ("POST", "/ask"),
    ("POST", "/ask/stream"),
    ("GET", "/search?q=a"),
    ("POST", "/articles"),
    ("GET", "/articles"),
    ("GET", "/articles/a"),
    ("GET", "/articles/a/versions"),
    ("DELETE", "/articles/a"),
    ("POST", "/articles/a/retract"),
    ("GET", "/answers/a"),
    ("GET", "/answers/a/recheck"),
    ("GET", "/index"),
    ("POST", "/index/rebuild"),
    ("GET", "/jobs/a"),
    ("GET", "/health/ready"),
]


def error_of(response: httpx.Response, status: int) -> dict[str, str | None]:
    """Return the error of a response that has this status and the one shape."""
    assert response.status_code == status, response.text
    assert set(response.json()) == {"error"}
    error: dict[str, str | None] = response.json()["error"]
    assert set(error) == {"type", "message", "field"}
    assert error["message"]
    return error


async def test_an_unknown_path_is_not_found(archive: httpx.AsyncClient) -> None:
    """An unknown path is 404 in the one shape; a trailing slash makes another path."""
    for path in ("/nothing", "/ask/", "/static/nothing.js", "/static/../app.py", "/redoc"):
        assert error_of(await archive.get(path), 404)["type"] == "not_found"


async def test_head_is_served_wherever_get_is(archive: httpx.AsyncClient, app: FastAPI) -> None:
    """Pages, files, the OpenAPI document and every GET call respond to HEAD as to GET, without a body."""
    calls = [path for path, methods in app.openapi()["paths"].items() if "get" in methods]
    named = {"/search": "/search?q=a"}
    paths = [named.get(path, re.sub(r"{\w+}", "a", path)) for path in calls]
    for path in [*paths, "/", "/docs", "/openapi.json", "/static/chat.js", "/nothing"]:
        got, head = await archive.get(path), await archive.head(path)
        assert (head.status_code, head.content) == (got.status_code, b"")
        changing = {"content-length"} if path == "/metrics" else set()  # its counts grow with every request
        kept = {"content-type", "content-length", "content-security-policy", "etag"} - changing
        assert [head.headers.get(name) for name in kept] == [got.headers.get(name) for name in kept]
    assert (await archive.head("/ask")).status_code == 405


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/search", "GET, HEAD"),
        ("PUT", "/articles", "GET, HEAD, POST"),
        ("PATCH", "/articles/a", "DELETE, GET, HEAD"),
        ("GET", "/articles/a/retract", "POST"),
        ("HEAD", "/ask", "POST"),
        ("OPTIONS", "/ask", "POST"),
        ("TRACE", "/index/rebuild", "POST"),
        ("POST", "/", "GET, HEAD"),
        ("DELETE", "/openapi.json", "GET, HEAD"),
        ("POST", "/static/chat.js", "GET, HEAD"),
    ],
)
async def test_a_method_that_is_not_allowed(archive: httpx.AsyncClient, method: str, path: str, allowed: str) -> None:
    """`Allow` lists all methods of a path, also those of its other routes."""
    response = await archive.request(method, path)
    assert response.headers["Allow"] == allowed
    assert response.status_code == 405
    if method != "HEAD":
        assert error_of(response, 405)["type"] == "method_not_allowed"


@pytest.mark.parametrize(
    "body", [b"{", b"", b"\xff", b"[" * 100_000, b'{"question": ' + b"9" * 5_000 + b"}", b'{"question": "\\ud8"}']
)
async def test_a_question_that_cannot_be_read(archive: httpx.AsyncClient, body: bytes) -> None:
    """Invalid JSON is 400, and so is an empty body."""
    error_of(await archive.post("/ask", content=body, headers=JSON), 400)


@pytest.mark.parametrize(
    "body", [b"null", b"[]", b'"Who?"', b'{"question": 1e999}', b'{"question": "Who?", "\\ud800": 1}']
)
async def test_json_that_is_no_question(archive: httpx.AsyncClient, body: bytes) -> None:
    """A wrong value is 422; whatever it contains, the response is valid UTF-8."""
    response = await archive.post("/ask", content=body, headers=JSON)
    error_of(response, 422)
    response.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-ndjson"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
    ],
)
async def test_a_question_of_an_unknown_type(archive: httpx.AsyncClient, headers: dict[str, str]) -> None:
    """A body that is not declared as JSON, as from a form, is 415."""
    error_of(await archive.post("/ask", content=b'{"question": "Who?"}', headers=headers), 415)


@pytest.mark.parametrize("path", ["/ask", "/articles", "/articles/a/retract", "/v1/responses", "/api/chat", "/mcp"])
@pytest.mark.parametrize(
    ("body", "coding", "status", "message"),
    [
        ('{"question": "Wer befreite Kobané?"}'.encode("latin-1"), "identity", 400, "the body is not UTF-8"),
        (gzip.compress(b'{"question": "Who?"}', mtime=0), "gzip", 415, "Content-Encoding 'gzip' is not supported"),
        (b"[" * 100_000, "identity", 400, "the JSON is nested too deeply"),
        (b"9" * 5_000, "identity", 400, "this is not JSON: a number has thousands of digits"),
    ],
)
async def test_a_body_that_no_call_can_read_is_told_why(
    archive: httpx.AsyncClient, path: str, body: bytes, coding: str, status: int, message: str
) -> None:
    """Every call says what is wrong with the bytes themselves, whoever parses them."""
    response = await archive.post(path, content=body, headers=JSON | {"Content-Encoding": coding})
    assert (response.status_code, response.json()["error"]["message"][: len(message)]) == (status, message)


@pytest.mark.parametrize(("path", "field"), [("/ask", "question"), ("/v1/responses", "input")])
async def test_a_key_that_is_no_text_is_told_as_such(archive: httpx.AsyncClient, path: str, field: str) -> None:
    """The body is an object; half a surrogate pair among its keys is what is wrong."""
    body = b'{"model": "dateline", "%s": "Who?", "\\ud800": 1}' % field.encode()
    response = await archive.post(path, content=body, headers=JSON)
    assert response.json()["error"]["message"].startswith("a key of the JSON contains half of a surrogate pair")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/nothing%07" + "x" * 60_000),
        ("GET", "/v1/models/%1b[31m" + "x" * 3_000),
        ("GET", "/articles/%00" + "x" * 3_000),
        ("DELETE", "/articles/%00" + "x" * 3_000),
        ("GET", "/answers/%00" + "x" * 3_000),
        ("GET", "/jobs/%00" + "x" * 3_000),
        ("GET", "/index?%07" + "x" * 3_000),
        ("PUT" + "T" * 3_000, "/ask"),
    ],
)
async def test_what_a_client_sent_is_shown_cut_and_printable(
    archive: httpx.AsyncClient, method: str, path: str
) -> None:
    """An error shows at most 100 characters of it, none of which controls a terminal."""
    error = (await archive.request(method, path)).json()["error"]
    assert len(error["message"]) < 200
    assert error["message"].isprintable()
    assert "\\x" not in error["message"]
    assert len(error.get("field") or error.get("param") or "") <= 100


async def test_a_body_that_is_too_large(tmp_path: Path, embedder: Embedder) -> None:
    """A too large body is refused with or without Content-Length, before it is read completely."""
    taken = 0

    async def stream() -> AsyncIterator[bytes]:
        nonlocal taken
        for _ in range(1_000):
            taken += 1
            yield b" " * 1_000

    async with running(make_app(tmp_path, embedder, max_body=10_000)) as client:
        for path in ("/ask", "/articles"):
            error_of(await client.post(path, content=b" " * 10_001, headers=JSON), 413)
            taken = 0
            error_of(await client.post(path, content=stream(), headers=JSON), 413)
            assert taken <= 12
        error_of(await client.post("/articles", content=b" " * 10_000, headers=JSON), 400)


async def test_until_the_library_is_open_every_call_is_to_be_tried_again(tmp_path: Path, embedder: Embedder) -> None:
    """The server responds at once: live, with its pages, and 503 with `Retry-After` where the library is needed."""
    async with opening(tmp_path, embedder) as (client, let_open):
        assert (await client.get("/health/live")).json() == {"status": "live"}
        assert (await client.get("/")).status_code == 200
        for method, path in CALLS:
            response = await client.request(method, path, content=b"{}", headers=JSON)
            assert error_of(response, 503)["type"] == "unavailable"
            assert int(response.headers["Retry-After"]) > 0
        await let_open()
        assert (await client.get("/health/ready")).json()["status"] == "ready"


async def test_a_library_that_cannot_be_opened_is_never_ready(tmp_path: Path) -> None:
    """The failure is kept, and clients get 503 without its details."""

    def fail(settings: Settings) -> Library:
        raise ModelError("/secret/model is not the model it should be")

    app = create_app(Settings.model_validate({"data": tmp_path, "reader": "none"}), fail)
    async with running(app) as client:
        error = error_of(await client.get("/health/ready"), 503)
    assert "secret" not in str(error["message"])
    assert isinstance(app.state.service.failure, ModelError)


@pytest.mark.parametrize("failure", [Busy, StorageFailed, CatalogueDamaged])
async def test_trouble_of_the_server_is_503_and_logged(
    archive: httpx.AsyncClient,
    failure: type[Busy | StorageFailed | CatalogueDamaged],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A client gets 503 with `Retry-After`; the details are only in the log."""

    def fail(*_: object) -> None:
        raise failure("/secret/catalogue is in trouble")

    monkeypatch.setattr("qa.search.retrieve.search", fail)
    response = await archive.get("/search?q=a")
    assert "secret" not in str(error_of(response, 503)["message"])
    assert int(response.headers["Retry-After"]) > 0
    assert "/secret/catalogue is in trouble" in caplog.text


async def test_a_bug_is_500_with_an_id_that_stands_in_the_log(
    archive: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A response reveals neither the text of an exception nor where it was raised."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("qa.search.retrieve.search", fail)
    error = error_of(await archive.get("/search?q=a"), 500)
    assert "secret" not in str(error["message"])
    assert str(error["message"]).split()[-1] in caplog.text
    assert "ZeroDivisionError" in caplog.text


async def test_the_openapi_document_has_an_example_for_each_call(app: FastAPI) -> None:
    """Every body, parameter and successful response of the document has an example."""
    spec = app.openapi()

    def has_example(media: dict[str, object]) -> bool:
        schema = json.loads(json.dumps(media.get("schema", {})))
        named = [one["$ref"].split("/")[-1] for one in [schema, *schema.get("anyOf", [])] if "$ref" in one]
        return bool(
            media.get("example")
            or media.get("examples")
            or (named and all(spec["components"]["schemas"][name].get("examples") for name in named))
        )

    calls = [(path, method, call) for path, methods in spec["paths"].items() for method, call in methods.items()]
    assert {(method.upper(), path) for path, method, _ in calls} >= {
        ("POST", "/ask"),
        ("DELETE", "/articles/{article}"),
    }
    for path, method, call in calls:
        assert call["summary"], (path, method)
        bodies = list(call.get("requestBody", {}).get("content", {}).values())
        good = [
            media
            for status, one in call["responses"].items()
            if status < "300"
            for media in one.get("content", {}).values()
        ]
        assert good, (path, method)
        for media in bodies + good:
            assert has_example(media), (path, method, media)
        for parameter in call.get("parameters", []):
            assert (
                parameter["in"] == "path"
                or "default" in parameter["schema"]
                or parameter["schema"].get("examples")
                or (any("examples" in one for one in parameter["schema"].get("anyOf", [])))
            ), (path, parameter)
        assert any(status in call["responses"] for status in ("422", "503")), (path, method)
