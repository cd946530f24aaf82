"""Reading passages for the answer to a question: which words of them answer it, and how likely."""

import re
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from pathlib import Path

from index.errors import ModelError
from index.types import Hit
from qa.reading.network import Network
from qa.reading.spans import Decoded, Reading, decode, merge
from qa.reading.stopping import sufficient
from qa.types import ReadCount

PASSAGES = 10
"""Passages that are read for one question at most."""
LIMIT = 30.0
"""Seconds after which reading for one question is cut short: 50 times what ten passages take on two cores."""
DEFAULT_READER = "reader-1"
NO_READER = "none"
_PACKAGED = Path(__file__).parent / "models"
_HUB_NAME = re.compile(r"\w[\w.-]{0,95}(?:/\w[\w.-]{0,95})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PassageInput:
    """One passage as the reader gets it; `article` tells passages of different articles apart."""

    title: str
    text: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class Readings:
    """A reading of each passage, in their order, None of one that was not begun; and how many of them were read."""

    each: tuple[Reading | None, ...]
    count: ReadCount


# Shown the articles of the passages and the readings so far, says whether the rest may be left unread.
Stop = Callable[[Sequence[str], Sequence[Reading | None]], bool]


class Reader:
    """A network and how to read with it: opened once, shared by threads; `name` says which network.

    `passages` is the budget of one question, counted so that its answer is the same on any machine and under any load.
    `limit` is a safety limit in seconds, far above what reading takes: what it cuts short says so.
    """

    def __init__(self, network: Network, *, passages: int = PASSAGES, limit: float = LIMIT) -> None:
        """Take a network that has been opened."""
        self.name = network.name
        self.passages = passages
        self._network, self._limit = network, limit
        self.check: Callable[[], None] = lambda: None

    def checked(self, check: Callable[[], None]) -> "Reader":
        """Return this reader, calling `check` before each window: what it raises ends the reading."""
        reader = copy(self)
        reader.check = check
        return reader

    def read(self, question: str, passages: Sequence[PassageInput], *, stop: Stop | None = sufficient) -> Readings:
        """Read passages one after the other, as they are ranked.

        Reading ends where `stop` says so, and is cut short once the time limit has passed. What was read until then
        counts; a passage that was cut short has a reading, and does not count as read. The first window of the first
        passage is read in any case.

        Raises:
            ModelError: the network failed, as where memory has run out.
        """
        deadline = time.monotonic() + self._limit
        articles = [passage.article for passage in passages]
        readings: list[Reading | None] = [None] * len(passages)
        for place, passage in enumerate(passages):
            if place and stop and stop(articles, readings):
                return Readings(tuple(readings), ReadCount(place, place))
            if place and time.monotonic() >= deadline:
                return Readings(tuple(readings), ReadCount(place, len(passages)))
            readings[place], whole = self._read(question, passage, deadline)
            if not whole:
                return Readings(tuple(readings), ReadCount(place, len(passages)))
        return Readings(tuple(readings), ReadCount(len(passages), len(passages)))

    def _read(self, question: str, passage: PassageInput, deadline: float) -> tuple[Reading, bool]:
        """Read the windows of one passage until the deadline, at least one; return whether that was all of them.

        One at a time: a row of 200 pieces keeps a processor busy without another beside it (eight passages on one core:
        200 ms row by row, 230 in batches of four, 240 in one of eight), and a quantised network, which scales a batch
        as one, says the same of a passage whatever is read with it.
        """
        seen: list[Decoded | None] = []
        answers: list[float] = []
        whole = True
        for window in self._network.cut(question, passage.title, passage.text):
            if seen and time.monotonic() >= deadline:
                whole = False
                break
            self.check()
            logits = self._network.run([window])
            seen.append(decode(window, passage.text, logits.starts[0], logits.ends[0]))
            if logits.answers is not None:
                answers.append(float(logits.answers[0]))
        return merge(seen, passage.text, answers or None), whole


def input_of(hit: Hit) -> PassageInput:
    """Return a retrieved passage as the reader gets it."""
    return PassageInput(hit.head.title, hit.text, hit.passage.article)


def open_reader(
    model: str = DEFAULT_READER, *, threads: int = 2, passages: int = PASSAGES, limit: float = LIMIT
) -> Reader | None:
    """Open a reader that runs on at most `threads` processor threads; None where `model` is "none".

    `passages` and `limit`, in seconds, are those of `Reader`.
    `model` is "reader-1", which is packaged; a folder that `training.export` wrote; or, as a folder or by its name on a
    model hub, any `AutoModelForQuestionAnswering` of transformers. Only the last opens connections.

    Raises:
        ModelError: there is no such model, its files are not the ones they should be, or it cannot read.
    """
    return None if model == NO_READER else Reader(_open_network(model, threads), passages=passages, limit=limit)


def _open_network(model: str, threads: int) -> Network:
    packaged = model == DEFAULT_READER
    folder = _PACKAGED / DEFAULT_READER if packaged else _locate(model)
    if folder and (packaged or not (folder / "config.json").is_file()):  # which every model of transformers has
        from qa.reading.onnx import OnnxNetwork

        return OnnxNetwork(folder, threads=threads, packaged=packaged)
    from qa.reading.transformers import TransformersNetwork

    return TransformersNetwork(str(folder or model), threads=threads)


def _locate(model: str) -> Path | None:
    """Return the folder that a reader is in; None of one that goes by its name on a hub.

    Raises:
        ModelError: it is neither.
    """
    with suppress(OSError, RuntimeError):  # too long a name, or the home of nobody
        path = Path(model).expanduser()
        if model and path.is_dir():
            return path
        if _HUB_NAME.fullmatch(model) and not path.exists():
            return None
    raise ModelError(f"the reader {model!r} is not there: it is a folder, a name on a model hub, or {NO_READER!r}")
