"""Measure concurrent clients: `python -m bench.load [--data FOLDER] [--askers N…]`.

1, 4, 12 and 40 clients ask the same 20 questions of a server on loopback, each as soon as it has the last answer, over
the example corpus unless FOLDER is given. A single client gets the reference answers first; every other answer must
equal them, except for id and timings, or be 503 with `Retry-After`, after which the client retries up to ten times.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from bench.report import write_result
from bench.site import serving, spread_of

EXAMPLES = Path(__file__).parents[1] / "examples"
ASKERS = (1, 4, 12, 40)
QUESTIONS = 20
TRIES = 10
LONGEST_WAIT = 10.0
LIMIT = 600.0
"""Seconds after which a round is stopped."""
UNLIKE = frozenset({"id", "timings_ms"})

Answer = Mapping[str, Any]


@dataclass(slots=True)
class Round:
    """The outcome of the questions of some concurrent clients."""

    milliseconds: list[float] = field(default_factory=list)
    different: list[str] = field(default_factory=list)
    refused: int = 0
    unfit: int = 0
    given_up: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, response: httpx.Response, milliseconds: float, expected: Answer) -> float | None:
        """Count a response; return the seconds until a retry, None if it is an answer."""
        with self.lock:
            if response.status_code == 200:
                self.milliseconds.append(milliseconds)
                self.different += [expected["question"]] if strip(response.json()) != expected else []
                return None
            self.refused += 1
            wait = response.headers.get("Retry-After", "")
            if response.status_code != 503 or not wait.isdecimal() or "error" not in response.json():
                self.unfit += 1
            return min(LONGEST_WAIT, float(wait)) if wait.isdecimal() else 1.0


def strip(answer: Answer) -> Answer:
    """Return an answer without its id and timings."""
    return {name: value for name, value in answer.items() if name not in UNLIKE}


def ask_all(url: str, questions: Sequence[str], expected: Mapping[str, Answer], result: Round, deadline: float) -> None:
    """Ask one question after the other, and retry those that are refused."""
    with httpx.Client(base_url=url, timeout=LIMIT) as client:
        for question in questions:
            for _ in range(TRIES):
                if time.monotonic() > deadline:
                    return
                begun = time.perf_counter()
                response = client.post("/ask", json={"question": question})
                wait = result.note(response, 1_000 * (time.perf_counter() - begun), expected[question])
                if wait is None:
                    break
                time.sleep(wait)
            else:
                with result.lock:
                    result.given_up += 1


def run_round(url: str, askers: int, questions: Sequence[str], expected: Mapping[str, Answer]) -> dict[str, object]:
    """Run concurrent clients, each starting with another question; return the figures."""
    result, begun = Round(), time.monotonic()
    orders = [[*questions[n % len(questions) :], *questions[: n % len(questions)]] for n in range(askers)]
    threads = [threading.Thread(target=ask_all, args=(url, order, expected, result, begun + LIMIT)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - begun
    answered = len(result.milliseconds)
    return {
        "askers": askers,
        "answered": answered,
        "different": len(result.different),
        "different_questions": sorted(set(result.different)),
        "refused_503": result.refused - result.unfit,
        "refused_otherwise": result.unfit,
        "given_up": result.given_up,
        "left_at_the_time_limit": askers * len(questions) - answered - result.given_up,
        "answers_per_second": round(answered / seconds, 2),
        "ms": spread_of(result.milliseconds) if result.milliseconds else None,
    }


def read_questions() -> list[str]:
    """Return the questions that every client asks."""
    lines = (EXAMPLES / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return list(dict.fromkeys(json.loads(line)["question"] for line in lines))


@contextmanager
def filled(data: Path | None) -> Iterator[Path]:
    """Yield the folder, or a temporary one with the example corpus."""
    if data:
        yield data
        return
    with tempfile.TemporaryDirectory() as folder:
        command = [
            str(Path(sys.executable).with_name("dateline")),
            "ingest",
            str(EXAMPLES / "corpus"),
            "--data",
            folder,
        ]
        subprocess.run(command, check=True)
        yield Path(folder)


def print_table(rows: Sequence[Mapping[str, Any]]) -> None:
    """Print the rounds, one a line."""
    names = ("askers", "answered", "different", "refused_503", "refused_otherwise", "given_up", "answers_per_second")
    print("  ".join((*names, "p50", "p95")))
    for row in rows:
        spread = row["ms"] or {"p50": "-", "p95": "-"}
        values = (*(row[name] for name in names), spread["p50"], spread["p95"])
        widths = (*(len(name) for name in names), 8, 8)
        print("  ".join(f"{value!s:>{width}}" for value, width in zip(values, widths, strict=True)))


def main() -> None:
    """Run the benchmark and write the result; exit with 1 if an answer differed or was refused in another way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--askers", type=int, nargs="+", default=ASKERS)
    parser.add_argument("--questions", type=int, default=QUESTIONS, help="fewer of them, for a trial")
    arguments = parser.parse_args()
    questions = read_questions()[: arguments.questions]
    with filled(arguments.data) as data, serving(data) as server:
        answers = [server.client.post("/ask", json={"question": one}).raise_for_status().json() for one in questions]
        expected = {question: strip(answer) for question, answer in zip(questions, answers, strict=True)}
        url = str(server.client.base_url)
        rows = [run_round(url, askers, questions, expected) for askers in arguments.askers]
    write_result("load", {"questions": len(questions), "rounds": rows})
    print_table(rows)
    if any(row["different"] or row["refused_otherwise"] for row in rows):
        sys.exit("answers differed, or requests were refused with something else than 503 and Retry-After")


if __name__ == "__main__":
    main()
