"""An ingest: three batches at work at the same time, and the same result as of one after the other."""

import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import index.intake.ingest as ingest_module
from index.care.faults import find_faults
from index.catalogue.presence import FILE_NAME
from index.errors import StorageFailed
from index.intake.ingest import BATCH_ARTICLES, batches, ingest
from index.intake.store import store
from index.library import Library, open_library
from index.types import Article, Assumed, IngestReport, Record, Rejected
from tests.conftest import NOW, write_article
from tests.index.history import HashEmbedder

TEXTS = ("The ferry to Port Amble sails again from Friday.", "A goal in the last minute decided the match. It rained.")


def write_many(number: int) -> list[Article]:
    """Return different articles."""
    return [write_article(f"Trip {n}", f"It is trip {n}. {TEXTS[n % 2]}", id=f"n{n}") for n in range(number)]


def read_tables(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of the tables that an ingest fills."""
    tables = ("article", "version", "passage", "vector", "sketch", "fingerprint", "meta")
    with sqlite3.connect(folder / FILE_NAME) as db:
        found = {table: sorted(db.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}
    db.close()
    return found


def test_the_result_is_that_of_one_batch_after_the_other(tmp_path: Path) -> None:
    """Repetitions, changes and dates that give way, of articles of the batch before, are stored and counted alike."""
    first = write_many(BATCH_ARTICLES)
    longer = [replace(one, text=f"{one.text} {TEXTS[0]}") for one in first[10:20]]
    assumed = [replace(one, published=NOW, assumed=Assumed.FIRST_SEEN) for one in first[20:30]]
    copies = [replace(one, id=f"copy-{one.id}", source="harbour-post") for one in first[:10]]
    rejected = [Rejected("news", 7, "text is missing or empty")]
    records: list[Record] = [*first, *first[:10], *longer, *assumed, *copies, *rejected, *write_many(200), *first]
    one, other = (open_library(tmp_path / name, embedder=HashEmbedder()) for name in ("one", "other"))
    whole, summed = ingest(records, one.catalogue, one.embedder, now=lambda: NOW), IngestReport()
    for batch in batches(records):
        good = [record for record in batch if not isinstance(record, Rejected)]
        summed = summed.plus(store(good, other.catalogue, other.embedder, NOW))
    one.close()
    other.close()
    assert whole == replace(summed, rejected=tuple(rejected), rejections=1)
    assert whole.unchanged > 0 < whole.updated
    assert read_tables(tmp_path / "one") == read_tables(tmp_path / "other")


class Watched(HashEmbedder):
    """An embedder that tells when it has begun with a batch after the first."""

    def __init__(self) -> None:
        super().__init__()
        self.sizes: list[int] = []
        self.second = threading.Event()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Note the number of texts, if any."""
        self.sizes += [len(texts)] if texts else []
        if len(self.sizes) == 2:
            self.second.set()
        return super().embed(texts)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[Library, Watched]]:
    """A library with such an embedder."""
    embedder = Watched()
    opened = open_library(tmp_path / "data", embedder=embedder)
    yield opened, embedder
    opened.close()


def test_a_batch_is_embedded_while_the_last_one_is_written(
    watched: tuple[Library, Watched], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writing of the first batch does not end before the embedding of the second has begun."""
    library, embedder = watched
    seen: list[bool] = []

    def store_late(*rest: object, **more: object) -> IngestReport:
        seen.append(embedder.second.wait(30))
        return store(*rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(ingest_module, "store", store_late)
    report = ingest(write_many(2 * BATCH_ARTICLES), library.catalogue, embedder, now=lambda: NOW)
    assert seen == [True, True]
    assert (report.added, report.embedded) == (2 * BATCH_ARTICLES, report.passages)
    assert embedder.sizes == [BATCH_ARTICLES] * 2, "a passage is embedded once"


def test_few_batches_are_in_memory(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the first batch is written, the second waits for it, the third is ready, the fourth cut, and no more."""
    read: list[Article] = []
    stalled: list[int] = []

    def take(articles: Sequence[Article]) -> Iterator[Article]:
        for article in articles:
            read.append(article)
            yield article

    def store_late(*rest: object, **more: object) -> IngestReport:
        while not stalled:
            before = len(read)
            time.sleep(0.3)
            stalled.extend([before] * (before == len(read) > 0))
        return store(*rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(ingest_module, "store", store_late)
    ingest(take(write_many(7 * BATCH_ARTICLES)), library.catalogue, library.embedder, now=lambda: NOW)
    assert stalled == [4 * BATCH_ARTICLES]
    assert len(read) == 7 * BATCH_ARTICLES


def test_what_is_being_written_is_written_when_the_rest_is_interrupted(tmp_path: Path) -> None:
    """An interrupt during the embedding of the second batch leaves the first one whole, told of, and no second."""

    class Interrupted(Watched):
        def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
            vectors = super().embed(texts)
            if texts and self.second.is_set():
                raise KeyboardInterrupt
            return vectors

    library, stored = open_library(tmp_path / "data", embedder=Interrupted()), list[int]()
    with pytest.raises(KeyboardInterrupt):
        ingest(write_many(200), library.catalogue, library.embedder, now=lambda: NOW, on_stored=stored.append)
    assert stored == [BATCH_ARTICLES]
    assert find_faults(library.catalogue, library.folder) == []
    report = ingest(write_many(200), library.catalogue, HashEmbedder(), now=lambda: NOW)
    library.close()
    assert (report.unchanged, report.added) == (BATCH_ARTICLES, 200 - BATCH_ARTICLES)


def test_a_disk_that_refuses_a_batch_ends_the_ingest(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its error is raised, what was stored before is kept, nothing after it is stored, and no thread remains."""
    calls: list[int] = []

    def fail_at_second(*rest: object, **more: object) -> IngestReport:
        calls.append(1)
        if len(calls) == 2:
            raise StorageFailed("the disk is full")
        return store(*rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(ingest_module, "store", fail_at_second)
    with pytest.raises(StorageFailed, match="the disk is full"):
        ingest(write_many(7 * BATCH_ARTICLES), library.catalogue, library.embedder, now=lambda: NOW)
    assert len(calls) == 2
    with library.catalogue.snapshot() as snapshot:
        assert snapshot.count_articles() == BATCH_ARTICLES
    assert not [one.name for one in threading.enumerate() if one.name.startswith(("read-ahead", "behind"))]
