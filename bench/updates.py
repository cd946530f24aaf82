"""What an update costs at several sizes: `python -m bench.updates --rtqa FOLDER --work FOLDER [--times N]`.

The same new versions of the same articles are stored into a small corpus, a larger one and a large one, one after the
other in any order, so that all meet the same machine. Clocked is what the worker does until a version can be found:
cutting it, storing it durably, and letting both indexes follow. Embedding is left out: vectors are random ones, made
at once, since what they say changes nothing of what storing them costs. What it would add is given beside.

An article is the first 2,500 characters of a real one; where there are not enough, half of the words are others.
"""

import argparse
import random
import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from bench.report import write_result
from bench.rtqa import read_articles
from bench.site import spread_of
from bench.variation import Words, vary_article
from index.intake.embed import cut_article
from index.intake.store import store
from index.library import Library, open_library
from index.passages.quantized import QuantizedEmbedder
from index.search.dense import build_dense
from index.search.dense_files import save_dense
from index.types import Article

SIZES = (1_000, 10_000, 78_000)
CHARACTERS = 2_500
BATCH = 16  # as the worker's
EMBEDDED = 20  # updates that are embedded, to be told how long it takes
NOW = datetime(2025, 1, 1, tzinfo=UTC)
PARTS = ("store", "follow", "whole", "processor")


class QuickEmbedder(QuantizedEmbedder):
    """The tokens of the real one, and random unit vectors at no cost."""

    def __init__(self, seed: int) -> None:
        super().__init__(threads=1)
        self._chance = np.random.default_rng(seed)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a text."""
        vectors = self._chance.standard_normal((len(texts), self.dimension), np.float32)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def write_articles(rtqa: Path, words: Words, seed: int) -> Iterator[Article]:
    """Return articles, real ones first and then variants of them, for ever."""
    originals = [replace(article, text=article.text[:CHARACTERS].strip()) for article in read_articles(rtqa)]
    yield from originals
    around, chance = 0, random.Random(seed)
    while True:
        around += 1
        yield from (vary_article(article, words, around, chance) for article in originals)


def fill(library: Library, articles: Iterator[Article], size: int) -> list[Article]:
    """Store articles as the worker does, up to so many passages; return them."""
    stored: list[Article] = []
    passages = 0
    while passages < size:
        batch = list(islice(articles, BATCH))
        passages += store(batch, library.catalogue, library.embedder, NOW).passages
        library.engine.follow()
        library.engine.merge()
        stored += batch
    print(f"{passages:,} passages of {len(stored):,} articles", file=sys.stderr, flush=True)
    return stored


def update(library: Library, article: Article, now: datetime) -> Mapping[str, float]:
    """Store a version of an article and let both indexes follow; return the milliseconds of each part."""
    begun, used = time.perf_counter(), time.process_time()
    store([article], library.catalogue, library.embedder, now)
    stored = time.perf_counter()
    library.engine.follow()
    done = time.perf_counter()
    seconds = (stored - begun, done - stored, done - begun, time.process_time() - used)
    library.engine.merge()
    return {part: 1_000 * value for part, value in zip(PARTS, seconds, strict=True)}


def measure(
    libraries: Mapping[int, Library], articles: Sequence[Article], words: Words, times: int, seed: int
) -> dict[int, list[Mapping[str, float]]]:
    """Store so many new versions into every corpus; return the milliseconds of each, by size."""
    chance, found = random.Random(seed), {size: list[Mapping[str, float]]() for size in libraries}
    for number in range(times):
        article = chance.choice(articles)
        changed = replace(article, text=words.vary(article.text, chance))
        for size in chance.sample(list(libraries), len(libraries)):
            found[size].append(update(libraries[size], changed, NOW + timedelta(minutes=number + 1)))
    return found


def time_base(library: Library) -> float:
    """Return the milliseconds of writing a new base, by passage of those after which the next one is written."""
    begun = time.perf_counter()
    with library.catalogue.snapshot() as snapshot, TemporaryDirectory() as folder:
        rows = snapshot.embeddings.rows(library.embedder.name, 0)
        dense = build_dense(library.embedder.dimension, snapshot.generation(), rows)
        save_dense(dense, Path(folder), library.embedder.name)
    return 1_000 * (time.perf_counter() - begun) / max(2_000, len(dense) / 4)


def time_embedding(embedder: QuantizedEmbedder, articles: Sequence[Article]) -> Mapping[str, float]:
    """Return the milliseconds that embedding an article takes, by itself and on one thread, as in the worker."""
    spent = []
    for article in articles:
        texts = cut_article(article, embedder).embedded
        begun = time.perf_counter()
        QuantizedEmbedder.embed(embedder, texts)
        spent.append(1_000 * (time.perf_counter() - begun))
    return spread_of(spent)


def summarise(libraries: Mapping[int, Library], found: Mapping[int, list[Mapping[str, float]]]) -> dict[str, object]:
    """Return what an update took at each size, and how many times what it took at the smallest."""
    middle = {size: {part: median(one[part] for one in rows) for part in PARTS} for size, rows in found.items()}
    sizes, least = {}, middle[min(middle)]
    for size, rows in found.items():
        with libraries[size].catalogue.snapshot() as snapshot:
            passages = snapshot.counts().passages
        spent = {f"{part}_ms": spread_of([one[part] for one in rows]) for part in PARTS}
        new_base = round(time_base(libraries[size]), 3)
        sizes[size] = {"passages_at_the_end": passages, **spent, "new_base_ms_per_passage": new_base}
    growth = {
        size: {part: round(middle[size][part] / least[part], 3) for part in PARTS}
        for size in middle
        if size > min(middle)
    }
    return {"sizes": sizes, "growth_of_medians": growth}


def main() -> None:
    """Measure, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rtqa", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="folder to build in; emptied first")
    parser.add_argument("--times", type=int, default=150, help="updates at each size")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="passages")
    parser.add_argument("--seed", type=int, default=17)
    arguments = parser.parse_args()
    shutil.rmtree(arguments.work, ignore_errors=True)
    words, embedder = Words(article.text for article in read_articles(arguments.rtqa)), QuickEmbedder(arguments.seed)
    libraries = {size: open_library(arguments.work / str(size), embedder=embedder) for size in sorted(arguments.sizes)}
    stored = [
        fill(library, write_articles(arguments.rtqa, words, arguments.seed), size)
        for size, library in libraries.items()
    ]
    found = measure(libraries, stored[0], words, arguments.times, arguments.seed)
    write_result(
        "updates",
        {
            "updates": arguments.times,
            "characters": CHARACTERS,
            **summarise(libraries, found),
            "embedding_alone_ms": time_embedding(embedder, stored[0][:EMBEDDED]),
            "seed": arguments.seed,
        },
    )


if __name__ == "__main__":
    main()
