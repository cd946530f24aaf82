"""Span corpora for measuring the reader: rows of question, passages and right answers, the same for every corpus."""

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.corpora import Example, read_examples
from training.split import split


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of one text, and every answer that counts as right; none where it has none there."""

    corpus: str
    question: str
    title: str
    text: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer a question, and whether people found that it does."""

    question: str
    sentence: str
    right: bool


def read_held_out(train: Path) -> dict[str, list[Asked]]:
    """Read what training held out, by corpus."""
    _, held = split(read_examples(train))
    rows: dict[str, list[Asked]] = {}
    for example in held:
        rows.setdefault(example.corpus, []).append(_asked(example))
    return rows


def read_newsqa(path: Path) -> list[Asked]:
    """Read questions on whole articles, in SQuAD's layout."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        articles = json.load(file)["data"]
    return [
        Asked("newsqa", row["question"], "", paragraph["context"], tuple(a["text"] for a in row["answers"]))
        for article in articles
        for paragraph in article["paragraphs"]
        for row in paragraph["qas"]
    ]


def read_ranking(path: Path) -> list[list[Candidate]]:
    """Read the candidates of each question that has right and wrong ones."""
    questions: dict[str, list[Candidate]] = {}
    for row in _lines(path):
        candidate = Candidate(str(row["question"]), str(row["sentence"]), bool(row["label"]))
        questions.setdefault(str(row["qid"]), []).append(candidate)
    return [rows for rows in questions.values() if 0 < sum(row.right for row in rows) < len(rows)]


def _asked(example: Example) -> Asked:
    return Asked(example.corpus, example.question, example.title, example.context, example.answers)


def _lines(path: Path) -> Iterator[dict[str, object]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
