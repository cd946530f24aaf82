"""What many tests share: the packaged model, opened once, and libraries over small corpora."""

import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from index.article import make_article
from index.intake.ingest import ingest
from index.library import Library, open_library
from index.passages.embedding import Embedder, open_embedder
from index.passages.weights import MINILM
from index.types import Article
from tests.postgres import PostgresServer, running_server

# On a busy machine an example takes as long as it takes; a test that hangs is ended by its timeout.
settings.register_profile("busy", deadline=None)
settings.load_profile("busy")

# A shell starts what runs in the background with Ctrl-C ignored, and some tests end a command by it.
signal.signal(signal.SIGINT, signal.default_int_handler)

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The packaged model, opened once."""
    return open_embedder()


@pytest.fixture(scope="session")
def reference() -> Embedder:
    """all-MiniLM-L6-v2 in float32, run by torch: what the packaged model was made from."""
    return open_embedder(MINILM)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server, started once; its tests are skipped where there is none."""
    with running_server() as server:
        yield server


@pytest.fixture
def failing() -> Iterator[PostgresServer]:
    """A PostgreSQL server of the test's own, which it may stop and change."""
    with running_server() as server:
        yield server


def write_article(title: str, text: str, published: str = "2015-01-27", **more: str) -> Article:
    """Build an article from the fields that a test cares about."""
    return make_article({"title": title, "text": text, "published": published, "source": "example-times", **more})


@pytest.fixture
def library(tmp_path: Path, embedder: Embedder) -> Iterator[Library]:
    """An empty library of its own."""
    opened = open_library(tmp_path / "data", embedder=embedder)
    yield opened
    opened.close()


def fill(library: Library, *articles: Article, now: datetime = NOW) -> None:
    """Ingest articles as if at `now`, and let the engine follow."""
    ingest(articles, library.catalogue, library.embedder, now=lambda: now)
    library.engine.follow()
