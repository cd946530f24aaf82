"""Our own share of an answer, its time less the embedder's and the reader's, and the time to its first event."""

import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import httpx

from bench.dialects import STREAM
from bench.site import spread_of
from index.library import open_library
from qa.answer import answer
from qa.reading.network import Logits, Network
from qa.reading.reader import Reader, open_reader
from qa.reading.windows import Window
from qa.types import Question

WARM = 5
"""Questions that are asked first and not counted."""


class TimedNetwork:
    """A network that adds up the seconds spent in it: cutting passages into windows, and running them."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self.name = network.name
        self.seconds = 0.0

    def cut(self, question: str, title: str, passage: str) -> Iterator[Window]:
        """Yield the windows over a passage."""
        begun = time.perf_counter()
        windows = list(self._network.cut(question, title, passage))
        self.seconds += time.perf_counter() - begun
        yield from windows

    def run(self, windows: Sequence[Window]) -> Logits:
        """Return the logits of a batch."""
        begun = time.perf_counter()
        logits = self._network.run(windows)
        self.seconds += time.perf_counter() - begun
        return logits


def measure_share(data: Path, questions: Sequence[Question]) -> Mapping[str, object]:
    """Return the milliseconds of answers in this process: in total, in the embedder, in the network, and the rest."""
    opened = open_reader()
    assert opened
    network = TimedNetwork(opened._network)  # noqa: SLF001 - timed without what our own code adds to it
    reader, library = Reader(network), open_library(data)
    rows: list[tuple[float, float, float]] = []
    for question in questions:
        network.seconds = 0.0
        spent = answer(question, library, reader).timings
        rows.append((spent.total, spent.embed, 1_000 * network.seconds))
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
