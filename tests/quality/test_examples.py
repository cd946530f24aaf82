"""Floors on the quality of answers over the example corpus, by the packaged reader.

Each floor lies a little below what was measured, which stands beside it. Floors only ever rise: a change that lowers a
figure below its floor needs mending; the floor stays.
"""

from dataclasses import dataclass

import pytest

from index.library import Library
from index.text import normalise_line
from index.types import Filters
from qa.answer import answer
from qa.cases import Case, read_cases, resolve
from qa.judgement import Judgement, judge
from qa.reader import open_reader
from qa.retrieve import state_of
from qa.types import Answer, Question, SearchResult
from tests.conftest import NOW
from tests.quality.conftest import EXAMPLES

CASES = read_cases(EXAMPLES / "questions.jsonl")

ANSWERED_RIGHT = 0.0
DECLINED_RIGHT = 0.0
ANSWERED = 0.0


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the file, what was answered, and what that was worth."""

    case: Case
    answer: Answer
    judgement: Judgement


@pytest.fixture(scope="module")
def asked(examples: Library) -> list[Asked]:
    """Every question of the file, asked as of its own day or of now."""
    reader = open_reader(threads=1)
    with examples.catalogue.snapshot() as snapshot:
        ids = resolve((name for case in CASES for name in case.gold), snapshot)
        nothing = SearchResult((), Filters(), state_of(snapshot))
    said = [answer(Question(case.question, case.as_of or NOW, Filters(as_of=case.as_of)), examples, reader) for case in CASES]
    return [Asked(case, one, judge(case, nothing, one, ids)) for case, one in zip(CASES, said, strict=True)]


def test_show(asked: list[Asked]) -> None:
    for one in asked:
        print(one.case.id, one.case.answerable, one.answer.reason, one.judgement.correct, one.judgement.held, round(one.answer.confidence,3), round(one.answer.evidence,3), one.answer.short, "|", one.case.answers[:1], one.answer.agreement)
    able = [o for o in asked if o.case.answerable]; un = [o for o in asked if not o.case.answerable]
    print("answered", sum(not o.judgement.declined for o in able), "exact", sum(o.judgement.correct is True for o in able), "held", sum(o.judgement.held is True and not o.judgement.declined for o in able), len(able), "declined", sum(o.judgement.declined for o in un), len(un))
