"""How much is stored at one time, and what a retraction makes of what waits."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from index.catalogue.inbox import Waiting
from index.intake.accept import Delivery
from index.intake.drain import drain
from index.intake.retraction import retract
from index.library import Library, open_library
from index.types import Article, Filters, IngestReport
from tests.conftest import NOW, write_article
from tests.index.history import HashEmbedder

FIRST = write_article("First", "The first article says one thing.", id="a")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library whose embedder needs no model."""
    opened = open_library(tmp_path / "data", embedder=HashEmbedder())
    yield opened
    opened.close()


def accept(library: Library, *articles: Article) -> None:
    """Accept articles as one job."""
    Delivery(library.catalogue, NOW).accept(articles, last=True, now=NOW)


@pytest.mark.parametrize(("length", "sizes"), [(10, [16, 4]), (90_000, [2] * 10), (300_000, [1] * 20)])
def test_a_batch_is_small(library: Library, monkeypatch: pytest.MonkeyPatch, length: int, sizes: list[int]) -> None:
    """Sixteen articles or 200,000 characters at the most, but at least one article, are stored at one time."""
    seen: list[int] = []

    def store(library: Library, batch: list[Waiting]) -> None:
        seen.append(len(batch))
        with library.catalogue.write() as transaction:
            transaction.inbox.mark_stored(batch[0].job, [waiting.row for waiting in batch], IngestReport())

    accept(library, *(replace(FIRST, id=f"a{n}", text="x" * length) for n in range(20)))
    monkeypatch.setattr("index.intake.drain._store", store)
    drain(library)
    assert seen == sizes


def test_a_retraction_reaches_what_waits_behind_the_last_version(library: Library) -> None:
    """Accepted while a clock was behind the version that stands, an update is as new as that, and is retracted too."""
    accept(library, replace(FIRST, modified=NOW + timedelta(hours=1)))
    drain(library)
    accept(library, replace(FIRST, text="It says something new."))
    retract("a", "It was wrong.", library.catalogue, NOW)
    drain(library)
    with library.catalogue.snapshot() as snapshot:
        assert len(snapshot.versions("a")) == 2
        assert snapshot.articles(Filters()) == []
