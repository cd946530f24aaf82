"""A library of the example corpus, stored once for all quality floors."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.formats import Options, read_paths
from index.intake.ingest import ingest
from index.library import Library, open_library
from index.passages.embedding import Embedder
from tests.conftest import NOW

EXAMPLES = Path(__file__).parents[2] / "examples"
SOURCE_OF_TEXTS = "harbour-post"  # a text file does not say who published it; `dateline demo` says so too


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Library]:
    """A library of the example corpus, which tests only read."""
    opened = open_library(tmp_path_factory.mktemp("examples") / "data", embedder=embedder)
    records = read_paths([EXAMPLES / "corpus"], options=Options(source=SOURCE_OF_TEXTS), stdin=io.BytesIO())
    report = ingest(records, opened.catalogue, opened.embedder, now=lambda: NOW)
    assert report.rejections == 0
    opened.engine.follow()
    yield opened
    opened.close()
