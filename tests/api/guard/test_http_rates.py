"""Limits on how often a client may call, by key and by address, and which address that is."""

from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from httpx import ASGITransport

from api.settings import Settings
from index.catalogue.keys import Right
from tests.api.conftest import running
from tests.api.guard.doors import PAGE, add_key, bearer, make_server
from tests.api.routes.test_http_errors import error_of

pytestmark = pytest.mark.anyio


async def statuses(app: FastAPI, number: int, headers: Mapping[str, str], address: str = "192.0.2.1") -> list[int]:
    """Search so many times from an address; return the statuses."""
    transport = ASGITransport(app, client=(address, 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost", headers=headers) as client:
        return [(await client.get("/search?q=a")).status_code for _ in range(number)]


async def test_a_key_has_a_limit_for_asking_and_one_for_the_rest(tmp_path: Path) -> None:
    """What is above is 429 in the one shape with `Retry-After`; other calls and keys have counts of their own."""
    secret, other = add_key(tmp_path, "one", Right.ASK, Right.WRITE), add_key(tmp_path, "other", Right.ASK)
    async with running(make_server(tmp_path, ask_limit="2/hour", write_limit="1/day")) as client:
        for left in (1, 0):
            response = await client.get("/search?q=a", headers=bearer(secret))
            assert response.status_code == 200
            assert response.headers["RateLimit-Policy"] == '"ask";q=2;w=3600'
            assert response.headers["RateLimit"].startswith(f'"ask";r={left};t=')
        refused = await client.post("/ask", json={"question": "Who?"}, headers=bearer(secret))
        error = error_of(refused, 429)
        assert error["type"] == "rate_limited"
        assert str(error["message"]).startswith("2 calls per hour are allowed; try again in ")
        assert 3_500 < int(refused.headers["Retry-After"]) <= 3_600
        assert refused.headers["RateLimit"] == f'"ask";r=0;t={refused.headers["Retry-After"]}'
        assert (await client.get("/search?q=a", headers=bearer(other))).status_code == 200
        assert (await client.delete("/articles/a", headers=bearer(secret))).status_code == 404
        error_of(await client.delete("/articles/a", headers=bearer(secret)), 429)
        assert (await client.get("/health/live", headers=bearer(secret))).status_code == 200
        assert (await client.get("/", headers=bearer(secret))).status_code == 200


async def test_the_window_moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the seconds that `Retry-After` names a client may call again, not all at once."""
    headers = bearer(add_key(tmp_path, "one", Right.ASK))
    app = make_server(tmp_path, ask_limit="2/minute")
    now = 1_000_000.0
    monkeypatch.setattr("time.time", lambda: now)
    async with running(app):
        assert await statuses(app, 1, headers) == [200]
        now += 40
        assert await statuses(app, 2, headers) == [200, 429]
        now += 21
        assert await statuses(app, 2, headers) == [200, 429]


async def test_without_a_key_an_address_has_a_limit(tmp_path: Path) -> None:
    """Another address has its own; those of one IPv6 network share it; this machine has none."""
    app = make_server(tmp_path, open_access="all", ask_limit="1/hour")
    async with running(app):
        assert await statuses(app, 2, {}) == [200, 429]
        assert await statuses(app, 1, {}, "192.0.2.2") == [200]
        assert await statuses(app, 1, {}, "::ffff:192.0.2.2") == [429]
        assert await statuses(app, 1, {}, "2001:db8:1:2::1") == [200]
        assert await statuses(app, 1, {}, "2001:db8:1:2:ffff::7") == [429]
        assert await statuses(app, 1, {}, "2001:db8:1:3::1") == [200]
        for here in ("127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"):
            assert await statuses(app, 3, {}, here) == [200] * 3


async def test_visitors_of_a_page_are_told_apart(tmp_path: Path) -> None:
    """Those who use the same public key from two addresses have a limit each; users of a secret key share one."""
    public = bearer(add_key(tmp_path, "page", Right.ASK, origins=(PAGE,))) | {"Origin": PAGE}
    secret = bearer(add_key(tmp_path, "one", Right.ASK))
    app = make_server(tmp_path, ask_limit="1/hour")
    async with running(app):
        assert await statuses(app, 2, public) == [200, 429]
        assert await statuses(app, 1, public, "192.0.2.2") == [200]
        assert await statuses(app, 1, secret) == [200]
        assert await statuses(app, 1, secret, "192.0.2.2") == [429]
        assert await statuses(app, 1, secret, "127.0.0.1") == [429]


async def test_no_limit(tmp_path: Path) -> None:
    """With `none` nothing is counted, and nothing is said about it."""
    headers = bearer(add_key(tmp_path, "one", Right.ASK))
    app = make_server(tmp_path, ask_limit="none")
    async with running(app) as client:
        assert await statuses(app, 200, headers) == [200] * 200
        response = await client.get("/search?q=a", headers=headers)
    assert not [name for name in response.headers if name.startswith("ratelimit")]


async def test_forwarded_addresses_are_believed_of_trusted_proxies_alone(tmp_path: Path) -> None:
    """A client's own X-Forwarded-For changes nothing; of those that a proxy adds to, the last foreign one counts."""
    app = make_server(tmp_path, open_access="all", ask_limit="1/hour", trusted_proxies="10.0.0.0/8 127.0.0.1")
    async with running(app):
        assert await statuses(app, 1, {}, "192.0.2.1") == [200]
        assert await statuses(app, 1, {"X-Forwarded-For": "192.0.2.9"}, "192.0.2.1") == [429]
        for proxy in ("10.1.2.3", "127.0.0.1"):
            assert await statuses(app, 1, {"X-Forwarded-For": "192.0.2.1"}, proxy) == [429]
        assert await statuses(app, 1, {"X-Forwarded-For": "127.0.0.1, 192.0.2.1, 10.9.9.9"}, "10.1.2.3") == [429]
        assert await statuses(app, 2, {"X-Forwarded-For": "192.0.2.1, 192.0.2.5"}, "10.1.2.3") == [200, 429]
        assert await statuses(app, 2, {"X-Forwarded-For": "not an address"}, "10.1.2.3") == [200, 429]
        assert await statuses(app, 1, {"X-Forwarded-For": "nor this"}, "10.1.2.3") == [429]
        for value in ("", "127.0.0.1"):  # a proxy on this machine does not make its clients local
            statuses_of_proxy = await statuses(app, 2, {"X-Forwarded-For": value}, "127.0.0.1")
            assert statuses_of_proxy[-1] == 429


async def test_links_have_the_scheme_that_a_trusted_proxy_was_called_by(tmp_path: Path) -> None:
    """Behind TLS the page of an article without an address of its own is linked by https; a client cannot choose."""
    app = make_server(tmp_path, open_access="all", trusted_proxies="192.0.2.7")
    article = {"id": "a", "source": "s", "title": "Bridge", "text": "The bridge in Ulm was opened on Monday."}
    headers = {"X-Forwarded-Proto": "https", "Accept": "text/markdown"}
    async with running(app) as client:
        await client.post("/articles?wait=60", json=[article | {"published": "2015-01-01"}])
        for address, scheme in (("192.0.2.7", "https"), ("192.0.2.8", "http")):
            transport = ASGITransport(app, client=(address, 1))
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost", headers=headers) as other:
                response = await other.post("/ask", json={"question": "Was the bridge in Ulm opened on Monday?"})
            assert f"({scheme}://localhost/?article=a&" in response.text


async def test_no_proxy_is_trusted_by_itself(tmp_path: Path) -> None:
    """Without the setting, this machine cannot speak for others either."""
    app = make_server(tmp_path, open_access="all", ask_limit="1/hour")
    async with running(app):
        assert await statuses(app, 3, {"X-Forwarded-For": "192.0.2.1"}, "127.0.0.1") == [200] * 3
        assert await statuses(app, 1, {}, "192.0.2.1") == [200]


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("ask_limit", "60"),
        ("ask_limit", "0/minute"),
        ("ask_limit", "60/minute; 1/second"),
        ("write_limit", "60/fortnight"),
        ("write_limit", ""),
        ("trusted_proxies", "proxy.example.org"),
        ("trusted_proxies", "10.0.0.1/8"),
        ("trusted_proxies", "*"),
        ("open_access", "yes"),
    ],
)
def test_a_setting_that_means_nothing_is_refused(name: str, wrong: str) -> None:
    """A rate must be a number for one unit of time, a proxy an address or a network."""
    with pytest.raises(ValueError, match=name):
        Settings.model_validate({name: wrong})
