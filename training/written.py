"""Questions written for the networks: each in other words than its text, and near misses that the text does not answer.

Each line of `questions/otherwise.tsv` has a seed, a digest of an example of the corpora, the question in other words,
and the near miss. Both were written over the part of the context that the seed crops. Each line of
`questions/news.jsonl` is an invented report with questions of both kinds, each with a span, and with questions for yes
or no, each with its answer and the places of the sentences that tell it.
"""

import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from index.passages.chunking import split_sentences
from training.corpora import Example
from training.crop import crop

QUESTIONS = Path(__file__).parent / "questions"
CORPORA = ("otherwise", "near-miss", "news", "news-miss")
"""The corpora of written questions: over texts of other corpora and over invented reports, answered and not."""
_LONG = 500
_HELD = "01"


@dataclass(frozen=True, slots=True)
class Written:
    """An example, and the span that answers it; of a near miss, which has no answer, the span that it tempts to."""

    example: Example
    span: str


def read_written(examples: Sequence[Example], *, held: bool = False, folder: Path = QUESTIONS) -> list[Written]:
    """Return the questions over texts of `examples` and over reports. One text in eight is `held` out, by digest."""
    return [*_read_otherwise(examples, held, folder), *_read_reports(held, folder)]


@dataclass(frozen=True, slots=True)
class Decided:
    """A question for yes or no over a report, and "yes", "no" or "unknown".

    `told` are the places of the sentences of the report that tell it, or tempt to an answer where it is unknown; none
    where that is not marked.
    """

    title: str
    text: str
    question: str
    answer: str
    told: tuple[int, ...] = ()

    @property
    def sentences(self) -> list[str]:
        """Return the sentences of the report."""
        return [self.text[one.start : one.end] for one in split_sentences(self.text)]


def read_decided(*, held: bool = False, folder: Path = QUESTIONS) -> list[Decided]:
    """Return the questions for yes or no over reports. One report in eight is `held` out, by digest."""
    reports = _reports(held, folder)
    return [
        Decided(one["title"], one["text"], question, answer, tuple(told))
        for one in reports
        for question, answer, *told in one.get("decided", ())
    ]


def is_invented(example: Example) -> bool:
    """Return whether a written question is asked of an invented report, and not of a text of the corpora."""
    return example.corpus in CORPORA[2:]


def _read_otherwise(examples: Sequence[Example], held: bool, folder: Path) -> Iterator[Written]:
    by_digest = {digest_of(example): example for example in examples if example.answers}
    for line in (folder / "otherwise.tsv").read_text(encoding="utf-8").splitlines():
        seed, digest, question, missed = line.split("\t")
        example = by_digest.get(digest)
        if example and (digest[0] in _HELD) == held:
            answer = min(example.answers, key=len)
            shown = replace(example, context=shown_of(example, answer, int(seed)))
            yield Written(replace(shown, corpus=CORPORA[0], question=question, answers=(answer,)), answer)
            yield Written(replace(shown, corpus=CORPORA[1], question=missed, answers=()), answer)


def _read_reports(held: bool, folder: Path) -> Iterator[Written]:
    for report in _reports(held, folder):
        title, text = report["title"], report["text"]
        for question, span in report["asked"]:
            yield Written(Example(CORPORA[2], title, title, text, question, (span,)), span)
        for question, span in report["missed"]:
            yield Written(Example(CORPORA[3], title, title, text, question, ()), span)


def _reports(held: bool, folder: Path) -> Iterator[dict[str, Any]]:
    for line in (folder / "news.jsonl").read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        if (hashlib.sha256(report["text"].encode()).hexdigest()[0] in _HELD) == held:
            yield report


def digest_of(example: Example) -> str:
    """Return what a line names its example by: 16 hexadecimal digits over context and question."""
    return hashlib.sha256(f"{example.context}\n{example.question}".encode()).hexdigest()[:16]


def shown_of(example: Example, answer: str, seed: int) -> str:
    """Return the part of a context that the questions were written over."""
    return crop(example.context, answer, random.Random(seed)) if len(example.context) > _LONG else example.context
