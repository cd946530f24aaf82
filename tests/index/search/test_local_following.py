"""How the local engine follows its catalogue: each index separately, and never a base of another catalogue."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from index.search import lexicon
from index.search.lexical import LexicalIndex
from index.search.local import LocalEngine
from tests.conftest import write_article
from tests.index.search.shelf import ALL, EMBEDDER, Shelf, names, query


def open_engine(catalogue: Catalogue, folder: Path) -> LocalEngine:
    """Open the engine in the folder of its catalogue."""
    return LocalEngine(catalogue, folder, EMBEDDER.name, EMBEDDER.dimension)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """An empty catalogue with the engine on this machine."""
    with closing(Shelf(tmp_path / "data", open_engine)) as opened:
        yield opened


def test_a_lexical_index_that_lags_does_not_crowd_out_active_passages(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another thread writes it, it still holds deleted passages; every active passage is found all the same."""
    monkeypatch.setattr(lexicon, "_PATIENCE", 0)
    shelf.put(*(write_article("Fire", "Fire, fire, fire.", id=f"a{n}") for n in range(3)))
    shelf.put(*(write_article("Other", f"A fire burned, number {n}.", id=f"b{n}") for n in range(3)))
    shelf.find("fire")
    assert isinstance(shelf.engine, LocalEngine)
    with shelf.engine.lexicon._follow_lock:
        for number in range(3):
            shelf.delete(f"a{number}")
        hits = shelf.find("fire", k=3)
        assert sorted(names(hits)) == ["b0", "b1", "b2"]
        assert sorted(hit.lexical_rank or 0 for hit in hits) == [1, 2, 3]


def test_what_the_catalogue_holds_is_indexed_once(shelf: Shelf) -> None:
    """After corrections, changed heads and deletions the lexical index has one document a passage."""
    shelf.put(*(write_article("Fire", f"A fire burned, number {n}.", id=f"a{n}") for n in range(4)))
    shelf.engine.follow()
    shelf.put(write_article("Fire", "Two fires burned.", id="a0", modified="2015-02-01"))
    shelf.put(write_article("Fire", "A fire burned, number 1.", id="a1", url="https://post.example/1"))
    shelf.delete("a2")
    shelf.engine.follow()
    assert isinstance(shelf.engine, LocalEngine)
    with shelf.catalogue.snapshot() as snapshot:
        assert len(shelf.engine.lexicon._index) == snapshot.counts().passages == 4
        assert len(shelf.engine.search(query("fire"), ALL, 10, snapshot)) == 3


def test_a_lexical_index_that_missed_dropped_tombstones_is_refilled(shelf: Shelf) -> None:
    """An index that lags behind tombstones that were dropped holds no deleted passage once it has caught up."""
    shelf.put(*(write_article("Fire", f"A fire burned, number {n}.", id=f"a{n}") for n in range(3)))
    shelf.engine.follow()
    lagging = LexicalIndex(shelf.folder / "lexical")
    shelf.delete("a0")
    with shelf.catalogue.write() as transaction:
        transaction.upkeep.drop_tombstones(shelf.catalogue.generation())
    with shelf.catalogue.snapshot() as snapshot:
        lagging.follow(snapshot)
    assert len(lagging) == 2


def test_a_base_of_a_later_catalogue_is_not_taken_up(shelf: Shelf, tmp_path: Path) -> None:
    """A dense file that appears while the engine is open, and is ahead of the catalogue, changes no similarity."""
    shelf.put(*(write_article("Fire", f"A fire burned, number {n}.", id=f"a{n}") for n in range(3)))
    before = shelf.find("a fire burned")
    with closing(Shelf(tmp_path / "other", open_engine)) as other:
        for number in range(9):
            other.put(write_article("Flood", f"Water rose, number {number}.", id=f"b{number}"))
        other.engine.rebuild()
    for path in other.folder.glob("dense-*"):
        shutil.copy(path, shelf.folder)
    shelf.engine.follow()
    assert shelf.find("a fire burned") == before


def test_a_commit_that_a_crash_interrupted_does_not_stop_the_next_one(shelf: Shelf) -> None:
    """A list of deleted documents that no commit refers to is removed: its name is the one that is needed next."""
    shelf.put(*(write_article(f"Fire {n}", f"A fire burned, number {n}.", id=f"a{n}") for n in range(3)))
    shelf.engine.follow()
    lexical = shelf.folder / "lexical"
    committed = {name: (lexical / name).read_bytes() for name in ("meta.json", "generation")}
    shelf.delete("a0")
    shelf.engine.follow()
    for name, content in committed.items():  # as if the process had been killed right before the commit
        (lexical / name).write_bytes(content)
    assert list(lexical.glob("*.del"))
    restarted = LexicalIndex(lexical)
    with shelf.catalogue.snapshot() as snapshot:
        restarted.follow(snapshot)
    assert len(restarted) == 2
