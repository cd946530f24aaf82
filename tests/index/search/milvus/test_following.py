"""How a collection follows: in rounds that go on where they stopped, and rebuilt beside the one that is searched."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from index.catalogue.vectors import VectorRow
from index.search.engine import Engine
from tests.conftest import write_article
from tests.index.search.milvus.lite import lite_file, needs_lite, open_lite
from tests.index.search.shelf import ALL, EMBEDDER, Shelf, found_twice, names, query

pytestmark = needs_lite


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """An archive whose vectors are in a file of milvus-lite."""
    with closing(Shelf(tmp_path / "data", open_lite)) as opened:
        yield opened


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are written two to a message, and progress is noted after four."""
    from index.search.milvus import engine, following

    monkeypatch.setattr(following, "_BATCH", 2)
    monkeypatch.setattr(following, "_ROUND", 4)
    monkeypatch.setattr(engine, "_ROWS_AT_ONCE", 4)
    monkeypatch.setattr(engine, "_ROWS_BEFORE_SEARCH", 4)
    monkeypatch.setattr(engine, "_PATIENCE", -1.0)


def put_fires(shelf: Shelf, first: int, last: int) -> None:
    """Store articles about a fire, one passage each."""
    shelf.put(*(write_article("Fire", f"The fire burned {n} houses.", id=f"a{n}") for n in range(first, last)))


def watch(engine: Engine, patch: pytest.MonkeyPatch) -> list[list[int]]:
    """Return a list that gets the ids of every message of rows."""
    server, written = engine._server, list[list[int]]()  # type: ignore[attr-defined]
    upsert = server.upsert

    def note(name: str, rows: Sequence[VectorRow]) -> None:
        written.append([row.id for row in rows])
        upsert(name, rows)

    patch.setattr(server, "upsert", note)
    return written


def collections_of(shelf: Shelf) -> list[str]:
    """Return the collections of an archive."""
    vectors = shelf.engine._vectors  # type: ignore[attr-defined]
    found = vectors._server.names(vectors._prefix)
    assert isinstance(found, list)
    return found


def words_only(shelf: Shelf) -> bool:
    """Return whether a search is by words alone."""
    asked = query("fire")
    with shelf.catalogue.snapshot() as snapshot:
        shelf.engine.search(asked, ALL, 20, snapshot)
    return asked.trace.words_only


def test_a_first_round_goes_on_where_it_stopped(shelf: Shelf, small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each turn writes some rows; another process goes on after them, and no row is written twice."""
    put_fires(shelf, 0, 10)
    written = watch(shelf.engine, monkeypatch)
    shelf.engine.follow()
    assert written == [[1, 2], [3, 4]]
    shelf.close()
    shelf.open()
    written = watch(shelf.engine, monkeypatch)
    shelf.engine.follow()
    assert written == [[5, 6], [7, 8]]
    shelf.engine.follow()
    assert written == [[5, 6], [7, 8], [9, 10]]
    assert found_twice(shelf.find("fire", k=20))
    assert shelf.engine.generation == shelf.catalogue.generation()


def test_a_collection_that_was_only_just_made_is_filled(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that ends between making a collection and noting anything in it leaves one that is gone on with."""
    put_fires(shelf, 0, 2)

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(shelf.engine._server, "note", end)  # type: ignore[attr-defined]
        with pytest.raises(KeyboardInterrupt):
            shelf.engine.follow()
    shelf.close()
    shelf.open()
    assert found_twice(shelf.find("fire"))
    assert len(collections_of(shelf)) == 1


def test_a_collection_that_is_noted_meanwhile_is_ours(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process of this archive notes its first row between two reads: it is not taken for somebody else's."""
    from index.search.milvus.server import Progress

    server, vectors = shelf.engine._server, shelf.engine._vectors  # type: ignore[attr-defined]
    name, noted = f"{vectors._prefix}1", Progress(vectors._archive)
    server.create(name)
    has_rows = server.has_rows

    def note_and_read(asked: str) -> object:
        server.note(asked, noted)
        return has_rows(asked)

    monkeypatch.setattr(server, "has_rows", note_and_read)
    assert [(one.name, one.progress) for one in vectors._list()] == [(name, noted)]


def test_a_collection_that_was_released_is_loaded_again(shelf: Shelf) -> None:
    """Released by somebody else, it is loaded within the next question, in this process and in a later one."""
    from pymilvus import MilvusClient

    put_fires(shelf, 0, 2)
    assert found_twice(shelf.find("fire"))
    (name,) = collections_of(shelf)
    client = MilvusClient(str(lite_file()))
    for reopened in (False, True):
        client.release_collection(name)
        if reopened:
            shelf.open()
        assert found_twice(shelf.find("fire"))
        assert not words_only(shelf)
    client.close()


def test_until_the_first_round_is_done_words_answer(shelf: Shelf, small: None) -> None:
    """A collection that has half an archive is not searched; the question says so."""
    put_fires(shelf, 0, 9)
    shelf.engine.follow()
    assert words_only(shelf)
    assert "is still being filled" in shelf.engine.describe().summary
    shelf.engine.follow()
    shelf.engine.follow()
    assert not words_only(shelf)


def test_what_changes_during_a_round_belongs_to_the_next(shelf: Shelf, small: None) -> None:
    """Deleted, corrected and added below and above the id reached: in the end all is as in the catalogue."""
    put_fires(shelf, 0, 10)
    shelf.engine.follow()
    shelf.delete("a1")
    shelf.delete("a8")
    shelf.put(write_article("Fire", "The fire burned the mill.", id="a2", modified="2015-02-01"))
    put_fires(shelf, 10, 12)
    for _ in range(6):
        shelf.engine.follow()
    hits = shelf.find("fire", k=20)
    assert sorted(names(hits)) == sorted(f"a{n}" for n in range(12) if n not in (1, 8))
    assert found_twice(hits)
    assert shelf.engine.generation == shelf.catalogue.generation()


def test_a_rebuild_takes_the_place_of_the_old_collection(shelf: Shelf) -> None:
    """There is one collection before and after, not the same, and another process finds the new one by itself."""
    put_fires(shelf, 0, 4)
    assert found_twice(shelf.find("fire"))
    with closing(Shelf(shelf.folder, open_lite)) as other:
        assert found_twice(other.find("fire"))
        (before,) = collections_of(shelf)
        shelf.engine.rebuild()
        (after,) = collections_of(shelf)
        assert before != after
        for each in (shelf, other):
            hits = each.find("fire")
            assert len(hits) == 4
            assert found_twice(hits)


def test_a_rebuild_goes_on_where_it_stopped(shelf: Shelf, small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ended half-way it leaves the old collection searched; the next one writes the rest."""
    put_fires(shelf, 0, 4)
    shelf.engine.follow()
    shelf.engine.follow()
    put_fires(shelf, 4, 10)
    server = shelf.engine._server  # type: ignore[attr-defined]
    with monkeypatch.context() as patch:
        upsert, calls = server.upsert, list[str]()

        def end(name: str, rows: Sequence[VectorRow]) -> None:
            calls.append(name)
            if len(calls) == 4:
                raise KeyboardInterrupt
            upsert(name, rows)

        patch.setattr(server, "upsert", end)
        with pytest.raises(KeyboardInterrupt):
            shelf.engine.rebuild()
    assert len(collections_of(shelf)) == 2
    assert not words_only(shelf)
    written = watch(shelf.engine, monkeypatch)
    shelf.engine.rebuild()
    assert len(collections_of(shelf)) == 1
    assert sorted(one for batch in written for one in batch) == list(range(5, 11))
    assert len(shelf.find("fire", k=20)) == 10
    assert found_twice(shelf.find("fire", k=20))


def test_a_collection_ahead_of_its_catalogue_is_filled_anew(shelf: Shelf, tmp_path: Path) -> None:
    """Where a catalogue was restored from a copy, what the collection followed never was, and is not searched."""
    put_fires(shelf, 0, 3)
    shelf.find("fire")
    shelf.close()
    saved = tmp_path / "saved"
    shutil.copytree(shelf.folder, saved)
    shelf.open()
    put_fires(shelf, 3, 8)
    assert len(shelf.find("fire")) == 8
    shelf.close()
    shutil.rmtree(shelf.folder)
    shutil.copytree(saved, shelf.folder)
    shelf.open()
    shelf.engine.follow()
    shelf.put(write_article("Flood", "The fire brigade pumped water.", id="b"))
    hits = shelf.find("fire")
    assert sorted(names(hits)) == ["a0", "a1", "a2", "b"]
    assert found_twice(hits)
    assert len(collections_of(shelf)) == 1


def test_forgotten_tombstones_fill_a_collection_anew(shelf: Shelf) -> None:
    """Where a compaction dropped tombstones that it has not followed, it is replaced, and holds nothing deleted."""
    put_fires(shelf, 0, 3)
    shelf.find("fire")
    shelf.delete("a0")
    with shelf.catalogue.write() as transaction:
        transaction.upkeep.drop_tombstones(shelf.catalogue.generation())
    shelf.close()
    shelf.open()
    shelf.engine.follow()
    hits = shelf.find("fire")
    assert sorted(names(hits)) == ["a1", "a2"]
    assert found_twice(hits)
    vectors = shelf.engine._vectors  # type: ignore[attr-defined]
    found = vectors.search(EMBEDDER.embed_question("fire"), ALL, 10)
    assert sorted(found) == [2, 3]


def test_an_engine_that_is_open_notices_forgotten_tombstones(shelf: Shelf) -> None:
    """Where another process compacted without this engine, what it had not followed is filled anew, too."""
    put_fires(shelf, 0, 3)
    shelf.find("fire")
    shelf.delete("a0")
    put_fires(shelf, 3, 4)
    with shelf.catalogue.write() as transaction:
        transaction.upkeep.drop_tombstones(shelf.catalogue.generation())
    shelf.engine.follow()
    assert sorted(names(shelf.find("fire"))) == ["a1", "a2", "a3"]
    vectors = shelf.engine._vectors  # type: ignore[attr-defined]
    assert sorted(vectors.search(EMBEDDER.embed_question("fire"), ALL, 10)) == [2, 3, 4]


def test_another_model_has_a_collection_beside_the_present_one(shelf: Shelf) -> None:
    """It is filled before anything changes; afterwards those of other models are dropped, and nobody else's."""
    put_fires(shelf, 0, 3)
    assert found_twice(shelf.find("fire"))
    with shelf.catalogue.snapshot() as snapshot:
        shelf.engine.prepare_model("another", EMBEDDER.dimension, snapshot)
    server = shelf.engine._server  # type: ignore[attr-defined]
    name = f"{server.address.collection}_"
    assert len(server.names(name)) == 2
    shelf.engine.drop_other_models()
    assert server.names(name) == collections_of(shelf)
    assert found_twice(shelf.find("fire"))


def test_a_search_sees_what_was_written_before_its_process_learnt_of_it(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Up to the server's time at which a change was learnt of; ten seconds later what Milvus' own bound promises."""
    from index.search.milvus import following

    server, moments, seen = shelf.engine._server, iter((7, 8, 0)), list[int | None]()  # type: ignore[attr-defined]
    search = server.search

    def note(*asked: object, seen_up_to: list[int | None] = seen, **level: int | None) -> object:
        seen_up_to.append(level["seen"])
        return search(*asked, seen=0)

    monkeypatch.setattr(server, "moment", lambda: next(moments))
    monkeypatch.setattr(server, "search", note)
    for number in range(3):
        put_fires(shelf, number, number + 1)
        assert found_twice(shelf.find("fire"))
        shelf.find("fire")
    monkeypatch.setattr(following, "_SETTLED", 0.0)
    shelf.find("fire")
    assert seen == [7, 7, 8, 8, 0, 0, None]
