"""Requests through a user's browser: with a foreign `Host`, and writes from a foreign page."""

import re
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from starlette.types import Message, Scope

from api.app import create_app
from api.settings import Settings
from index.library import open_library
from tests.api.conftest import WorkerThread, listening, running, send, write_record
from tests.api.routes.test_http_errors import error_of
from tests.index.history import HashEmbedder

pytestmark = pytest.mark.anyio

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def make_guarded(data: Path, **settings: object) -> FastAPI:
    """Build an app with further settings."""
    chosen = Settings.model_validate({"data": data, "reader": "none", **settings})
    embedder = HashEmbedder()
    return create_app(chosen, lambda chosen: open_library(chosen.data, embedder=embedder), worker_opener=WorkerThread)


@pytest.fixture
async def guarded(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server on 127.0.0.1 with the default settings."""
    async with running(make_guarded(tmp_path / "data")) as opened:
        yield opened


async def status_of(client: httpx.AsyncClient, host: str) -> int:
    """Return the status of a read with this `Host`."""
    return (await client.get("/health/live", headers={"Host": host})).status_code


async def test_a_rebound_name_reaches_nothing(guarded: httpx.AsyncClient) -> None:
    """A request with a foreign Host is 421 in the one shape, whether it reads, writes or asks for a page."""
    await send(guarded, write_record(id="kept"))
    foreign = {"Host": "evil.example:8000"}
    for method, path in [
        ("DELETE", "/articles/kept"),
        ("GET", "/articles/kept"),
        ("GET", "/"),
        ("GET", "/openapi.json"),
    ]:
        error = error_of(await guarded.request(method, path, headers=foreign), 421)
        assert error["type"] == "misdirected"
        assert "evil.example" in str(error["message"])
        assert "allowed_hosts" in str(error["message"])
    assert (await guarded.get("/articles/kept")).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:8000", "localhost.", "127.0.0.1:1", "127.0.0.1:", "[::1]:8000", "[0:0:0:0:0:0:0:1]"],
)
async def test_loopback_goes_by_many_names(guarded: httpx.AsyncClient, host: str) -> None:
    """Case, a final dot, the port and the notation of an address make no difference."""
    assert await status_of(guarded, host) == 200


@pytest.mark.parametrize(
    "host",
    [
        "", "localhost.evil.example", "evil.localhost.example", "localhost@evil.example", "localhost:80@evil.example",
        "127.0.0.1.evil.example", "192.0.2.7", "[2001:db8::1]", "[::1", "::1", "localhost/", "localhost:8000:1", "*",
        "localhost..", "localhost, evil.example", "[localhost]",
    ],
)  # fmt: skip
async def test_what_only_looks_like_loopback_is_refused(guarded: httpx.AsyncClient, host: str) -> None:
    """A name that begins or ends like the server's, another address and an invalid host are 421."""
    assert await status_of(guarded, host) == 421


async def test_forwarded_hosts_are_not_believed(guarded: httpx.AsyncClient) -> None:
    """Forwarded headers neither allow nor refuse a request."""
    for name in ("X-Forwarded-Host", "Forwarded", "X-Host"):
        value = "host=localhost" if name == "Forwarded" else "localhost"
        headers = {"Host": "evil.example", name: value}
        assert (await guarded.get("/health/live", headers=headers)).status_code == 421
    headers = {"Host": "localhost", "X-Forwarded-Host": "evil.example"}
    assert (await guarded.get("/health/live", headers=headers)).status_code == 200


async def test_hosts_that_the_settings_allow(tmp_path: Path) -> None:
    """An allowed name and all subdomains of another are accepted, besides the bound name and loopback; no parents."""
    app = make_guarded(tmp_path / "data", host="News.Local", allowed_hosts="Ask.example.org *.example.net")
    async with running(app) as client:
        for host in ("ask.example.org", "ASK.example.org.:443", "a.example.net", "a.b.example.net", "news.local:8000"):
            assert await status_of(client, host) == 200
        for host in ("example.org", "www.ask.example.org", "example.net", "badexample.net", "10.0.0.1"):
            assert await status_of(client, host) == 421
        assert await status_of(client, "localhost") == 200
    async with running(make_guarded(tmp_path / "any", allowed_hosts="*")) as client:
        assert await status_of(client, "whatever.example") == 200


@pytest.mark.parametrize("bound", ["0.0.0.0", "::"])
async def test_a_server_on_all_addresses_answers_for_addresses(tmp_path: Path, bound: str) -> None:
    """DNS rebinding cannot change an address, so each is accepted; a name must be allowed, and the error says how."""
    async with running(make_guarded(tmp_path / "data", host=bound)) as client:
        for host in ("192.0.2.7:8000", "[2001:db8::1]:8000", "localhost:8000"):
            assert await status_of(client, host) == 200
        refused = await client.get("/index", headers={"Host": "ask.example.org"})
        assert "DATELINE_ALLOWED_HOSTS" in str(error_of(refused, 421)["message"])


async def test_a_request_without_one_host(tmp_path: Path) -> None:
    """A request without Host, as HTTP/1.0 allows, is 421; one with two is 400, whichever comes first."""
    with listening(make_guarded(tmp_path / "data")) as address:
        url = httpx.URL(address)
        assert talk(url, "GET /index HTTP/1.0") == 421
        assert talk(url, "GET /index HTTP/1.0", "Host: localhost") == 200
        for hosts in (["localhost", "evil.example"], ["evil.example", "localhost"], ["localhost", "localhost"]):
            for version in ("1.0", "1.1"):
                assert talk(url, f"GET /index HTTP/{version}", *(f"Host: {host}" for host in hosts)) == 400
        assert talk(url, "GET http://evil.example/index HTTP/1.1", "Host: evil.example") == 421


def talk(url: httpx.URL, *lines: str) -> int:
    """Send a request as it is written; return the status of its answer."""
    with socket.create_connection((url.host, url.port or 80), timeout=30) as connection:
        connection.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode())
        return int(connection.makefile("rb").readline().split()[1])


WRITES = [
    ("POST", "/index/rebuild"), ("DELETE", "/articles/kept"), ("POST", "/articles"), ("POST", "/ask"),
    ("POST", "/ask/stream"), ("POST", "/articles/kept/retract"), ("PUT", "/nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path"), WRITES)
async def test_a_write_from_another_site_is_refused(guarded: httpx.AsyncClient, method: str, path: str) -> None:
    """A write by a form or script of another site is 403 before its body is read, by Origin or by Sec-Fetch-Site."""
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
    ):
        error = error_of(await guarded.request(method, path, headers=FORM | headers), 403)
        assert error["type"] == "forbidden"
        assert "allowed_origins" in str(error["message"])
        assert str(error["message"]).startswith("a question " if path.startswith("/ask") else "a write ")


async def test_a_cross_site_form_starts_no_rebuild(guarded: httpx.AsyncClient) -> None:
    """An empty form of another site is refused and creates no job; the same request of the own site creates one."""
    error_of(await guarded.post("/index/rebuild", headers=FORM | {"Origin": "https://evil.example"}), 403)
    assert (await guarded.post("/index/rebuild", headers={"Origin": "http://localhost"})).status_code == 202


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("localhost:8000", "http://localhost:8000"), ("localhost:8000", "HTTP://LocalHost:8000"),
        ("[::1]:8000", "http://[::1]:8000"), ("localhost", "http://localhost:80"), ("localhost:80", "http://localhost"),
        ("localhost", "https://localhost"), ("localhost.:8000", "http://localhost:8000"),
        ("[0:0::1]:8000", "http://[::1]:8000"),
    ],
)  # fmt: skip
async def test_a_page_of_ours_may_write(guarded: httpx.AsyncClient, host: str, origin: str) -> None:
    """The same host and port are the own origin in any notation, and behind a proxy that terminates TLS."""
    for site in ({}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}):
        headers = {"Host": host, "Origin": origin, **site}
        assert (await guarded.delete("/articles/nothing", headers=headers)).status_code == 404


@pytest.mark.parametrize(
    "origin",
    [
        "http://localhost:8001", "http://localhost", "http://127.0.0.1:8000", "http://[::1]:8000", "localhost:8000",
        "http://localhost:8000.evil.example", "http://evil.example@localhost:8000", "http://localhost:8000/",
        "chrome-extension://localhost", "file://", "", "http://localhost:8000 http://localhost:8000",
    ],
)  # fmt: skip
async def test_a_page_of_another_port_or_name_may_not(guarded: httpx.AsyncClient, origin: str) -> None:
    """Another port of this machine is another origin, and an invalid origin is refused."""
    headers = {"Host": "localhost:8000", "Origin": origin}
    assert (await guarded.delete("/articles/nothing", headers=headers)).status_code == 403


async def test_reading_is_open_to_every_page(guarded: httpx.AsyncClient) -> None:
    """A foreign page may send a GET, but no header lets it read the response."""
    headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    for method in ("GET", "HEAD"):
        read = await guarded.request(method, "/articles", headers=headers)
        assert read.status_code == 200
        assert not [name for name in read.headers if name.startswith("access-control-")]
    assert (await guarded.options("/ask", headers=headers)).status_code == 405


async def test_origins_that_the_settings_allow(tmp_path: Path) -> None:
    """A page of an allowed origin may write, with the default port or without; its subdomains and other ports not."""
    app = make_guarded(tmp_path / "data", allowed_origins="https://News.example.org http://localhost:3000")
    async with running(app) as client:
        for origin in ("https://news.example.org", "https://news.example.org:443", "http://localhost:3000"):
            headers = {"Origin": origin, "Sec-Fetch-Site": "cross-site"}
            assert (await client.delete("/articles/nothing", headers=headers)).status_code == 404
        for origin in ("http://news.example.org", "https://a.news.example.org", "https://news.example.org:8443"):
            assert (await client.delete("/articles/nothing", headers={"Origin": origin})).status_code == 403


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Host": "localhost", "Origin": "https://evil.example"}])
async def test_a_foreign_websocket_is_refused(tmp_path: Path, headers: dict[str, str]) -> None:
    """Host and Origin of a WebSocket are checked before it is accepted, as browsers let every page open one."""
    scope: Scope = {
        "type": "websocket", "path": "/", "raw_path": b"/", "query_string": b"", "subprotocols": [],
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "extensions": {"websocket.http.response": {}},
    }  # fmt: skip
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def keep(message: Message) -> None:
        sent.append(message)

    await make_guarded(tmp_path)(scope, receive, keep)
    assert sent[0]["type"] == "websocket.http.response.start"
    assert sent[0]["status"] == (403 if "Origin" in headers else 421)


@pytest.mark.parametrize(
    "wrong",
    [
        {"allowed_hosts": "https://ask.example.org"}, {"allowed_hosts": "a:b"}, {"allowed_hosts": "ask.example.org:x"},
        {"allowed_hosts": "a*.example.org"}, {"allowed_hosts": "*example.org"}, {"allowed_origins": "news.example.org"},
        {"allowed_origins": "null"}, {"allowed_origins": "*"}, {"allowed_origins": "https://news.example.org/page"},
    ],
)  # fmt: skip
def test_what_is_no_host_and_no_origin_cannot_be_allowed(wrong: dict[str, str]) -> None:
    """A pattern that would never match, or always, is refused at the start."""
    with pytest.raises(ValueError, match=r"is not (a host name|an origin)"):
        Settings.model_validate(wrong)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("ask.example.org:443", "ask.example.org"),
        ("a:80", "a"),
        ("10.0.0.5:8000", "10.0.0.5"),
        ("[::1]:8000", "[::1]"),
    ],
)
def test_a_host_name_has_no_port(host: str, name: str) -> None:
    """A port would never match, so it is refused at the start, with what to write instead."""
    with pytest.raises(
        ValueError, match=re.escape(f"'{host}' has a port, which is not part of a host name; write '{name}'")
    ):
        Settings.model_validate({"allowed_hosts": host})


@pytest.mark.parametrize("host", ["a", "10.0.0.5", "::1", "[::1]", "fe80::1:80", "*", "*.example.net"])
def test_names_and_addresses_can_be_allowed(host: str) -> None:
    """The colons of an IPv6 address begin no port."""
    assert Settings.model_validate({"allowed_hosts": host}).allowed_hosts == (host,)
