"""Measure speed as ratios: `python -m bench.ratios [--rtqa FOLDER] [--articles N] [--guard]`.

In turn and on the same cores: passages are ingested, from text to commit, and the same passages are embedded by
`SentenceTransformer.encode` (torch, float32, batches of 32, sorted by length); questions are embedded by either; and
questions are answered. Without `--rtqa` the articles are generated. With `--guard` nothing is written: the run fails if
in each of three runs a ratio is more than a fifth below the committed one of the same kind of processor, or less than
half of the lowest of any kind where none is committed for this one.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from bench.guard import ATTEMPTS, find_slow, set_bar
from bench.load import filled, read_questions
from bench.report import describe_kind, read_result, write_result
from bench.rtqa import read_articles
from bench.site import as_articles, write_records
from index.intake.embed import cut_article
from index.intake.ingest import BATCH_ARTICLES, ingest
from index.library import Library, open_library
from index.passages.transformers import SentenceTransformerEmbedder
from index.passages.weights import MINILM
from index.types import Article
from qa.answer import answer
from qa.reading.reader import Reader, open_reader
from qa.types import Question

GENERATED = 256
RUNS = 2
_RATIOS = ("ingest", "question", "answer")


def compare_ingest(articles: Sequence[Article], library: Library, plain: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return passages per second of the whole ingest and of `encode`, and their ratio."""
    pairs = []
    for start in range(0, len(articles), BATCH_ARTICLES):
        batch = articles[start : start + BATCH_ARTICLES]
        texts = [text for article in batch for text in cut_article(article, library.embedder).embedded]
        whole, alone = _timed(partial(_ingest, batch, library)), _timed(partial(plain.encode, texts, batch_size=32))
        pairs.append((len(texts) / whole, len(texts) / alone))
    return _compared(pairs, "passages_per_second")


def compare_questions(questions: Sequence[str], library: Library, plain: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return questions embedded per second by the default embedder and by `encode`, and their ratio."""
    embed = library.embedder.embed_question
    pairs = [(1 / _timed(partial(embed, one)), 1 / _timed(partial(plain.encode, one))) for one in questions]
    return _compared(pairs, "per_second")


def compare_answers(questions: Sequence[str], library: Library, reader: Reader, plain: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return answers per second, and their ratio to ten passages of 200 words embedded by `encode`."""
    now, texts = datetime.now(UTC), ["the ferry would sail again on Friday " * 30] * 10
    pairs = [
        (
            1 / _timed(partial(answer, Question(one, now), library, reader)),
            1 / _timed(partial(plain.encode, texts, batch_size=32)),
        )
        for one in questions[::2]
    ]
    return _compared(pairs, "per_second")


def measure(articles: Sequence[Article], questions: Sequence[str]) -> dict[str, Any]:
    """Return the three comparisons."""
    plain = SentenceTransformerEmbedder(MINILM)._model  # noqa: SLF001 - the library's own object
    reader = open_reader()
    assert reader
    with tempfile.TemporaryDirectory() as folder, filled(None) as data:
        fresh, examples = open_library(Path(folder), threads=0), open_library(data)
        warm = "a few words to begin with"
        plain.encode([warm] * 32)
        fresh.embedder.embed([warm] * 32)
        answer(Question(warm, datetime.now(UTC)), examples, reader)
        found = {
            "ingest": compare_ingest(articles, fresh, plain),
            "question": compare_questions(questions, examples, plain),
            "answer": compare_answers(questions, examples, reader, plain),
        }
        fresh.close()
        examples.close()
    return found


def guard(articles: Sequence[Article], questions: Sequence[str]) -> None:
    """Exit with 1 if a ratio is far below the committed one in each of three runs."""
    try:
        bar = set_bar(read_result("ratios").get("kinds", {}), describe_kind(), _RATIOS)
    except ValueError as error:
        sys.exit(str(error))
    print(bar.told)

    def measure_and_print() -> dict[str, float]:
        found = {name: float(one["ratio"]) for name, one in measure(articles, questions).items()}
        for name, ratio in found.items():
            print(f"{name}: {ratio}, at least {bar.least[name]:.3f}", flush=True)
        return found

    if slow := find_slow(bar, measure_and_print):
        sys.exit(f"too slow in each of {ATTEMPTS} runs: {', '.join(slow)}")


def _ingest(batch: Sequence[Article], library: Library) -> None:
    ingest(batch, library.catalogue, library.embedder)
    library.engine.follow()


def _compared(pairs: Sequence[tuple[float, float]], unit: str) -> dict[str, Any]:
    ours, reference = (statistics.median(values) for values in zip(*pairs, strict=True))
    ratio = statistics.median(mine / other for mine, other in pairs)
    return {"n": len(pairs), unit: round(ours, 2), "reference": round(reference, 2), "ratio": round(ratio, 3)}


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    """Run the benchmark, and write the result or compare it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rtqa", type=Path)
    parser.add_argument("--articles", type=int, default=512)
    parser.add_argument("--guard", action="store_true")
    arguments = parser.parse_args()
    articles = (
        list(islice(read_articles(arguments.rtqa), arguments.articles))
        if arguments.rtqa
        else as_articles(write_records("ratios", GENERATED, 400))
    )
    if arguments.guard:
        guard(articles, read_questions())
        return
    runs, kind = [measure(articles, read_questions()) for _ in range(RUNS)], describe_kind()
    # The lowest ratio of each, so that the guard does not fail by chance.
    found = {name: min((run[name] for run in runs), key=lambda one: float(one["ratio"])) for name in _RATIOS}
    source = "rtqa" if arguments.rtqa else "generated"
    write_result("ratios", {"kinds": read_result("ratios").get("kinds", {}) | {kind: found | {"articles": source}}})


if __name__ == "__main__":
    main()
