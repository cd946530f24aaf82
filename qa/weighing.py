"""From readings to extracts that can be compared: what a reader says of a span, and what is seen of it besides.

A reader sees one passage at a time and was never shown a date, a rank or another passage, so its log odds alone put
the right extract first less often than the weighted sum does: bench/results/reader.json has both.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from index.types import Hit, Span
from qa import spans
from qa.amount import read_amount
from qa.evidence import Candidate, holds_kind
from qa.finding import Extract
from qa.metrics import normalise_answer
from qa.question import Kind, Understood
from qa.spans import Reading

_CLIP = 12.0
_WORD = re.compile(r"[\w’'-]+")
_LAST_WORD = re.compile(r"(?<=[\s-])[^\W\d_]+$")


@dataclass(frozen=True, slots=True)
class Features:
    """What is seen of one extract, or how much each of it weighs."""

    bias: float
    """Always 1."""
    span: float
    """Log odds of the span against "no answer here", cut off at 12 either way."""
    behind: float
    """How far these lie below the best ones of the same passage."""
    answers: float
    """Log odds that the passage answers at all, by the head that was taught just this, cut off likewise."""
    rank: float
    """Score of the passage (`qa.rank`) less that of the first one."""
    sentence: float
    """Log odds that its sentence answers, by its words (`qa.evidence`)."""
    similarity: float
    """Cosine of question and passage."""
    kind: float
    """1 where it holds something of the kind that is asked for."""
    echo: float
    """Share of its words that the question says itself, or that name the source."""
    length: float
    """Logarithm of the number of its words."""


# Logistic regression fitted by bench/fit_reader.py; bench/results/reader.json has the figures of both halves.
_WEIGHTS = Features(-0.28, 0.15, -0.09, 0.11, 0.26, -0.11, -1.68, 0.94, -1.05, -0.75)


def weigh(
    asked: Understood, hits: Sequence[Hit], readings: Sequence[Reading | None], candidates: Sequence[Candidate]
) -> list[Extract]:
    """Return every extract of the readings, one of each hit, with its place in the version and comparable log odds."""
    return [
        Extract(hit, span, text, _dot(_WEIGHTS, features))
        for hit, span, text, features in measure(asked, hits, readings, candidates)
    ]


def measure(
    asked: Understood, hits: Sequence[Hit], readings: Sequence[Reading | None], candidates: Sequence[Candidate]
) -> Iterator[tuple[Hit, Span, str, Features]]:
    """Yield each extract of the readings with what is seen of it."""
    for hit, reading in zip(hits, readings, strict=True):
        if reading is None:
            continue
        words = frozenset(normalise_answer(f"{asked.text} {hit.head.source}").split())
        sentences = [candidate for candidate in candidates if candidate.hit.passage == hit.passage]
        for found in reading.extracts:
            text = _without_measure(asked, found.text)
            start = hit.passage.start + found.start
            span = Span(start, start + len(text))
            yield hit, span, text, _features(asked, words, hits[0], hit, reading, found, sentences, span)


def _features(
    asked: Understood,
    words: frozenset[str],
    first: Hit,
    hit: Hit,
    reading: Reading,
    found: spans.Extract,
    sentences: Sequence[Candidate],
    span: Span,
) -> Features:
    said = normalise_answer(found.text).split()
    sentence = next((one.score for one in sentences if one.span.start < span.end and span.start < one.span.end), -9.0)
    return Features(
        bias=1.0,
        span=_clip(found.log_odds),
        behind=_clip(reading.extracts[0].log_odds - found.log_odds),
        answers=_clip(reading.verdict),
        rank=hit.score - first.score,
        sentence=sentence,
        similarity=hit.similarity or 0.0,
        kind=float(_fits(asked.kind, found.text)),
        echo=sum(word in words for word in said) / len(said) if said else 1.0,
        length=math.log(max(1, len(said))),
    )


def _without_measure(asked: Understood, text: str) -> str:
    """Return an amount without what the question says is counted: asked "how many years", "70" of "70 years"."""
    if asked.kind is not Kind.NUMBER:
        return text
    said = {word.lower() for word in _WORD.findall(asked.text)}
    said |= {"years", "old"} if "old" in said else set()
    end = len(text)
    while (last := _LAST_WORD.search(text, 0, end)) and last.group().lower() in said:
        shorter = text[: last.start()].rstrip(" -\u00a0")
        if read_amount(shorter) is None:
            break
        end = len(shorter)
    return text[:end]


def _fits(kind: Kind, text: str) -> bool:
    """Tell whether an extract can be of a kind at all; of most kinds anything can."""
    if kind in (Kind.PERSON, Kind.PLACE):
        return any(word[:1].isupper() for word in text.split())
    return kind not in (Kind.NUMBER, Kind.DATE) or holds_kind(kind, text, frozenset())


def _clip(value: float) -> float:
    return max(-_CLIP, min(_CLIP, value))


def _dot(weights: Features, features: Features) -> float:
    return sum(float(getattr(weights, f.name)) * float(getattr(features, f.name)) for f in fields(Features))
