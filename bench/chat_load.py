"""Measure chat clients: `python -m bench.chat_load [--data FOLDER] [--minutes N] [--clients N]`.

Over the example corpus, unless FOLDER is given, on servers on loopback:

- many clients ask for some minutes, each the next question once it has an answer, by every call that can be asked by;
  every client has an address of its own (127.0.1.2 and up). Only 200, 429 and 503 may come, the latter
  two with `Retry-After`, and memory must stay flat;
- ten polite clients ask, without a greedy one that sends 20 questions at once and retries at once, and beside it;
- clients leave, and their work must stop (`bench.leaving`);
- our own share of an answer, and the time to its first sentence (`bench.share`).
"""

import argparse
import asyncio
import itertools
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx
import psutil

from bench.dialects import ASK, Call, find_calls
from bench.leaving import measure_leaving
from bench.load import filled, read_questions
from bench.report import write_result
from bench.share import measure_first_events, measure_share
from bench.site import Server, serving, spread_of
from qa.types import Question

POLITE = 10
PAUSE = 1.0
"""Seconds for which a polite client reads an answer before it asks on."""
GREEDY = 20
HURRY = 0.1
"""Seconds after which a greedy client retries, whatever it was told."""
EVERY = 5.0
"""Seconds between two looks at the memory."""
LIMIT = 120.0


@dataclass(slots=True)
class Tally:
    """What some clients got: milliseconds of answers, statuses, and responses that must not come."""

    milliseconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    unfit: list[str] = field(default_factory=list)

    def note(self, response: httpx.Response, milliseconds: float) -> float:
        """Count a response; return the seconds to wait before the next request."""
        status, wait = response.status_code, response.headers.get("Retry-After", "")
        self.statuses[str(status)] += 1
        if status == 200:
            self.milliseconds.append(milliseconds)
            return 0.0
        if status not in (429, 503) or not wait.isdecimal():
            self.unfit.append(f"{response.request.url.path}: {status} {response.text[:200]}")
            return 1.0
        return float(wait)

    def describe(self, seconds: float) -> dict[str, object]:
        """Return the figures."""
        return {
            "statuses": dict(self.statuses),
            "unfit": self.unfit[:20],
            "answers_per_second": round(len(self.milliseconds) / seconds, 2),
            "ms": spread_of(self.milliseconds) if self.milliseconds else None,
        }


@dataclass(frozen=True, slots=True)
class Crowd:
    """Clients that ask alike: how many, from which number on, by which calls, and how long each pauses in between.

    `together` is how many questions each sends at once; all of these come from one address. A client that is not
    `patient` does not wait as long as a refusal says.
    """

    number: int
    first: int
    calls: Sequence[Call]
    pause: float = 0.0
    together: int = 1
    patient: bool = True


async def ask_on(
    url: str, address: str, crowd: Crowd, calls: Iterator[Call], questions: Iterator[str], tally: Tally, end: float
) -> None:
    """Ask one question after the other until the end, waiting as long as a refusal says."""
    transport = httpx.AsyncHTTPTransport(local_address=address)
    async with httpx.AsyncClient(base_url=url, timeout=LIMIT, transport=transport) as client:
        while time.monotonic() < end:
            call, begun = next(calls), time.perf_counter()
            headers = {"Content-Type": "application/json", **call.headers}
            try:
                response = await client.post(call.path, content=call.write(next(questions)), headers=headers)
            except httpx.HTTPError as error:
                tally.unfit.append(f"{call.path}: {type(error).__name__} {error}")
                await asyncio.sleep(1.0)
                continue
            wait = tally.note(response, 1_000 * (time.perf_counter() - begun))
            wait = max(wait, crowd.pause) if crowd.patient else min(wait, HURRY)
            await asyncio.sleep(min(wait, max(0.0, end - time.monotonic())))


async def watch_memory(processes: dict[str, psutil.Process], end: float) -> dict[str, list[int]]:
    """Return the memory of processes, in MiB, every few seconds."""
    series: dict[str, list[int]] = {name: [] for name in processes}
    while time.monotonic() < end:
        for name, process in processes.items():
            series[name].append(process.memory_info().rss // 2**20)
        await asyncio.sleep(EVERY)
    return series


async def gather_crowds(url: str, crowds: Sequence[Crowd], questions: Sequence[str], end: float) -> list[Tally]:
    """Let crowds ask until the end; return what each got."""
    tallies = [Tally() for _ in crowds]
    async with asyncio.TaskGroup() as group:
        for crowd, tally in zip(crowds, tallies, strict=True):
            for n in range(crowd.first, crowd.first + crowd.number):
                for k in range(crowd.together):
                    calls = itertools.cycle(
                        [*crowd.calls[n % len(crowd.calls) :], *crowd.calls[: n % len(crowd.calls)]]
                    )
                    start = (7 * n + 3 * k) % len(questions)
                    own = itertools.cycle([*questions[start:], *questions[:start]])
                    group.create_task(ask_on(url, _address_of(n), crowd, calls, own, tally, end))
    return tallies


def _address_of(client: int) -> str:
    return f"127.0.{1 + client // 250}.{2 + client % 250}"


async def crowd_server(
    server: Server, crowds: Sequence[Crowd], questions: Sequence[str], seconds: float
) -> tuple[list[Tally], dict[str, list[int]]]:
    """Let crowds ask a server for some seconds; return what each got, and the memory of its processes."""
    end = time.monotonic() + seconds
    processes = {"server": server.process, "worker": server.worker()}
    url = str(server.client.base_url)
    tallies, memory = await asyncio.gather(gather_crowds(url, crowds, questions, end), watch_memory(processes, end))
    return tallies, memory


def measure_many(
    server: Server, calls: Sequence[Call], questions: Sequence[str], clients: int, seconds: float
) -> dict[str, object]:
    """Return what many clients got, and how the memory went."""
    (tally,), memory = asyncio.run(crowd_server(server, [Crowd(clients, 0, calls)], questions, seconds))
    growth = {name: _growth_of(series) for name, series in memory.items()}
    calls_used = [call.path for call in calls]
    return {"clients": clients, "seconds": seconds, "calls": calls_used, **tally.describe(seconds),
            "memory_mib": memory, "memory_growth": growth}  # fmt: skip


def _growth_of(series: Sequence[int]) -> float:
    """Return the memory of the last quarter over that of the second one: the first warms up."""
    quarter = max(1, len(series) // 4)
    early, late = series[quarter : 2 * quarter] or series, series[-quarter:]
    return round((sum(late) / len(late)) / (sum(early) / len(early)), 3)


def measure_greedy(server: Server, questions: Sequence[str], seconds: float) -> dict[str, object]:
    """Return what polite clients got alone, and beside a greedy one."""
    polite = Crowd(POLITE, 0, [ASK], PAUSE)
    greedy = Crowd(1, POLITE, [ASK], together=GREEDY, patient=False)
    (alone,), _ = asyncio.run(crowd_server(server, [polite], questions, seconds))
    (beside, taken), _ = asyncio.run(crowd_server(server, [polite, greedy], questions, seconds))
    return {
        "polite_clients": POLITE,
        "pause_seconds": PAUSE,
        "greedy_parallel": GREEDY,
        "seconds": seconds,
        "alone": alone.describe(seconds),
        "beside": beside.describe(seconds),
        "greedy": taken.describe(seconds),
    }


def main() -> None:
    """Run the benchmark and write the result; exit with 1 if a response came that must not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--clients", type=int, default=50)
    arguments = parser.parse_args()
    questions, seconds = read_questions(), 60 * arguments.minutes
    with filled(arguments.data) as data:
        asked = [Question(question, datetime.now(UTC)) for question in questions]
        share = measure_share(data, asked)
        with serving(data, "--concurrency", "1") as server:
            calls = find_calls(server.client, questions[0])
            leaving = measure_leaving(server.client, calls, questions)
        with serving(data) as server:
            events = measure_first_events(server.client, questions)
            greedy = measure_greedy(server, questions, seconds / 5)
            many = measure_many(server, calls, questions, arguments.clients, seconds)
    write_result(
        "chat_load", {"many": many, "greedy": greedy, "leaving": leaving, "share": share, "first_events": events}
    )
    if many["unfit"]:
        sys.exit("responses came that were neither 200, nor 429 or 503 with Retry-After")


if __name__ == "__main__":
    main()
