"""Every fault is found, and a sound folder has none."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from index.care.faults import Fault, find_faults
from index.catalogue.presence import FILE_NAME
from index.library import Library, open_library
from index.search.dense import build_dense
from index.search.dense_files import save_dense
from index.search.lexical import LexicalIndex
from tests.conftest import NOW, fill, write_article
from tests.index.history import HashEmbedder

SENTENCES = " ".join(f"Sentence number {n} tells of the town, the river and the bridge over it." for n in range(60))


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Library]:
    """A library with a base, something after it, a version, a deletion, and everything followed."""
    opened = open_library(tmp_path / "data", embedder=HashEmbedder())
    fill(opened, *(write_article(f"Day {n}", f"{n}. {SENTENCES}", id=f"a{n}") for n in range(3)))
    with opened.catalogue.write() as transaction:
        transaction.delete_article("a1", NOW)
    opened.engine.rebuild()
    fill(opened, write_article("Day 0", f"Corrected. {SENTENCES}", id="a0", modified="2015-02-01"))
    fill(opened, write_article("Later", "Kobane lies there.", id="a9"))
    yield opened
    opened.close()


def faults_of(library: Library) -> list[Fault]:
    """Look for faults."""
    return find_faults(library.catalogue, library.folder)


def spoil(library: Library, *statements: str) -> None:
    """Change the catalogue behind its own back."""
    with sqlite3.connect(library.folder / FILE_NAME) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_a_sound_library_has_no_fault(shelf: Library) -> None:
    """After versions, deletions, a base and what came after it nothing is wrong, nor in an empty library."""
    assert faults_of(shelf) == []


def test_an_empty_library_has_no_fault(tmp_path: Path) -> None:
    """Before the first article there is nothing to be wrong, with files and without."""
    empty = open_library(tmp_path / "data", embedder=HashEmbedder())
    assert faults_of(empty) == []
    empty.engine.rebuild()
    assert faults_of(empty) == []
    empty.close()


def test_an_index_may_be_behind(shelf: Library) -> None:
    """What the lexical index has still to follow, an article and a deletion, is no fault."""
    behind = LexicalIndex(shelf.folder / "lexical").generation
    with shelf.catalogue.write() as transaction:
        transaction.delete_article("a2", NOW)
        transaction.put_article(write_article("New", "A text.", id="new"), NOW)
    assert shelf.catalogue.generation() > behind
    assert {fault.where for fault in faults_of(shelf)} == {"passages"}  # the one that no passages were cut for


@pytest.mark.parametrize(
    ("statement", "where", "what"),
    [
        ("UPDATE passage SET \"end\" = 100000 WHERE article = 'a9'", "passages", "not a slice of its text"),
        ("UPDATE passage SET start = -1 WHERE article = 'a9'", "passages", "not a slice of its text"),
        ("UPDATE passage SET start = 7 WHERE article = 'a9'", "passages", "holds its characters 0 to 7"),
        ("UPDATE passage SET \"end\" = 11 WHERE article = 'a9'", "passages", "from 11 on"),
        ("UPDATE version SET text = text || ' More.' WHERE article = 'a9'", "passages", "is not what was stored"),
        ("DELETE FROM passage WHERE article = 'a9'", "lexical", "which is not in the catalogue"),
        (
            "DELETE FROM vector WHERE digest IN (SELECT embedded FROM passage WHERE article = 'a9')",
            "vectors",
            "no vector",
        ),
        ("UPDATE vector SET data = zeroblob(30) WHERE rowid_of_a9", "vectors", "15 numbers instead of 16"),
        ("UPDATE vector SET data = zeroblob(32) WHERE rowid_of_a9", "vectors", "not of unit length"),
        ("UPDATE article SET published = published + 1 WHERE id = 'a9'", "lexical", "with other times"),
        ("UPDATE version SET valid_to = 9 WHERE article = 'a2'", "lexical", "with other times"),
        ("UPDATE meta SET value = 1 WHERE key = 'generation'", "lexical", "there are only 1"),
        ("UPDATE meta SET value = 1 WHERE key = 'generation'", "dense", "there are only 1"),
        ("INSERT INTO answer_span VALUES ('none', 0, 1, 'a', 1, 0, 1)", "catalogue", "refers to no row of answer"),
    ],
)
def test_a_fault_is_found(shelf: Library, statement: str, where: str, what: str) -> None:
    """Whatever is wrong in the catalogue, or agrees with an index no more, is named with its place."""
    of_a9 = "digest IN (SELECT embedded FROM passage WHERE article = 'a9')"
    spoil(shelf, statement.replace("rowid_of_a9", of_a9))
    assert [fault.what for fault in faults_of(shelf) if fault.where == where and what in fault.what]


def _swap_vectors(rows: list[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
    return [(rows[0][0], rows[1][1]), (rows[1][0], rows[0][1]), *rows[2:]]


def _add_future(rows: list[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
    return [*rows, (10_000, rows[0][1])]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda rows: rows[1:], "it lacks passage"),
        (_swap_vectors, "is not the one in the catalogue"),
        (_add_future, "has never been"),
        (lambda rows: [*rows, rows[0]], "is there twice"),
    ],
)
def test_a_wrong_base_is_found(
    shelf: Library, change: Callable[[list[tuple[int, bytes]]], list[tuple[int, bytes]]], what: str
) -> None:
    """A base that lacks a vector, or has a wrong, extra or duplicate one, is a fault; a deleted passage is not."""
    with shelf.catalogue.snapshot() as snapshot:
        generation, rows = snapshot.generation(), list(snapshot.embeddings.rows("by-digest", 0))
    dead = next(passage for passage in range(1, rows[-1][0]) if passage not in dict(rows))
    save_dense(build_dense(16, generation, [*rows, (dead, rows[0][1])]), shelf.folder, "by-digest")
    assert faults_of(shelf) == []
    save_dense(build_dense(16, generation, change(rows)), shelf.folder, "by-digest")
    assert [fault.where for fault in faults_of(shelf) if what in fault.what] != []
    assert {fault.where for fault in faults_of(shelf)} == {"dense"}


def test_torn_files_of_the_lexical_index_are_a_fault(shelf: Library) -> None:
    """An index that cannot be read is said to be that, and left as it is."""
    meta = shelf.folder / "lexical" / "meta.json"
    meta.write_text("{ torn")
    assert [(fault.where, "cannot be read" in fault.what) for fault in faults_of(shelf)] == [("lexical", True)]
    assert meta.read_text() == "{ torn"


def test_lost_files_are_none(shelf: Library) -> None:
    """An index that is rebuilt when it is next opened is not reported missing."""
    for path in shelf.folder.glob("dense-*"):
        path.unlink()
    (shelf.folder / "lexical" / "generation").unlink()
    assert faults_of(shelf) == []


def test_damage_to_the_file_is_found(shelf: Library) -> None:
    """Pages that belong to nothing are SQLite's to find, and ours to say."""
    spoil(
        shelf,
        "PRAGMA writable_schema = ON",
        "DELETE FROM sqlite_schema WHERE name = 'passage_by_version'",
        "PRAGMA schema_version = 1000",
    )
    assert {fault.where for fault in faults_of(shelf)} == {"catalogue"}


def test_vectors_of_unit_length_are_told(shelf: Library) -> None:
    """One that holds no numbers is found, though its size is right."""
    nothing = np.full(16, np.nan, np.float16).tobytes().hex()
    spoil(shelf, f"UPDATE vector SET data = x'{nothing}'")
    assert any("unit length" in fault.what for fault in faults_of(shelf))
