"""Measure follow-ups: `python -m bench.conversations --work FOLDER [--news FOLDER] [--rewrites FOLDER] [--whole FILE]`.

Our own conversations over the example corpus, stored in `--work`, and over a corpus of news articles that is already
stored in the data folder `--news`: the share of follow-ups asked as a person would have, and answered right. Against
people's rewrites of follow-ups (`rewrite-*.jsonl.xz` in `--rewrites`): recall of BM25 over the answers of a file, with
the last turn alone, with the rule's rewrite, and with the person's. Of the whole questions of `--whole` (JSON Lines
with `question` and, where known, `answer`) and of the examples: how many are changed, or asked back about, after the
question before them, without an answer and with its own.
"""

import argparse
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from api.wire.words import is_unsure
from bench.report import write_result
from bench.rewrites import compare_rewrites
from index.formats import Options, read_paths
from index.intake.ingest import ingest
from index.library import Library, open_library
from qa.answer import answer
from qa.conversation.followup import complete
from qa.reading.reader import Reader, open_reader
from qa.types import Answer, Question, Reason, Turn

FOLDER = Path(__file__).parent / "cases"
NOW = datetime(2026, 11, 28, tzinfo=UTC)
_EXAMPLES = Path(__file__).parents[1] / "examples" / "corpus"
_QUESTIONS = Path(__file__).parents[1] / "examples" / "questions.jsonl"
_SOURCE_OF_TEXTS = "harbour-post"
_BRACKETS = re.compile(r" \([^)]*\)")
_MARKER = re.compile(r" \[\d+\]")
_NOT_WORDS = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a conversation, and what is expected of it.

    `whole` are the questions that a person would have asked instead of it, or `choices` those to be offered. `answer`
    are words of which the short answer must hold one; empty if it must be declined, None if that is not judged.
    """

    message: str
    whole: tuple[str, ...]
    answer: tuple[str, ...] | None
    chat: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """One message, what was asked in the end, and whether that and the answer are right (None: not judged)."""

    conversation: str
    turn: int
    said: Said
    asked: str
    completed: bool
    right: bool | None


def read_conversations(path: Path) -> dict[str, list[Said]]:
    """Read a file of conversations, one a line."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {row["id"]: [_read(turn) for turn in row["turns"]] for row in rows}


def hold(conversations: dict[str, list[Said]], library: Library, reader: Reader | None) -> list[Judged]:
    """Hold every conversation, and judge each of its messages."""
    return [one for name, messages in conversations.items() for one in _hold(name, messages, library, reader)]


def follow_ups(judged: Iterable[Judged]) -> list[Judged]:
    """Return the messages that are not the first of their conversation."""
    return [one for one in judged if one.turn]


def _read(turn: dict[str, object]) -> Said:
    def texts(key: str) -> tuple[str, ...]:
        value = turn.get(key) or []
        assert isinstance(value, list)
        return tuple(map(str, value))

    judged = turn.get("answer") is not None
    return Said(
        str(turn["say"]), texts("whole"), texts("answer") if judged else None, bool(turn.get("chat")), texts("choices")
    )


def _hold(name: str, messages: Sequence[Said], library: Library, reader: Reader | None) -> list[Judged]:
    turns: list[Turn] = []
    judged = []
    for number, said in enumerate(messages):
        given = answer(Question(said.message, NOW, turns=tuple(turns)), library, reader)
        asked = given.asked or given.question
        judged.append(Judged(name, number, said, asked, _is_completed(said, given, asked), _is_right(said, given)))
        cited = given.citations[0].published.date() if given.citations else None
        unsure = given.short is not None and is_unsure(given.confidence)  # as the page tells the server
        reply = _MARKER.sub("", given.text)
        turns.append(Turn(said.message, reply, given.short, given.reason is not None, cited, unsure))
    return judged


def _is_completed(said: Said, given: Answer, asked: str) -> bool:
    """Return whether a message was asked as a person would have, apart from case, punctuation and brackets."""
    if said.chat or given.reason is Reason.NOT_A_QUESTION:
        return said.chat and given.reason is Reason.NOT_A_QUESTION
    if given.reason is Reason.AMBIGUOUS:
        return _plain(given.suggestions) == _plain(said.choices)
    return _plain([asked])[0] in _plain(said.whole)


def _is_right(said: Said, given: Answer) -> bool | None:
    if said.chat or said.answer is None:
        return None
    if not said.answer:
        return given.reason is not None
    short = " ".join([given.short or "", *(finding.text for finding in given.findings)]).lower()
    return any(words.lower() in short for words in said.answer)


def _plain(texts: Iterable[str]) -> list[str]:
    return [_NOT_WORDS.sub(" ", _BRACKETS.sub("", text)).strip().lower() for text in texts]


def show(judged: Sequence[Judged]) -> dict[str, object]:
    """Return the shares of follow-ups completed and answered right, and each one that was not completed."""
    after = follow_ups(judged)
    rated = [one for one in after if one.right is not None]
    return {
        "conversations": len({one.conversation for one in judged}),
        "follow_ups": len(after),
        "completed": round(sum(one.completed for one in after) / len(after), 3),
        "answered": len(rated),
        "right": round(sum(one.right is True for one in rated) / len(rated), 3),
        "not_completed": [
            {"said": one.said.message, "asked": one.asked, "expected": one.said.whole[0]}
            for one in after
            if not one.completed
        ],
    }


def find_changed(files: Iterable[Path]) -> dict[str, object]:
    """Return how many whole questions are not asked as they are, after the one before them, and which."""
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [json.loads(line) for line in lines]
    changed = []
    for before, row in zip(rows[-1:] + rows[:-1], rows, strict=True):
        for turn in (Turn(before["question"]), _answered(before)):
            made = complete(row["question"], (turn,))
            if made.text != row["question"] or not made.asked:
                changed.append({"before": turn.question, "said": row["question"], "asked": made.text})
    return {"questions": len(rows), "changed": changed}


def _answered(row: dict[str, object]) -> Turn:
    """Return the turn of a question that is answered with the words given for it."""
    given = row.get("answer") or None
    first = given[0] if isinstance(given, list) else given
    said = None if first is None else str(first)
    return Turn(str(row["question"]), str(row.get("evidence") or said or ""), said)


def store_examples(folder: Path) -> Library:
    """Return a library of the example corpus in a folder, storing it if it is not there yet."""
    library = open_library(folder)
    records = read_paths([_EXAMPLES], options=Options(source=_SOURCE_OF_TEXTS), stdin=io.BytesIO())
    ingest(records, library.catalogue, library.embedder, now=lambda: NOW)
    library.engine.follow()
    return library


def main() -> None:
    """Run the benchmark and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder for the library of the example corpus")
    parser.add_argument("--news", type=Path, help="data folder that holds the news articles")
    parser.add_argument("--rewrites", type=Path, help="folder of the files rewrite-*.jsonl.xz")
    parser.add_argument("--whole", type=Path, nargs="*", default=[], help="files of whole questions")
    arguments = parser.parse_args()
    figures: dict[str, object] = {"whole": find_changed([*arguments.whole, _QUESTIONS])}
    reader = open_reader()
    library = store_examples(arguments.work)
    figures["examples"] = show(hold(read_conversations(FOLDER / "examples.jsonl"), library, reader))
    library.close()
    if arguments.news:
        news = open_library(arguments.news)
        figures["news"] = show(hold(read_conversations(FOLDER / "news.jsonl"), news, reader))
        news.close()
    if arguments.rewrites:
        figures["rewrites"] = {
            path.name.removeprefix("rewrite-").removesuffix(".jsonl.xz"): compare_rewrites(path)
            for path in sorted(arguments.rewrites.glob("rewrite-*.jsonl.xz"))
        }
    write_result("conversations", figures)


if __name__ == "__main__":
    main()
