"""Measure questions for yes or no: `python -m bench.yesno --work FOLDER [--news FOLDER]`.

Our own questions over the example corpus, stored in `--work`, and over a corpus of news articles that is already stored
in the data folder `--news`, and a stranger's over the same, mostly in other words than the articles: how many are
answered yes or no, and how many of those rightly; by rules and checker together, and by rules alone.
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.conversations import FOLDER, NOW, store_examples
from bench.report import write_result
from index.library import Library, open_library
from qa.answer import answer
from qa.reading.reader import Reader, open_reader
from qa.types import Question


@dataclass(frozen=True, slots=True)
class Case:
    """A question, and what the articles say to it: yes, no or unclear."""

    question: str
    said: str


def read_cases(name: str) -> list[Case]:
    """Return the questions over a corpus, "examples" or "news", or those of a stranger, "strangers"."""
    lines = (FOLDER / f"yesno-{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [Case(**json.loads(line)) for line in lines]


def say(case: Case, library: Library, reader: Reader) -> str:
    """Return what Dateline says to a question: yes, no or unclear; a question that is declined is unclear."""
    return str(answer(Question(case.question, NOW), library, reader).polarity or "unclear")


def rate(cases: Sequence[Case], library: Library, reader: Reader) -> dict[str, int]:
    """Return how many questions with an answer are answered rightly, wrongly or not, and how many others are."""
    counts = Counter((case.said == "unclear", _judge(case.said, say(case, library, reader))) for case in cases)
    return {
        "answerable": sum(count for (unclear, _), count in counts.items() if not unclear),
        "right": counts[False, "right"],
        "wrong": counts[False, "wrong"],
        "others": sum(count for (unclear, _), count in counts.items() if unclear),
        "others_answered": counts[True, "wrong"],
    }


def _judge(expected: str, said: str) -> str:
    return "right" if said == expected else "unclear" if said == "unclear" else "wrong"


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--news", type=Path)
    arguments = parser.parse_args()
    reader = open_reader()
    assert reader, "a reader is what is measured"
    alone = Reader(reader._network, workers=2)  # noqa: SLF001 - the same reader, without its checker
    libraries = {"examples": store_examples(arguments.work)} | (
        dict.fromkeys(("news", "strangers"), open_library(arguments.news)) if arguments.news else {}
    )
    result = {
        name: {"both": rate(read_cases(name), library, reader), "rules": rate(read_cases(name), library, alone)}
        for name, library in libraries.items()
    }
    write_result("yesno", result)


if __name__ == "__main__":
    main()
