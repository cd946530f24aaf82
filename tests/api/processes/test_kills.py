"""Processes that are killed, that crash, and that share a data folder: real servers and workers."""

import random
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from index.catalogue.locks import lock_ingest
from tests.api.chaos import Chaos, Findings, Site
from tests.api.commands.conftest import run
from tests.api.conftest import write_record
from tests.api.quick_server import POISON, ROOT, command

pytestmark = pytest.mark.slow

ROUNDS = 5
REASON = "storing it ended the process 3 times"


@contextmanager
def serving(data: Path) -> Iterator[httpx.Client]:
    """Run a quick server until the block ends, and yield a client of it."""
    site = Site(data, command("server", str(data)), ROOT)
    site.start()
    try:
        yield site.client
    finally:
        site.stop()


def wait_for(client: httpx.Client, job: str) -> dict[str, Any]:
    """Return a job once it is finished."""
    while True:
        found: dict[str, Any] = client.get(f"/jobs/{job}").json()
        if found["state"] in ("done", "failed"):
            return found


def find(client: httpx.Client, words: str) -> list[str]:
    """Return the ids of the articles that a search finds."""
    return [hit["article"] for hit in client.get("/search", params={"q": words, "k": 50}).json()["hits"]]


def test_the_worker_is_a_process_of_its_own(tmp_path: Path) -> None:
    """With `wait`, the article that the worker stored is in the lexical index when the response comes."""
    with serving(tmp_path / "data") as client:
        response = client.post("/articles", params={"wait": 60}, json=write_record(id="a", text="A ferry left."))
        assert (response.status_code, response.json()["state"]) == (200, "done")
        (hit,) = client.get("/search", params={"q": "ferry"}).json()["hits"]
        assert (hit["article"], hit["lexical_rank"]) == ("a", 1)


def test_an_article_that_crashes_the_worker_is_set_aside(tmp_path: Path) -> None:
    """After three crashes its job has the reason, `dateline inbox` lists it, and it can be retried."""
    data = tmp_path / "data"
    records = [write_record(id=f"n{n}", text=f"Ferry {n} left.") for n in range(6)]
    records[3]["text"] = f"Ferry 3 left with {POISON}."
    with serving(data) as client:
        job = client.post("/articles", json=records).json()["job"]
        done = wait_for(client, job)
        assert (done["state"], done["done"], done["report"]["added"]) == ("done", 6, 5)
        assert done["report"]["rejected"] == [{"index": None, "id": "n3", "reason": REASON}]
        assert sorted(find(client, "ferry left")) == ["n0", "n1", "n2", "n4", "n5"]
        assert client.get("/index").json()["lag"] == 0
        shown = run("inbox", "--data", str(data))
        assert (shown.exit_code, "n3" in shown.stdout, REASON in shown.stdout) == (0, True, True)
        again = run("inbox", "--retry", "n3", "--data", str(data))
        assert again.stdout.startswith("waiting: 1\n")
        assert wait_for(client, job)["report"]["rejections"] == 1
        assert client.delete("/articles/n3").status_code == 200
        assert run("inbox", "--data", str(data)).stdout == "waiting: 0\nset aside: 0\n"


def test_two_servers_share_a_folder(tmp_path: Path) -> None:
    """Both accept and answer; whichever worker stores, each article is stored once and found by both."""
    data = tmp_path / "data"
    with serving(data) as first, serving(data) as second:
        jobs = [
            (client, client.post("/articles", json=[write_record(id=f"{name}{n}", text=f"Ferry {n} left {name}.")]))
            for n in range(20)
            for name, client in (("a", first), ("b", second))
        ]
        for client, response in jobs:
            assert wait_for(client, response.json()["job"])["report"]["added"] == 1
        names = sorted(f"{name}{n}" for n in range(20) for name in "ab")
        for client in (first, second):
            counts = {"articles": 40, "versions": 40, "passages": 40, "unembedded": 0}
            assert client.get("/index").json()["counts"] == counts
            assert sorted(find(client, "ferry left")) == names
        assert first.delete("/articles/a7").status_code == 200
        assert "a7" not in find(second, "ferry left")


def test_one_process_stores_at_a_time(tmp_path: Path) -> None:
    """While another process holds the lock, both servers answer and accept, and articles stay queued."""
    data = tmp_path / "data"
    with serving(data) as first, serving(data) as second:
        lock = lock_ingest(data)
        accepted = [client.post("/articles", params={"wait": 2}, json=write_record(id=name, text=f"Ferry {name}."))
                    for name, client in (("a", first), ("b", second))]  # fmt: skip
        assert [response.status_code for response in accepted] == [202, 202]
        assert first.get("/index").json()["lag"] == 2
        lock.release()
        for client, response in zip((first, second), accepted, strict=True):
            assert wait_for(client, response.json()["job"])["state"] == "done"


def test_a_worker_ends_with_its_server(tmp_path: Path) -> None:
    """A killed server leaves no worker behind, and the next server needs no repair."""
    data = tmp_path / "data"
    site = Site(data, command("server", str(data)), ROOT)
    site.start()
    assert site._server
    (worker,) = psutil.Process(site._server.pid).children()
    site.client.post("/articles", params={"wait": 60}, json=write_record(id="a", text="A ferry left."))
    site.kill("server")
    worker.wait(60)
    site.start()
    assert find(site.client, "ferry") == ["a"]
    site.stop()


def test_kills_at_random_lose_nothing(tmp_path: Path) -> None:
    """Killed worker, server or both: every acknowledged article is stored once, and no repair is needed."""
    data = tmp_path / "data"
    chaos = Chaos(Site(data, command("server", str(data)), ROOT), random.Random(4))
    for _ in range(ROUNDS):
        chaos.run_round(3)
    chaos.site.stop()
    assert chaos.findings.acknowledged > ROUNDS
    assert chaos.findings == Findings(
        rounds=ROUNDS,
        kills=ROUNDS,
        acknowledged=chaos.findings.acknowledged,
        broken_off=chaos.findings.broken_off,
    )


def test_a_folder_that_cannot_be_written_ends_the_server(tmp_path: Path) -> None:
    """A folder in place of the catalogue is one sentence with its path, and exit code 1."""
    (tmp_path / "data" / "catalogue.sqlite").mkdir(parents=True)
    done = subprocess.run(
        command("server", str(tmp_path / "data")), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert f"the server cannot start: {tmp_path / 'data' / 'catalogue.sqlite'} cannot be" in done.stderr
    assert "Traceback" not in done.stderr
