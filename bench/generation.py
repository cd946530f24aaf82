"""Measure written answers beside a fast model: `python -m bench.generation --data FOLDER --questions FILE`.

A server on loopback writes a right answer at 200 tokens a second (`bench.fluent`). Measured are our share of a streamed
answer, the time from the last token of a sentence to its leaving, and how soon the call of the model ends once a client
has left. FOLDER is filled by `dateline ingest`; FILE has JSON lines with `question`.
"""

import argparse
import json
import random
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx

from bench.fluent import Fluent, fluent_server
from bench.report import write_result
from bench.share import TimedEmbedder, TimedReader
from bench.site import Server, serving, spread_of
from index.library import open_library
from qa.answer import answer
from qa.findings.compose import Composed
from qa.generation.author import Author
from qa.generation.client import Client
from qa.generation.endpoint import Endpoint
from qa.generation.relevance import Relevance
from qa.reading.reader import Reader, open_reader
from qa.types import Question

_PATIENCE = 5.0
_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Timed:
    """The milliseconds of one answer: the whole, until the model is called, what the model does not take, sentences."""

    total: float
    before: float
    ours: float
    sentences: tuple[float, ...]


def time_answer(client: httpx.Client, model: Fluent, question: str) -> Timed | None:
    """Return the times of one answer; None where the model was not asked, or nothing of it was sent."""
    model.reset()
    asked, times, ended = time.perf_counter(), list[float](), 0.0
    with client.stream("POST", "/ask/stream", json={"question": question, "max_sentences": _SENTENCES}) as response:
        name = ""
        for line in response.iter_lines():
            now = time.perf_counter()
            if line.startswith("event:"):
                name = line.removeprefix("event:").strip()
            elif line.startswith("data:") and name == "sentence":
                text = json.loads(line.removeprefix("data:"))["text"]
                times += [now - model.ended[text]] if text in model.ended else []
            elif line.startswith("data:") and name == "answer":
                ended = now
    if not times or not model.wait(_PATIENCE):
        return None
    before, ours = model.calls[0][0] - asked, ended - asked - _taken(model, ended)
    return Timed(1e3 * (ended - asked), 1e3 * before, 1e3 * ours, tuple(1e3 * one for one in times))


def _taken(model: Fluent, until: float) -> float:
    """Return the seconds during which a call of the model went on; calls may overlap."""
    taken, last = 0.0, 0.0
    for begun, ended in sorted(model.calls):
        end = min(ended, until)
        taken += max(0.0, end - max(begun, last))
        last = max(last, end)
    return taken


def time_leaving(client: httpx.Client, model: Fluent, question: str, seconds: float, *, silent: bool) -> float | None:
    """Leave some seconds after the model was called; return the milliseconds until its call ended.

    None where the model was not asked, or had ended before.
    """
    model.reset(silent=silent)
    with client.stream("POST", "/ask/stream", json={"question": question}):
        until = time.perf_counter() + _PATIENCE
        while not model.calls and time.perf_counter() < until:
            time.sleep(0.001)
        time.sleep(seconds)
    left = time.perf_counter()
    ended = model.wait(_PATIENCE)
    model.silent = False
    last = max((end for _, end in model.calls), default=0.0)
    return 1_000 * (last - left) if ended and last > left else None


def time_shares(data: Path, model: Fluent, questions: Sequence[str]) -> list[float]:
    """Return the milliseconds of answers in this process that neither the model nor our own networks take."""
    opened = open_reader()
    assert opened
    reader = TimedReader(opened._network, workers=2, kept=0, checker=opened._checker)  # noqa: SLF001 - the packaged network is opened by its reader alone
    embedder = TimedEmbedder()
    library = open_library(data, embedder=embedder)
    noting = _Noting(Client(Endpoint(model.url, "fluent")), embedder, reader)
    found = list[float]()
    for question in questions:
        model.reset()
        embedder.seconds = reader.seconds = 0.0
        begun = time.perf_counter()
        written = answer(Question(question, datetime.now(UTC), max_sentences=_SENTENCES), library, reader, noting)
        ended = time.perf_counter()
        if written.model.generator and model.wait(_PATIENCE):
            after = max(0.0, ended - max(end for _, end in model.calls))
            found.append(1_000 * (model.calls[0][0] - begun - noting.spent + after))
    library.close()
    return found


class _Noting(Author):
    """An author that notes how many seconds the networks had taken when it began: `spent`."""

    spent = 0.0

    def __init__(self, client: Client, embedder: TimedEmbedder, reader: TimedReader) -> None:
        super().__init__(client)
        self._embedder, self._reader = embedder, reader

    def relevance(self, question: str, composed: Composed, reader: Reader) -> Relevance:
        """Return what answers, as an author does, and note the time: it is asked for before the model is called."""
        self.spent = self._embedder.seconds + self._reader.seconds
        return super().relevance(question, composed, reader)


def measure(server: Server, model: Fluent, questions: Sequence[str]) -> dict[str, object]:
    """Return the figures: of questions that are new, of the same ones again, and of clients that leave."""
    new, again = (
        [timed for one in questions if (timed := time_answer(server.client, model, one))] for _ in ("new", "again")
    )
    chance = random.Random(16)
    left = {
        name: [
            value
            for one in questions
            if (value := time_leaving(server.client, model, one, chance.uniform(0, 0.3), silent=silent)) is not None
        ]
        for name, silent in (("while_the_model_is_silent_ms", True), ("while_it_writes_ms", False))
    }
    return {
        "questions": len(questions),
        "new_questions": _spread(new),
        "the_same_again": _spread(again),
        "client_leaves": {name: {**spread_of(all_), "longest": round(max(all_), 1)} for name, all_ in left.items()},
    }


def _spread(timed: Sequence[Timed]) -> dict[str, object]:
    return {
        "total_ms": spread_of([one.total for one in timed]),
        "until_the_model_is_called_ms": spread_of([one.before for one in timed]),
        "all_but_the_model_ms": spread_of([one.ours for one in timed]),
        "last_token_to_leaving_ms": spread_of([each for one in timed for each in one.sentences]),
    }


def main() -> None:
    """Measure and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--questions", type=Path, default=Path("examples/questions.jsonl"))
    arguments = parser.parse_args()
    lines = arguments.questions.read_text(encoding="utf-8").splitlines()
    questions = list(dict.fromkeys(json.loads(line)["question"] for line in lines))
    with fluent_server() as model:
        with serving(
            arguments.data, "--generator-url", model.url, "--generator-model", "fluent", log=subprocess.DEVNULL
        ) as server:
            time_answer(server.client, model, "What happened?")  # opens the checker
            figures = measure(server, model, questions)
        shares = time_shares(arguments.data, model, questions)
    write_result("generation", figures | {"our_share_without_networks_ms": spread_of(shares)})


if __name__ == "__main__":
    main()
