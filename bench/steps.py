"""Measure the steps of an ingest: `python -m bench.steps --rtqa FOLDER [--articles N]`.

Each step is run alone over the same articles, and its processor time counted, of all threads. An ingest reads and cuts,
embeds, and writes in threads of their own; `bench.ingest` measures what that takes together.
"""

import argparse
import io
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from bench.report import write_result
from bench.rtqa import read_articles
from index.article import dump_record
from index.formats import Options, read_paths
from index.intake.cutting import Prepared, cut_new
from index.intake.embed import embed_cuts
from index.intake.ingest import BATCH_ARTICLES
from index.intake.store import store
from index.language import settle_language
from index.library import Library, open_library
from index.passages.quantized import QuantizedEmbedder
from index.types import Article

T = TypeVar("T")


@dataclass(slots=True)
class Spent:
    """Processor time by step, in seconds."""

    seconds: dict[str, float] = field(default_factory=dict)

    def time(self, step: str, work: Callable[[], T]) -> T:
        """Run a step and add its time."""
        begun = time.process_time()
        found = work()
        self.seconds[step] = self.seconds.get(step, 0.0) + time.process_time() - begun
        return found


class TimedTokens(QuantizedEmbedder):
    """The embedder, with the time of tokenising counted."""

    def __init__(self, spent: Spent) -> None:
        super().__init__()
        self._spent = spent

    def tokenise(self, texts: Sequence[str]) -> Sequence[Sequence[int]]:
        """Return the tokens of each text."""
        return self._spent.time("tokenise", lambda: super(TimedTokens, self).tokenise(texts))


def measure(articles: Sequence[Article], library: Library, file: Path, spent: Spent) -> int:
    """Run the steps over articles, which are also in a file; return the number of passages."""
    now, passages, parts = datetime.now(UTC), 0, (library.catalogue, library.embedder)
    spent.time("read", lambda: list(read_paths([file], options=Options(), stdin=io.BytesIO())))
    for start in range(0, len(articles), BATCH_ARTICLES):
        records, prepared = articles[start : start + BATCH_ARTICLES], Prepared()
        spent.time("cut", partial(cut_new, records, *parts, now, prepared))
        vectors = spent.time("embed", partial(embed_cuts, prepared.cuts.values(), *parts))
        prepared.vectors.update(vectors.by_digest)
        passages += spent.time("write", partial(store, records, *parts, now, prepared=prepared)).passages
    spent.time("follow", library.engine.follow)
    return passages


def main() -> None:
    """Run the benchmark and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rtqa", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=192)
    arguments = parser.parse_args()
    articles, spent = list(islice(read_articles(arguments.rtqa), arguments.articles)), Spent()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "news.jsonl"
        file.write_text("".join(dump_record(one) + "\n" for one in articles), "utf-8")
        embedder = TimedTokens(spent)
        library = open_library(Path(folder) / "data", embedder=embedder)
        embedder.embed(["to warm up"] * 32)
        settle_language(articles[0])
        spent.seconds.clear()
        passages = measure(articles, library, file, spent)
        library.close()
    spent.seconds["cut"] -= spent.seconds["tokenise"]
    whole = sum(spent.seconds.values())
    write_result(
        "steps",
        {
            "articles": len(articles), "passages": passages,
            "milliseconds_per_passage": {step: round(1_000 * s / passages, 3) for step, s in spent.seconds.items()},
            "share": {step: round(s / whole, 4) for step, s in spent.seconds.items()},
        },
    )  # fmt: skip


if __name__ == "__main__":
    main()
