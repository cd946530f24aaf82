"""How a server stops: it is not ready first, goes on for a while, and finishes what was begun."""

import json
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from api.app import NEW_ARCHIVE
from index.catalogue.catalogue import Catalogue
from index.catalogue.presence import FILE_NAME
from tests.api.conftest import write_record
from tests.api.quick_server import ROOT, command
from tests.api.telemetry.scraping import scrape


@contextmanager
def stoppable(data: Path, **settings: object) -> Iterator[tuple["subprocess.Popen[str]", httpx.Client]]:
    """Run a server and its worker as processes; yield the server, and a client of it."""
    process = subprocess.Popen(
        [*command("server", str(data)), json.dumps(settings)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout
        with httpx.Client(base_url=process.stdout.readline().split()[-1], timeout=60) as client:
            yield process, client
    finally:
        process.kill()
        process.communicate()


def wait_until_closed(client: httpx.Client) -> None:
    """Wait until new connections are not accepted."""
    with suppress(httpx.TransportError):
        while httpx.get(f"{client.base_url}/health/live", timeout=60).status_code == 200:
            pass


class Upload:
    """A stream of two articles, of which the second is sent once `go_on` is set."""

    def __init__(self, url: str) -> None:
        self.go_on = threading.Event()
        self.responses: list[httpx.Response] = []
        self._thread = threading.Thread(target=self._send, args=(url,))
        self._thread.start()

    def _send(self, url: str) -> None:
        headers = {"Content-Type": "application/x-ndjson"}
        with suppress(httpx.TransportError):
            self.responses.append(httpx.post(f"{url}/articles", content=self._lines(), headers=headers, timeout=60))

    def _lines(self) -> Iterator[bytes]:
        yield json.dumps(write_record("First")).encode() + b"\n"
        assert self.go_on.wait(60)
        yield json.dumps(write_record("Second")).encode() + b"\n"

    def end(self) -> httpx.Response:
        """Send the rest; return the response."""
        self.give_up()
        return self.responses[0]

    def give_up(self) -> None:
        """Send the rest, if anyone takes it."""
        self.go_on.set()
        self._thread.join()


def begin_upload(client: httpx.Client) -> Upload:
    """Begin an upload; return once the server works on it."""
    upload = Upload(str(client.base_url).rstrip("/"))
    while scrape(client).value("dateline_requests_in_progress") != 2:
        pass
    return upload


def count_articles(data: Path) -> int:
    """Return how many articles are stored or wait."""
    catalogue = Catalogue(data)
    with catalogue.snapshot() as snapshot:
        number = snapshot.count_articles() + snapshot.inbox.count_waiting()
    catalogue.close()
    return number


def test_sigterm_turns_readiness_first_and_finishes_what_was_begun(tmp_path: Path) -> None:
    """During the delay it serves but is not ready; after it no connection is accepted, and the request is finished."""
    with stoppable(tmp_path, stop_delay=2) as (server, client):
        upload = begin_upload(client)
        assert client.get("/health/ready").status_code == 200
        server.send_signal(signal.SIGTERM)
        while (response := client.get("/health/ready")).status_code == 200:
            pass
        assert response.status_code == 503
        assert response.json()["error"]["message"] == "the server is stopping"
        assert response.headers["Retry-After"]
        assert client.get("/health/ready", params={"to": "store"}).status_code == 503
        assert client.get("/health/live").status_code == 200
        assert client.get("/search", params={"q": "who"}).status_code == 200
        wait_until_closed(client)
        assert server.poll() is None, "it waits for the request"
        assert (upload.end().status_code, upload.end().json()["accepted"]) == (202, 2)
        _, errors = server.communicate(timeout=60)
        assert server.returncode == 0
        assert "Traceback" not in errors
    assert count_articles(tmp_path) == 2


def test_without_a_delay_what_was_begun_is_finished(tmp_path: Path) -> None:
    """By default no time is left for routing, and the request in progress is finished all the same."""
    with stoppable(tmp_path) as (server, client):
        upload = begin_upload(client)
        server.send_signal(signal.SIGTERM)
        wait_until_closed(client)
        assert upload.end().status_code == 202
        assert server.wait(60) == 0
    assert count_articles(tmp_path) == 2


@pytest.mark.parametrize("second", [signal.SIGTERM, signal.SIGINT])
def test_a_second_signal_ends_the_delay(tmp_path: Path, second: signal.Signals) -> None:
    """Whoever stops it by hand does not wait; it still ends well."""
    with stoppable(tmp_path, stop_delay=600) as (server, client):
        server.send_signal(signal.SIGTERM)
        while client.get("/health/ready").status_code == 200:
            pass
        server.send_signal(second)
        assert server.wait(60) == 0


def test_ctrl_c_has_no_delay(tmp_path: Path) -> None:
    """The delay is for orchestrators, which send SIGTERM."""
    with stoppable(tmp_path, stop_delay=600) as (server, _):
        server.send_signal(signal.SIGINT)
        assert server.wait(60) == 0


def test_a_second_ctrl_c_ends_the_requests_in_progress(tmp_path: Path) -> None:
    """It exits with 1 without waiting for them, and without an error in the log; the app is closed."""
    with stoppable(tmp_path) as (server, client):
        upload = begin_upload(client)
        server.send_signal(signal.SIGINT)
        wait_until_closed(client)
        assert server.poll() is None, "it waits for the request"
        server.send_signal(signal.SIGINT)
        _, errors = server.communicate(timeout=60)
        upload.give_up()
    assert server.returncode == 1
    assert [line for line in errors.splitlines() if not line.endswith(NEW_ARCHIVE % tmp_path)] == []
    assert not (tmp_path / f"{FILE_NAME}-wal").exists()
