"""What `bench.large` does with a large corpus once it is built: open it, search it, hold it against exact scans."""

import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from pathlib import Path
from statistics import fmean
from typing import ParamSpec, TypeVar
from unittest.mock import patch

import numpy as np

from bench.rtqa import read_answerable
from bench.site import spread_of
from index.catalogue.snapshot import Snapshot
from index.dates import from_epoch
from index.library import Library, open_library
from index.passages.embedding import open_embedder
from index.search import dense as dense_module
from index.search.columns import Mask
from index.search.dense import DenseIndex, Sizing
from index.search.dense_files import load_dense
from index.search.engine import Query
from index.search.lexical import LexicalIndex
from index.search.vectors import Found, Kept, Vectors
from index.types import Filters
from qa.search.retrieve import find

P = ParamSpec("P")
R = TypeVar("R")
Asked = Sequence[tuple[str, Vectors]]

WARMING = 50  # questions that are asked before the clock runs
WANTED = 10  # hits
DEPTHS = (10, 200)  # of recall; the latter is how deep a search looks
NEIGHBOURS = 100  # passages whose neighbours are described
NOW = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Case:
    """Under which filters, and on how many threads, is searched."""

    name: str
    filters: Filters = Filters()
    threads: int = 1


def choose_questions(rtqa: Path, number: int, seed: int) -> list[str]:
    """Return so many of the questions."""
    texts = [question.text for question in read_answerable(rtqa)]
    return random.Random(seed).sample(texts, min(number, len(texts)))


def search(work: Path, questions: Sequence[str], sizing: Sizing, seed: int) -> dict[str, object]:
    """Open the folder as a server does and search it; return what that took, and what was found."""
    embedder = open_embedder(threads=1)
    before, begun = memory(), time.perf_counter()
    library = open_library(work, embedder=embedder, sizing=sizing, follower=True)
    opened = {"seconds": round(time.perf_counter() - begun, 1), "before_mib": before, "after_mib": memory()}
    asked = [(text, embedder.embed_question(text)) for text in questions]
    clock(library, asked[:WARMING], Case(""))
    opened["after_questions_mib"] = memory()
    with library.catalogue.snapshot() as snapshot:
        cases = choose_cases(snapshot)
        neighbours = describe_neighbours(library, snapshot, seed)
    searches = {case.name: clock(library, asked, case) | recall(library, asked, case) for case in cases}
    library.close()
    return {"opened": opened, "queries": len(asked), "neighbours": neighbours, "searches": searches}


def choose_cases(snapshot: Snapshot) -> list[Case]:
    """Return the filters to search under."""
    _, newest = snapshot.published_range() or (NOW, NOW)
    until = newest - timedelta(weeks=26)
    source = Counter(entry.source for entry in snapshot.passage_rows(0)).most_common(1)[0][0]
    return [
        Case("everything"),
        Case("everything, two threads", threads=2),
        Case("the largest source", Filters(sources=(source,))),
        Case("a month", Filters(since=until - timedelta(days=30), until=until)),
        Case("a week", Filters(since=until - timedelta(days=7), until=until)),
        Case("a thousandth", choose_thousandth(snapshot)),
    ]


def choose_thousandth(snapshot: Snapshot) -> Filters:
    """Return the time of publication, a day as a rule, of as near to one passage in a thousand as any."""
    counted = Counter(entry.published for entry in snapshot.passage_rows(0))
    wanted = counted.total() / 1_000
    moment = from_epoch(min(counted, key=lambda time: abs(counted[time] - wanted)))
    return Filters(since=moment, until=moment)


def clock(library: Library, asked: Asked, case: Case) -> dict[str, object]:
    """Return the milliseconds of whole searches without embedding the question, and of both parts of each.

    `least_hits` is how many of the ten hits that were asked for the poorest search returned.
    """
    spent: dict[str, list[float]] = defaultdict(list)
    least = WANTED
    with (
        patch.object(DenseIndex, "search", timed(DenseIndex.search, spent["dense"])),
        patch.object(LexicalIndex, "search", timed(LexicalIndex.search, spent["lexical"])),
        faiss_threads(case.threads),
    ):
        for text, vector in asked:
            begun = time.perf_counter()
            with library.catalogue.snapshot() as snapshot:
                spelled = library.lexicon.correct(text, snapshot, library.embedder.knows_word).text
                hits = find(Query(spelled, vector, NOW), case.filters, WANTED, library, snapshot)
            spent["whole"].append(1_000 * (time.perf_counter() - begun))
            least = min(least, len(hits))
    return {"ms": {part: spread_of(values) for part, values in spent.items()}, "least_hits": least}


def recall(library: Library, asked: Asked, case: Case) -> dict[str, object]:
    """Return how many passages a filter keeps, which share of the nearest ones is found, and what a scan takes."""
    shares: dict[int, list[float]] = {depth: [] for depth in DEPTHS}
    scans: list[float] = []
    kept = [0]

    def compare(index: DenseIndex, vector: Vectors, k: int, mask: Mask) -> Found:
        found = search_dense(index, vector, k, mask)
        keep = Kept(mask)
        begun = time.perf_counter()
        _, exact = index.base.scan(vector, k, keep)
        scans.append(1_000 * (time.perf_counter() - begun))
        kept[0] = keep.number
        for depth in DEPTHS:  # one that is as near as the last counts as it does
            near = np.count_nonzero(found[1][:depth] >= exact[:depth][-1] - 1e-5)
            shares[depth].append(min(int(near), depth) / len(exact[:depth]))
        return found

    search_dense = DenseIndex.search
    with (
        patch.object(DenseIndex, "search", compare),
        faiss_threads(case.threads),
        library.catalogue.snapshot() as snapshot,
    ):
        for text, vector in asked:
            library.engine.search(Query(text, vector, NOW), case.filters, 10, snapshot)
    found = {f"recall_at_{depth}": round(fmean(values), 4) for depth, values in shares.items()}
    tell(f"{case.name}: {found}")
    return {"passages": kept[0], **found, "exact_scan_ms": spread_of(scans)}


def describe_neighbours(library: Library, snapshot: Snapshot, seed: int) -> dict[str, float]:
    """Return how near the neighbours of a passage are, and which share of the ten is made from the same real one."""
    base = load_dense(library.folder, library.embedder.name, library.embedder.dimension).base
    nearest, tenth, same = [], [], []
    for passage in np.random.default_rng(seed).choice(base.ids, min(NEIGHBOURS, len(base)), replace=False):
        ids, scores = base.scan(base.vectors(np.array([passage]))[0], 11)
        others = ids[ids != passage][:10].tolist()
        hits = snapshot.hits([int(passage), *others])
        origins = {number: (hit.passage.article.partition("~")[0], hit.passage.start) for number, hit in hits.items()}
        nearest.append(float(scores[1]))
        tenth.append(float(scores[-1]))
        same.append(fmean(origins[other] == origins[int(passage)] for other in others))
    means = {"nearest_cosine": fmean(nearest), "tenth_cosine": fmean(tenth), "variants_among_ten": fmean(same)}
    return {name: round(value, 3) for name, value in means.items()}


def timed(call: Callable[P, R], spent: list[float]) -> Callable[P, R]:
    """Return a call that notes the milliseconds it takes."""

    @wraps(call)
    def measure(*arguments: P.args, **named: P.kwargs) -> R:
        begun = time.perf_counter()
        try:
            return call(*arguments, **named)
        finally:
            spent.append(1_000 * (time.perf_counter() - begun))

    return measure


@contextmanager
def faiss_threads(number: int) -> Iterator[None]:
    """Let FAISS take so many threads for a long scan, in place of those that the product gives it."""
    with patch.object(dense_module, "_THREADS", number):
        yield


def memory() -> dict[str, int]:
    """Return the MiB that this process holds now, its own and of mapped files, and held at the most."""
    return memory_of("self")


def memory_of(process: int | str) -> dict[str, int]:
    """Return the MiB that a process holds now, its own and of mapped files, and held at the most."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    held = {line.split(":")[0]: int(line.split()[1]) // 1024 for line in lines if line.endswith(" kB")}
    return {"own": held["RssAnon"], "mapped": held["RssFile"], "peak": held["VmHWM"]}


def tell(what: str) -> None:
    """Say how far it is."""
    print(f"{datetime.now(UTC):%H:%M:%S} {what}", file=sys.stderr, flush=True)
