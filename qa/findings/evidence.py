"""Score the sentences of passages as answers by their words, without running a model.

Without a reader these sentences are the answer; with one they tell how likely the articles hold an answer at all.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.library import Library
from index.passages.chunking import split_sentences
from index.search.alternatives import Alternatives, add_named
from index.types import Hit, Span
from qa.findings.weights import linear_of
from qa.findings.wording import group_by_wording
from qa.question import Kind, Understood


@dataclass(frozen=True, slots=True)
class SentenceFeatures:
    """What is measured of one sentence. Shares are weighted by inverse document frequency and lie between 0 and 1."""

    overlap: float
    """Share of the question's terms that occur in the sentence."""
    around: float
    """Share of them that occur only in its neighbours, the title, the source's name or the date."""
    passage: float
    """Share of them that occur anywhere in the passage, the title, the source's name or the date."""
    nearness: float
    """Mean cosine of each token of the question with the nearest token of the sentence."""
    similarity: float
    """Cosine of question and passage."""
    rank: float
    """Reciprocal rank of the passage."""
    kind: float
    """1 where the sentence holds something of the kind that is asked for, else 0."""
    length: float
    """log(1 + number of words)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, as a span of the version that `hit` is a passage of, and its log odds.

    `before` is the sentence before it in the passage, if there is one.
    """

    hit: Hit
    span: Span
    before: Span | None
    text: str
    features: SentenceFeatures
    score: float


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
    """Return every sentence of the hits as a candidate, in descending order of score."""
    spans = [split_sentences(hit.text, hit.head.language) for hit in hits]
    texts = [[hit.text[span.start : span.end] for span in row] for hit, row in zip(hits, spans, strict=True)]
    nearness = iter(_nearness(asked, hits, texts, library))
    weights = library.lexicon.weigh_terms(asked.text)
    names = [(one, frozenset(library.lexicon.terms(one.name))) for one in asked.names]
    words = frozenset(_WORD.findall(asked.text.lower()))
    linear = linear_of(SentenceFeatures)
    candidates = []
    for rank, (hit, row) in enumerate(zip(hits, spans, strict=True), start=1):
        shares = _shares(hit, row, weights, names, library)
        before = None
        for span, (overlap, around, passage) in zip(row, shares, strict=True):
            text = hit.text[span.start : span.end]
            features = SentenceFeatures(
                overlap, around, passage, next(nearness), hit.similarity or 0.0, 1 / rank,
                float(holds_kind(asked.kind, text, words)), math.log1p(len(text.split())),
            )  # fmt: skip
            place = Span(hit.passage.start + span.start, hit.passage.start + span.end)
            candidates.append(Candidate(hit, place, before, text, features, linear.score(features)))
            before = place
    return sorted(candidates, key=lambda candidate: -candidate.score)


def _nearness(asked: Understood, hits: Sequence[Hit], texts: Sequence[Sequence[str]], library: Library) -> list[float]:
    """Return the nearness of each text of each hit to the question in the words of the hit."""
    found: dict[int, list[float]] = {}
    for question, places in group_by_wording(asked, hits).items():
        near = iter(library.embedder.match_tokens(question, [text for place in places for text in texts[place]]))
        found |= {place: [next(near) for _ in texts[place]] for place in places}
    return [one for place in range(len(hits)) for one in found[place]]


def holds_kind(kind: Kind, text: str, words: frozenset[str]) -> bool:
    """Return whether a text holds something of a kind; for names, one that is not among the question's `words`."""
    pattern = {Kind.NUMBER: _NUMBER, Kind.DATE: _DATE, Kind.REASON: _REASON}.get(kind)
    if pattern:
        return bool(pattern.search(text))
    return any(
        name.lower().rstrip(".").removesuffix("’s").removesuffix("'s") not in words for name in _NAME.findall(text)
    )


def _shares(
    hit: Hit,
    row: Sequence[Span],
    weights: dict[str, float],
    names: Sequence[tuple[Alternatives, frozenset[str]]],
    library: Library,
) -> Iterable[tuple[float, float, float]]:
    """Return (overlap, around, passage) of each sentence of a passage."""
    setting, *terms = (
        add_named(library.lexicon.terms(text), text, names)
        for text in (hit.head.setting, *(hit.text[span.start : span.end] for span in row))
    )
    whole = _share(weights, setting.union(*terms))
    padded = [set[str](), *terms, set[str]()]
    for (before, here), (_, after) in zip(pairwise(padded), pairwise(padded[1:]), strict=False):
        yield _share(weights, here), _share(weights, (before | after | setting) - here), whole


def _share(weights: dict[str, float], terms: set[str]) -> float:
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in terms) / total if total else 0.0
