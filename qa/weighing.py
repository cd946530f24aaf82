"""From readings to extracts that can be compared: what a reader says of a span, and what is seen of it besides.

A reader sees one passage at a time and was never shown a date, a rank or another passage: what it says of two passages
does not compare as it stands. What the passages say together tells more: the name that many of the best ones say, or
that stands in their titles, is what the news that is asked about is about.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np

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
    said: float
    """How many of the passages say it, each as heavy as its score makes it: log(1 + 10 * share)."""
    titled: float
    """The same of their titles."""
    length: float
    """Logarithm of 1 + the number of its words."""


# Listwise, by bench/fit_reader.py; bench/results/answers.json has what comes of it.
_WEIGHTS = Features(0.29, -0.13, 0.05, 1.12, -2.02, 0.97, 0.68, -0.53)


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
    bodies, titles = _Company.of(hits, [hit.text for hit in hits]), _Company.of(hits, [hit.head.title for hit in hits])
    for hit, reading in zip(hits, readings, strict=True):
        if reading is None:
            continue
        known = frozenset(normalise_answer(f"{asked.text} {hit.head.source}").split())
        best = reading.extracts[0].log_odds if reading.extracts else 0.0
        for found in reading.extracts:
            text = _without_measure(asked, found.text)
            start, plain = hit.passage.start + found.start, normalise_answer(text)
            features = Features(
                span=_clip(found.log_odds),
                behind=_clip(best - found.log_odds),
                rank=hit.score - hits[0].score,
                kind=float(_fits(asked.kind, text)),
                echo=_share(plain.split(), known),
                said=bodies.weigh(plain),
                titled=titles.weigh(plain),
                length=math.log1p(len(plain.split())),
            )
            yield hit, Span(start, start + len(text)), text, features


@dataclass(frozen=True, slots=True)
class _Company:
    """Texts that were found together, normalised, and the share of each in what they say: a softmax of the scores."""

    texts: tuple[str, ...]
    shares: tuple[float, ...]

    @classmethod
    def of(cls, hits: Sequence[Hit], texts: Sequence[str]) -> "_Company":
        scores = np.array([hit.score for hit in hits])
        mass = np.exp(scores - scores.max(initial=-np.inf))
        return cls(tuple(f" {normalise_answer(text)} " for text in texts), tuple((mass / mass.sum()).tolist()))

    def weigh(self, plain: str) -> float:
        """Return log(1 + 10 * share) of the texts that hold these words in a row."""
        held = sum(share for text, share in zip(self.texts, self.shares, strict=True) if f" {plain} " in text)
        return math.log1p(10 * held)


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
