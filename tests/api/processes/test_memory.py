"""The memory of the worker while it stores: bounded, however many articles come."""

import time
from pathlib import Path

import psutil
import pytest

from bench.site import Server, serving, write_records

pytestmark = pytest.mark.slow

ARTICLES = 100
GROWTH = 24  # MiB; measured on two cores: 6, of which most is the page cache of SQLite, which may take 32


def own_memory(process: psutil.Process) -> float:
    """Return the resident memory of a process in MiB that is its own, and not mapped from files."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024


def send_and_watch(server: Server, worker: psutil.Process) -> float:
    """Send articles, and return the most memory that the worker has had by the time that all are stored."""
    server.client.post("/articles", json=write_records("memory", ARTICLES, 400)).raise_for_status()
    peak = own_memory(worker)
    while server.client.get("/index").json()["lag"]:
        peak = max(peak, own_memory(worker))
        time.sleep(0.05)
    return peak


def test_the_memory_of_the_worker_does_not_grow_with_what_it_stores(tmp_path: Path) -> None:
    """Of 300 articles, sent to a real server, the last hundred take no more of it than the first, within some MiB."""
    with serving(tmp_path / "data", "--reader", "none") as server:
        server.warm_up()
        worker = server.worker()
        peaks = [send_and_watch(server, worker) for _ in range(3)]
        counts = server.client.get("/index").json()["counts"]
    assert (counts["articles"], counts["unembedded"]) == (3 * ARTICLES, 0)
    assert peaks[2] - peaks[0] < GROWTH, peaks
