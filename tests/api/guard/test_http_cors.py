"""Pages of other origins: those that may ask can read the answers, and nothing lets others write."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from api.service import Service
from index.catalogue.keys import Right
from tests.api.conftest import running
from tests.api.guard.doors import PAGE, add_key, bearer, calls_of, make_server, revoke_key
from tests.api.routes.test_http_errors import error_of

pytestmark = pytest.mark.anyio

ALLOWED = "https://desk.example.org"
EVIL = "https://evil.example"
CROSS = {"Sec-Fetch-Site": "cross-site"}


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server with an allowed origin, and a public key for another."""
    add_key(tmp_path, "page", Right.ASK, origins=(PAGE,))
    async with running(make_server(tmp_path, allowed_origins=ALLOWED)) as client:
        yield client


def preflight(origin: str, method: str = "POST") -> dict[str, str]:
    """Return the headers with which a browser asks whether a page may send a request."""
    wanted = {"Access-Control-Request-Method": method, "Access-Control-Request-Headers": "authorization,content-type"}
    return {"Origin": origin} | CROSS | wanted


@pytest.mark.parametrize("origin", [PAGE, ALLOWED])
async def test_a_page_that_may_ask_passes_its_preflight(server: httpx.AsyncClient, origin: str) -> None:
    """Without a key, as browsers send it: its origin, the methods, and the headers that it wants to send."""
    for method, path in (("POST", "/ask"), ("POST", "/v1/chat/completions"), ("GET", "/search"), ("DELETE", "/mcp")):
        response = await server.options(path, headers=preflight(origin, method))
        assert response.status_code == 200
        assert response.headers["Access-Control-Allow-Origin"] == origin
        assert method in response.headers["Access-Control-Allow-Methods"].split(", ")
        assert response.headers["Access-Control-Allow-Headers"] == "authorization,content-type"
        assert "Access-Control-Allow-Credentials" not in response.headers
        assert "Origin" in response.headers["Vary"]


async def test_a_page_on_the_web_may_ask_a_server_in_the_local_network(server: httpx.AsyncClient) -> None:
    """A browser asks for that in the preflight, too."""
    headers = preflight(PAGE) | {"Access-Control-Request-Private-Network": "true"}
    assert (await server.options("/ask", headers=headers)).headers["Access-Control-Allow-Private-Network"] == "true"


async def test_no_preflight_allows_a_write(server: httpx.AsyncClient, tmp_path: Path) -> None:
    """Whatever is not asking is refused without CORS headers, also to the origins that may ask."""
    calls = [(method, path) for method, path in calls_of(make_server(tmp_path)) if method != "GET"]
    writes = [call for call in calls if call[1].startswith(("/articles", "/index"))]
    assert len(writes) >= 4
    for method, path in writes:
        for origin in (PAGE, ALLOWED, EVIL):
            response = await server.options(path, headers=preflight(origin, method))
            assert not response.is_success
            assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize(
    "origin", [EVIL, "null", f"{PAGE}:8443", "http://news.example.org", "https://a.news.example.org"]
)
async def test_an_origin_that_is_not_allowed(server: httpx.AsyncClient, origin: str) -> None:
    """Its preflight and its request are refused in the one shape, and its page cannot read a read; caches can tell."""
    for response in (
        await server.options("/ask", headers=preflight(origin)),
        await server.post("/ask", json={"question": "Who?"}, headers={"Origin": origin} | CROSS),
        await server.get("/search?q=a", headers={"Origin": origin} | CROSS),
    ):
        error_of(response, response.status_code)
        assert response.status_code in (401, 403)
        assert "Access-Control-Allow-Origin" not in response.headers
        assert response.headers["Vary"] == "Origin"
    refused = await server.options("/ask", headers=preflight(origin))
    assert refused.status_code == 403
    assert "allowed_origins" in refused.text


async def test_a_page_can_read_answers_and_errors(server: httpx.AsyncClient, tmp_path: Path) -> None:
    """With CORS headers stand an answer, a 401, a 422, a 404, and the headers that a client needs."""
    secret = add_key(tmp_path, "other page", Right.ASK, origins=(PAGE,))
    question = {"question": "Who?"}
    for headers, body, status in (
        (bearer(secret), question, 200),
        (bearer("dl_x"), question, 401),
        (bearer(secret), {}, 422),
    ):
        response = await server.post("/ask", json=body, headers={"Origin": PAGE} | CROSS | headers)
        assert response.status_code == status
        assert response.headers["Access-Control-Allow-Origin"] == PAGE
        assert response.headers["Vary"] == "Origin"
        exposed = response.headers["Access-Control-Expose-Headers"].lower().split(", ")
        assert {"retry-after", "x-vercel-ai-ui-message-stream", "mcp-session-id"} <= set(exposed)
    streamed = await server.post("/ask/stream", json=question, headers={"Origin": PAGE} | bearer(secret))
    assert streamed.headers["Access-Control-Allow-Origin"] == PAGE


async def test_a_page_can_read_that_there_was_a_bug(
    server: httpx.AsyncClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A 500 has CORS headers like any other error."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    secret = add_key(tmp_path, "other page", Right.ASK, origins=(PAGE,))
    monkeypatch.setattr("api.routes.search.show_search", fail)
    response = await server.get("/search?q=a", headers={"Origin": PAGE} | bearer(secret))
    error_of(response, 500)
    assert response.headers["Access-Control-Allow-Origin"] == PAGE


async def test_an_allowed_origin_may_still_write(server: httpx.AsyncClient, tmp_path: Path) -> None:
    """With a key for it; the origin of a public key may not, whatever key it has."""
    writing = bearer(add_key(tmp_path, "desk", Right.WRITE))
    assert (await server.delete("/articles/a", headers={"Origin": ALLOWED} | CROSS | writing)).status_code == 404
    refused = await server.delete("/articles/a", headers={"Origin": PAGE} | CROSS | writing)
    assert "allowed_origins" in str(error_of(refused, 403)["message"])


async def test_a_page_may_ask_no_longer_when_its_key_is_revoked(server: httpx.AsyncClient, tmp_path: Path) -> None:
    """The origin is known by active keys alone."""
    revoke_key(tmp_path, "page")
    assert (await server.options("/ask", headers=preflight(PAGE))).status_code == 403
    assert (await server.options("/ask", headers=preflight(ALLOWED))).status_code == 200


async def test_before_the_keys_can_be_read_nobody_else_may_ask(tmp_path: Path) -> None:
    """While the library is being opened, a preflight of a public key's origin is refused, and no error."""
    app = make_server(tmp_path, allowed_origins=ALLOWED)
    service: Service = app.state.service
    assert service.find_obstacles().ask
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
        assert (await client.options("/ask", headers=preflight(PAGE))).status_code == 403
        assert (await client.options("/ask", headers=preflight(ALLOWED))).status_code == 200


async def test_caches_keep_answers_of_origins_apart(server: httpx.AsyncClient) -> None:
    """A response that would have other headers for another origin says so, also where no origin was sent."""
    assert "Origin" in (await server.get("/search?q=a")).headers["Vary"]
    assert "Origin" in (await server.get("/health/live")).headers["Vary"]


async def test_what_a_browser_is_told_not_to_do(server: httpx.AsyncClient) -> None:
    """Pages get no devices and no window of another site; only the widget's script may be loaded by other sites."""
    for path, policy in (("/", "same-origin"), ("/search?q=a", "same-origin"), ("/widget.js", "cross-origin")):
        headers = (await server.get(path)).headers
        assert headers["Cross-Origin-Resource-Policy"] == policy
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert "default-src 'none'" in headers["Content-Security-Policy"]
