"""A server and its worker for benchmarks, with generated articles."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import psutil

from index.article import make_article
from index.types import Article
from tests.api.servers import KEPT

_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
_READY_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running server and its process."""

    client: httpx.Client
    process: psutil.Process

    def worker(self) -> psutil.Process:
        """Wait for the worker to be ready and return its process."""
        while not (found := self.process.children()):
            time.sleep(0.1)
        return found[0]

    def wait(self) -> None:
        """Wait until the inbox is empty."""
        while self.client.get("/index").json()["lag"]:
            time.sleep(0.02)

    def warm_up(self) -> None:
        """Wait until the worker has stored an article, and delete it."""
        record = write_records("warm", 1, 40)[0]
        self.client.post("/articles", params={"wait": 600}, json=record).raise_for_status()
        self.client.delete(f"/articles/{record['id']}").raise_for_status()


@contextmanager
def serving(
    data: Path, *flags: str, log: int | None = None, environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Serve a folder on a free port until the block ends, with further flags and variables; `log` is where it logs."""
    command = [str(Path(sys.executable).with_name("dateline")), "serve", "--data", str(data), "--port", "0", *flags]
    variables = {**os.environ, **(environment or {})}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=variables) as process:
        try:
            assert process.stdout
            line = process.stdout.readline()
            if not line.startswith("Dateline is ready on "):
                raise RuntimeError("the server did not start; see its output for the reason")
            with httpx.Client(base_url=line.split()[-1], timeout=_READY_SECONDS, limits=KEPT) as client:
                yield Server(client, psutil.Process(process.pid))
        finally:
            process.terminate()


def write_records(name: str, number: int, words: int, chance: random.Random | None = None) -> list[dict[str, str]]:
    """Generate articles of a number of words; the first word of each title is unique.

    Names begin with the name of this run. Unless the chances are given, a second run on the same folder makes others.
    """
    chance = chance or random.Random(f"{name} {time.time_ns()}")
    vocabulary = [_invent(chance, 3) for _ in range(2_000)]
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    return [
        {
            "id": f"bench-{name}-{key}",
            "source": "bench",
            "title": f"{key} {chance.choice(vocabulary)}",
            "text": " ".join(_sentence(chance, vocabulary) for _ in range(max(1, words // 15))),
            "published": day,
        }
        for key in (_invent(chance, 7) for _ in range(number))
    ]


def as_articles(records: list[dict[str, str]]) -> list[Article]:
    """Return the articles that the records are."""
    return [make_article(record) for record in records]


def delete_all(server: Server, records: list[dict[str, str]]) -> None:
    """Delete the generated articles from the folder."""
    for record in records:
        server.client.delete(f"/articles/{record['id']}").raise_for_status()


def spread_of(values: list[float]) -> Mapping[str, float]:
    """Return median, 95th and 99th percentile and count of latencies in milliseconds."""
    ordered = sorted(values)
    return {"n": len(ordered)} | {
        f"p{share}": round(ordered[min(len(ordered) - 1, len(ordered) * share // 100)], 1) for share in (50, 95, 99)
    }


def _sentence(chance: random.Random, vocabulary: list[str]) -> str:
    return " ".join(chance.choice(vocabulary) for _ in range(15)).capitalize() + "."


def _invent(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(syllables))
