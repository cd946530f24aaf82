"""Vectors that arrive later than their passages: until then these are found by words, from then on by meaning too."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.care.faults import find_faults
from index.intake.drain import drain
from index.intake.embed import embed_next
from index.library import Library, open_library
from index.search.engine import Query
from index.types import Filters
from tests.conftest import NOW, fill, write_article
from tests.index.earlier import forget_vector_generations
from tests.index.history import HashEmbedder
from tests.index.local import local_engine
from tests.index.pieces import store_without_vectors
from tests.postgres import in_file

LATE = write_article("Late", "A zeppelin landed on the lake.", id="late")


@pytest.fixture
def shelf(tmp_path: Path, address: str | None) -> Iterator[Library]:
    """A library with a base, and after it an article without a vector, which is followed."""
    opened = open_library(tmp_path / "data", embedder=HashEmbedder(), shared=address)
    fill(opened, *(write_article(f"Day {n}", f"Text number {n}.", id=f"a{n}") for n in range(3)))
    opened.engine.rebuild()
    store_without_vectors(opened, LATE)
    opened.engine.follow()
    yield opened
    opened.close()


def ranks(library: Library) -> tuple[bool, bool]:
    """Return whether the late article is found by words, and by meaning."""
    query = Query("zeppelin", library.embedder.embed_question("zeppelin"), NOW)
    with library.catalogue.snapshot() as snapshot:
        hits = {hit.passage.article: hit for hit in library.engine.search(query, Filters(), 10, snapshot)}
    return hits["late"].lexical_rank is not None, hits["late"].dense_rank is not None


@in_file
def test_a_vector_that_comes_later_is_followed(shelf: Library) -> None:
    """An engine that has followed the passage long since takes up its vector, and so does one opened before it came."""
    other = open_library(shelf.folder, embedder=HashEmbedder(), follower=True)
    assert ranks(shelf) == ranks(other) == (True, False)
    fill(shelf, write_article("Other", "Nothing of the kind.", id="other"))
    with shelf.catalogue.snapshot() as snapshot:
        rows = dict(snapshot.embeddings.rows("by-digest", 0))
    assert len(rows) == 5  # that ingest has embedded it
    assert ranks(shelf) == (True, True)
    other.engine.follow()
    assert ranks(other) == (True, True)
    other.close()


@in_file
def test_a_vector_later_than_the_base_is_followed_by_who_opens_it(shelf: Library) -> None:
    """A base that was written between passage and vector hides no vector."""
    local_engine(shelf)._rebuild_dense()
    assert embed_next(shelf.catalogue, shelf.embedder) == 1
    assert find_faults(shelf.catalogue, shelf.folder) == []
    other = open_library(shelf.folder, embedder=HashEmbedder())
    assert local_engine(other)._view.dense.base_generation < shelf.catalogue.generation()
    assert ranks(other) == (True, True)
    other.close()


def test_vectors_alone_make_a_generation_and_cost_the_lexical_index_no_commit(shelf: Library) -> None:
    """Whoever goes by the generation hears of them; the words that are indexed already are not indexed again."""
    before, stamp = shelf.catalogue.generation(), (shelf.folder / "lexical" / "meta.json").stat()
    embed_next(shelf.catalogue, shelf.embedder)
    shelf.engine.follow()
    assert shelf.engine.generation == shelf.catalogue.generation() == before + 1
    assert (shelf.folder / "lexical" / "meta.json").stat().st_mtime_ns == stamp.st_mtime_ns
    assert ranks(shelf) == (True, True)


def test_the_worker_embeds_what_lacks_a_vector(shelf: Library) -> None:
    """Draining an empty inbox embeds what waits for its vector, and lets the engine follow."""
    drain(shelf)
    assert ranks(shelf) == (True, True)


def test_passages_without_vectors_are_counted_and_are_no_fault(shelf: Library) -> None:
    """They are counted until they are embedded or deleted, and never a fault."""
    with shelf.catalogue.snapshot() as snapshot:
        assert snapshot.counts().unembedded == 1
    assert find_faults(shelf.catalogue, shelf.folder) == []
    with shelf.catalogue.write() as transaction:
        transaction.delete_article("late", NOW)
    with shelf.catalogue.snapshot() as snapshot:
        assert snapshot.counts().unembedded == 0
    assert find_faults(shelf.catalogue, shelf.folder) == []


def test_a_vector_for_another_model_leaves_a_passage_waiting(shelf: Library) -> None:
    """Only a vector of the catalogue's own model is what a passage waits for."""
    with shelf.catalogue.write() as transaction:
        (waiting,) = digests_waiting(shelf)
        transaction.embeddings.add("another", [(waiting, b"vector")])
    assert len(digests_waiting(shelf)) == 1


@in_file
def test_an_earlier_catalogue_learns_what_lacks_a_vector(shelf: Library) -> None:
    """Its vectors count as old as their passages; what a fault of then left without one is embedded and followed."""
    with closing(sqlite3.connect(shelf.catalogue.name)) as connection:
        forget_vector_generations(connection)
        connection.commit()
    again = open_library(shelf.folder, embedder=HashEmbedder())
    with again.catalogue.snapshot() as snapshot:
        assert snapshot.counts().unembedded == 1
        assert len(list(snapshot.embeddings.rows("by-digest", 0))) == 3
        assert list(snapshot.embeddings.rows("by-digest", snapshot.generation())) == []
    drain(again)
    assert ranks(again) == (True, True)
    assert find_faults(again.catalogue, again.folder) == []
    again.close()


def digests_waiting(library: Library) -> list[bytes]:
    """Return the digests of what waits."""
    with library.catalogue.snapshot() as snapshot:
        return [one.digest for one in snapshot.embeddings.next_unembedded(10)]
