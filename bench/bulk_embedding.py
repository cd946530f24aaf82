"""Embedding by a Ray cluster: `python -m bench.bulk_embedding pace|death --rtqa FOLDER --work FOLDER [--articles N]`.

Needs the extra `ray`. The articles are stored without vectors, and then embedded by a cluster.

- `pace`: a cluster of this one machine, beside an ingest of the same articles, in turn for so many `--rounds`, so that
  both meet the same load; passages a second, from text to the end of following;
- `death`: a cluster of three nodes, one on this machine without processors and two in network namespaces, for which it
  needs root; one of them is killed when half of the passages have vectors. Vectors that are missing at the end, and
  that were made twice.
"""

import argparse
import os
import shutil
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from statistics import median

from bench.report import write_result
from bench.rtqa import read_articles
from index.bulk.opening import open_maker, open_shards
from index.bulk.run import embed_in_bulk
from index.care.faults import find_faults
from index.intake.ingest import ingest
from index.library import Library, open_library
from index.passages.embedding import Embedder, open_embedder
from index.passages.names import DEFAULT_MODEL
from index.types import Article
from tests.index.bulk.nodes import one_node, three_nodes


@dataclass(frozen=True, slots=True)
class Pace:
    """Passages, and the seconds of an ingest, of storing without vectors, and of embedding by the cluster."""

    passages: int
    ingest: float
    store: float
    embed: float


def time_both(articles: Sequence[Article], work: Path, embedder: Embedder, address: str) -> Pace:
    """Ingest articles, and embed them by the cluster at an address."""
    plain, begun = _empty(work, embedder), time.perf_counter()
    passages = ingest(articles, plain.catalogue, embedder).passages
    plain.engine.follow()
    ingested = time.perf_counter() - begun
    plain.close()
    bulk, begun = _empty(work, embedder), time.perf_counter()
    ingest(articles, bulk.catalogue, embedder, embedding=False)
    bulk.engine.follow()
    stored, begun = time.perf_counter() - begun, time.perf_counter()
    with closing(open_maker(address, DEFAULT_MODEL)) as maker:
        embedded = embed_in_bulk(bulk.catalogue, maker).embedded
    bulk.engine.follow()
    took = time.perf_counter() - begun
    bulk.close()
    if embedded < passages - len(articles):  # equal texts have one vector
        raise RuntimeError(f"{embedded:,} vectors of {passages:,} passages")
    return Pace(passages, ingested, stored, took)


def kill_one(articles: Sequence[Article], work: Path, embedder: Embedder) -> dict[str, object]:
    """Kill one of three nodes when half is embedded; return what is missing, and what was made twice."""
    library = _empty(work, embedder)
    ingest(articles, library.catalogue, embedder, embedding=False)
    with library.catalogue.snapshot() as snapshot:
        lacking = len(snapshot.embeddings.lacking(embedder.name))
    made = 0
    with three_nodes(processors=2) as nodes:

        def kill_at_half(number: int) -> None:
            nonlocal made
            if made < lacking / 2 <= made + number:
                nodes.kill(1)
            made += number

        begun = time.perf_counter()
        with closing(open_maker(nodes.address, DEFAULT_MODEL)) as maker:
            shards = open_shards(work / "shards", maker.model)
            embed_in_bulk(library.catalogue, maker, shards, kill_at_half)
        took = time.perf_counter() - begun
    kept = [digest for path in shards.paths() for digest in shards.read(path)]
    library.engine.follow()
    with library.catalogue.snapshot() as snapshot:
        lost, held = len(snapshot.embeddings.lacking(embedder.name)), snapshot.counts().passages
    faults = len(find_faults(library.catalogue, library.catalogue.folder))
    library.close()
    return {
        "nodes": 3,
        "passages": held,
        "vectors": len(kept),
        "lost": lost,
        "doubled": len(kept) - len(set(kept)),
        "faults": faults,
        "seconds": round(took, 1),
    }


def summarise(paces: Sequence[Pace]) -> dict[str, object]:
    """Return the medians of the rounds."""
    rates = {
        "ingest": [one.passages / one.ingest for one in paces],
        "cluster_of_one_node": [one.passages / one.embed for one in paces],
        "stored_and_then_by_the_cluster": [one.passages / (one.store + one.embed) for one in paces],
    }
    return {
        "passages": paces[0].passages,
        "passages_a_second": {name: round(median(found), 1) for name, found in rates.items()},
        "ratio_to_ingest": round(median(one.ingest / one.embed for one in paces), 3),
        "ratio_with_storing": round(median(one.ingest / (one.store + one.embed) for one in paces), 3),
    }


def _empty(work: Path, embedder: Embedder) -> Library:
    shutil.rmtree(work, ignore_errors=True)
    return open_library(work, embedder=embedder)


def main() -> None:
    """Measure one of the two, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=("pace", "death"))
    parser.add_argument("--rtqa", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="folder to build in; emptied first")
    parser.add_argument("--articles", type=int, default=384)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    articles = list(islice(read_articles(arguments.rtqa), arguments.articles))
    about: dict[str, object] = {"ray": version("ray"), "articles": len(articles)}
    embedder = open_embedder(DEFAULT_MODEL)
    embedder.embed(["to warm up"] * 32)
    if arguments.part == "death":
        write_result("bulk_embedding_death", about | kill_one(articles, arguments.work, embedder))
        return
    with one_node(os.cpu_count() or 1) as address:
        paces = [time_both(articles, arguments.work, embedder, address) for _ in range(arguments.rounds)]
    write_result("bulk_embedding_pace", about | {"rounds": len(paces)} | summarise(paces))


if __name__ == "__main__":
    main()
