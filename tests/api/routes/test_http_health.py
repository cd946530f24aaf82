"""What the server reports to be ready for: answering, and storing."""

import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import psutil
import pytest
from anyio import to_thread

import api.app
from api.app import create_app
from api.service import Service
from api.settings import Settings
from index.care.size import find_obstacle
from index.library import Library, open_library
from tests.api.commands.conftest import run
from tests.api.conftest import WorkerThread, write_record
from tests.api.loaded import serving_quickly
from tests.api.quick_server import POISON, ROOT, command
from tests.index.history import HashEmbedder


@contextmanager
def process(data: Path) -> Iterator[tuple["subprocess.Popen[str]", httpx.Client]]:
    """Run a server and its worker as processes; yield the server, and a client of it."""
    with subprocess.Popen(command("server", str(data)), cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            line = server.stdout.readline()
            with httpx.Client(base_url=line.split()[-1], timeout=60) as client:
                yield server, client
        finally:
            server.kill()


def wait_until(client: httpx.Client, happened: Callable[[Any], object]) -> Any:
    """Return the readiness once it is as wanted; questions can be asked all the time."""
    while True:
        response = client.get("/health/ready")
        assert response.status_code == 200
        body = response.json()
        assert body["ask"] == {"ready": True, "reason": None}
        if happened(body["store"]):
            return body


def test_a_server_without_its_worker_answers_and_does_not_store(tmp_path: Path) -> None:
    """While the worker is killed repeatedly, `ask` stays ready; `store` is not, with a reason, but is afterwards."""
    with process(tmp_path) as (server, client):
        wait_until(client, lambda store: store["ready"])
        assert client.get("/health/ready", params={"to": "store"}).status_code == 200
        for deaths in (1, 2):
            (worker,) = psutil.Process(server.pid).children()
            worker.send_signal(signal.SIGSTOP)
            worker.kill()
            body = wait_until(client, lambda store: not store["ready"])
            assert "the worker was killed by SIGKILL" in body["store"]["reason"]
            assert ("2 times in a row" in body["store"]["reason"]) == (deaths == 2)
            refused = client.get("/health/ready", params={"to": "store"})
            if refused.status_code != 200:  # it may be back by now
                assert (refused.status_code, refused.json()["error"]["type"]) == (503, "unavailable")
                assert refused.headers["Retry-After"]
            wait_until(client, lambda store: store["ready"])


def test_a_worker_that_dies_of_an_article_is_told(tmp_path: Path) -> None:
    """While one article kills one worker after another, `store` is not ready; once it is set aside, it is."""
    with process(tmp_path) as (_, client):
        job = client.post("/articles", json=write_record(text=f"It was {POISON} again.")).json()["job"]
        wait_until(client, lambda store: "times in a row" in (store["reason"] or ""))
        while client.get(f"/jobs/{job}").json()["state"] != "done":
            pass
        wait_until(client, lambda store: store["ready"])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_told_to_stop_exits_with_0(number: signal.Signals, tmp_path: Path) -> None:
    """SIGTERM and Ctrl-C stop it cleanly: exit code 0."""
    with process(tmp_path) as (server, client):
        assert client.get("/health/ready").status_code == 200
        server.send_signal(number)
        assert server.wait(60) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_told_to_stop_while_it_starts_exits_with_0(
    number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A signal before it listens is a clean exit, too."""

    def start(_: Settings) -> int:
        signal.raise_signal(number)
        return 1

    monkeypatch.setattr(api.app, "serve", start)
    assert run("serve").exit_code == 0


def test_a_server_without_a_disk_to_write_on_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a full disk and a read-only folder `store` is not ready, with the reason, and `ask` is."""
    with serving_quickly(tmp_path) as url, httpx.Client(base_url=url) as client:
        assert wait_until(client, lambda _: True)["store"] == {"ready": True, "reason": None}
        with monkeypatch.context() as full:
            full.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=4_096))
            assert "is full (4,096 bytes are free)" in wait_until(client, lambda _: True)["store"]["reason"]
            assert client.get("/health/ready", params={"to": "store"}).status_code == 503
        with monkeypatch.context() as shut:
            shut.setattr(os, "access", lambda path, _: path.name != "catalogue.sqlite")
            assert "read-only (catalogue.sqlite)" in wait_until(client, lambda _: True)["store"]["reason"]
        assert client.get("/health/ready", params={"to": "rest"}).status_code == 422


def test_a_folder_that_is_not_there_is_an_obstacle(tmp_path: Path) -> None:
    """A data folder that does not exist is reported as unreadable."""
    assert find_obstacle(tmp_path / "none") == "the data folder cannot be read: No such file or directory"


@pytest.mark.anyio
async def test_until_the_library_is_open_nothing_is_ready(tmp_path: Path) -> None:
    """It is live at once; both kinds of readiness are 503 with the same reason."""
    go_on = threading.Event()

    def wait(settings: Settings) -> Library:
        assert go_on.wait(60)
        return open_library(settings.data, embedder=HashEmbedder())

    app = create_app(Settings.model_validate({"data": tmp_path, "reader": "none"}), wait, worker_opener=WorkerThread)
    service: Service = app.state.service
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://localhost") as client,
    ):
        try:
            assert (await client.get("/health/live")).json() == {"status": "live"}
            for use in ("ask", "store"):
                response = await client.get("/health/ready", params={"to": use})
                assert response.status_code == 503
                assert "the library is being opened" in response.json()["error"]["message"]
        finally:
            go_on.set()
        await to_thread.run_sync(service.settled.wait)
        assert (await client.get("/health/ready", params={"to": "store"})).status_code == 200
