"""A server whose catalogue's server is away, a standby, or migrated by a newer version: it says so, and goes on."""

import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest

import api.processes.readiness as readiness
from api.processes.readiness import Obstacles, Readiness
from index.library import Library
from tests.api.chaos import Site
from tests.api.conftest import write_record
from tests.api.quick_server import ROOT, command
from tests.api.telemetry.scraping import scrape
from tests.postgres import PostgresServer

AWAY = "the catalogue's server cannot be reached now; try again"
NEWER = "a newer Dateline has changed the catalogue: this server has to be upgraded"
CALLS: list[tuple[str, str, Mapping[str, object] | None]] = [
    ("GET", "/search?q=zeppelin", None),
    ("POST", "/ask", {"question": "What crossed the lake?"}),
    ("GET", "/articles/one", None),
    ("GET", "/articles", None),
    ("GET", "/archive", None),
    ("GET", "/index", None),
    ("POST", "/articles", write_record(id="two")),
    ("DELETE", "/articles/one", None),
    ("POST", "/v1/chat/completions", {"model": "dateline", "messages": [{"role": "user", "content": "What crossed?"}]}),
]


@contextmanager
def host(folder: Path, address: str) -> Iterator[httpx.Client]:
    """Run a server and its worker, as processes, on a shared catalogue; yield a client of it."""
    folder.mkdir(exist_ok=True)
    site = Site(
        folder, command("server", str(folder)), ROOT, {"DATELINE_CATALOGUE": address, "DATELINE_OPEN_ACCESS": "all"}
    )
    try:
        site.start()
        yield site.client
    finally:
        site.stop()


def send(client: httpx.Client, name: str, word: str) -> None:
    """Store an article, and wait until it is found."""
    record = write_record(id=name, text=f"The {word} crossed the lake at dawn.")
    assert client.post("/articles", params={"wait": 60}, json=record).status_code == 200
    assert find(client, word) == [name]


def find(client: httpx.Client, word: str) -> list[str]:
    """Return the articles that a search finds by a word."""
    hits = client.get("/search", params={"q": word}).raise_for_status().json()["hits"]
    return [hit["article"] for hit in hits if hit["lexical_rank"]]


def wait_until_ready(client: httpx.Client, to: str = "store") -> None:
    """Wait until the server is ready; the timeout of the test is the limit."""
    while client.get("/health/ready", params={"to": to}).status_code != 200:
        time.sleep(0.1)


def reason(client: httpx.Client, to: str = "ask") -> str:
    """Return why a server is not ready for something: one sentence, without an address."""
    response = client.get("/health/ready", params={"to": to})
    assert response.status_code == 503, response.text
    assert response.headers["Retry-After"]
    message = str(response.json()["error"]["message"])
    assert "127.0.0.1" not in message
    assert "\n" not in message
    return message


def refusals(client: httpx.Client) -> set[tuple[int, str]]:
    """Return the statuses and the messages with which the calls are refused."""
    found = set()
    for method, path, body in CALLS:
        response = client.request(method, path, json=body)
        assert response.headers.get("Retry-After"), (path, response.text)
        found.add((response.status_code, response.json()["error"]["message"]))
    return found


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT])
def test_a_server_says_that_its_catalogue_is_away_and_goes_on(
    failing: PostgresServer, tmp_path: Path, how: signal.Signals
) -> None:
    """Stopped or crashed: not ready, with the reason; each call is refused with 503; back, all goes on by itself."""
    with host(tmp_path / "one", failing.new_address()) as client:
        send(client, "one", "zeppelin")
        failing.stop(how)
        for to in ("ask", "store"):
            assert reason(client, to).startswith("the catalogue cannot be reached: nothing listens there: start")
        assert refusals(client) == {(503, AWAY)}
        assert client.get("/health/live").status_code == 200
        found = scrape(client)
        assert (found.value("dateline_catalogue_up"), found.value("dateline_ready", to="ask")) == (0, 0)
        failing.start()
        wait_until_ready(client)
        assert find(client, "zeppelin") == ["one"]
        send(client, "three", "balloon")


@pytest.mark.slow
def test_a_server_goes_on_where_another_takes_over(failing: PostgresServer, tmp_path: Path) -> None:
    """With both servers in the address, the one that was a standby is found once it is promoted."""
    with failing.followed() as standby:
        where = failing.new_address("&target_session_attrs=read-write")
        address = where.replace(f":{failing.port}", f":{failing.port},127.0.0.1:{standby.port}")
        with host(tmp_path / "one", address) as client:
            send(client, "one", "zeppelin")
            failing.wait_for(standby)
            failing.stop(signal.SIGQUIT)
            assert reason(client)
            assert {status for status, _ in refusals(client)} == {503}
            standby.run_statement("SELECT pg_promote()")
            wait_until_ready(client)
            assert find(client, "zeppelin") == ["one"]
            send(client, "two", "balloon")


@pytest.mark.slow
def test_a_server_on_a_standby_answers_and_does_not_store(failing: PostgresServer, tmp_path: Path) -> None:
    """It finds what the primary stores, also from an empty folder, and says why it stores nothing."""
    with failing.followed() as standby:
        address = failing.new_address()
        schema = address.rpartition("=")[2]
        with host(tmp_path / "one", address) as writing:
            send(writing, "one", "zeppelin")
            failing.wait_for(standby)
            with host(tmp_path / "two", standby.address_of(schema)) as client:
                assert client.get("/health/ready").status_code == 200
                assert reason(client, "store").startswith("the catalogue's server is a standby, which takes no writes")
                assert find(client, "zeppelin") == ["one"]
                assert client.post("/ask", json={"question": "What crossed the lake?"}).status_code == 200
                send(writing, "two", "balloon")
                writing.delete("/articles/one").raise_for_status()
                failing.wait_for(standby)
                assert (find(client, "balloon"), find(client, "zeppelin")) == (["two"], [])
                refused = client.post("/articles", json=write_record())
                assert (refused.status_code, refused.json()["error"]["message"]) == (
                    503,
                    "the archive is read-only now: questions and searches are answered, changes are refused",
                )
                standby.run_statement("SELECT pg_promote()")
                assert "can be written now: restart this server" in reason(client, "store")


def test_a_server_whose_catalogue_becomes_read_only_answers(failing: PostgresServer, tmp_path: Path) -> None:
    """It asks on, refuses changes with the reason, and stores again once that is over."""
    with host(tmp_path / "one", failing.new_address()) as client:
        send(client, "one", "zeppelin")
        set_read_only(failing, "on")
        while client.get("/health/ready", params={"to": "store"}).status_code == 200:
            time.sleep(0.05)  # the server reads its configuration a moment later
        assert reason(client, "store") == "the catalogue's server takes no writes now"
        assert client.get("/health/ready").json()["ask"] == {"ready": True, "reason": None}
        assert find(client, "zeppelin") == ["one"]
        assert client.post("/ask", json={"question": "What crossed the lake?"}).status_code == 200
        assert client.post("/articles", json=write_record()).status_code == 503
        assert client.delete("/articles/one").status_code == 503
        set_read_only(failing, "off")
        wait_until_ready(client)
        send(client, "two", "balloon")


@pytest.mark.slow
def test_a_server_whose_catalogue_a_newer_one_migrates_says_so(postgres: PostgresServer, tmp_path: Path) -> None:
    """Neither it nor its worker touches what it does not know; ready and every call say that it has to be upgraded."""
    address = postgres.new_address()
    schema = address.rpartition("=")[2]
    with host(tmp_path / "one", address) as client:
        send(client, "one", "zeppelin")
        known = postgres.run_statement(f"SELECT value FROM {schema}.meta WHERE key = 'schema'")
        postgres.run_statement(f"UPDATE {schema}.meta SET value = '999' WHERE key = 'schema'")
        said = (
            f"the catalogue was written by a newer Dateline (schema 999; this one knows {int(known)}): upgrade Dateline"
        )
        assert {reason(client, to) for to in ("ask", "store")} == {said}
        assert refusals(client) == {(503, NEWER)}
        postgres.run_statement(f"UPDATE {schema}.meta SET value = '{known}' WHERE key = 'schema'")
        wait_until_ready(client)
        assert find(client, "zeppelin") == ["one"]


def test_a_silent_catalogue_is_asked_once_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks meanwhile gets an answer, no threads pile up, and once it answers so does the check."""
    monkeypatch.setattr(readiness, "_SECONDS", 0.01)
    asked, answers = list[int](), threading.Event()

    def stall() -> None:
        asked.append(1)
        answers.wait(60)

    catalogue = SimpleNamespace(is_shared=True, find_obstacle=stall, name="the catalogue t in d at h")
    library = cast("Library", SimpleNamespace(catalogue=catalogue, folder=tmp_path, read_only=False))
    worker: Any = SimpleNamespace(trouble=None)
    check = Readiness()
    for _ in range(5):
        found = check.check(library, worker)
        assert found == Obstacles(*["the catalogue's server has not answered for 3 seconds"] * 2)
    assert len(asked) == 1
    answers.set()
    _wait_for(lambda: check.check(library, worker) == Obstacles())


def _wait_for(happened: Callable[[], object]) -> None:
    while not happened():
        time.sleep(0.01)


def set_read_only(server: PostgresServer, value: str) -> None:
    """Let a server take no writes, or take them again."""
    server.run_statement(f"ALTER SYSTEM SET default_transaction_read_only = {value}")
    server.run_statement("SELECT pg_reload_conf()")
