"""Lose a query node of a Milvus cluster while it is asked: `python -m bench.node_death --data FOLDER --rtqa FOLDER`.

A cluster of six processes with two query nodes (`tests/index/search/milvus/cluster.py` says what that needs) holds an
archive in two replicas, and a server searches it for eight clients at a time. Then one query node is killed, as by a
crash; and one of another cluster is stopped, as a machine that loses its power: connections to it stay open and nothing
comes. Counted are the calls that fail, those that were answered by words alone, and the seconds until the last of
them; and how long calls took, whose searches give Milvus `timeout` seconds.

FOLDER/archive is filled with the first articles unless it is there.
"""

import argparse
import os
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import httpx

from bench.report import write_result
from bench.rtqa import read_answerable, read_articles
from bench.site import Server, serving, spread_of
from index.intake.ingest import ingest
from index.library import open_library
from tests.index.search.milvus.cluster import Cluster, cluster

CLIENTS = 8
TIMEOUT = 3.0  # seconds that a search waits for Milvus
_POLL_SECONDS = 0.5
_SETTLED_SECONDS = 12.0  # until reads are not strong any more


@dataclass(frozen=True, slots=True)
class Call:
    """A call: when it began and ended, whether it was answered, and whether by words alone."""

    begun: float
    ended: float
    answered: bool
    words_only: bool


class Clients:
    """Clients that call until they are stopped, each with the next question."""

    def __init__(self, address: str, questions: Sequence[str], path: str) -> None:
        self.calls: list[Call] = []
        self._address, self._questions, self._path = address, questions, path
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._run, args=(number,)) for number in range(CLIENTS)]

    def __enter__(self) -> "Clients":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _run(self, number: int) -> None:
        with httpx.Client(base_url=self._address, timeout=120) as client:
            while not self._stop.is_set():
                self.calls.append(self._call(client, self._questions[number % len(self._questions)]))
                number += CLIENTS

    def _call(self, client: httpx.Client, question: str) -> Call:
        begun = time.monotonic()
        try:
            if self._path == "/ask":
                response = client.post("/ask", json={"question": question})
            else:
                response = client.get("/search", params={"q": question})
            answered = response.status_code == httpx.codes.OK
            words_only = answered and bool(response.json()["index"].get("words_only"))
        except httpx.HTTPError:
            answered = words_only = False
        return Call(begun, time.monotonic(), answered, words_only)


def lose_node(data: Path, questions: Sequence[str], path: str, how: str, seconds: float) -> dict[str, object]:
    """Call for so many seconds, lose a query node, and call for twice as many; return what was seen."""
    shutil.rmtree(data / "milvus", ignore_errors=True)
    with cluster(data / "milvus") as nodes, _served(data / "archive", nodes) as server:
        with Clients(str(server.client.base_url), questions, path) as clients:
            time.sleep(seconds)
            lost = time.monotonic()
            (nodes.kill if how == "killed" else nodes.pause)(0)
            time.sleep(2 * seconds)
        rows = server.client.get("/index").json()["counts"]["passages"]
    return {"passages": rows, "seconds": seconds, **summarise(clients.calls, lost)}


def summarise(calls: Sequence[Call], lost: float) -> dict[str, object]:
    """Return what came of the calls before and after a node was lost; those under way then count as after."""
    parts = {
        "before": [call for call in calls if call.ended < lost],
        "after": [call for call in calls if call.ended >= lost],
    }
    lesser = [call.ended - lost for call in parts["after"] if call.words_only or not call.answered]
    counts = {
        name: {
            "calls": len(part),
            "errors": sum(not call.answered for call in part),
            "by_words_alone": sum(call.words_only for call in part),
            "ms": spread_of([1_000 * (call.ended - call.begun) for call in part]),
            "slowest_ms": round(1_000 * max(call.ended - call.begun for call in part)),
        }
        for name, part in parts.items()
    }
    return counts | {"recovered_after_seconds": round(max(lesser, default=0.0), 1)}


@contextmanager
def _served(archive: Path, nodes: Cluster) -> Iterator[Server]:
    """Serve an archive whose vectors are on a cluster, once they are there."""
    engine = f"milvus://127.0.0.1:{nodes.port}/death?replicas=2&timeout={TIMEOUT:g}"
    flags = ("--ask-limit", "none")
    with serving(archive, *flags, environment={**os.environ, "DATELINE_ENGINE": engine}) as server:
        while "words_only" in server.client.get("/search", params={"q": "fire"}).json()["index"]:
            time.sleep(_POLL_SECONDS)
        time.sleep(_SETTLED_SECONDS)
        yield server


def fill(folder: Path, rtqa: Path, articles: int) -> None:
    """Store so many articles in a new archive."""
    if not folder.exists():
        library = open_library(folder)
        ingest(list(islice(read_articles(rtqa), articles)), library.catalogue, library.embedder)
        library.close()


def main() -> None:
    """Measure both losses, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rtqa", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=250)
    parser.add_argument("--path", choices=("/search", "/ask"), default="/search")
    parser.add_argument("--seconds", type=float, default=30, help="before a node is lost, and half of those after it")
    arguments = parser.parse_args()
    fill(arguments.data / "archive", arguments.rtqa, arguments.articles)
    questions = [one.text for one in read_answerable(arguments.rtqa)]
    lost = {
        how: lose_node(arguments.data, questions, arguments.path, how, arguments.seconds)
        for how in ("killed", "silent")
    }
    about = {"clients": CLIENTS, "query_nodes": 2, "replicas": 2, "timeout_seconds": TIMEOUT}
    write_result("node_death" + arguments.path.replace("/", "_"), {**about, **lost})


if __name__ == "__main__":
    main()
