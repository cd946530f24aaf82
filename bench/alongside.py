"""Measure searches during indexing: `python -m bench.alongside --data FOLDER --questions FILE [--articles N]`.

One client searches while the server is idle, while N articles are stored, and while everything is rebuilt, in one run
on one server; the ratios are to idle. FILE has JSON lines with `question`: more than 256, so that the embedding cache
does not help. The CPU time of both processes shows where the time goes. Articles added to FOLDER are deleted again.
"""

import argparse
import itertools
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil

from bench.report import write_result
from bench.site import Server, delete_all, serving, spread_of, write_records


class Clock:
    """Searches with one question after another, and records the latency of each."""

    def __init__(self, server: Server, questions: Iterator[str]) -> None:
        self._server, self._questions = server, questions

    def search_while(self, going_on: Callable[[], bool]) -> dict[str, Any]:
        """Search while a condition is true; return latency percentiles and the CPU time of both processes."""
        milliseconds: list[float] = []
        processes = {"server": self._server.process, "worker": self._server.worker()}
        before, begun = {name: _used(process) for name, process in processes.items()}, time.perf_counter()
        while going_on():
            asked = time.perf_counter()
            self._server.client.get("/search", params={"q": next(self._questions)}).raise_for_status()
            milliseconds.append(1_000 * (time.perf_counter() - asked))
        seconds = time.perf_counter() - begun
        cores = {name: round((_used(process) - before[name]) / seconds, 2) for name, process in processes.items()}
        return {"seconds": round(seconds, 1), "ms": spread_of(milliseconds), "cores_used": cores}


def _used(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def going_on_for(seconds: float) -> Callable[[], bool]:
    """Return a condition that is true for some seconds."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() < end


def every(seconds: float, ask: Callable[[], bool]) -> Callable[[], bool]:
    """Return a condition that calls `ask` at most once every `seconds`, so that polling costs little."""
    said, due = True, 0.0

    def say() -> bool:
        nonlocal said, due
        if time.monotonic() >= due:
            said, due = ask(), time.monotonic() + seconds
        return said

    return say


def ratios(phase: dict[str, Any], idle: dict[str, Any]) -> dict[str, float]:
    """Return the ratio of a latency to the idle one."""
    return {share: round(phase["ms"][share] / idle["ms"][share], 2) for share in ("p50", "p95", "p99")}


def measure(server: Server, questions: Iterator[str], articles: int, words: int, idle_seconds: float) -> dict[str, Any]:
    """Return the three phases, and the ratios of the latter two."""
    clock = Clock(server, questions)
    clock.search_while(going_on_for(idle_seconds / 4))  # warms up
    idle = clock.search_while(going_on_for(idle_seconds))
    records = write_records("alongside", articles, words)
    server.client.post("/articles", json=records).raise_for_status()
    ingest = clock.search_while(every(1, lambda: bool(server.client.get("/index").json()["lag"])))
    job = server.client.post("/index/rebuild").raise_for_status().json()["id"]
    rebuild = clock.search_while(every(0.2, lambda: server.client.get(f"/jobs/{job}").json()["state"] == "running"))
    delete_all(server, records)
    return {
        "idle": idle,
        "ingest": ingest | {"over_idle": ratios(ingest, idle)},
        "rebuild": rebuild | {"over_idle": ratios(rebuild, idle)},
    }


def main() -> None:
    """Run the benchmark and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--words", type=int, default=400, help="words of an article")
    parser.add_argument("--idle", type=float, default=30, help="seconds of searching idle")
    arguments = parser.parse_args()
    lines = arguments.questions.read_text(encoding="utf-8").splitlines()
    questions = itertools.cycle([json.loads(line)["question"] for line in lines])
    with serving(arguments.data) as server:
        server.warm_up()
        passages = server.client.get("/index").json()["counts"]["passages"]
        figures = measure(server, questions, arguments.articles, arguments.words, arguments.idle)
    write_result(
        "alongside", {"passages": passages, "articles": arguments.articles, "words": arguments.words, **figures}
    )


if __name__ == "__main__":
    main()
