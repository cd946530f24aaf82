"""A library that opens at once, for everything about intake."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library, open_library
from tests.index.history import HashEmbedder


@pytest.fixture
def library(tmp_path: Path, address: str | None) -> Iterator[Library]:
    """An empty library whose embedder needs no model."""
    opened = open_library(tmp_path / "data", embedder=HashEmbedder(), shared=address)
    yield opened
    opened.close()
