"""A catalogue with an engine over it, as the engine contract uses them, and an embedder that needs no model."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.catalogue.catalogue import Catalogue
from index.catalogue.presence import FILE_NAME
from index.intake.ingest import ingest
from index.intake.retraction import retract
from index.search.engine import Engine, Query
from index.types import Article, Filters, Hit
from tests.conftest import NOW
from tests.index.history import HashEmbedder

ALL = Filters()


class WordEmbedder(HashEmbedder):
    """Unit vectors by the words of a text: texts that have words in common are near one another."""

    def __init__(self) -> None:
        self.name, self.dimension = "by-words", 64

    def embed_question(self, question: str) -> NDArray[np.float32]:
        """Return the unit vector of the sum of its words."""
        words = re.findall(r"\w+", question.lower()) or [""]
        total = np.sum([_embed_word(word) for word in words], axis=0)
        return np.asarray(total / np.linalg.norm(total), np.float32)


@cache
def _embed_word(word: str) -> NDArray[np.float32]:
    seed = int.from_bytes(word.encode(errors="replace")[:32])
    return np.random.default_rng(seed).standard_normal(64).astype(np.float32)


EMBEDDER = WordEmbedder()


MakeEngine = Callable[[Catalogue, Path], Engine]


@dataclass(slots=True)
class Shelf:
    """One data folder; `make` opens an engine over its catalogue, for the vectors of `EMBEDDER`."""

    folder: Path
    make: MakeEngine
    catalogue: Catalogue = field(init=False)
    engine: Engine = field(init=False)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Open the catalogue and an engine."""
        self.catalogue = Catalogue(self.folder, embedder=EMBEDDER.name)
        self.engine = self.make(self.catalogue, self.folder)

    def close(self) -> None:
        """Close the catalogue."""
        self.catalogue.close()

    def put(self, *articles: Article, now: datetime = NOW) -> None:
        """Store articles; the engine is not told."""
        ingest(articles, self.catalogue, EMBEDDER, now=lambda: now)

    def delete(self, article: str) -> None:
        """Delete an article; the engine is not told."""
        with self.catalogue.write() as transaction:
            transaction.delete_article(article, NOW)

    def retract(self, article: str, day: str) -> None:
        """Retract an article on a day; the engine is not told."""
        retract(article, "It was wrong.", self.catalogue, moment(day))

    def find(self, question: str, filters: Filters = ALL, k: int = 10) -> list[Hit]:
        """Search the newest generation."""
        with self.catalogue.snapshot() as snapshot:
            return self.engine.search(query(question), filters, k, snapshot)


class EngineMaker:
    """What a test class says of its engine: how it is made and held back, and which files its index is."""

    @staticmethod
    def make_engine(catalogue: Catalogue, folder: Path) -> Engine:
        """Open an engine over a catalogue, whose index lies in `folder` if it has files at all."""
        raise NotImplementedError

    @staticmethod
    def hold_back(engine: Engine, patch: pytest.MonkeyPatch) -> None:
        """Keep an engine from following the catalogue, as if the writer of its index were slow."""
        raise NotImplementedError

    @staticmethod
    def index_files(folder: Path) -> Sequence[Path]:
        """Return every file of the derived index in a folder that matters, none where it has no files."""
        return [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(FILE_NAME)]

    @pytest.fixture
    def shelf(self, tmp_path: Path) -> Iterator[Shelf]:
        """An empty catalogue with an engine."""
        with closing(Shelf(tmp_path / "data", self.make_engine)) as opened:
            yield opened


def query(question: str) -> Query:
    """Return a question as it is searched."""
    return Query(question, EMBEDDER.embed_question(question), NOW)


def moment(day: str) -> datetime:
    """Return a day, or a second of one, in UTC."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def names(hits: list[Hit]) -> list[str]:
    """Return the articles of hits, in order."""
    return [hit.passage.article for hit in hits]


def said(hits: list[Hit]) -> set[tuple[str, str]]:
    """Return what hits say: each article and the text of its passage."""
    return {(hit.passage.article, hit.text) for hit in hits}


def found_twice(hits: list[Hit]) -> bool:
    """Return whether every hit was found by both searches, by its words and by its vector."""
    return all(hit.lexical_rank and hit.dense_rank for hit in hits)
