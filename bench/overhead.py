"""Measure what observing costs: `python -m bench.overhead [--data FOLDER] [--questions FILE] [--number N]`.

Four servers on one folder: without metrics, with them, with traces, too, which a collector in this process takes, and
with a line in the log for each request besides. One client searches with one question after another, new to all of
them, and asks it of each server before the next, in an order that changes each time. The overhead is the median of the
differences for the same question, in percent of the median of the server without metrics. FILE has JSON lines with
`question`; else the questions are put together from words.
"""

import argparse
import json
import random
import statistics
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench.load import filled
from bench.report import write_result
from bench.site import Server, serving, spread_of

WARM = 30
WORDS = (
    "Kobane liberated fighters siege comet lander Philae landed bank franc ceiling election vote minister ferry strike",
    "airstrike border town units talks Moon rocket probe orbit launch court ruling price rate market storm flood",
)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the library gives it
        """Say nothing."""


@contextmanager
def collecting() -> Iterator[str]:
    """Take traces on a free port; yield the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/traces"
    server.shutdown()
    server.server_close()


def make_questions(number: int) -> list[str]:
    """Return different questions of five words."""
    chance, words = random.Random(17), " ".join(WORDS).split()
    return list(dict.fromkeys(" ".join(chance.sample(words, 5)) for _ in range(number)))


def time_search(server: Server, question: str) -> float:
    """Return the milliseconds of one search."""
    begun = time.perf_counter()
    server.client.get("/search", params={"q": question}).raise_for_status()
    return 1_000 * (time.perf_counter() - begun)


def alternate(servers: Mapping[str, Server], questions: Sequence[str]) -> dict[str, list[float]]:
    """Ask each question of every server, in a changing order; return the milliseconds of each."""
    chance, taken = random.Random(4), {name: list[float]() for name in servers}
    for place, question in enumerate(questions):
        for name in chance.sample(list(servers), len(servers)):
            milliseconds = time_search(servers[name], question)
            if place >= WARM:
                taken[name].append(milliseconds)
    return taken


def compare(taken: Mapping[str, list[float]], plain: str) -> dict[str, object]:
    """Return the latencies of each server, and its overhead over the plain one."""
    median = statistics.median(taken[plain])
    figures: dict[str, object] = {}
    for name, values in taken.items():
        differences = [value - other for value, other in zip(values, taken[plain], strict=True)]
        figures[name] = {
            "ms": spread_of(values),
            "median_ms": round(statistics.median(values), 3),
            "overhead_ms": round(statistics.median(differences), 3),
            "overhead_percent": round(100 * statistics.median(differences) / median, 2),
        }
    return figures


def main() -> None:
    """Run the benchmark and write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--number", type=int, default=1_000)
    arguments = parser.parse_args()
    if arguments.questions:
        lines = arguments.questions.read_text(encoding="utf-8").splitlines()
        questions = list(dict.fromkeys(json.loads(line)["question"] for line in lines))[: arguments.number]
    else:
        questions = make_questions(arguments.number)
    with filled(arguments.data) as data, collecting() as collector, ExitStack() as stack:
        flags = {
            "without": ["--no-metrics"],
            "metrics": [],
            "metrics and traces": ["--trace-url", collector],
            "metrics, traces and log": ["--trace-url", collector, "--log-requests"],
        }
        servers = {
            name: stack.enter_context(serving(data, *more, log=subprocess.DEVNULL)) for name, more in flags.items()
        }
        figures = compare(alternate(servers, questions), "without")
    write_result("overhead", {"questions": len(questions) - WARM, "search": figures})


if __name__ == "__main__":
    main()
