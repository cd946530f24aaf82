"""An archive moves to a Milvus server and back while a server is asked: processes follow, and no search fails."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api.conftest import write_record
from tests.index.search.milvus.standalone import Standalone, find_environment, standalone

pytest.importorskip("pymilvus", reason="pymilvus is not installed: `pip install -e '.[milvus]'`")
PYTHON = find_environment()

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(PYTHON is None, reason="there is no Milvus server here: `make milvus` makes .venv-milvus"),
]

SERVE = """
import sys
from api.app import serve
from api.settings import Settings
given = {"data": sys.argv[1], "port": 0, "reader": "none", "worker_nice": 0, "ask_limit": "none"}
sys.exit(serve(Settings.model_validate(given)))
"""


@pytest.fixture(scope="module")
def milvus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standalone]:
    """A real server of vectors."""
    assert PYTHON
    with standalone(PYTHON, tmp_path_factory.mktemp("milvus")) as started:
        yield started


@contextmanager
def serving(data: Path, log: Path) -> Iterator[httpx.Client]:
    """Start a server with its worker on a data folder; yield a client once it is ready, then end it."""
    with log.open("a") as errors, subprocess.Popen(
        [sys.executable, "-c", SERVE, str(data)], stdout=subprocess.PIPE, stderr=errors, text=True
    ) as process:  # fmt: skip
        try:
            assert process.stdout
            line = process.stdout.readline()
            assert line.startswith("Dateline is ready on "), log.read_text()
            with httpx.Client(base_url=line.split()[-1], timeout=120) as client:
                yield client
        finally:
            process.terminate()
            process.wait()


def wait_for(client: httpx.Client, path: str, wanted: Callable[[Any], bool]) -> None:
    """Request a path until its body is as wanted; the timeout of the test is the limit."""
    while not wanted(client.get(path).json()):
        time.sleep(0.1)


def store(client: httpx.Client, name: str) -> None:
    """Send an article, and wait until the worker has stored it."""
    assert client.post("/articles?wait=30", json=write_record(id=name, text=f"Ferry {name} left.")).status_code == 200


def hits_of(client: httpx.Client) -> dict[str, bool]:
    """Return the articles found, each with whether it was found by its meaning, too."""
    body = client.get("/search", params={"q": "ferry", "k": 50}).json()
    return {hit["article"]: hit["dense_rank"] is not None for hit in body["hits"]}


class Asking:
    """Asks a server again and again in a thread, and keeps what it found each time."""

    def __init__(self, client: httpx.Client) -> None:
        self.found: list[dict[str, bool]] = []
        self._client, self._stop = client, threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> "Asking":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        with httpx.Client(base_url=self._client.base_url, timeout=120) as own:
            while not self._stop.is_set():
                self.found.append(hits_of(own))


def rebuild(data: Path, engine: str) -> None:
    """Move an archive as the command line does."""
    code = "import sys; from api.cli import main; sys.argv[0] = 'dateline'; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "rebuild", "--engine", engine, "--data", str(data)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_an_archive_moves_there_and_back_while_it_is_asked(milvus: Standalone, tmp_path: Path) -> None:
    """Server and worker follow without a restart; every search finds all there is, also when Milvus is killed."""
    data, names = tmp_path / "data", {f"f{n}" for n in range(12)}
    with serving(data, tmp_path / "log") as client:
        for name in sorted(names):
            store(client, name)
        with Asking(client) as asking:
            rebuild(data, f"milvus://127.0.0.1:{milvus.port}/moved?index=FLAT&timeout=5")
            wait_for(client, "/index", lambda body: body["engine"].startswith("Milvus at http://127.0.0.1"))
            store(client, "new")
            while hits_of(client) != dict.fromkeys([*names, "new"], True):
                time.sleep(0.1)
            assert client.delete("/articles/f0").status_code == 200
            assert "f0" not in hits_of(client)
            milvus.kill()
            store(client, "later")
            body = client.get("/search", params={"q": "ferry", "k": 50}).json()
            assert body["index"]["words_only"] is True
            assert {hit["article"] for hit in body["hits"]} == names - {"f0"} | {"new", "later"}
            rebuild(data, "local")
            wait_for(client, "/index", lambda body: body["engine"].startswith("local"))
            while hits_of(client) != dict.fromkeys(names - {"f0"} | {"new", "later"}, True):
                time.sleep(0.1)
        assert asking.found
        assert all(names - {"f0"} <= found.keys() for found in asking.found)
