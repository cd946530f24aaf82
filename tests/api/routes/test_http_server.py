"""The server as a process: how it starts, how it fails, and what survives it."""

import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from api.app import listen
from api.settings import Settings
from index.catalogue.catalogue import Catalogue
from index.catalogue.presence import FILE_NAME
from qa.reading.defaults import NO_READER
from tests.api.conftest import write_record

SERVE = """
import sys
from api.app import serve
from api.settings import Settings
sys.exit(serve(Settings.model_validate({"data": sys.argv[1], "port": int(sys.argv[2]), "reader": sys.argv[3]})))
"""


def start(data: Path, port: int = 0, reader: str = NO_READER) -> subprocess.Popen[str]:
    """Start a server in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", SERVE, str(data), str(port), reader],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def serving(data: Path) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """Start a server and yield a client of it once it is ready; kill it at the end if it still runs."""
    process = start(data)
    try:
        assert process.stdout
        line = process.stdout.readline()
        assert line.startswith("Dateline is ready on http://127.0.0.1:"), line or process.communicate()[1]
        with httpx.Client(base_url=line.split()[-1], timeout=120) as client:
            yield process, client
    finally:
        process.kill()
        process.communicate()


def test_an_answer_is_not_held_back(tmp_path: Path) -> None:
    """Accepted connections have TCP_NODELAY set."""
    settings = Settings.model_validate({"data": tmp_path, "port": 0})
    with listen(settings) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_new_archive_is_told_once(tmp_path: Path) -> None:
    """Its folder may be a slip: a first start is served with a warning that names it, and later ones without."""
    said = []
    for _ in range(2):
        with serving(tmp_path / "slip") as (process, _client):
            process.terminate()
            said.append(process.communicate(timeout=120)[1])
    assert f"{tmp_path / 'slip'} held no archive: a new one was made there" in said[0]
    assert "held no archive" not in said[1]


def test_a_catalogue_that_cannot_be_used_ends_the_server(tmp_path: Path) -> None:
    """It exits with 1 and one sentence that says why, on the error stream."""
    with sqlite3.connect(tmp_path / FILE_NAME) as foreign:
        foreign.execute("CREATE TABLE other (x)")
    foreign.close()
    out, errors = (process := start(tmp_path)).communicate(timeout=120)
    assert (process.returncode, out) == (1, "")
    reason = f"the server cannot start: {tmp_path / FILE_NAME} is a SQLite file, but not a Dateline catalogue"
    assert errors.count(reason) == 1
    assert "Traceback" not in errors


def test_a_catalogue_of_another_model_ends_the_server(tmp_path: Path) -> None:
    """It exits with 1 and one sentence that says which model to use, or what else to do."""
    Catalogue(tmp_path, embedder="another-model").close()
    out, errors = (process := start(tmp_path)).communicate(timeout=120)
    assert (process.returncode, out) == (1, "")
    assert errors.count("holds vectors of 'another-model', but 'all-MiniLM-L6-v2-int8' was asked for: ") == 1
    assert "ask for 'another-model' again, or ingest into another data folder" in errors
    assert "Traceback" not in errors


def test_a_reader_that_is_not_there_ends_the_server(tmp_path: Path) -> None:
    """It exits with 1 and one sentence that names the model, and creates no index."""
    out, errors = (process := start(tmp_path / "data", reader="./nowhere")).communicate(timeout=120)
    assert (process.returncode, out) == (1, "")
    assert errors.count("the server cannot start: the reader './nowhere' does not exist; ") == 1
    assert "Traceback" not in errors
    assert not (tmp_path / "data").exists()


def test_a_port_that_is_taken_ends_the_server(tmp_path: Path) -> None:
    """It exits with 1 at once, before it opens anything."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        out, errors = (process := start(tmp_path / "data", port)).communicate(timeout=120)
    assert (process.returncode, out) == (1, "")
    reason = f"cannot listen on 127.0.0.1, port {port}: Address already in use"
    assert errors == f"dateline: {reason}; choose another port with --port\n"
    assert not (tmp_path / "data").exists()


@pytest.mark.slow
def test_an_interrupted_server_ends_well(tmp_path: Path) -> None:
    """After Ctrl-C the exit code is 0, and no write-ahead log is left."""
    with serving(tmp_path) as (process, client):
        assert client.get("/health/ready").status_code == 200
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Traceback" not in errors
    assert not (tmp_path / f"{FILE_NAME}-wal").exists()


@pytest.mark.slow
@pytest.mark.parametrize("lines", [False, True])
def test_an_accepted_article_survives_kill_9(tmp_path: Path, *, lines: bool) -> None:
    """Killed right after it sent 202, and again while storing, the server has each article exactly once."""
    records = [write_record(id=f"n{n}", title=f"Zeppelin {n}", text=f"Zeppelin number {n} landed.") for n in range(60)]
    with serving(tmp_path) as (process, client):
        if lines:
            body = "\n".join(httpx.Request("POST", "http://t", json=record).content.decode() for record in records)
            response = client.post("/articles", content=body, headers={"Content-Type": "application/x-ndjson"})
        else:
            response = client.post("/articles", json=records)
        process.kill()
    assert (response.status_code, response.json()["accepted"]) == (202, 60)
    job = f"/jobs/{response.json()['job']}"
    with serving(tmp_path) as (process, client), suppress(httpx.TransportError):
        while client.get(job).json()["done"] == 0:
            pass
        process.kill()
    with serving(tmp_path) as (_, client):
        while (found := client.get(job).json())["state"] != "done":
            pass
        index = client.get("/index").json()
        hits = client.get("/search", params={"q": "zeppelin number 17", "k": 100}).json()["hits"]
    assert (found["done"], found["total"], found["report"]["added"]) == (60, 60, 60)
    assert (index["counts"], index["lag"]) == ({"articles": 60, "versions": 60, "passages": 60, "unembedded": 0}, 0)
    assert [hit["article"] for hit in hits].count("n17") == 1
