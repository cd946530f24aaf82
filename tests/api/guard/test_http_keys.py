"""Admission by key: every call needs its right, from the first key on, and a key counts from the next request on."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from api.app import serve
from api.guard.keyring import Keyring
from api.guard.rights import OPEN, RULES, rights_of
from api.service import Service
from api.settings import Settings
from index.catalogue.catalogue import Catalogue
from index.catalogue.keys import Right, make_key
from index.errors import InvalidInput
from index.library import Library
from qa.answer import answer
from qa.reading.reader import Reader
from qa.types import Found, Question, Step
from tests.api.conftest import running, send, write_record
from tests.api.guard.doors import PAGE, add_key, bearer, calls_of, make_server, revoke_key
from tests.api.loaded import serving_quickly
from tests.api.routes.test_http_errors import error_of
from tests.conftest import NOW
from tests.index.earlier import writer_of

pytestmark = pytest.mark.anyio

QUESTION = {"question": "Who?"}


@pytest.fixture
async def closed(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A client, without a key, of a server that needs one."""
    add_key(tmp_path, "admin", Right.ADMIN)
    async with running(make_server(tmp_path)) as client:
        yield client


def test_every_call_has_a_rule(tmp_path: Path) -> None:
    """Each route of the app, pages and mounts included, has a rule in api/guard/rights.py."""
    calls = set(calls_of(make_server(tmp_path)))
    assert {("POST", "/ask"), ("DELETE", "/articles/x"), ("GET", "/answers/x/recheck"), ("GET", "/static/x")} <= calls
    assert {call for call in calls if rights_of(*call) is None} == set()


def test_only_pages_files_and_health_need_no_key() -> None:
    """No rule but these opens a call to everyone."""
    opened = {rule.path for rule in RULES if rule.rights == OPEN}
    assert opened == {"/", "/docs", "/openapi.json", "/static/*", "/widget.js", "/health/*"}


def told_of(response: httpx.Response, path: str, status: int) -> str:
    """Return the message of an error, in the shape of its path."""
    if not path.startswith("/v1/") and path != "/mcp":
        return str(error_of(response, status)["message"])
    assert response.status_code == status
    return str(response.json()["error"]["message"])


async def test_every_call_needs_a_key_with_its_right(tmp_path: Path) -> None:
    """Without a key each call is 401, with the wrong right 403, with its own neither; open calls need none."""
    app = make_server(tmp_path)
    secrets = {right: add_key(tmp_path, right.value, right) for right in Right}
    async with running(app) as client:
        for method, path in sorted(calls_of(app)):
            needed = rights_of(method, path)
            assert needed is not None
            if needed == OPEN:
                assert (await client.request(method, path)).status_code in (200, 404)
                continue
            refused = await client.request(method, path)
            told_of(refused, path, 401)
            assert refused.headers["WWW-Authenticate"] == 'Bearer realm="dateline"'
            for right, secret in secrets.items():
                response = await client.request(method, path, headers=bearer(secret))
                if right in needed:
                    assert response.status_code not in (401, 403), (method, path)
                else:
                    assert f"the right {' or '.join(sorted(needed))}" in told_of(response, path, 403)


async def test_what_is_not_there_says_so_to_those_with_a_key(closed: httpx.AsyncClient, tmp_path: Path) -> None:
    """An unknown path is 401 without a key and 404 with any; a known one with another method is 405."""
    ask, admin = add_key(tmp_path, "ask", Right.ASK), add_key(tmp_path, "other admin", Right.ADMIN)
    error_of(await closed.get("/nothing"), 401)
    error_of(await closed.get("/nothing", headers=bearer(ask)), 404)
    error_of(await closed.put("/search", headers=bearer(admin)), 405)
    for method, path in (("GET", "/ask"), ("HEAD", "/api/chat"), ("OPTIONS", "/ask"), ("PUT", "/search")):
        refused = await closed.request(method, path, headers=bearer(ask))
        assert (refused.status_code, "Allow" in refused.headers) == (405, True)


@pytest.mark.parametrize("path", ["/ask%0A", "//ask", "/ask/", "/./ask", "/articles/a%2Fretract", "/x/../ask"])
async def test_no_spelling_of_a_path_gets_past_the_rules(closed: httpx.AsyncClient, path: str) -> None:
    """Whatever a path decodes to, a call without a key is not answered."""
    url = httpx.URL("http://localhost").copy_with(raw_path=path.encode())
    for method in ("GET", "POST", "DELETE", "HEAD", "OPTIONS"):
        assert (await closed.send(httpx.Request(method, url))).status_code == 401


async def test_a_body_is_not_read_before_the_key(closed: httpx.AsyncClient) -> None:
    """A request without a key is refused before its body arrives."""
    taken = []

    async def body() -> AsyncIterator[bytes]:
        taken.append(1)
        yield b"{}"

    error_of(await closed.post("/articles", content=body(), headers={"Content-Type": "application/json"}), 401)
    assert not taken


@pytest.mark.parametrize(
    "value",
    [
        "", "Bearer", "Bearer ", "Bearer x", "Bearer dl_", "Basic ZGVzazpkZXNr", "KEY", "Bearer KEYx", "bearer  no KEY",
        "Bearer KEY KEY", "Bearer é", "Digest KEY",
    ],
)  # fmt: skip
async def test_what_is_no_key_of_this_server(closed: httpx.AsyncClient, tmp_path: Path, value: str) -> None:
    """Another scheme, an unknown or a lengthened key is 401, in words that do not repeat it."""
    secret = add_key(tmp_path, "ask", Right.ASK)
    given = value.replace("KEY", secret).encode()
    response = await closed.get("/search?q=a", headers={b"Authorization": given})
    assert secret not in str(error_of(response, 401)["message"])
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="dateline", error="invalid_token"'


@pytest.mark.parametrize("value", ["KEY", "Basic KEY", "Token KEY"])
async def test_a_key_without_the_word_bearer(closed: httpx.AsyncClient, tmp_path: Path, value: str) -> None:
    """A good key without the word Bearer before it is told that the word is missing, not that the key is unknown."""
    headers = {"Authorization": value.replace("KEY", add_key(tmp_path, "ask", Right.ASK))}
    message = str(error_of(await closed.get("/search?q=a", headers=headers), 401)["message"])
    assert message.startswith("the header Authorization must begin with the word Bearer")


async def test_a_key_in_two_headers_is_none(closed: httpx.AsyncClient, tmp_path: Path) -> None:
    """Two Authorization headers are refused, whichever comes first."""
    good = f"Bearer {add_key(tmp_path, 'ask', Right.ASK)}"
    for values in ([good, "Bearer x"], ["Bearer x", good], [good, good]):
        headers = [("Authorization", value) for value in values]
        error_of(await closed.get("/search?q=a", headers=headers), 401)
    assert (await closed.get("/search?q=a", headers={"Authorization": good})).status_code == 200
    lower = good.replace("Bearer", "bearer ")
    assert (await closed.get("/search?q=a", headers={"Authorization": lower})).status_code == 200


@pytest.mark.parametrize("name", ["key", "api_key", "API_KEY", "apikey", "access_token", "token", "k%65y"])
async def test_a_key_in_the_address_is_burnt(closed: httpx.AsyncClient, tmp_path: Path, name: str) -> None:
    """It is 401 on every call, open ones too and also beside a good header, with what to do; it is not repeated."""
    secret = add_key(tmp_path, "ask", Right.ASK)
    for path in ("/search?q=a&", "/?", "/nothing?", "/health/live?"):
        response = await closed.get(f"{path}{name}={secret}", headers=bearer(secret))
        error = error_of(response, 401)
        assert error["field"] == name.replace("%65", "e")
        assert "Authorization: Bearer KEY" in str(error["message"])
        assert "revoke" in str(error["message"])
        assert secret not in response.text


@pytest.mark.parametrize("path", ["/search?q=KEY", "/?k=KEY", "/?KEY", "/v1/models/KEY", "/answers/KEY", "/KEY/x?a=1"])
async def test_a_key_is_known_by_its_form(closed: httpx.AsyncClient, tmp_path: Path, path: str) -> None:
    """It is burnt under whatever name it stands in the address, and in the path; it is not repeated."""
    secret = add_key(tmp_path, "ask", Right.ASK)
    response = await closed.get(path.replace("KEY", secret), headers=bearer(secret))
    assert response.status_code == 401
    assert response.json()["error"]["message"].startswith("a key in the address is not accepted")
    assert secret not in response.text


async def test_a_part_of_a_key_is_not_repeated(closed: httpx.AsyncClient, tmp_path: Path) -> None:
    """Nor is a key that was sent as something else, as in a body."""
    secret = add_key(tmp_path, "ask", Right.ASK)
    for path in (f"/v1/models/{secret[:-1]}", f"/answers/x{secret}", f"/jobs/{secret}x"):
        assert secret[:-1] not in (await closed.get(path, headers=bearer(secret))).text
    body = {"model": secret, "messages": [{"role": "user", "content": "Who?"}], secret: 1}
    response = await closed.post("/v1/chat/completions", json=body, headers=bearer(secret))
    assert response.status_code == 404
    assert f"'{secret[:11]}…'" in response.json()["error"]["message"]
    assert secret not in response.text


async def test_a_server_on_loopback_is_open_until_there_is_a_key(tmp_path: Path) -> None:
    """The first key closes it at once, a made-up key is ignored before, and revoking the last key opens nothing."""
    async with running(make_server(tmp_path)) as client:
        assert (await client.get("/search?q=a")).status_code == 200
        assert (await client.get("/search?q=a", headers=bearer("sk-anything"))).status_code == 200
        secret = add_key(tmp_path, "ask", Right.ASK)
        error_of(await client.get("/search?q=a"), 401)
        assert (await client.get("/search?q=a", headers=bearer(secret))).status_code == 200
        revoke_key(tmp_path, "ask")
        error_of(await client.get("/search?q=a"), 401)
        revoked = await client.get("/search?q=a", headers=bearer(secret))
        assert str(error_of(revoked, 401)["message"]).startswith("this key has been revoked; ask for a new one")


@pytest.mark.parametrize(
    ("mode", "host", "asking", "writing"),
    [
        ("auto", "127.0.0.1", 200, 404),
        ("auto", "::1", 200, 404),
        ("auto", "localhost", 200, 404),
        ("auto", "0.0.0.0", 401, 401),
        ("auto", "ask.example.org", 401, 401),
        ("none", "127.0.0.1", 401, 401),
        ("ask", "0.0.0.0", 200, 401),
        ("all", "0.0.0.0", 200, 404),
    ],
)
async def test_what_needs_no_key(tmp_path: Path, mode: str, host: str, asking: int, writing: int) -> None:
    """By the setting `open_access`, before there is a key."""
    async with running(make_server(tmp_path, open_access=mode, host=host)) as client:
        assert (await client.get("/search?q=a")).status_code == asking
        assert (await client.delete("/articles/nothing")).status_code == writing


async def test_where_asking_is_open_a_key_adds_to_it(tmp_path: Path) -> None:
    """A key with the right to write writes and asks; a revoked one asks like everyone."""
    secret = add_key(tmp_path, "desk", Right.WRITE)
    async with running(make_server(tmp_path, open_access="ask", host="0.0.0.0")) as client:
        assert (await client.get("/search?q=a", headers=bearer(secret))).status_code == 200
        assert (await client.delete("/articles/nothing", headers=bearer(secret))).status_code == 404
        revoke_key(tmp_path, "desk")
        assert (await client.get("/search?q=a", headers=bearer(secret))).status_code == 200
        error_of(await client.delete("/articles/nothing", headers=bearer(secret)), 401)


async def test_a_key_expires(tmp_path: Path) -> None:
    """It is accepted until its time, by the clock of the server."""
    secret = add_key(tmp_path, "ask", Right.ASK, expires=datetime.now(UTC) + timedelta(days=1))
    app = make_server(tmp_path)
    service: Service = app.state.service
    async with running(app) as client:
        assert (await client.get("/search?q=a", headers=bearer(secret))).status_code == 200
        service.keyring.now = lambda: datetime.now(UTC) + timedelta(days=1)
        expired = await client.get("/search?q=a", headers=bearer(secret))
        assert str(error_of(expired, 401)["message"]).startswith("this key has expired; ask for a new one")


async def test_a_public_key_works_in_its_pages_alone(tmp_path: Path) -> None:
    """Its origins, in any notation, may ask with it; another origin or none may not, and no page may write with it."""
    secret = add_key(tmp_path, "page", Right.ASK, origins=(PAGE, "http://localhost:3000"))
    async with running(make_server(tmp_path)) as client:
        for origin in (PAGE, f"{PAGE}:443", "HTTPS://News.Example.org", "http://localhost:3000"):
            headers = {"Origin": origin, "Sec-Fetch-Site": "cross-site"} | bearer(secret)
            assert (await client.get("/search?q=a", headers=headers)).status_code == 200
            assert (await client.post("/ask", json=QUESTION, headers=headers)).status_code == 200
            error_of(await client.delete("/articles/a", headers=headers), 403)
        for origin in ("https://evil.example", "null", "", "http://news.example.org", f"{PAGE}.evil.example"):
            error_of(await client.get("/search?q=a", headers={"Origin": origin} | bearer(secret)), 403)
        error_of(await client.get("/search?q=a", headers=bearer(secret)), 403)


async def test_a_public_key_works_in_the_pages_of_the_server(tmp_path: Path) -> None:
    """A browser sends no Origin with a GET of the own site, but says that it is one; another client says nothing."""
    secret = add_key(tmp_path, "own", Right.ASK, origins=("http://localhost",))
    async with running(make_server(tmp_path)) as client:
        own = bearer(secret) | {"Sec-Fetch-Site": "same-origin"}
        assert (await client.get("/search?q=a", headers=own)).status_code == 200
        for site in ("cross-site", "same-site", "none"):
            error_of(await client.get("/search?q=a", headers=bearer(secret) | {"Sec-Fetch-Site": site}), 403)
        error_of(await client.get("/search?q=a", headers=own | {"Host": "127.0.0.1"}), 403)


async def test_keys_count_on_every_server_of_a_folder(tmp_path: Path) -> None:
    """A key that is added and revoked elsewhere counts on two running servers from their next requests on."""
    async with running(make_server(tmp_path)) as one, running(make_server(tmp_path)) as other:
        secret = add_key(tmp_path, "ask", Right.ASK)
        for client in (one, other):
            error_of(await client.get("/search?q=a"), 401)
            assert (await client.get("/search?q=a", headers=bearer(secret))).status_code == 200
        revoke_key(tmp_path, "ask")
        for client in (one, other):
            error_of(await client.get("/search?q=a", headers=bearer(secret)), 401)


async def test_an_answer_is_completed_when_its_key_is_revoked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is being streamed goes on to its last event; the next request is refused."""

    def answer_after_revoking(
        question: Question, library: Library, reader: Reader | None, *_: object
    ) -> Iterator[Step]:
        yield Found(())
        revoke_key(tmp_path, "ask")
        yield answer(question, library, reader)

    monkeypatch.setattr("api.service.answer_in_steps", answer_after_revoking)
    secret = add_key(tmp_path, "ask", Right.ASK)
    with serving_quickly(tmp_path) as url:
        async with httpx.AsyncClient(base_url=url, headers=bearer(secret), timeout=60) as client:
            streamed = await client.post("/ask/stream", json=QUESTION)
            refused = await client.post("/ask/stream", json=QUESTION)
    assert [line for line in streamed.text.splitlines() if line.startswith("event:")] == [
        "event: sources",
        "event: answer",
    ]
    error_of(refused, 401)


async def test_the_last_day_of_use_is_stored(tmp_path: Path) -> None:
    """Once a day, in the background; a server that stops has written it."""
    secret = add_key(tmp_path, "ask", Right.ASK)
    app = make_server(tmp_path)
    async with running(app) as client:
        for _ in range(3):
            assert (await client.get("/search?q=a", headers=bearer(secret))).status_code == 200
    catalogue = Catalogue(tmp_path)
    with catalogue.snapshot() as snapshot:
        assert [key.used for key in snapshot.keys.all()] == [datetime.now(UTC).date()]
    catalogue.close()


async def test_a_use_that_cannot_be_stored_is_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A disk that refuses the write neither refuses the request nor hides the fault; a read-only folder is no fault."""
    catalogue = Catalogue(tmp_path)
    key, secret = make_key("ask", frozenset({Right.ASK}), NOW)
    with catalogue.write() as transaction:
        transaction.keys.add(key, secret)
    keyring = Keyring(lambda: catalogue, now=lambda: NOW)
    assert await keyring.find(secret) == key
    writer_of(catalogue).execute("PRAGMA query_only = ON")
    keyring.note_use(key)
    keyring.stop()
    assert "the last use of the key dl_" in caplog.text
    caplog.clear()
    catalogue._database.read_only = True
    keyring = Keyring(lambda: catalogue, now=lambda: NOW)
    keyring.note_use(key)
    keyring.stop()
    catalogue._database.read_only = False
    assert (caplog.text, await keyring.exist()) == ("", True)
    catalogue.close()


async def test_nothing_is_open_while_the_library_is_being_opened(tmp_path: Path) -> None:
    """Before the keys can be read, a call that may need one is 503, and an open one is answered."""
    app = make_server(tmp_path)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        response = await client.get("/search?q=a")
        assert error_of(response, 503)["type"] == "unavailable"
        assert int(response.headers["Retry-After"]) > 0
        assert (await client.get("/health/live")).status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "ask.example.org"])
def test_a_server_that_others_can_reach_needs_a_key(tmp_path: Path, host: str) -> None:
    """Without one it does not start, creates nothing, and says what to do."""
    settings = Settings.model_validate({"data": tmp_path / "data", "host": host})
    with pytest.raises(InvalidInput, match=r"dateline key add NAME .*--open-access all") as refused:
        serve(settings)
    assert host in refused.value.message
    assert not (tmp_path / "data").exists()
    Catalogue(tmp_path / "data").close()
    with pytest.raises(InvalidInput, match="there is no key"):
        serve(settings)


@pytest.mark.parametrize("mode", ["none", "ask", "all", "auto"])
def test_a_server_that_others_can_reach_starts_with_a_key_or_if_told_to(
    tmp_path: Path, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a key, or any word about those without one, it goes on to listen."""
    if mode == "auto":
        add_key(tmp_path, "ask", Right.ASK)

    def refuse(_: Settings) -> None:
        raise OSError(None, "it listens")

    monkeypatch.setattr("api.app.listen", refuse)
    assert serve(Settings.model_validate({"data": tmp_path, "host": "0.0.0.0", "open_access": mode})) == 1


async def test_a_stream_of_articles_needs_the_right_to_write(tmp_path: Path) -> None:
    """A key for writing stores articles and reads its job, and may not ask."""
    secret = add_key(tmp_path, "wire", Right.WRITE)
    async with running(make_server(tmp_path)) as client:
        client.headers.update(bearer(secret))
        job = await send(client, write_record(id="kept"))
        assert (await client.get(f"/jobs/{job['id']}")).status_code == 200
        error_of(await client.get("/articles/kept"), 403)
