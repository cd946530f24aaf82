"""The check after a round of chaos finds the faults that it is meant to find."""

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.catalogue.presence import FILE_NAME
from index.library import open_library
from tests.api.chaos import Chaos, Findings, Site
from tests.conftest import fill, write_article
from tests.index.history import HashEmbedder


@pytest.fixture
def chaos(tmp_path: Path) -> Iterator[Chaos]:
    """Yield `Chaos` over a data folder with three articles and no server."""
    library = open_library(tmp_path, embedder=HashEmbedder())
    fill(library, *(write_article(f"Ferry {n}", f"Ferry {n} left the harbour.", id=f"n{n}") for n in range(3)))
    library.close()
    chaos = Chaos(Site(tmp_path, []), random.Random(0), patience=0.1)
    yield chaos
    chaos.site.client.close()


def test_a_sound_folder_has_no_faults(chaos: Chaos) -> None:
    """No fault is counted."""
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
def test_what_dateline_verify_finds_is_a_fault(chaos: Chaos, damage: str) -> None:
    """A lost vector, a wrong passage, a changed text, and an index that differs are each counted."""
    with sqlite3.connect(chaos.site.folders[0] / FILE_NAME) as catalogue:
        catalogue.execute(damage)
    catalogue.close()
    chaos._check_folder()
    assert chaos.findings.found_by_verify > 0
    assert chaos.findings.faults == chaos.findings.found_by_verify
