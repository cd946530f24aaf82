"""A search waits a bounded time for the writer of the lexical index, so that one generation has one result."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.intake.embed import embed_lacking
from index.intake.ingest import ingest
from index.library import Library, open_library
from index.search import lexicon
from index.search.engine import Query
from index.types import Filters
from tests.conftest import NOW, fill, write_article
from tests.index.history import HashEmbedder
from tests.index.local import local_engine
from tests.index.pieces import store_without_vectors

FERRY = write_article("Ferry", "A ferry left.", id="a")
TRAM = write_article("Tram", "A ferry and a tram left.", id="b")


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Library, Library]]:
    """A library that writes the indexes and one that follows, on the same folder."""
    writer = open_library(tmp_path / "data", embedder=HashEmbedder())
    follower = open_library(tmp_path / "data", embedder=HashEmbedder(), follower=True)
    yield writer, follower
    follower.close()
    writer.close()


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Collect every pause of a waiting search, which gives up after 0.2 s."""
    taken: list[float] = []

    def pause(seconds: float) -> None:
        taken.append(seconds)
        time.sleep(seconds)

    monkeypatch.setattr(lexicon, "sleep", pause)
    monkeypatch.setattr(lexicon, "_PATIENCE", 0.2)
    return taken


def ranks(library: Library, words: str = "ferry") -> dict[str, int | None]:
    """Return the lexical ranks of the hits, by article."""
    with library.catalogue.snapshot() as snapshot:
        query = Query(words, library.embedder.embed_question(words), NOW)
        hits = library.engine.search(query, Filters(), 10, snapshot)
    return {hit.passage.article: hit.lexical_rank for hit in hits}


def store(library: Library) -> None:
    """Store an article; no engine is told."""
    ingest([TRAM], library.catalogue, library.embedder, now=lambda: NOW)


def while_another(write: Callable[[], None], search: Callable[[], dict[str, int | None]]) -> dict[str, int | None]:
    """Search while another thread writes, a moment later."""
    thread = threading.Timer(0.3, write)
    thread.start()
    try:
        return search()
    finally:
        thread.join()


def test_one_generation_has_one_result_before_and_after_the_words_are_written(pair: tuple[Library, Library]) -> None:
    """A search between the commit of the catalogue and that of the lexical index finds what one after both finds."""
    writer, follower = pair
    fill(writer, FERRY)
    store(writer)
    generation = writer.catalogue.generation()
    first = while_another(writer.engine.follow, lambda: ranks(follower))
    assert follower.catalogue.generation() == generation
    assert sorted(rank or 0 for rank in first.values()) == [1, 2]
    assert first == ranks(follower) == ranks(writer)


def test_a_search_waits_for_another_thread_that_writes_the_words(pair: tuple[Library, Library]) -> None:
    """In the process that writes, too: the thread that holds the lock is waited for."""
    writer, _ = pair
    fill(writer, FERRY)
    store(writer)
    lock = local_engine(writer).lexicon._follow_lock
    lock.acquire()
    found = while_another(lock.release, lambda: ranks(writer))
    assert sorted(rank or 0 for rank in found.values()) == [1, 2]


def test_words_that_nobody_writes_are_waited_for_once(
    pair: tuple[Library, Library], pauses: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    """After the limit what is new is found by its meaning; the log says so, and the next searches do not wait."""
    writer, follower = pair
    fill(writer, FERRY)
    store(writer)
    assert ranks(follower) == {"a": 1, "b": None}
    assert pauses
    assert ["lexical index" in record.getMessage() for record in caplog.records] == [True]
    pauses.clear()
    store_without_vectors(writer, write_article("Bus", "A bus left.", id="c"))
    assert ranks(follower) == {"a": 1, "b": None}
    assert pauses == []
    writer.engine.follow()
    assert sorted(rank or 0 for rank in ranks(follower).values()) == [1, 2]
    assert pauses == []


def test_a_generation_of_vectors_alone_is_not_waited_for(pair: tuple[Library, Library], pauses: list[float]) -> None:
    """Nothing in it concerns the lexical index."""
    writer, follower = pair
    store_without_vectors(writer, FERRY)
    writer.engine.follow()
    assert ranks(follower) == {"a": 1}
    embed_lacking(writer.catalogue, writer.embedder)
    assert follower.engine.generation < writer.catalogue.generation()
    assert ranks(follower) == {"a": 1}
    assert pauses == []
