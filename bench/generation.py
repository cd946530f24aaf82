"""Measure written answers beside a fast model: `python -m bench.generation --data FOLDER --questions FILE`.

A server on loopback writes a right answer at 200 tokens a second (`bench.fluent`). Measured are our share of a streamed
answer, the time from the last token of a sentence to its leaving, and how soon the call of the model ends once a client
has left. FOLDER is filled by `dateline ingest`; FILE has JSON lines with `question`.
"""

import argparse
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.fluent import Fluent, fluent_server
from bench.report import write_result
from bench.site import Server, serving, spread_of

_PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Timed:
    """The milliseconds of one answer: ours before the model is called and after it ends, and of each sentence."""

    before: float
    after: float
    sentences: tuple[float, ...]


def time_answer(client: httpx.Client, model: Fluent, question: str) -> Timed | None:
    """Return the times of one answer; None where the model was not asked, or nothing of it was sent."""
    model.reset()
    asked, times, ended = time.perf_counter(), list[float](), 0.0
    with client.stream("POST", "/ask/stream", json={"question": question, "max_sentences": 3}) as response:
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
    model.closed.wait(_PATIENCE)
    if not times or not model.begun:
        return None
    last = max(model.finished, model.left, *model.ended.values()) if model.finished else max(model.ended.values())
    return Timed(1_000 * (model.begun - asked), 1_000 * (ended - last), tuple(1_000 * one for one in times))


def time_leaving(client: httpx.Client, model: Fluent, question: str, seconds: float, *, silent: bool) -> float | None:
    """Leave some seconds after the model was called; return the milliseconds until its call ended.

    None where the model was not asked, or had ended before.
    """
    model.reset(silent=silent)
    with client.stream("POST", "/ask/stream", json={"question": question}):
        until = time.perf_counter() + _PATIENCE
        while not model.begun and time.perf_counter() < until:
            time.sleep(0.001)
        time.sleep(seconds)
    left = time.perf_counter()
    ended = model.closed.wait(_PATIENCE)
    model.silent = False
    return 1_000 * (model.left - left) if ended and model.left > left else None


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
        "our_share_ms": spread_of([one.before + one.after for one in timed]),
        "until_the_model_is_called_ms": spread_of([one.before for one in timed]),
        "after_its_last_token_ms": spread_of([one.after for one in timed]),
        "last_token_to_leaving_ms": spread_of([each for one in timed for each in one.sentences]),
    }


def main() -> None:
    """Measure and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--questions", type=Path, default=Path("examples/questions.jsonl"))
    arguments = parser.parse_args()
    lines = arguments.questions.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    with (
        fluent_server() as model,
        serving(arguments.data, "--generator-url", model.url, "--generator-model", "fluent") as server,
    ):
        time_answer(server.client, model, "What happened?")  # opens the checker
        figures = measure(server, model, questions)
    write_result("generation", figures)


if __name__ == "__main__":
    main()
