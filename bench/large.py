"""A corpus of a million passages: `python -m bench.large --rtqa FOLDER --data FOLDER --work FOLDER [--passages N]`.

WORK is filled with the articles of DATA and with variants of them (`bench/variation.py`), embedding nothing; where that
was broken off, it goes on. Then both indexes are built anew, which needs no model either, and are searched with the
questions of RTQA: the dense one beside an exact scan, whole searches by the clock, under no filter and under some.
Filling, building and searching are a process each, so that each has a memory of its own.
"""

import argparse
import hashlib
import json
import multiprocessing
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar
from unittest.mock import patch

from bench.large_serving import serve
from bench.report import write_result
from bench.searching import choose_questions, memory, search, tell, timed
from bench.variation import NOISE, SHARE, Made, read_corpus
from index.care.size import size_of
from index.catalogue.catalogue import Catalogue
from index.catalogue.presence import FILE_NAME
from index.catalogue.transaction import Transaction
from index.search.dense import Sizing
from index.search.engine import Shape
from index.search.lexical import LexicalIndex
from index.search.lexical_files import LEXICAL
from index.search.local import LocalEngine

P = ParamSpec("P")
R = TypeVar("R")

BATCH = 200  # articles a write
BUILT = "built.json"  # in WORK: how building went
NOW = datetime(2025, 1, 1, tzinfo=UTC)


def fill(data: Path, work: Path, passages: int, seed: int) -> int:
    """Fill the catalogue of a folder up to so many passages, from where it is; return how many articles it has."""
    corpus = read_corpus(data)
    catalogue = Catalogue(work, embedder=corpus.model)
    with catalogue.snapshot() as snapshot:
        held, number = snapshot.counts().passages, snapshot.count_articles()
    while held < passages:
        with catalogue.write() as transaction:
            for place in range(number, number + BATCH):
                held += put(transaction, corpus.model, corpus.make(place, seed))
        number += BATCH
        tell(f"{held:,} of {passages:,} passages")
    catalogue.close()
    return number


def put(transaction: Transaction, model: str, made: Made) -> int:
    """Store an article that was made, with passages and vectors; return how many those are."""
    name = made.article.id
    version = transaction.put_article(made.article, NOW).version or 1
    digests = [hashlib.sha256(f"{name} {span.start}".encode()).digest()[:16] for span in made.spans]
    transaction.add_passages(name, version, made.spans, digests)
    transaction.embeddings.add(model, zip(digests, (vector.tobytes() for vector in made.vectors), strict=True))
    return len(made.spans)


def build(work: Path, sizing: Sizing) -> dict[str, object]:
    """Build both indexes from the catalogue alone, as whoever opens a folder without any does; say how that went."""
    shutil.rmtree(work / LEXICAL, ignore_errors=True)
    for file in work.glob("dense-*"):
        file.unlink()
    catalogue = Catalogue(work)
    model, dimension = model_of(catalogue)
    lexical: list[float] = []
    with patch.object(LexicalIndex, "follow", timed(LexicalIndex.follow, lexical)):
        engine = LocalEngine(catalogue, work, model, dimension, sizing=sizing)
    tell(f"the lexical index is built, in {lexical[0] / 1_000:.0f} s")
    begun = time.perf_counter()
    engine.merge()  # what came since a base that does not exist has outgrown its place: it becomes the base
    described = engine.describe()
    tell(f"the dense index is built: {described.summary}")
    built = {
        "dense": described.summary,
        "shape": asdict(described.dense or Shape()),
        "lexical_seconds": round(lexical[0] / 1_000),
        "dense_seconds": round(time.perf_counter() - begun),
        "build_peak_mib": memory()["peak"],
    }
    catalogue.close()
    return built


def model_of(catalogue: Catalogue) -> tuple[str, int]:
    """Return the model of a catalogue's vectors, and how many numbers each has."""
    with catalogue.snapshot() as snapshot:
        model = snapshot.embedder() or ""
        return model, snapshot.embeddings.dimension(model) or 1


def bytes_of(work: Path) -> dict[str, int]:
    """Return how large the files are, by what they hold."""
    dense = {kind: sum(file.stat().st_size for file in work.glob(f"dense-*.{kind}")) for kind in ("faiss", "lists")}
    return {"catalogue": (work / FILE_NAME).stat().st_size, **dense, "lexical": size_of(work / LEXICAL)}


def apart(call: Callable[Concatenate[Path, P], R], first: Path, *rest: P.args, **named: P.kwargs) -> R:
    """Return what a call returns that is made in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(call, first, *rest, **named).result()


def main() -> None:
    """Fill, build and search, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rtqa", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds the real articles, embedded")
    parser.add_argument("--work", type=Path, required=True, help="folder to build in; what is there is gone on with")
    parser.add_argument("--passages", type=int, default=1_000_000)
    parser.add_argument("--exact", type=int, default=Sizing().exact, help="passages up to which the index is a scan")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--changes", type=int, default=30, help="articles that are added, changed and deleted")
    parser.add_argument("--built", action="store_true", help="search the indexes that the last run has built")
    parser.add_argument("--seed", type=int, default=17)
    arguments = parser.parse_args()
    work, sizing = arguments.work, Sizing(exact=arguments.exact)
    articles = apart(fill, arguments.data, work, arguments.passages, arguments.seed)
    if not arguments.built:
        (work / BUILT).write_text(json.dumps(apart(build, work, sizing)), encoding="utf-8")
    built = json.loads((work / BUILT).read_text(encoding="utf-8"))
    questions = choose_questions(arguments.rtqa, arguments.queries, arguments.seed)
    searched = apart(search, work, questions, sizing, arguments.seed)
    served = serve(work, questions, arguments.changes, arguments.seed)
    with Catalogue(work).snapshot() as snapshot:
        passages = snapshot.counts().passages
    write_result(
        "large",
        {
            "passages": passages,
            "articles": articles,
            "words_replaced": SHARE,
            "vectors_moved": NOISE,
            **built,
            "bytes": bytes_of(work),
            **searched,
            "served": served,
            "seed": arguments.seed,
        },
    )


if __name__ == "__main__":
    main()
