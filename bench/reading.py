"""Measure the speed of the reader: `python -m bench.reading`. Eight passages of 200 tokens, two threads.

The same rows go through the packaged reader and through the same layers in torch, alternating; the latter has untrained
weights, which do not affect its speed.
"""

import statistics
import time
from collections.abc import Callable
from functools import partial

import torch

from bench.report import write_result
from index.passages.tokens import open_tokenizer
from index.passages.weights import minilm_folder
from qa.reading.defaults import DEFAULT_READER
from qa.reading.network import stack
from qa.reading.reader import PassageInput, open_reader
from qa.reading.windows import Cutter
from training.network import Network

_PASSAGES, _PIECES, _ROUNDS, _THREADS = 8, 200, 40, 2
_QUESTION = "Which country's government said on Monday that it would close the crossing?"
_WORDS = (
    "the mayor of the town said that the ferry would sail again on Friday after the storm had passed the coast and "
)


def main() -> None:
    """Run the benchmark and write the result."""
    torch.set_num_threads(_THREADS)
    reader = open_reader(DEFAULT_READER, threads=_THREADS)
    assert reader, "the packaged reader"
    cutter = Cutter(open_tokenizer(minilm_folder() / "tokenizer.json"))
    text = " ".join((_WORDS * 12).split()[:_PIECES])
    windows = [window for page in _pages(text, 0) for window in cutter.cut(_QUESTION, page.title, page.text)]
    network = Network(minilm_folder()).eval()
    rows = [tuple(map(torch.from_numpy, stack([window]))) for window in windows]

    def read_in_torch() -> None:
        with torch.inference_mode():
            for row in rows:
                network(*row)

    ours, torchs = [], []
    for turn in range(_ROUNDS + 3):
        pages = _pages(text, turn)
        pair = _timed(partial(reader.read, _QUESTION, pages, stop=None)), _timed(read_in_torch)
        if turn >= 3:
            ours.append(pair[0])
            torchs.append(pair[1])
    write_result(
        "reading",
        {
            "passages": _PASSAGES,
            "pieces": [len(window.spans) for window in windows][:1],
            "threads": _THREADS,
            "milliseconds": {"reader": round(statistics.median(ours), 1), "torch": round(statistics.median(torchs), 1)},
            "ratio": round(statistics.median(t / o for o, t in zip(ours, torchs, strict=True)), 2),
        },
    )


def _pages(text: str, turn: int) -> list[PassageInput]:
    """Return passages that were not read before: the reader keeps its last readings."""
    return [PassageInput(f"Ferry {1_000 + _PASSAGES * turn + number} returns", text) for number in range(_PASSAGES)]


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return 1_000 * (time.perf_counter() - begun)


if __name__ == "__main__":
    main()
