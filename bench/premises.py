"""Measure what questions take for granted: `python -m bench.premises --work FOLDER [--news FOLDER] [--quiz FOLDER]`.

Our own questions for a reason, a time, a place or a manner, half of them about what never happened ("Why did the bank
join the euro?"): how many of these are answered all the same, and how many of the others are declined for it. Over the
example corpus, stored in `--work`, and over archives that are stored already: `--news`, 293 articles, and `--quiz`, the
articles of rtqa-2022.
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from bench.conversations import FOLDER, NOW, store_examples
from bench.report import write_result
from index.library import Library, open_library
from qa.answer import answer
from qa.forms import supposed
from qa.reading.reader import Reader, open_reader
from qa.types import Question, Reason


@dataclass(frozen=True, slots=True)
class Case:
    """A question, and whether what it takes for granted holds."""

    question: str
    holds: bool


def read_cases(name: str) -> list[Case]:
    """Return the questions over an archive: "examples", "news" or "quiz"."""
    lines = (FOLDER / f"premises-{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [Case(**json.loads(line)) for line in lines]


def rate(cases: Sequence[Case], library: Library, reader: Reader) -> dict[str, object]:
    """Return what becomes of the questions whose premise holds, and of the others."""
    counts = Counter[tuple[bool, str]]()
    for case in cases:
        reason = answer(Question(case.question, NOW), library, reader).reason
        premise = reason is Reason.PREMISE_NOT_FOUND
        counts[case.holds, "premise" if premise else "declined" if reason else "answered"] += 1
    return {
        name: {what: counts[holds, what] for what in ("answered", "premise", "declined")}
        for name, holds in (("holds", True), ("does_not", False))
    }


def rate_without(cases: Sequence[Case], library: Library, reader: Reader) -> dict[str, object]:
    """Return the same without the check of the premise by the checker."""
    with patch.object(supposed, "read_supposed", lambda _: None):
        return rate(cases, library, reader)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--quiz", type=Path)
    arguments = parser.parse_args()
    reader = open_reader()
    assert reader, "a reader is what is measured"
    folders = {"news": arguments.news, "quiz": arguments.quiz}
    libraries = {"examples": store_examples(arguments.work)}
    libraries |= {name: open_library(folder) for name, folder in folders.items() if folder}
    result = {}
    for name, library in libraries.items():
        cases = read_cases(name)
        result[name] = {"without": rate_without(cases, library, reader), "with": rate(cases, library, reader)}
    write_result("premises", result)


if __name__ == "__main__":
    main()
