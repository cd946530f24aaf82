"""Check deletions: `python -m bench.deletion --data FOLDER [--pairs N] [--ask-every N] [--catalogue ADDRESS]`.

Two servers, each with its worker, share FOLDER, which may have an index. In turn, one of them deletes an article that
the other has just found by a unique word; then both are searched for that word and, sometimes, asked about it, and the
article is read. Any hit, citation or text of it is a leak. Four clients do so concurrently while the workers store the
articles of the next round, so that deletions overlap with searches and writes.

With `--catalogue` the servers are two hosts: each has a folder of its own in FOLDER, and they share the catalogue at
ADDRESS, and with `--engine` the vectors. With `--go-on` the pairs are added to those of the result that is there.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from bench.hosts import Shared, add_flags, serving_two
from bench.report import read_result, write_result
from bench.site import Server, write_records

ROUND = 500  # articles a request
CLIENTS = 4
WORDS = 15
PAUSE = 1.0  # seconds between searches for an article that is not found yet: the workers need the CPU
PATIENCE = 600.0  # seconds until an article must be found


@dataclass(frozen=True, slots=True)
class Pair:
    """An article to delete on one server and search for on the other; with `asking`, by `POST /ask` too."""

    record: dict[str, str]
    deleting: Server
    other: Server
    asking: bool


@dataclass(slots=True)
class Findings:
    """Counts of the requests after deletions, and of those that returned a deleted article, which must be 0."""

    pairs: int = 0
    searches: int = 0
    reads: int = 0
    asks: int = 0
    leaks: int = 0


def measure(servers: Sequence[Server], findings: Findings, pairs: int, ask_every: int, seed: int) -> None:
    """Run a number of pairs, in rounds, and add what was found."""
    chance = random.Random(seed)
    rounds = list(_write_rounds(pairs, chance))
    _send(servers, rounds[0])
    with ThreadPoolExecutor(CLIENTS) as clients:
        for number, records in enumerate(rounds):
            _send(servers, *rounds[number + 1 : number + 2])
            made = []
            for place, record in enumerate(records, start=findings.pairs):
                deleting, other = chance.sample(servers, 2)
                made.append(Pair(record, deleting, other, asking=place % ask_every == 0))
            for pair, leaks in zip(made, clients.map(try_pair, made), strict=True):
                findings.pairs += 1
                findings.searches += 2
                findings.reads += 1
                findings.asks += pair.asking
                findings.leaks += leaks
            print(f"{findings.pairs:,} pairs, {findings.leaks} leaks", file=sys.stderr, flush=True)


def _write_rounds(pairs: int, chance: random.Random) -> Iterator[list[dict[str, str]]]:
    for start in range(0, pairs, ROUND):
        yield write_records(f"deletion-{start}", min(ROUND, pairs - start), WORDS, chance)


def _send(servers: Sequence[Server], *rounds: list[dict[str, str]]) -> None:
    """Send the articles of a round, half to each server; the workers store them in the background."""
    for records in rounds:
        for place, server in enumerate(servers):
            server.client.post("/articles", json=records[place :: len(servers)]).raise_for_status()


def try_pair(pair: Pair) -> int:
    """Delete an article that is found, search for it at once, and return how often it appears."""
    name, word = pair.record["id"], pair.record["title"].split()[0]
    due = time.monotonic() + PATIENCE
    while not count_hits(pair.other, name, word):
        if time.monotonic() > due:
            raise TimeoutError(f"{name} is not found, and was to be deleted")
        time.sleep(PAUSE)
    pair.deleting.client.delete(f"/articles/{name}").raise_for_status()
    leaks = count_hits(pair.other, name, word) + count_hits(pair.deleting, name, word)
    leaks += pair.other.client.get(f"/articles/{name}").status_code != 404
    return leaks + (count_citations(pair.other, name, word) if pair.asking else 0)


def count_hits(server: Server, article: str, word: str) -> int:
    """Return how many hits of a search for a word belong to an article."""
    found = server.client.get("/search", params={"q": word, "k": 20}).raise_for_status().json()
    return _count(found["hits"], article)


def count_citations(server: Server, article: str, word: str) -> int:
    """Return how many citations and near passages of an answer belong to an article."""
    answer = server.client.post("/ask", json={"question": f"What is {word}?"}).raise_for_status().json()
    return _count(answer["citations"], article) + _count(answer["near"], article)


def _count(shown: Sequence[dict[str, Any]], article: str) -> int:
    return sum(one["article"] == article for one in shown)


def main() -> None:
    """Run the benchmark and write the result; exit with 1 if there was any leak."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="what is added to it is deleted again")
    parser.add_argument("--pairs", type=int, default=10_000)
    parser.add_argument("--ask-every", type=int, default=10, help="pairs for one that is asked about, too")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--go-on", action="store_true", help="add the pairs to those of the result that is there")
    add_flags(parser)
    arguments = parser.parse_args()
    shared = Shared(arguments.catalogue, arguments.engine)
    before = read_result(shared.name("deletion")) if arguments.go_on else {}
    findings = Findings(**{one.name: before.get(one.name, 0) for one in fields(Findings)})
    with serving_two(arguments.data, shared) as servers:
        begun = time.perf_counter()
        measure(servers, findings, arguments.pairs, arguments.ask_every, arguments.seed + findings.pairs)
        seconds = before.get("seconds", 0) + round(time.perf_counter() - begun)
    write_result(
        shared.name("deletion"),
        {"servers": 2, "clients": CLIENTS, **asdict(findings), "seed": arguments.seed, "seconds": seconds},
    )
    sys.exit(1 if findings.leaks else 0)


if __name__ == "__main__":
    main()
