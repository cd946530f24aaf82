"""From readings to extracts that can be compared: what a reader says of a span, and what is seen of it besides.

A reader sees one passage at a time and was never shown a date, a rank or another passage: what it says of two passages
does not compare as it stands.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from index.types import Hit, Span
from qa.amount import read_amount
from qa.evidence import holds_kind
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
    rank: float
    """Score of the passage (`qa.rank`) less that of the first one."""
    kind: float
    """1 where it holds something of the kind that is asked for."""
    echo: float
    """Share of its words that the question says itself, or that name the source."""


# Logistic regression fitted by bench/fit_reader.py; bench/results/answers.json has what comes of it.
_WEIGHTS = Features(-2.17, 0.19, -0.05, 0.24, 1.25, -1.84)


def weigh(asked: Understood, hits: Sequence[Hit], readings: Sequence[Reading | None]) -> list[Extract]:
    """Return every extract of the readings, one of each hit, with its place in the version and comparable log odds."""
    return [
        Extract(hit, span, text, _dot(_WEIGHTS, features))
        for hit, span, text, features in measure(asked, hits, readings)
    ]


def measure(
    asked: Understood, hits: Sequence[Hit], readings: Sequence[Reading | None]
) -> Iterator[tuple[Hit, Span, str, Features]]:
    """Yield each extract of the readings with what is seen of it."""
    for hit, reading in zip(hits, readings, strict=True):
        if reading is None:
            continue
        said = frozenset(normalise_answer(f"{asked.text} {hit.head.source}").split())
        best = reading.extracts[0].log_odds if reading.extracts else 0.0
        for found in reading.extracts:
            text = _without_measure(asked, found.text)
            start = hit.passage.start + found.start
            features = Features(
                bias=1.0,
                span=_clip(found.log_odds),
                behind=_clip(best - found.log_odds),
                rank=hit.score - hits[0].score,
                kind=float(_fits(asked.kind, text)),
                echo=_share(normalise_answer(text).split(), said),
            )
            yield hit, Span(start, start + len(text)), text, features


def _share(words: Sequence[str], said: frozenset[str]) -> float:
    return sum(word in said for word in words) / len(words) if words else 1.0


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
