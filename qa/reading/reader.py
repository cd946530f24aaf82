"""The extractive reader: which words of the passages answer a question, and how likely."""

import re
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing, suppress
from copy import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Event, Lock
from time import monotonic

from index.errors import ModelError
from index.stages import Stage, stage
from index.types import CacheUse, Hit
from qa.checking.checker import Checker, open_checker
from qa.checking.hypothesis import Hypothesis
from qa.reading.defaults import DEFAULT_READER, LIMIT, NO_READER, PASSAGES
from qa.reading.network import Network
from qa.reading.recent import Recent
from qa.reading.spans import Decoded, Reading, decode, merge
from qa.reading.stopping import sufficient
from qa.types import ReadCount

KEPT = 512
"""Readings that are kept: those of 50 questions, in some 4 MB."""
_CHECK_SECONDS = 0.05
_PACKAGED = Path(__file__).parent / "models"
_HUB_NAME = re.compile(r"\w[\w.-]{0,95}(?:/\w[\w.-]{0,95})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PassageInput:
    """One passage as the reader gets it; `article` tells passages of different articles apart.

    `question` is the question in the words of the passage, None where these are its own.
    """

    title: str
    text: str
    article: str = ""
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Readings:
    """The reading of each passage, in order, None where it was not begun; and how many of them were read."""

    each: tuple[Reading | None, ...]
    count: ReadCount


# Takes the articles of the passages and the readings so far, and returns whether the rest may be left unread.
Stop = Callable[[Sequence[str], Sequence[Reading | None]], bool]


class Reader:
    """Reads passages with a network: opened once, shared by threads; `name` is the network's.

    `passages` is the budget of one question, counted so that its answer is the same on any machine and under any load.
    `limit` is a safety limit in seconds, far above the usual time; where it cuts reading short, the count shows it.
    `workers` passages are read at once, and the `kept` readings that were used last are not made again.
    """

    def __init__(
        self,
        network: Network,
        *,
        passages: int = PASSAGES,
        limit: float = LIMIT,
        workers: int = 1,
        kept: int = KEPT,
        checker: Callable[[], Checker | None] = lambda: None,
    ) -> None:
        """Read with a network that is open; `checker` opens what hypotheses are judged by, at the first of them."""
        self.name = network.name
        self._checker = checker
        self.passages = passages
        self._network, self._limit, self._workers = network, limit, workers
        self._pool = ThreadPoolExecutor(workers, "read")
        self._recent = Recent[tuple[str, str, str], Reading](kept)
        self.check: Callable[[], None] = lambda: None

    def checked(self, check: Callable[[], None]) -> "Reader":
        """Return a copy of this reader that ends a reading by an exception from `check`, before the next window.

        `check` is called by the thread that reads, before each passage and every 50 ms while it waits for one.
        """
        reader = copy(self)
        reader.check = check
        return reader

    def judge(self, hypotheses: Sequence[Hypothesis]) -> list[float]:
        """Return the log odds of each hypothesis that its text says what is claimed; none without a checker.

        Raises:
            ModelError: the checker cannot be opened, or failed, as where memory has run out.
        """
        self.check()
        checker = self._checker()
        with stage(Stage.JUDGE):
            return checker.judge(hypotheses) if checker else []

    @property
    def cache_use(self) -> CacheUse:
        """How often the reading of a passage was cached, and how often it was not."""
        return self._recent.use

    def read(self, question: str, passages: Sequence[PassageInput], *, stop: Stop | None = sufficient) -> Readings:
        """Read passages in the order of their ranks, some of them at once.

        Reading ends once `stop` returns true, and is cut short once the time limit has passed. The readings until then
        are returned; that of a passage that was cut short is among them, but does not count as read. The first window
        of the first passage is always read. How many are read at once changes nothing: what was read ahead of a stop
        is dropped.

        Raises:
            ModelError: the network failed, as where memory has run out.
        """
        with stage(Stage.READ):
            return self._read_until(question, passages, stop)

    def _read_until(self, question: str, passages: Sequence[PassageInput], stop: Stop | None) -> Readings:
        articles = [passage.article for passage in passages]
        readings: list[Reading | None] = [None] * len(passages)
        with closing(self._read_ahead(question, passages)) as results:
            for place, result in enumerate(results):
                readings[place] = result.reading
                if not result.whole:
                    return Readings(tuple(readings), ReadCount(place, len(passages)))
                if stop and place + 1 < len(passages) and stop(articles, readings):
                    return Readings(tuple(readings), ReadCount(place + 1, place + 1))
        return Readings(tuple(readings), ReadCount(len(passages), len(passages)))

    def _read_ahead(self, question: str, passages: Sequence[PassageInput]) -> Generator["_Result", None, None]:
        """Yield the result for each passage in order, while the next ones are read.

        A reading that has begun when the generator is closed goes on for nothing, by a window at most.
        """
        deadline, ended = monotonic() + self._limit, Event()
        begun: deque[Future[_Result]] = deque()
        try:
            for place, passage in enumerate(passages):
                self.check()
                begun.append(self._pool.submit(self._read, question, passage, deadline, ended, first=place == 0))
                if len(begun) == self._workers:
                    yield self._wait(begun.popleft())
            while begun:
                yield self._wait(begun.popleft())
        finally:
            ended.set()
            for future in begun:
                future.cancel()

    def _wait(self, future: "Future[_Result]") -> "_Result":
        """Return a result once there is one; meanwhile call `check` here, since it may be bound to this thread."""
        while not wait([future], _CHECK_SECONDS).done:
            self.check()
        return future.result()

    def _read(self, question: str, passage: PassageInput, deadline: float, ended: Event, *, first: bool) -> "_Result":
        """Read the windows of one passage until the deadline, at least one of the `first` passage, or until `ended`.

        They are not batched: a row of 200 tokens keeps a core busy by itself (eight passages on one core: 200 ms row by
        row, 230 in batches of four, 240 in one of eight). A quantised network scales a batch as a whole, so its result
        for a passage would depend on what is read with it.
        """
        question = passage.question or question
        key = (question, passage.title, passage.text)
        if known := self._recent.get(key):
            return _Result(known, whole=True)
        seen: list[Decoded | None] = []
        answers: list[float] = []
        for window in self._network.cut(question, passage.title, passage.text):
            if ended.is_set() or ((seen or not first) and monotonic() >= deadline):
                return _Result(merge(seen, passage.text, answers or None) if seen else None, whole=False)
            logits = self._network.run([window])
            seen.append(decode(window, passage.text, logits.starts[0], logits.ends[0]))
            if logits.answers is not None:
                answers.append(float(logits.answers[0]))
        reading = merge(seen, passage.text, answers or None)
        self._recent.keep(key, reading)
        return _Result(reading, whole=True)


@dataclass(frozen=True, slots=True)
class _Result:
    """The reading of a passage as far as it was read, None where it was not begun; and whether that was all of it."""

    reading: Reading | None
    whole: bool


def input_of(hit: Hit, question: str | None = None) -> PassageInput:
    """Return a retrieved passage as the reader gets it, with the question in its words where these are others."""
    return PassageInput(hit.head.title, hit.text, hit.passage.article, question)


def open_reader(
    model: str = DEFAULT_READER, *, threads: int = 2, passages: int = PASSAGES, limit: float = LIMIT
) -> Reader | None:
    """Open a reader that runs on at most `threads` threads; None where `model` is "none".

    `model` is "reader-4", which is packaged; a folder written by `training.export`; or any
    `AutoModelForQuestionAnswering` of transformers, as a folder or by its name on a model hub. Only a name on a hub
    opens connections. `passages` and `limit`, in seconds, are those of `Reader`.

    Raises:
        ModelError: there is no such model, its files do not match their digests, or it cannot read a passage.
    """
    if model == NO_READER:
        return None
    network, workers = _open_network(model, threads)
    checker = _once(lambda: open_checker(threads=threads))
    return Reader(network, passages=passages, limit=limit, workers=workers, checker=checker)


def _once(opener: Callable[[], Checker | None]) -> Callable[[], Checker | None]:
    """Return what opens the checker at the first call, also where two questions are the first at the same time."""
    opened, lock = cache(opener), Lock()

    def get() -> Checker | None:
        with lock:
            return opened()

    return get


def _open_network(model: str, threads: int) -> tuple[Network, int]:
    """Return the network, and how many passages it shall read at once.

    On two cores, two passages at once on a thread each take 0.7 of the time of one after the other on two threads.
    """
    packaged = model == DEFAULT_READER
    folder = _PACKAGED / DEFAULT_READER if packaged else _locate(model)
    if folder and (packaged or not (folder / "config.json").is_file()):  # every model of transformers has this file
        from qa.reading.onnx import OnnxNetwork

        return OnnxNetwork(folder, packaged=packaged), threads
    from qa.reading.transformers import TransformersNetwork

    return TransformersNetwork(str(folder or model), threads=threads), 1


def _locate(model: str) -> Path | None:
    """Return the folder of a reader; None for a name on a hub.

    Raises:
        ModelError: the model is neither.
    """
    with suppress(OSError, RuntimeError):  # the name is too long, or names the home of an unknown user
        path = Path(model).expanduser()
        if model and path.is_dir():
            return path
        if _HUB_NAME.fullmatch(model) and not path.exists():
            return None
    raise ModelError(f"the reader {model!r} does not exist; give a folder, a name on a model hub, or {NO_READER!r}")
