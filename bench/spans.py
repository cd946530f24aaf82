"""Read the span corpora that measure the reader, as rows of question, passages and answers."""

import json
import lzma
from dataclasses import dataclass
from pathlib import Path

from training.corpora import Example, read_examples, read_lines
from training.split import split


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate sentence for a question, and whether annotators judged that it answers."""

    question: str
    sentence: str
    right: bool


def read_held_out(train: Path) -> dict[str, list[Example]]:
    """Read the held-out examples of training, by corpus."""
    _, held = split(read_examples(train))
    rows: dict[str, list[Example]] = {}
    for example in held:
        rows.setdefault(example.corpus, []).append(example)
    return rows


def read_newsqa(path: Path) -> list[Example]:
    """Read questions on whole articles, in SQuAD's layout."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        articles = json.load(file)["data"]
    return [
        Example("newsqa", text, "", text, row["question"], tuple(answer["text"] for answer in row["answers"]))
        for article in articles
        for paragraph in article["paragraphs"]
        for text in [paragraph["context"]]
        for row in paragraph["qas"]
    ]


def read_ranking(path: Path) -> list[list[Candidate]]:
    """Read the candidates of each question that has both right and wrong ones."""
    questions: dict[str, list[Candidate]] = {}
    for row in read_lines(path):
        candidate = Candidate(str(row["question"]), str(row["sentence"]), bool(row["label"]))
        questions.setdefault(str(row["qid"]), []).append(candidate)
    return [rows for rows in questions.values() if 0 < sum(row.right for row in rows) < len(rows)]
