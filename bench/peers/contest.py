"""What each contestant does in its process, timed; with the standard library alone, since each has its environment."""

import json
import os
import resource
import statistics
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

K = 10
IDLE = 100
"""Questions asked while nothing is indexed; others are asked meanwhile, so that no cache has them."""
LATER = 0.1
"""The share of the passages that is added while questions are asked."""


class Contestant(Protocol):
    """A library for search as its documents set it up: hybrid, over passages, with all-MiniLM-L6-v2."""

    def add(self, texts: Sequence[str], first: int) -> None:
        """Index passages, numbered from `first`; they can be searched, and are on disk, when this returns."""

    def search(self, question: str) -> Sequence[str]:
        """Return the texts of the best ten passages."""


def compete(open_at: Callable[[Path], Contestant]) -> None:
    """Run the part that the command line names, and print its figures: `fill` or `reopen`, FOLDER, FILE."""
    part, folder, file = sys.argv[1], Path(sys.argv[2]), json.loads(Path(sys.argv[3]).read_text("utf-8"))
    contestant = open_at(folder)
    figures = _fill(contestant, file["passages"]) if part == "fill" else {}
    if part == "reopen":
        found = contestant.search(file["questions"][0])
        figures["seconds_to_first_result"] = time.time() - float(os.environ["BEGUN"])  # with the imports
        figures["found"] = len(found)
        figures["idle_ms"] = _spread([_time(contestant, question) for question in file["questions"][1 : IDLE + 1]])
        others = file["questions"][IDLE + 1 :]
        milliseconds, failed = _search_while_adding(contestant, file["passages"], others)
        figures["while_indexing_ms"] = (_spread(milliseconds) if milliseconds else {}) | {"failed": failed}
        figures["memory_mib"] = _memory()
    print(json.dumps(figures))
    sys.stdout.flush()
    os._exit(0)  # threads of the libraries may still run


def _fill(contestant: Contestant, passages: Sequence[str]) -> dict[str, object]:
    begun, worked = time.perf_counter(), time.process_time()
    contestant.add(passages[: _border(passages)], 0)
    seconds, processor = time.perf_counter() - begun, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {
        "seconds": seconds,
        "passages_per_second": _border(passages) / seconds,
        "processor_seconds": processor,  # of all cores; other processes disturb it less
        "peak_mib": peak,
    }


def _search_while_adding(
    contestant: Contestant, passages: Sequence[str], questions: Sequence[str]
) -> tuple[list[float], int]:
    """Return the times of searches that succeeded while passages were added, and how many failed."""
    border = _border(passages)
    adding = threading.Thread(target=contestant.add, args=(passages[border:], border))
    adding.start()
    milliseconds: list[float] = []
    failed = 0
    while adding.is_alive():
        try:
            milliseconds.append(_time(contestant, questions[len(milliseconds) % len(questions)]))
        except Exception:  # noqa: BLE001 - libraries whose index is not for threads
            failed += 1
        time.sleep(0.02)
    return milliseconds, failed


def _time(contestant: Contestant, question: str) -> float:
    begun = time.perf_counter()
    contestant.search(question)
    return 1_000 * (time.perf_counter() - begun)


def _border(passages: Sequence[str]) -> int:
    return len(passages) - round(LATER * len(passages))


def _spread(values: Sequence[float]) -> dict[str, float]:
    ordered = sorted(values)
    shares = {f"p{share}": ordered[min(len(ordered) - 1, len(ordered) * share // 100)] for share in (95, 99)}
    return {"n": len(ordered), "p50": statistics.median(ordered), **shares}


def _memory() -> int:
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS"))
