"""Measure a server: `python -m bench.serving --data FOLDER --questions FILE`; FILE has JSON lines with `question`.

Start until ready; `/search` and `/ask` by one client, with a new question each time; `/search` by eight clients; the
processor time of a search on the server; the memory of server and worker afterwards; and commands from a cold process.

The peak of a command's memory counts every resident page, those of mapped files included, which the system shares with
other processes and takes back when it needs them. `own_mib` is the largest part of it that is the process's own.
"""

import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx

from bench.report import write_result
from bench.site import Server, serving, spread_of

CLIENTS = 8
SECONDS = 20.0
ASKED = 120
TIMES = 5
_WATCHED = 0.005  # seconds between two looks at the memory of a command


def time_calls(server: Server, path: str, questions: Sequence[str]) -> dict[str, object]:
    """Return the milliseconds of one call for each question, one after the other."""
    milliseconds = []
    for question in questions:
        begun = time.perf_counter()
        _call(server.client, path, question)
        milliseconds.append(1_000 * (time.perf_counter() - begun))
    return dict(spread_of(milliseconds))


def search_together(server: Server, questions: Sequence[str]) -> dict[str, object]:
    """Return how many searches a second eight clients get, and their milliseconds."""
    shared, milliseconds, end = itertools.cycle(questions), list[float](), time.monotonic() + SECONDS

    def search(given: Iterator[str]) -> None:
        with httpx.Client(base_url=server.client.base_url, timeout=60) as client:
            while time.monotonic() < end:
                begun = time.perf_counter()
                _call(client, "/search", next(given))
                milliseconds.append(1_000 * (time.perf_counter() - begun))

    threads = [threading.Thread(target=search, args=(shared,)) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"clients": CLIENTS, "per_second": round(len(milliseconds) / SECONDS, 1), "ms": spread_of(milliseconds)}


def time_command(*arguments: str) -> dict[str, object]:
    """Return the median seconds of a command in a process of its own, and the peaks of its memory in MiB."""
    seconds, peaks = [], []
    command = [str(Path(sys.executable).with_name("dateline")), *arguments]
    for _ in range(TIMES):
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
        seconds.append(time.perf_counter() - begun)
        peaks.append(used.ru_maxrss // 1024)
    return {"seconds": round(statistics.median(seconds), 2), "peak_mib": max(peaks), "own_mib": _watch_own(command)}


def _watch_own(command: Sequence[str]) -> int:
    """Run a command once more, untimed; return the peak of the memory that is its own and not mapped, in MiB."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    largest = 0
    while process.poll() is None:
        largest = max(largest, _memory(process.pid)["own"])
        time.sleep(_WATCHED)
    return largest


def time_starts(data: Path) -> float:
    """Return the median seconds from starting a server until it says that it is ready."""
    seconds = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        with serving(data):
            seconds.append(time.perf_counter() - begun)
    return round(statistics.median(seconds), 2)


def _call(client: httpx.Client, path: str, question: str) -> None:
    if path == "/search":
        client.get(path, params={"q": question}).raise_for_status()
    else:
        client.post(path, json={"question": question}).raise_for_status()


def _processor_seconds(server: Server) -> float:
    times = server.process.cpu_times()
    return float(times.user + times.system)


def main() -> None:
    """Run the benchmark and write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    arguments = parser.parse_args()
    lines = arguments.questions.read_text(encoding="utf-8").splitlines()
    questions = list(dict.fromkeys(str(json.loads(line)["question"]) for line in lines if line))
    data = str(arguments.data)
    commands = {
        "--help": time_command("--help"),
        "search": time_command("search", questions[0], "--data", data),
        "ask": time_command("ask", questions[0], "--data", data),
    }
    ready = time_starts(arguments.data)
    with serving(arguments.data) as server:
        time_calls(server, "/ask", questions[:5])
        begun = _processor_seconds(server)
        searches = time_calls(server, "/search", questions[5 + ASKED : 5 + 3 * ASKED])
        spent = 1_000 * (_processor_seconds(server) - begun) / len(questions[5 + ASKED : 5 + 3 * ASKED])
        asks = time_calls(server, "/ask", questions[5 : 5 + ASKED])
        together = search_together(server, questions)
        memory = {"server": _memory(server.process.pid), "worker": _memory(server.worker().pid)}
    write_result(
        "serving",
        {
            "commands": commands, "seconds_to_ready": ready, "search": searches, "ask": asks,
            "search_processor_ms": round(spent, 1), "searches_together": together, "memory_mib": memory,
        },
    )  # fmt: skip


def _memory(pid: int) -> dict[str, int]:
    """Return the resident memory of a process in MiB, and the part that is its own and not mapped from files."""
    lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    values = {line.split(":")[0]: int(line.split()[1]) // 1024 for line in lines if line.startswith("Rss")}
    return {"own": values.get("RssAnon", 0), "files": values.get("RssFile", 0)}  # a process that has ended has none


if __name__ == "__main__":
    main()
