"""Ask what strangers asked: `python -m bench.strangers --data FOLDER [--show]`.

Questions over 293 news articles of 2022 and the example corpus, by people who had not seen the code, each with what
the articles say in a few words, or nothing where they say nothing (`bench/cases/strangers.jsonl`). Whether an answer
is right is for a person to judge: `--show` prints each beside what is expected. Counted are the refusals, and the
answers that share a word or a number with what is expected (`near`), which flatters long ones. `sure` are those with a
confidence of 0.7 and more, of which 0.93 are to be right.
"""

import argparse
import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.conversations import FOLDER, NOW
from bench.report import write_result
from index.library import open_library
from index.types import Filters
from qa.answer import answer
from qa.reading.reader import open_reader
from qa.types import Answer, Question

_WORD = re.compile(r"\w+")
_SURE = 0.7
_SMALL = frozenset(
    ("the", "a", "an", "of", "in", "on", "at", "to", "for", "and", "or", "by", "with", "from", "as", "is")
)


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the day as of which it is asked, what is expected, and its kind; None expects a refusal."""

    question: str
    as_of: str | None
    expected: str | None
    kind: str


def read_cases() -> list[Case]:
    """Return the questions of strangers."""
    lines = (FOLDER / "strangers.jsonl").read_text(encoding="utf-8").splitlines()
    return [Case(**json.loads(line)) for line in lines]


def shares(given: Answer, expected: str) -> bool:
    """Return whether the short answer, or else the first sentence, shares a word with what is expected."""
    said = given.short or "; ".join(one.text for one in given.findings)
    said = said or (given.sentences[0].text if given.sentences else "")
    return bool(_words(said) & _words(expected))


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.lower()) if word not in _SMALL}


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    library, reader = open_library(arguments.data), open_reader(limit=60.0)
    counts, sure = Counter[str](), Counter[str]()
    for case in read_cases():
        until = datetime.fromisoformat(f"{case.as_of}T23:59:59").replace(tzinfo=UTC) if case.as_of else None
        given = answer(Question(case.question, NOW, Filters(as_of=until)), library, reader)
        declined = given.reason is not None
        if case.expected is None:
            outcome = "rightly declined" if declined else "wrongly answered"
        else:
            outcome = "wrongly declined" if declined else "near" if shares(given, case.expected) else "other"
        counts[outcome] += 1
        sure[outcome] += not declined and given.confidence >= _SURE
        if arguments.show:
            said = given.short or "; ".join(one.text for one in given.findings)
            print(
                f"{outcome}\t{case.question}\t{case.expected or '-'}\t{said or given.text[:90]}\t{given.confidence:.2f}"
            )
    near = {"answers": sum(sure.values()), "near": sure["near"]}
    write_result("strangers", {"questions": sum(counts.values()), **dict(sorted(counts.items())), "sure": near})


if __name__ == "__main__":
    main()
