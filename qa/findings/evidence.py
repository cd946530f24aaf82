"""Which sentences answer a question, by their words. No model is run here: see the weights below.

Where there is no reader these sentences are the answer; where there is one they are part of what it is weighed by.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

from index.library import Library
from index.passages.chunking import split_sentences
from index.types import Hit, Span
from qa.question import Kind, Understood


@dataclass(frozen=True, slots=True)
class Features:
    """What is seen of one sentence. Shares are weighted by inverse document frequency and lie between 0 and 1."""

    overlap: float
    """Share of the question's terms that stand in the sentence."""
    around: float
    """Share of them that stand only in its neighbours, the title, the source's name or the date."""
    passage: float
    """Share of them that stand anywhere in the passage or around it."""
    nearness: float
    """Cover of the question's word pieces by the nearest ones in the sentence."""
    similarity: float
    """Cosine of question and passage."""
    rank: float
    """Reciprocal rank of the passage."""
    kind: float
    """1 where the sentence holds something of the kind that is asked for."""
    length: float
    """Logarithm of the number of words."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, as a span of the version that `hit` is a passage of, and its log odds.

    `before` is the sentence before it in the passage, if there is one.
    """

    hit: Hit
    span: Span
    before: Span | None
    text: str
    features: Features
    score: float


# Logistic regression fitted by bench/fit_evidence.py; bench/results holds its figures.
_WEIGHTS = Features(2.75, 1.05, -0.23, 1.06, 0.13, 1.09, 1.58, 0.15)

_NUMBER = re.compile(
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?"
    r"|billions?|half|third|quarter|percent)\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(january|february|march|april|may|june|july|august|september|october|november|december|jan\.|feb\.|aug\.|sept\."
    r"|oct\.|nov\.|dec\.|monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today|tomorrow"
    r"|(19|20)\d\d|last (week|month|year|night))\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(because|due to|after|amid|over|since|as a result|in order|caused|citing|blamed|following|so that|to (avoid"
    r"|prevent|protect|stop|help|reduce|make|ensure))\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?\"“] )(?<!^)\b[A-ZÀ-Þ][\w’'.-]+")
_WORD = re.compile(r"\w+")


def gather(asked: Understood, hits: Sequence[Hit], library: Library) -> list[Candidate]:
    """Return every sentence of the hits as a candidate, the likeliest first."""
    spans = [split_sentences(hit.text, hit.head.language) for hit in hits]
    texts = [hit.text[span.start : span.end] for hit, row in zip(hits, spans, strict=True) for span in row]
    nearness = iter(library.embedder.match_tokens(asked.text, texts))
    weights = library.lexicon.weigh_terms(asked.text)
    words = frozenset(_WORD.findall(asked.text.lower()))
    candidates = []
    for rank, (hit, row) in enumerate(zip(hits, spans, strict=True), start=1):
        shares = _shares(hit, row, weights, library)
        before = None
        for span, (overlap, around, passage) in zip(row, shares, strict=True):
            text = hit.text[span.start : span.end]
            features = Features(
                overlap, around, passage, next(nearness), hit.similarity or 0.0, 1 / rank,
                float(holds_kind(asked.kind, text, words)), math.log1p(len(text.split())),
            )  # fmt: skip
            place = Span(hit.passage.start + span.start, hit.passage.start + span.end)
            candidates.append(Candidate(hit, place, before, text, features, _dot(_WEIGHTS, features)))
            before = place
    return sorted(candidates, key=lambda candidate: -candidate.score)


def holds_kind(kind: Kind, text: str, words: frozenset[str]) -> bool:
    """Return whether a text holds something of a kind; of names, one that the question (`words`) does not say."""
    pattern = {Kind.NUMBER: _NUMBER, Kind.DATE: _DATE, Kind.REASON: _REASON}.get(kind)
    if pattern:
        return bool(pattern.search(text))
    return any(
        name.lower().rstrip(".").removesuffix("’s").removesuffix("'s") not in words for name in _NAME.findall(text)
    )


def _shares(
    hit: Hit, row: Sequence[Span], weights: dict[str, float], library: Library
) -> Iterable[tuple[float, float, float]]:
    """Return (overlap, around, passage) of each sentence of a passage."""
    setting = set(library.lexicon.terms(hit.head.setting))
    terms = [set(library.lexicon.terms(hit.text[span.start : span.end])) for span in row]
    whole = _share(weights, setting.union(*terms))
    padded = [set[str](), *terms, set[str]()]
    for (before, here), (_, after) in zip(pairwise(padded), pairwise(padded[1:]), strict=False):
        yield _share(weights, here), _share(weights, (before | after | setting) - here), whole


def _share(weights: dict[str, float], terms: set[str]) -> float:
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in terms) / total if total else 0.0


def _dot(weights: Features, features: Features) -> float:
    return sum(float(getattr(weights, f.name)) * float(getattr(features, f.name)) for f in fields(Features))
