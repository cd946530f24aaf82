"""Processes restarted with the old settings after their data folder has changed to another model."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from tests.api.conftest import write_record
from tests.index.tiny_model import write_model

pytestmark = pytest.mark.slow

SERVE = """
import sys
from pathlib import Path
from api.app import serve
from api.settings import Settings
data, embedder = sys.argv[1:]
given = {"data": data, "embedder": embedder, "port": 0, "reader": "none", "worker_nice": 0}
given["embedders"] = (str(Path(embedder).with_name("new")),)
sys.exit(serve(Settings.model_validate(given)))
"""


@contextmanager
def serving(data: Path, model: Path, log: Path) -> Iterator[tuple[psutil.Process, httpx.Client]]:
    """Start a server with a model in its settings; yield its process and a client once ready, then kill it."""
    with log.open("a") as errors, subprocess.Popen(
        [sys.executable, "-c", SERVE, str(data), str(model)], stdout=subprocess.PIPE, stderr=errors, text=True
    ) as process:  # fmt: skip
        try:
            assert process.stdout
            line = process.stdout.readline()
            assert line.startswith("Dateline is ready on "), log.read_text()
            with httpx.Client(base_url=line.split()[-1], timeout=120) as client:
                yield psutil.Process(process.pid), client
        finally:
            process.kill()


def wait_for(client: httpx.Client, path: str, wanted: Callable[[Any], bool]) -> None:
    """Request a path until its body is as wanted; the timeout of the test is the limit."""
    while not wanted(client.get(path).json()):
        time.sleep(0.1)


def store(client: httpx.Client, name: str) -> None:
    """Send an article and wait until the worker has stored it."""
    job = client.post("/articles", json=write_record(id=name, text=f"Ferry {name} left.")).json()["job"]
    wait_for(client, f"/jobs/{job}", lambda body: body["state"] == "done")


def test_worker_and_server_restart_with_the_model_of_the_folder(tmp_path: Path) -> None:
    """With the old model in the settings, both restart with the new one, and log what to change."""
    old, new = (write_model(tmp_path / name, seed=seed) for seed, name in enumerate(("old", "new")))
    data, log = tmp_path / "data", tmp_path / "log"
    with serving(data, old, log) as (server, client):
        store(client, "a")
        job = client.post("/index/rebuild", json={"embedder": str(new)}).json()["id"]
        wait_for(client, f"/jobs/{job}", lambda body: body["state"] == "done")
        store(client, "b")
        (worker,) = server.children()
        worker.kill()
        store(client, "c")
    with serving(data, old, log) as (_, client):
        assert client.get("/index").json()["embedder"].startswith("new@")
        store(client, "d")
        hits = client.get("/search", params={"q": "ferry", "k": 9}).json()["hits"]
    assert sorted((hit["article"], hit["dense_rank"] is not None) for hit in hits) == [(n, True) for n in "abcd"]
    assert log.read_text().count(f"the embedder is set to '{old}', but {data} is for '{new}'") == 3
