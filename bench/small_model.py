"""Measure answers of a real small language model: `python -m bench.small_model --data FOLDER`.

The model is that of `make test-model`, which installs it. Over the questions of the examples: how many answers it
wrote, how many fell back to quotes, and why sentences were dropped.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.report import write_result
from index.library import open_library
from index.types import Filters
from qa.answer import answer
from qa.evaluation.cases import read_cases
from qa.reading.reader import open_reader
from qa.types import Answer, Dropped, Question
from tests.qa.generation.small_model import small_author


def summarise(answers: Sequence[Answer]) -> dict[str, object]:
    """Return what became of the answers, and of the sentences of those that the model was asked for."""
    outcomes = Counter(_outcome(one) for one in answers)
    sent = sum(len(one.sentences) for one in answers if one.model.generator)
    reasons = Counter(_kind(each) for one in answers for each in one.dropped)
    return {
        "questions": len(answers),
        "answers": dict(outcomes.most_common()),
        "sentences": sent + reasons.total(),
        "sent": sent,
        "dropped": dict(reasons.most_common()),
    }


def _outcome(one: Answer) -> str:
    if one.model.generator:
        return "written"
    if one.fallback:
        return f"quoted: {one.fallback}"
    return f"declined: {one.reason}" if one.reason else "quoted"


def _kind(dropped: Dropped) -> str:
    """Return the reason of a dropped sentence without its words."""
    return dropped.reason.partition(":")[0]


def main() -> None:
    """Measure and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--questions", type=Path, default=Path("examples/questions.jsonl"))
    arguments = parser.parse_args()
    cases, now = read_cases(arguments.questions), datetime.now(UTC)
    questions = [Question(one.question, now, Filters(as_of=one.as_of)) for one in cases]
    library, reader = open_library(arguments.data), open_reader()
    assert reader, "the packaged reader has the checker"
    with small_author() as author:
        answers = [answer(one, library, reader, author) for one in questions]
    library.close()
    write_result("small_model", {"model": author.name, **summarise(answers)})


if __name__ == "__main__":
    main()
