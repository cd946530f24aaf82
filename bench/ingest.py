"""Measure the overhead of ingest: `python -m bench.ingest --rtqa FOLDER --work FOLDER [--articles N] [--whole]`.

The same articles are ingested and their passages embedded separately, in turn for each group of three batches, so that
both run under the same load: within a group, a batch is embedded while others are read or written. `--whole` ingests
everything once instead, and reports the peak memory.
"""

import argparse
import resource
import shutil
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from bench.report import write_result
from bench.rtqa import read_articles
from index.intake.embed import cut_article
from index.intake.ingest import BATCH_ARTICLES, ingest
from index.library import Library, open_library
from index.types import Article

GROUP = 3 * BATCH_ARTICLES


def compare(articles: Sequence[Article], library: Library) -> dict[str, object]:
    """Return the seconds of ingest and of embedding only, and their ratio, by group of batches."""
    whole, alone = [], []
    for start in range(0, len(articles), GROUP):
        batch = articles[start : start + GROUP]
        texts = [text for article in batch for text in cut_article(article, library.embedder).embedded]
        alone.append(_timed(lambda texts=texts: library.embedder.embed(texts)))  # type: ignore[misc]
        whole.append(_timed(lambda batch=batch: _ingest(batch, library)))  # type: ignore[misc]
    ratios = sorted(w / a for w, a in zip(whole, alone, strict=True))
    return {
        "articles": len(articles),
        "seconds_ingest": round(sum(whole), 1),
        "seconds_embedder_alone": round(sum(alone), 1),
        "ratio": round(sum(whole) / sum(alone), 3),
        "ratio_median_of_groups": round(ratios[len(ratios) // 2], 3),
    }


def ingest_whole(rtqa: Path, library: Library) -> dict[str, object]:
    """Ingest everything, and return the time and the peak memory, early and at the end."""
    peaks = []
    begun = time.perf_counter()
    report = ingest(
        read_articles(rtqa), library.catalogue, library.embedder, on_batch=lambda _report: peaks.append(_peak_mib())
    )
    library.engine.follow()
    library.engine.merge()
    return {
        "articles": report.added,
        "passages": report.passages,
        "seconds": round(time.perf_counter() - begun),
        "peak_mib_after_a_tenth": peaks[len(peaks) // 10],
        "peak_mib": _peak_mib(),
    }


def _ingest(batch: Sequence[Article], library: Library) -> None:
    ingest(batch, library.catalogue, library.embedder)
    library.engine.follow()


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Run the benchmark and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rtqa", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="folder to build in; emptied first")
    parser.add_argument("--articles", type=int, default=512)
    parser.add_argument("--whole", action="store_true")
    arguments = parser.parse_args()
    shutil.rmtree(arguments.work, ignore_errors=True)
    library = open_library(arguments.work)
    if arguments.whole:
        write_result("ingest_whole", ingest_whole(arguments.rtqa, library))
        return
    library.embedder.embed(["to warm up"] * 32)
    write_result("ingest", compare(list(islice(read_articles(arguments.rtqa), arguments.articles)), library))


if __name__ == "__main__":
    main()
