"""Measure the stages of a search in this process: `python -m bench.stages --data FOLDER --rtqa FOLDER`.

Questions are asked without filters. For each the lowest of several runs counts, so that other processes disturb little;
the figures are the medians over the questions, in milliseconds. Questions are embedded once and then cached, so `total`
is without `embed`.
"""

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar
from unittest.mock import patch

from bench.report import write_result
from bench.rtqa import read_answerable
from index.catalogue.snapshot import Snapshot
from index.library import open_library
from index.passages.quantized import QuantizedEmbedder
from index.search import ranking
from index.search.dense import DenseIndex
from index.search.lexical import LexicalIndex
from qa.search import retrieve
from qa.types import Question

P = ParamSpec("P")
R = TypeVar("R")

QUESTIONS, REPEATS = 60, 5
STAGES: dict[str, tuple[object, str]] = {
    "understand": (retrieve, "understand_in"),
    "embed": (QuantizedEmbedder, "_embed_question"),
    "dense": (DenseIndex, "search"),
    "lexical": (LexicalIndex, "search"),
    "fuse": (ranking, "fuse"),
    "hits": (Snapshot, "hits"),
    "similarities": (DenseIndex, "similarities"),
    "covered": (LexicalIndex, "covered"),
    "rank": (retrieve, "rank"),
    "total": (retrieve, "search"),
}
"""What is timed; `covered` is part of `rank`, and everything of `total`."""


def timed(call: Callable[P, R], spent: dict[str, float], stage: str) -> Callable[P, R]:
    """Return the function, with its milliseconds added to those of a stage."""

    @wraps(call)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        begun = time.perf_counter()
        try:
            return call(*args, **kwargs)
        finally:
            spent[stage] += 1_000 * (time.perf_counter() - begun)

    return run


def measure(data: Path, questions: list[Question]) -> dict[str, float]:
    """Return the milliseconds of each stage, the median over the questions of the lowest of several runs."""
    spent: dict[str, float] = defaultdict(float)
    rows: list[list[dict[str, float]]] = [[] for _ in questions]
    library = open_library(data)
    with ExitStack() as patches:
        for stage, (owner, name) in STAGES.items():
            patches.enter_context(patch.object(owner, name, timed(getattr(owner, name), spent, stage)))
        for _ in range(REPEATS):
            for row, question in zip(rows, questions, strict=True):
                spent.clear()
                retrieve.search(question, library, 10)
                row.append(dict(spent))
    library.close()
    return {stage: round(_median_of_lowest(rows, stage), 2) for stage in STAGES}


def _median_of_lowest(rows: list[list[dict[str, float]]], stage: str) -> float:
    return statistics.median(min(run[stage] for run in row if stage in run) for row in rows)


def main() -> None:
    """Run the benchmark and write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rtqa", type=Path, required=True)
    arguments = parser.parse_args()
    asked = [Question(one.text, one.as_of) for one in read_answerable(arguments.rtqa)[:QUESTIONS]]
    stages = measure(arguments.data, asked)
    write_result("stages", {"questions": len(asked), "repeats": REPEATS, "milliseconds": stages})


if __name__ == "__main__":
    main()
