"""From readings to extracts that can be compared: what a reader says of a span, and what is seen of it besides.

A reader sees one passage at a time and was never shown a date, a rank or another passage: what it says of two passages
does not compare as it stands. What other articles say tells more: the name that many of the best of them say, or have
in their titles, is what the news that is asked about is about.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np

from index.types import Hit, Span
from qa.findings.evidence import holds_kind
from qa.findings.finding import Extract
from qa.language.amount import read_amount
from qa.language.name import end_with_short_form
from qa.language.role import read_action, read_role
from qa.language.words import normalise_answer
from qa.proof.sentence import sentence_at, text_at
from qa.question import Kind, Understood
from qa.reading.spans import Reading

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
    """Score of the passage (`qa.search.rank`) less that of the first one."""
    kind: float
    """1 where it holds something of the kind that is asked for."""
    echo: float
    """Share of its words that the question says itself, or that name the source."""
    said: float
    """How many passages of other articles say it, each as heavy as its score makes it: log(1 + 10 * share)."""
    titled: float
    """The same of their titles."""
    plain: float
    """Logarithm of 1 + the number of its words that have neither a capital nor a digit in front."""
    role: float
    """1 where it stands as the one who did what is asked about, -1 where it does not, 0 where that is not told."""


# Listwise, by bench/fit_reader.py; bench/results/answers.json has what comes of it.
_WEIGHTS = Features(0.25, -0.18, 0.44, 1.15, -1.53, 0.51, 0.55, -0.43, 0.35)


def weigh(asked: Understood, hits: Sequence[Hit], readings: Sequence[Reading | None]) -> list[Extract]:
    """Return every extract of the readings, one of each hit, with its place in the version and comparable log odds."""
    return [
        Extract(hit, span, text, _dot(_WEIGHTS, features))
        for hit, span, text, features in measure(asked, hits, readings)
    ]


def measure(
    asked: Understood, hits: Sequence[Hit], readings: Sequence[Reading | None]
) -> Iterator[tuple[Hit, Span, str, Features]]:
    """Yield each extract of the readings, with the short form behind a name, and what is seen of it without that."""
    bodies, titles = _Company.of(hits, [hit.text for hit in hits]), _Company.of(hits, [hit.head.title for hit in hits])
    action = read_action(asked.text)
    for hit, reading in zip(hits, readings, strict=True):
        if reading is None:
            continue
        known = frozenset(normalise_answer(f"{asked.text} {hit.head.source}").split())
        best = reading.extracts[0].log_odds if reading.extracts else 0.0
        for found in reading.extracts:
            text = _without_measure(asked, found.text)
            start, said = hit.passage.start + found.start, normalise_answer(text)
            span = Span(start, start + len(text))
            features = Features(
                span=_clip(found.log_odds),
                behind=_clip(best - found.log_odds),
                rank=hit.score - hits[0].score,
                kind=float(_fits(asked.kind, text)),
                echo=_share(said.split(), known),
                said=bodies.weigh(said, hit),
                titled=titles.weigh(said, hit),
                plain=math.log1p(sum(word[0].islower() for word in _WORD.findall(text))),
                role=_role(action, hit, span),
            )
            end = end_with_short_form(hit.text, found.start, found.start + len(text))
            yield hit, Span(start, hit.passage.start + end), hit.text[found.start : end], features


@dataclass(frozen=True, slots=True)
class _Company:
    """Texts that were found together, normalised, whose they are, and the share of each: a softmax of the scores."""

    texts: tuple[str, ...]
    owners: tuple[str, ...]
    shares: tuple[float, ...]

    @classmethod
    def of(cls, hits: Sequence[Hit], texts: Sequence[str]) -> "_Company":
        scores = np.array([hit.score for hit in hits])
        mass = np.exp(scores - scores.max(initial=-np.inf))
        plain = tuple(f" {normalise_answer(text)} " for text in texts)
        return cls(plain, tuple(map(_owner, hits)), tuple((mass / mass.sum()).tolist()))

    def weigh(self, said: str, hit: Hit) -> float:
        """Return log(1 + 10 * share) of the texts of other articles that hold these words in a row."""
        own, rows = _owner(hit), zip(self.texts, self.owners, self.shares, strict=True)
        return math.log1p(10 * sum(share for text, owner, share in rows if owner != own and f" {said} " in text))


def _owner(hit: Hit) -> str:
    return hit.head.family or hit.passage.article


def _role(action: str | None, hit: Hit, span: Span) -> float:
    if action is None:
        return 0.0
    sentence = sentence_at(hit, span)
    return float(read_role(action, text_at(hit, sentence), span.start - sentence.start, span.end - sentence.start))


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
