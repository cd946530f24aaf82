"""Generate variants of real articles, for corpora larger than the available news.

Half of the words of a text are replaced by words of the same length drawn from all texts: so word frequencies and
offsets are preserved, and no text is a copy of another. A vector is moved by a multiple of the difference between two
others of the corpus, a realistic direction, unlike random noise.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.catalogue.catalogue import Catalogue
from index.catalogue.snapshot import Snapshot
from index.types import Article, Span

SHARE = 0.5  # of the words
NOISE = 0.6  # with this value, neighbours among 16 variants of each passage are as near as among real passages
YEARS = 4  # range of dates of the variants; after that, they have other sources
_WORD = re.compile(r"[A-Za-z]{2,}")

Halves = NDArray[np.float16]


class Words:
    """All word occurrences of some texts, by length and capitalisation."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words: dict[tuple[int, bool], list[str]] = defaultdict(list)
        for text in texts:
            for word in _WORD.findall(text):
                self._words[len(word), word[0].isupper()].append(word)

    def vary(self, text: str, chance: random.Random) -> str:
        """Return a text with some words replaced by others of the same length."""
        draw = chance.random

        def change(match: re.Match[str]) -> str:
            word = match.group()
            likes = self._words.get((len(word), word[0].isupper())) if draw() < SHARE else None
            return likes[int(draw() * len(likes))] if likes else word

        return _WORD.sub(change, text)


@dataclass(frozen=True, slots=True)
class Original:
    """A real article, its passages, and the place of the first one's vector."""

    article: Article
    spans: tuple[Span, ...]
    first: int


@dataclass(frozen=True, slots=True)
class Made:
    """A generated article, its passages and their vectors."""

    article: Article
    spans: tuple[Span, ...]
    vectors: Halves


@dataclass(frozen=True, slots=True)
class Corpus:
    """Real articles, the vectors of their passages by the named model, and their words."""

    model: str
    originals: tuple[Original, ...]
    vectors: Halves
    words: Words

    def make(self, number: int, seed: int) -> Made:
        """Return the article of a number, deterministically; the first ones are real."""
        around, place = divmod(number, len(self.originals))
        original = self.originals[place]
        rows = self.vectors[original.first : original.first + len(original.spans)]
        if not around:
            return Made(original.article, original.spans, rows)
        chance = random.Random(f"{seed} {number}")
        return Made(
            vary_article(original.article, self.words, around, chance),
            original.spans,
            vary_vectors(rows, self.vectors, np.random.default_rng((seed, number))),
        )


def vary_article(article: Article, words: Words, around: int, chance: random.Random) -> Article:
    """Return a variant of an article: of an earlier year, and after some years of another source."""
    sources, years = divmod(around, YEARS)
    return replace(
        article,
        id=f"{article.id[:100]}~{around}",
        title=words.vary(article.title, chance),
        text=words.vary(article.text, chance),
        source=f"{article.source}-{sources}" if sources else article.source,
        published=article.published - timedelta(weeks=52 * years),
        modified=None,
        external_id=None,
        url=None,
    )


def vary_vectors(rows: Halves, vectors: Halves, chance: np.random.Generator) -> Halves:
    """Return unit vectors near some rows."""
    one, other = (vectors[chance.integers(len(vectors), size=len(rows))].astype(np.float32) for _ in range(2))
    moved = rows.astype(np.float32) + NOISE * (one - other)
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), np.float16)


def read_corpus(folder: Path) -> Corpus:
    """Read the current articles and vectors of a data folder, without changing it."""
    catalogue = Catalogue(folder)
    try:
        with catalogue.snapshot() as snapshot:
            model = snapshot.embedder() or ""
            rows = dict(snapshot.embeddings.rows(model, 0))
            originals = tuple(_read_originals(snapshot))
            ids = (entry.id for entry in snapshot.passage_rows(0))
            vectors = np.stack([np.frombuffer(rows[passage], np.float16) for passage in ids])
    finally:
        catalogue.close()
    return Corpus(model, originals, vectors, Words(original.article.text for original in originals))


def _read_originals(snapshot: Snapshot) -> Iterator[Original]:
    """Return every active version; its passages are consecutive."""
    first = 0
    for (name, number), group in groupby(snapshot.passage_rows(0), lambda entry: (entry.article, entry.version)):
        spans = tuple(Span(entry.start, entry.end) for entry in group)
        version = snapshot.version(name, number)
        if version.valid_to is None:
            yield Original(version.article, spans, first)
        first += len(spans)
