"""The check that ends a round of chaos: what it is there to find, it finds."""

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.catalogue.catalogue import FILE_NAME
from index.library import open_library
from tests.api.chaos import Chaos, Findings, Site
from tests.conftest import fill, write_article
from tests.index.history import HashEmbedder


@pytest.fixture
def chaos(tmp_path: Path) -> Iterator[Chaos]:
    """Chaos over a folder with three articles, which no server has open."""
    library = open_library(tmp_path, embedder=HashEmbedder())
    fill(library, *(write_article(f"Ferry {n}", f"Ferry {n} left the harbour.", id=f"n{n}") for n in range(3)))
    library.close()
    chaos = Chaos(Site(tmp_path, []), random.Random(0), patience=0.1)
    yield chaos
    chaos.site.client.close()


def test_a_sound_folder_is_found_to_be_so(chaos: Chaos) -> None:
    """Nothing is counted."""
    chaos._check_folder()
    assert chaos.findings == Findings()


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM vector WHERE rowid = 1",
        "UPDATE passage SET start = start + 1 WHERE id = 1",
        "UPDATE version SET text = text || '.' WHERE article = 'n1'",
        "UPDATE version SET valid_from = valid_from + 1 WHERE article = 'n1'",
    ],
)
def test_what_verify_finds_is_a_fault(chaos: Chaos, damage: str) -> None:
    """A lost vector, a passage that is no slice, a text that changed, an index that differs: each is counted."""
    with sqlite3.connect(chaos.site.data / FILE_NAME) as catalogue:
        catalogue.execute(damage)
    catalogue.close()
    chaos._check_folder()
    assert chaos.findings.found_by_verify > 0
    assert chaos.findings.faults == chaos.findings.found_by_verify
