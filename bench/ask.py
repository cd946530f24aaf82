"""Measure the latency of an answer: `python -m bench.ask --rtqa FOLDER --data FOLDER`.

One client, warm, every question once with the reader and once without. For comparison the same question is embedded by
`SentenceTransformer.encode` (torch, float32), in the same minute.
"""

import statistics
import time
from collections.abc import Sequence
from typing import Any

from bench.report import write_result
from bench.rtqa import Asked, read_answerable, read_folders
from index.library import Library, open_library
from index.passages.transformers import SentenceTransformerEmbedder
from index.passages.weights import MINILM
from index.types import Filters
from qa.answer import answer
from qa.reading.defaults import PASSAGES
from qa.reading.reader import Reader, open_reader
from qa.types import Question, Timings

WARM = 20


def time_answers(
    questions: Sequence[Asked],
    library: Library,
    reader: Reader | None,
    plain: Any,  # noqa: ANN401 - the library's own object
) -> list[tuple[Timings, float]]:
    """Return the timings of the answer to each question, and the milliseconds of a plain `encode`."""
    rows = []
    for asked in questions:
        said = answer(Question(asked.text, asked.as_of, Filters(as_of=asked.as_of)), library, reader)
        rows.append((said.timings, _encode_plainly(asked.text, plain)))
    return rows[WARM:]


def _encode_plainly(text: str, plain: Any) -> float:  # noqa: ANN401 - the library's own object
    begun = time.perf_counter()
    plain.encode(text, show_progress_bar=False)
    return 1_000 * (time.perf_counter() - begun)


def summarise(values: Sequence[float]) -> dict[str, float]:
    """Return median and 95th percentile, in milliseconds."""
    return {"p50": round(statistics.median(values), 1), "p95": round(statistics.quantiles(values, n=20)[-1], 1)}


def describe(rows: Sequence[tuple[Timings, float]]) -> dict[str, object]:
    """Return the figures of some answers, by step."""
    parts = ("embed", "search", "read", "verify", "total")
    return {
        "n": len(rows),
        "milliseconds": {part: summarise([getattr(timings, part) for timings, _ in rows]) for part in parts},
        "all_but_embedding": summarise([timings.total - timings.embed for timings, _ in rows]),
        "plain_encode": summarise([encode for _, encode in rows]),
    }


def main() -> None:
    """Run the benchmark and write the result."""
    folders = read_folders(__doc__)
    readers = {"with the reader": open_reader(), "without": None}
    library = open_library(folders.data)
    questions = read_answerable(folders.rtqa)
    plain = SentenceTransformerEmbedder(MINILM)._model  # noqa: SLF001 - the library's own object
    figures = {name: describe(time_answers(questions, library, reader, plain)) for name, reader in readers.items()}
    with library.catalogue.snapshot() as snapshot:
        passages = snapshot.counts().passages
    write_result("ask", {"passages": passages, "reading_passages": PASSAGES, **figures})


if __name__ == "__main__":
    main()
