"""Embedding by a Ray cluster: `python -m bench.bulk_embedding pace|death --rtqa FOLDER --work FOLDER [--articles N]`.

Needs the extra `ray`. The articles are stored without vectors, and then embedded by a cluster.

- `pace`: a cluster of this one machine, beside an ingest of the same articles, in turn for so many `--rounds`, so that
  both meet the same load; passages a second, from text to the end of following, and processor time, of Ray's own
  processes as well, which tells more where other programs run;
- `death`: a cluster of three nodes, one on this machine without processors and two in network namespaces, for which it
  needs root; one of them is killed when half of the passages have vectors. Vectors that are missing at the end, and
  that were made twice.
"""

import argparse
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from statistics import median

import psutil

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
class Spent:
    """Seconds by the clock, and of processors."""

    clock: float
    processor: float


@dataclass(frozen=True, slots=True)
class Pace:
    """Passages, and what an ingest, storing without vectors, and embedding by the cluster took."""

    passages: int
    ingest: Spent
    store: Spent
    embed: Spent


def time_both(articles: Sequence[Article], work: Path, embedder: Embedder, address: str) -> Pace:
    """Ingest articles, and embed them by the cluster at an address."""
    plain, bulk = _empty(work / "plain", embedder), _empty(work / "bulk", embedder)
    with spending() as ingested:
        passages = ingest(articles, plain.catalogue, embedder).passages
        plain.engine.follow()
    with spending() as stored:
        ingest(articles, bulk.catalogue, embedder, embedding=False)
        bulk.engine.follow()
    with spending() as embedded:
        with closing(open_maker(address, DEFAULT_MODEL)) as maker:
            embed_in_bulk(bulk.catalogue, maker)
        bulk.engine.follow()
    with bulk.catalogue.snapshot() as snapshot:
        if snapshot.counts().unembedded:
            raise RuntimeError("passages were left without vectors")
    plain.close()
    bulk.close()
    return Pace(passages, ingested[0], stored[0], embedded[0])


@contextmanager
def spending() -> Iterator[list[Spent]]:
    """Measure what a block takes, of this process and of those that it has started."""
    spent: list[Spent] = []
    begun, used = time.perf_counter(), _processor_seconds()
    yield spent
    spent.append(Spent(time.perf_counter() - begun, _processor_seconds() - used))


def _processor_seconds() -> float:
    """Return the processor time of this process and all below it, those that have ended included."""
    ours = psutil.Process()
    return sum(sum(one.cpu_times()[:4]) for one in (ours, *ours.children(recursive=True)))


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
    ways: dict[str, list[tuple[Spent, ...]]] = {
        "ingest": [(one.ingest,) for one in paces],
        "cluster_of_one_node": [(one.embed,) for one in paces],
        "stored_and_then_by_the_cluster": [(one.store, one.embed) for one in paces],
    }
    clock = {name: median(sum(part.clock for part in one) for one in way) for name, way in ways.items()}
    processor = {name: median(sum(part.processor for part in one) for one in way) for name, way in ways.items()}
    return {
        "passages": paces[0].passages,
        "passages_a_second": {name: round(paces[0].passages / seconds, 1) for name, seconds in clock.items()},
        "processor_ms_a_passage": {
            name: round(1_000 * seconds / paces[0].passages, 2) for name, seconds in processor.items()
        },
        "ratio_to_ingest": round(clock["ingest"] / clock["cluster_of_one_node"], 3),
        "ratio_to_ingest_with_storing": round(clock["ingest"] / clock["stored_and_then_by_the_cluster"], 3),
        "processor_ratio": round(processor["ingest"] / processor["cluster_of_one_node"], 3),
        "processor_ratio_with_storing": round(processor["ingest"] / processor["stored_and_then_by_the_cluster"], 3),
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
