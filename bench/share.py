"""Our own share of an answer, its time less the embedder's and the reader's, and the time to its first event."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import httpx

from bench.dialects import STREAM
from bench.site import spread_of
from index.library import open_library
from index.passages.embedding import Vectors
from index.passages.quantized import QuantizedEmbedder
from qa.answer import answer
from qa.checking.hypothesis import Hypothesis
from qa.reading.reader import PassageInput, Reader, Readings, Stop, open_reader
from qa.reading.stopping import sufficient
from qa.types import Question

WARM = 5
"""Questions that are asked first and not counted."""


class TimedReader(Reader):
    """A reader that adds up the seconds spent in it: cutting passages, running its networks, and picking spans."""

    seconds = 0.0

    def read(self, question: str, passages: Sequence[PassageInput], *, stop: Stop | None = sufficient) -> Readings:
        """Read as `Reader` does."""
        begun = time.perf_counter()
        readings = super().read(question, passages, stop=stop)
        self.seconds += time.perf_counter() - begun
        return readings

    def judge(self, hypotheses: Sequence[Hypothesis]) -> list[float]:
        """Judge as `Reader` does."""
        begun = time.perf_counter()
        odds = super().judge(hypotheses)
        self.seconds += time.perf_counter() - begun
        return odds


class TimedEmbedder(QuantizedEmbedder):
    """The default embedder, which adds up the seconds spent in it: the question's vector, and the nearest tokens."""

    seconds = 0.0

    def embed_question(self, question: str) -> Vectors:
        """Embed as the default embedder does."""
        begun = time.perf_counter()
        vector = super().embed_question(question)
        self.seconds += time.perf_counter() - begun
        return vector

    def match_tokens(self, question: str, texts: Sequence[str]) -> list[float]:
        """Match as the default embedder does."""
        begun = time.perf_counter()
        nearness = super().match_tokens(question, texts)
        self.seconds += time.perf_counter() - begun
        return nearness


def measure_share(data: Path, questions: Sequence[Question]) -> Mapping[str, object]:
    """Return the milliseconds of answers in this process: in total, in the embedder, in the reader, and the rest."""
    opened = open_reader()
    assert opened
    reader = TimedReader(opened._network, workers=2, kept=0, checker=opened._checker)  # noqa: SLF001 - the packaged network is opened by its reader alone
    embedder = TimedEmbedder()
    library = open_library(data, embedder=embedder)
    rows: list[tuple[float, float, float]] = []
    for question in questions:
        embedder.seconds = reader.seconds = 0.0
        spent = answer(question, library, reader).timings
        rows.append((spent.total, 1_000 * embedder.seconds, 1_000 * reader.seconds))
    library.close()
    counted = rows[WARM:]
    return {
        "total_ms": spread_of([total for total, _, _ in counted]),
        "embedder_ms": spread_of([embed for _, embed, _ in counted]),
        "reader_ms": spread_of([read for _, _, read in counted]),
        "our_share_ms": spread_of([total - embed - read for total, embed, read in counted]),
    }


def measure_first_events(client: httpx.Client, questions: Sequence[str]) -> Mapping[str, object]:
    """Return the milliseconds until a stream has sent its sources, its first sentence and its answer, and HTTP's share.

    The latter is from asking to the whole answer of `/ask`, less the `total` that the answer says.
    """
    streams = [_time_events(client, question) for question in questions][WARM:]
    names = ("sources", "sentence", "answer")
    events = {name: [times[name] for times in streams if name in times] for name in names}
    shares = [_time_http(client, question) for question in questions][WARM:]
    return {f"first_{name}_ms": spread_of(times) for name, times in events.items()} | {"http_ms": spread_of(shares)}


def _time_events(client: httpx.Client, question: str) -> dict[str, float]:
    times: dict[str, float] = {}
    begun = time.perf_counter()
    headers = {"Content-Type": "application/json", **STREAM.headers}
    with client.stream("POST", STREAM.path, content=STREAM.write(question), headers=headers) as response:
        response.raise_for_status()
        for line in response.iter_lines():
            if line.startswith("event: "):
                times.setdefault(line.removeprefix("event: "), 1_000 * (time.perf_counter() - begun))
    return times


def _time_http(client: httpx.Client, question: str) -> float:
    begun = time.perf_counter()
    response = client.post("/ask", json={"question": question}).raise_for_status()
    whole = 1_000 * (time.perf_counter() - begun)
    return whole - float(response.json()["timings_ms"]["total"])
