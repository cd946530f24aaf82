"""The order in which passages are worth reading: the engine's fused hits, weighed by what is seen of each.

Ranks are all that engines of different make have in common, so candidates are fused by rank. Once they are here, the
same things can be measured of every one of them, and a weighted sum of those puts the right article first more often
than its ranks do: bench/results/retrieval.json has both.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from index.library import Library
from index.search.engine import Query
from index.types import Hit

PER_ARTICLE = 2


@dataclass(frozen=True, slots=True)
class Features:
    """What is seen of one passage, or how much each of it weighs."""

    lexical: float
    """BM25, as a share of the best one found."""
    similarity: float
    """Cosine of question and passage."""
    title: float
    """Share of the question's terms, weighted by inverse document frequency, that stand in the title."""
    coverage: float
    """Share of them that stand in the passage, the title, the source's name or the date."""
    article_lexical: float
    """Mean of `lexical` over the article's best three passages, those not found counting 0."""
    article_similarity: float
    """Mean of `similarity` over the article's best three passages, likewise."""
    weeks: float
    """exp(-age / 14 days) of the article at the time asked about."""
    months: float
    """exp(-age / 60 days)."""
    news: float
    """`weeks` where the question speaks of what is new ("this week", "latest"), else 0."""
    news_lexical: float
    """`lexical` times `news`."""


# Chosen by bench/fit_ranking.py on half of the questions; bench/results/retrieval.json has the figures of both halves.
_WEIGHTS = Features(3.06, 2.38, 0.71, 5.99, -3.72, 5.75, 1.38, 1.03, 1.77, 1.06)
_DAY = 86_400


def rank(hits: Sequence[Hit], query: Query, library: Library) -> list[Hit]:
    """Return the hits by their weighted features, best first, with that sum as their score."""
    if not hits:
        return []
    scores = measure(hits, query, library) @ as_vector(_WEIGHTS)
    order = np.argsort(-scores, kind="stable")
    return [replace(hits[i], score=float(scores[i])) for i in order]


def spread(hits: Iterable[Hit], k: int) -> list[Hit]:
    """Return the first `k` hits, one of a family of copies.

    The third passage of an article that has no copies is passed over, and so is a text that is there already.
    """
    chosen: list[Hit] = []
    places: Counter[str] = Counter()
    texts: set[str] = set()
    for hit in hits:
        if len(chosen) == k:
            break
        family = hit.head.family
        if places[family or hit.passage.article] < (1 if family else PER_ARTICLE) and hit.text not in texts:
            chosen.append(hit)
            places[family or hit.passage.article] += 1
            texts.add(hit.text)
    return chosen


def measure(hits: Sequence[Hit], query: Query, library: Library) -> NDArray[np.float64]:
    """Return the features of each hit, shape (hits, features)."""
    lexical = np.array([hit.bm25 or 0.0 for hit in hits])
    lexical /= lexical.max() or 1.0
    similarity = np.array([hit.similarity or 0.0 for hit in hits])
    title, coverage = _cover(hits, query, library)
    age = np.abs([(query.anchor - hit.head.published).total_seconds() / _DAY for hit in hits])
    weeks, months = np.exp(-age / 14), np.exp(-age / 60)
    news = weeks * query.recent
    columns = (
        lexical, similarity, title, coverage, _by_article(hits, lexical), _by_article(hits, similarity),
        weeks, months, news, lexical * news,
    )  # fmt: skip
    return np.stack(columns, axis=1)


def as_vector(features: Features) -> NDArray[np.float64]:
    """Return features as a row, in the order of their declaration."""
    return np.array([float(getattr(features, f.name)) for f in fields(Features)])


def _cover(hits: Sequence[Hit], query: Query, library: Library) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    weights = library.lexicon.weigh_terms(query.text)
    total = sum(weights.values()) or 1.0
    titles = {hit.head.title: frozenset(library.lexicon.terms(hit.head.title)) for hit in hits}
    bodies = [frozenset(library.lexicon.terms(f"{hit.head.setting} {hit.text}")) for hit in hits]

    def share(terms: frozenset[str]) -> float:
        return sum(weight for term, weight in weights.items() if term in terms) / total

    return np.array([share(titles[hit.head.title]) for hit in hits]), np.array([share(body) for body in bodies])


def _by_article(hits: Sequence[Hit], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each hit the mean of the best three values among the hits of its article."""
    groups: dict[str, list[float]] = defaultdict(list)
    for hit, value in zip(hits, values.tolist(), strict=True):
        groups[hit.passage.article].append(value)
    means = {article: sum(sorted(group, reverse=True)[:3]) / 3 for article, group in groups.items()}
    return np.array([means[hit.passage.article] for hit in hits])
