"""Rank the candidates of a search by a weighted sum of features.

Engines have only ranks in common, so an engine fuses its candidates by rank. Here the same features are measured of
every candidate, and their weighted sum puts the right article first more often than the fused ranks do:
bench/results/retrieval.json has both.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.library import Library
from index.search.alternatives import add_named
from index.search.engine import Query
from index.types import Hit
from qa.findings.weights import linear_of

PER_ARTICLE = 2
"""Passages of one article among the hits, at most; chosen by hand, not measured."""


@dataclass(frozen=True, slots=True)
class PassageFeatures:
    """What is measured of one passage that the search returned."""

    lexical: float
    """BM25, as a share of the best one among the hits."""
    similarity: float
    """Cosine of question and passage."""
    title: float
    """Share of the question's terms, weighted by inverse document frequency, that occur in the title."""
    coverage: float
    """Share of them that occur in the passage, the title, the source's name or the date."""
    article_lexical: float
    """Mean of `lexical` over the article's best three passages; missing ones count as 0."""
    article_similarity: float
    """Mean of `similarity` over the article's best three passages, likewise."""
    weeks: float
    """exp(-age / 14 days); age is the distance of publication from the time asked about."""
    months: float
    """exp(-age / 60 days)."""
    news: float
    """`weeks` where the question asks for what is new ("this week", "latest"), else 0."""
    news_lexical: float
    """`lexical` times `news`."""


# Part of what the features mean, so that a change of one needs a new fit. Chosen by hand, not measured.
_WEEKS, _MONTHS = 14, 60  # days after which recency has fallen to 1/e
_BEST_OF_ARTICLE = 3
_DAY = 86_400


def rank(hits: Sequence[Hit], query: Query, library: Library) -> list[Hit]:
    """Return the hits in descending order of the weighted sum of their features, which becomes their score."""
    if not hits:
        return []
    scores = linear_of(PassageFeatures).score_rows(measure(hits, query, library))
    order = np.argsort(-scores, kind="stable")
    return [_scored(hits[i], score) for i, score in zip(order.tolist(), scores[order].tolist(), strict=True)]


def spread(hits: Iterable[Hit], k: int) -> list[Hit]:
    """Return the first `k` hits: one for each family of copies, two for each other article, and each text once."""
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
    anchor = query.anchor.timestamp()
    age = np.abs(anchor - np.array([hit.head.published.timestamp() for hit in hits])) / _DAY
    weeks, months = np.exp(-age / _WEEKS), np.exp(-age / _MONTHS)
    news = weeks * query.recent
    columns = (
        lexical, similarity, title, coverage, _by_article(hits, lexical), _by_article(hits, similarity),
        weeks, months, news, lexical * news,
    )  # fmt: skip
    return np.stack(columns, axis=1)


def _cover(hits: Sequence[Hit], query: Query, library: Library) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    weights = library.lexicon.weigh_terms(query.text)
    total = sum(weights.values()) or 1.0
    asked = frozenset(weights)
    names = [(one, frozenset(library.lexicon.terms(one.name))) for one in query.names]
    titles = {
        title: asked.intersection(add_named(library.lexicon.terms(title), title, names))
        for title in {hit.head.title for hit in hits}
    }
    covered = library.lexicon.covered(list(weights), hits)
    bodies = [
        frozenset(add_named(body, f"{hit.head.setting} {hit.text}", names)) if names else body
        for body, hit in zip(covered, hits, strict=True)
    ]

    @cache  # most passages have the same few terms
    def share(terms: frozenset[str]) -> float:
        return sum(weight for term, weight in weights.items() if term in terms) / total

    return np.array([share(titles[hit.head.title]) for hit in hits]), np.array([share(body) for body in bodies])


def _scored(hit: Hit, score: float) -> Hit:
    """Return a hit with another score; `replace` takes six times as long."""
    return Hit(
        hit.passage, hit.head, hit.text, score, hit.lexical_rank, hit.dense_rank, hit.similarity, hit.bm25
    )  # fmt: skip


def _by_article(hits: Sequence[Hit], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each hit the mean of the best three values among the hits of its article."""
    groups: dict[str, list[float]] = defaultdict(list)
    for hit, value in zip(hits, values.tolist(), strict=True):
        groups[hit.passage.article].append(value)
    means = {
        article: sum(sorted(group, reverse=True)[:_BEST_OF_ARTICLE]) / _BEST_OF_ARTICLE
        for article, group in groups.items()
    }
    return np.array([means[hit.passage.article] for hit in hits])
