"""A backup is one moment of the catalogue, whole, whoever writes meanwhile; and else it is nothing."""

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.care.backup import Backup, back_up
from index.care.faults import find_faults
from index.catalogue.presence import FILE_NAME
from index.errors import InvalidInput, StorageFailed
from index.library import Library, open_library
from tests.conftest import fill, write_article
from tests.index.history import HashEmbedder
from tests.index.local import local_engine

WRITE_ON = """
import sys
from pathlib import Path
from index.catalogue.catalogue import Catalogue
from tests.conftest import NOW, write_article
catalogue = Catalogue(Path(sys.argv[1]))
number = 0
while True:
    number += 1
    with catalogue.write() as transaction:  # two articles in one write: a copy has both or neither
        for name in ("left", "right"):
            text = f"{name} {number}. " * 200
            transaction.put_article(write_article(f"{name} {number}", text, id=f"{name}-{number}"), NOW)
"""


@pytest.fixture
def shelf(tmp_path: Path) -> Library:
    """A library of two articles; its process ends with the test."""
    opened = open_library(tmp_path / "data", embedder=HashEmbedder())
    fill(opened, write_article("First", "Kobane one.", id="a"), write_article("Second", "Kobane two.", id="b"))
    return opened


def articles_of(folder: Path) -> list[str]:
    """Return the articles of a backup in which SQLite finds no fault."""
    with sqlite3.connect(folder / FILE_NAME) as catalogue:
        assert catalogue.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found = [article for (article,) in catalogue.execute("SELECT id FROM article ORDER BY id")]
    catalogue.close()
    return found


def test_a_backup_opens_as_a_data_folder(shelf: Library, tmp_path: Path) -> None:
    """It holds the catalogue alone, and what is made from it finds the same; nothing has to be embedded."""
    target = tmp_path / "deep" / "down" / "copy"
    done = back_up(shelf.catalogue, target)
    assert done == Backup(shelf.catalogue.generation(), 2, (target / FILE_NAME).stat().st_size)
    assert [path.name for path in target.iterdir()] == [FILE_NAME]
    copy = open_library(target, embedder=HashEmbedder())
    assert copy.catalogue.generation() == done.generation
    assert find_faults(copy.catalogue, target) == []
    assert len(local_engine(copy)._view.dense) == 2
    copy.close()


def test_a_backup_while_another_process_writes_is_one_moment(shelf: Library, tmp_path: Path) -> None:
    """Of each write it has all or nothing, of none after its own generation anything, and it comes to an end."""
    begun = shelf.catalogue.generation()
    with subprocess.Popen([sys.executable, "-c", WRITE_ON, str(shelf.folder)]) as writer:
        try:
            while shelf.catalogue.generation() < begun + 20:
                time.sleep(0.01)
            seen: list[int] = []
            for turn in range(3):
                back_up(
                    shelf.catalogue, tmp_path / f"copy-{turn}", lambda _d, _t: seen.append(shelf.catalogue.generation())
                )
            assert seen[-1] > seen[0], "nothing was written meanwhile"
        finally:
            writer.kill()
    for turn in range(3):
        names = articles_of(tmp_path / f"copy-{turn}")
        left, right = ([name[5:] for name in names if name.startswith(side)] for side in ("left-", "right"))
        assert len(left) >= 20
        assert left == [name.removeprefix("-") for name in right]
        copy = open_library(tmp_path / f"copy-{turn}", embedder=HashEmbedder())
        assert len(left) == copy.catalogue.generation() - begun
        copy.close()


def test_a_folder_that_holds_something_is_refused(shelf: Library, tmp_path: Path) -> None:
    """Neither what is in a folder, nor a file in its place, is touched; what an earlier copy has left is."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter").write_text("dear")
    (tmp_path / "file").write_text("dear")
    for target in (tmp_path / "full", tmp_path / "file", tmp_path / "file" / "below", shelf.folder):
        with pytest.raises(InvalidInput):
            back_up(shelf.catalogue, target)
    assert ((tmp_path / "full" / "letter").read_text(), (tmp_path / "file").read_text()) == ("dear", "dear")
    (tmp_path / "killed").mkdir()
    (tmp_path / "killed" / f"{FILE_NAME}.new").write_text("half")
    back_up(shelf.catalogue, tmp_path / "killed")
    assert articles_of(tmp_path / "killed") == ["a", "b"]


def test_a_copy_that_fails_leaves_nothing(shelf: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it is broken off, or the disk refuses its name, no file and no folder of it is there."""

    def break_off(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    def refuse(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(KeyboardInterrupt):
        back_up(shelf.catalogue, tmp_path / "new" / "copy", break_off)
    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(StorageFailed, match="No space left"):
        back_up(shelf.catalogue, tmp_path / "new" / "copy")
    assert not (tmp_path / "new").exists()
    (tmp_path / "empty").mkdir()
    with pytest.raises(StorageFailed):
        back_up(shelf.catalogue, tmp_path / "empty")
    assert list((tmp_path / "empty").iterdir()) == []
