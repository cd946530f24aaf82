"""News questions with their articles (RealTime QA of 2022), as a folder that holds them in JSON Lines."""

import argparse
import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index.article import make_article
from index.catalogue.snapshot import Snapshot
from index.dates import parse_moment
from index.types import Article
from qa.language.words import normalise_answer


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: the day it was asked, whose end it is asked as of, its answer, and the articles that are right."""

    id: str
    text: str
    as_of: datetime
    answer: str
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the questions and articles are, and where the index over them is."""

    rtqa: Path
    data: Path


def read_folders(purpose: str | None) -> Folders:
    """Read both folders from the command line."""
    parser = argparse.ArgumentParser(description=purpose)
    parser.add_argument("--rtqa", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    return Folders(arguments.rtqa, arguments.data)


def read_articles(folder: Path) -> Iterator[Article]:
    """Read the articles; the few without a headline go by their first line."""
    with lzma.open(folder / "articles.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            first_line = record["text"].strip().split("\n")[0][:200]
            yield make_article({**record, "title": record["title"] or first_line, "language": "en"})


def read_answerable(folder: Path) -> list[Asked]:
    """Read the questions that some article is known to answer."""
    questions = [_read(line) for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    return [question for question in questions if question.right]


def read_late(folder: Path) -> list[str]:
    """Read the questions about events after the last article."""
    lines = (folder / "late-questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [str(json.loads(line)["question"]) for line in lines]


def names_of(snapshot: Snapshot) -> dict[str, str]:
    """Return the name that the questions know an article by, by the catalogue's id of it."""
    articles = {entry.article for entry in snapshot.passage_rows(0)}
    return {article: name for article in articles if (name := snapshot.external_id(article)) is not None}


def holds(text: str, answer: str, *, whole_words: bool = True) -> bool:
    """Return whether a text holds an answer after SQuAD's normalisation; by whole words, or as any run of letters."""
    edge = " " if whole_words else ""
    return f"{edge}{normalise_answer(answer)}{edge}" in f"{edge}{normalise_answer(text)}{edge}"


def _read(line: str) -> Asked:
    row = json.loads(line)
    return Asked(
        row["id"],
        row["question"],
        parse_moment(row["asked"], end_of_day=True),
        row["answer"],
        frozenset([*row["gold"], *row["with_answer"]]),
    )
