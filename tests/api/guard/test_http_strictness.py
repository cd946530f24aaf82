"""Requests are parsed strictly, and the OpenAPI document lists every status of a call."""

import httpx
import pytest
from fastapi import FastAPI

from tests.api.routes.test_http_errors import JSON, error_of

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("path", ["/ask", "/ask/stream", "/articles", "/articles/a/retract"])
@pytest.mark.parametrize("body", [b"", b" \n"])
async def test_an_empty_body_cannot_be_read(client: httpx.AsyncClient, path: str, body: bytes) -> None:
    """An empty body where JSON is required is 400, and the sentence says so."""
    error = error_of(await client.post(path, content=body, headers=JSON), 400)
    assert error["type"] == "unreadable"


@pytest.mark.parametrize("path", ["/ask", "/ask/stream", "/articles", "/articles/a/retract", "/index/rebuild"])
@pytest.mark.parametrize(
    "body",
    [
        b'{"question": "a", "question": "b"}',
        b'{"reason": "a", "reason": "a"}',
        b'{"embedder": null, "embedder": null}',
        b'{"question": "a", "sources": [{"a": 1, "a": 1}]}',
        b'{"question": NaN}',
    ],
)
async def test_a_key_given_twice_cannot_be_read(client: httpx.AsyncClient, path: str, body: bytes) -> None:
    """Every call that takes JSON refuses duplicate keys and values that JSON does not have."""
    assert error_of(await client.post(path, content=body, headers=JSON), 400)["type"] == "unreadable"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/ask?as_of=2015-01-20"),
        ("POST", "/ask/stream?k=1"),
        ("GET", "/search?q=a&kk=3"),
        ("GET", "/search?q=a&q=b"),
        ("POST", "/articles?wait=0&wait=0"),
        ("POST", "/articles?source=a"),
        ("GET", "/articles?limit=1&limit=2"),
        ("GET", "/articles?page=2"),
        ("GET", "/articles/a?version=1&version=2"),
        ("GET", "/articles/a/versions?as_of=2015-01-20"),
        ("DELETE", "/articles/a?version=1"),
        ("POST", "/articles/a/retract?as_of=2015-01-20"),
        ("GET", "/answers/a?full=1"),
        ("GET", "/answers/a/recheck?as_of=2015-01-20"),
        ("GET", "/index?as_of=2015-01-20"),
        ("POST", "/index/rebuild?embedder=a"),
        ("GET", "/jobs/a?wait=30"),
    ],
)
async def test_a_parameter_is_never_ignored(client: httpx.AsyncClient, method: str, path: str) -> None:
    """An unknown or repeated parameter is 422 and named: a delete with a version deletes nothing."""
    body: dict[str, str] = {}
    if "/ask" in path:
        body = {"question": "Who?"}
    elif "/retract" in path:
        body = {"reason": "wrong"}
    error = error_of(await client.request(method, path, json=body if method == "POST" else None), 422)
    assert str(error["field"]) in path.partition("?")[2]


@pytest.mark.parametrize(
    ("method", "path", "body", "message"),
    [
        (
            "GET",
            "/search?x=1",
            None,
            "there is no parameter 'x' (the parameters are q, k, since, until, as_of, source, language); q is required",
        ),
        ("HEAD", "/search?q=a&x=1", None, ""),
        ("POST", "/ask?q=1", {"question": "Who?"}, "there is no parameter 'q'; this call has none"),
        (
            "POST",
            "/ask",
            {"q": "Who?"},
            "there is no field 'q' (the fields are question, as_of, since, until, sources, languages, max_sentences,"
            " generator, style, conversation); question is required",
        ),
    ],
)
async def test_an_unknown_name_is_told_with_the_known_ones(
    client: httpx.AsyncClient, method: str, path: str, body: dict[str, str] | None, message: str
) -> None:
    """It comes before what is missing, since a misspelt name is usually why."""
    response = await client.request(method, path, json=body)
    assert response.status_code == 422
    assert (error_of(response, 422)["message"] if method != "HEAD" else "") == message


async def test_every_status_is_documented_with_its_type(app: FastAPI) -> None:
    """Each call documents the errors of the server and its own, all as JSON in the shape of its path."""
    for path, methods in app.openapi()["paths"].items():
        for method, call in methods.items():
            wanted = {"400", "413", "421", "500"}
            wanted |= {"403"} if method != "get" else set()
            wanted |= {"415", "422"} if "requestBody" in call else set()
            wanted |= {"404"} if "{" in path else set()
            wanted |= {"422"} if not path.startswith("/health") else set()
            assert wanted <= set(call["responses"]), (method, path)
            for status, response in call["responses"].items():
                if status >= "400":
                    assert list(response["content"]) == ["application/json"], (method, path, status)
                    shape = "/OpenAIErrorBody" if path.startswith("/v1/") else "/ErrorBody"
                    shape = "/RpcErrorBody" if path == "/mcp" else shape
                    assert response["content"]["application/json"]["schema"]["$ref"].endswith(shape)
