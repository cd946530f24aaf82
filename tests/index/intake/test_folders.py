"""Folders that are watched: what is at rest, what is new, and what happens while it is read."""

import io
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

import index.intake.folders
from index.catalogue.catalogue import Catalogue
from index.catalogue.watched import Stamp
from index.formats import Options, read_paths
from index.intake.folders import Delivered, Folders, Found, deliver, take_stamp
from index.types import Record, Withdrawal

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
PLAIN = "January 28, 2015\nBridge {}\n\nThe bridge opened.\n"


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def inbound(tmp_path: Path) -> Path:
    folder = tmp_path / "inbound"
    folder.mkdir()
    return folder


def write(path: Path, title: str = "One") -> Path:
    path.write_text(PLAIN.format(title), encoding="utf-8")
    return path


def names(found: tuple[Found, ...]) -> list[str]:
    return [file.path.name for file in found]


def known_to(catalogue: Catalogue) -> dict[Path, Stamp]:
    with catalogue.snapshot() as snapshot:
        return snapshot.watched.files()


def count_waiting(catalogue: Catalogue) -> int:
    with closing(sqlite3.connect(catalogue.name)) as reading:
        return int(reading.execute("SELECT count(*) FROM inbox").fetchone()[0])


def take(folders: Folders, catalogue: Catalogue, clock: float) -> Delivered:
    look = folders.look(known_to(catalogue), clock)
    return deliver(look.ready, catalogue, Options(source="post"), NOW)


def test_a_file_is_read_when_it_has_come_to_rest(inbound: Path) -> None:
    """While it grows it is left alone; seen unchanged for as long as it takes, it is ready."""
    folders = Folders([inbound], settle=2)
    path = write(inbound / "a.txt")
    assert folders.look({}, 100).moving == 1
    path.write_text(PLAIN.format("One") + "More.")
    assert folders.look({}, 101.9).ready == ()
    assert folders.look({}, 103).ready == ()
    assert names(folders.look({}, 104).ready) == ["a.txt"]


def test_new_and_changed_files_are_read_once(inbound: Path, catalogue: Catalogue) -> None:
    """What has been read is passed over, also by the next process; a change makes a file new."""
    write(inbound / "a.txt", "One")
    write(inbound / "b.txt", "Two")
    (inbound / "c.png").write_text("of another kind")
    assert take(Folders([inbound], settle=0), catalogue, 0).files == 2
    assert take(Folders([inbound], settle=0), catalogue, 0).files == 0
    write(inbound / "b.txt", "Two and a half")
    assert take(Folders([inbound], settle=0), catalogue, 0).files == 1
    assert count_waiting(catalogue) == 3


def test_a_file_that_changes_while_it_is_read_is_given_up(
    inbound: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read of it from then on is dropped, it is not remembered, and the others are read."""
    write(inbound / "a.txt", "One")
    write(inbound / "b.txt", "Two")

    def meddle(paths: list[Path], *, options: Options, stdin: io.BytesIO) -> Iterator[Record]:
        records = list(read_paths(paths, options=options, stdin=stdin))
        if paths[0].name == "a.txt":
            write(paths[0], "One, longer")
        return iter(records)

    monkeypatch.setattr(index.intake.folders, "read_paths", meddle)
    delivered = take(Folders([inbound], settle=0), catalogue, 0)
    assert (delivered.files, delivered.accepted, count_waiting(catalogue)) == (1, 1, 1)
    assert [path.name for path in known_to(catalogue)] == ["b.txt"]


def test_a_folder_that_vanishes_is_told_and_watched_on(inbound: Path, catalogue: Catalogue) -> None:
    """Without it the others are read; when it is back, only what is new in it is."""
    other = inbound.parent / "other"
    other.mkdir()
    folders = Folders([inbound, other], settle=0)
    write(inbound / "a.txt", "One")
    assert take(folders, catalogue, 0).files == 1
    shutil.move(inbound, inbound.parent / "away")
    write(other / "b.txt", "Two")
    look = folders.look(known_to(catalogue), 1)
    assert [(trouble.origin, trouble.reason) for trouble in look.trouble] == [
        (str(inbound), "it cannot be opened: No such file or directory")
    ]
    assert names(look.ready) == ["b.txt"]
    shutil.move(inbound.parent / "away", inbound)
    write(inbound / "c.txt", "Three")
    look = folders.look(known_to(catalogue), 2)
    assert (look.trouble, names(look.ready)) == ((), ["c.txt", "b.txt"])


def test_a_file_that_goes_between_two_looks_is_no_trouble(inbound: Path, catalogue: Catalogue) -> None:
    """It is forgotten; going while it waits to be read costs nothing either."""
    folders = Folders([inbound], settle=1)
    path = write(inbound / "a.txt")
    assert folders.look({}, 0).moving == 1
    path.unlink()
    assert folders.look({}, 5) == index.intake.folders.Look((), 0, ())
    stamp = Stamp(1, 1)
    assert deliver([Found(path, stamp)], catalogue, Options(), NOW).accepted == 0
    assert known_to(catalogue) == {}


def test_bad_records_are_told_once(inbound: Path, catalogue: Catalogue) -> None:
    """A file with nothing good in it is read, its faults are counted, and it is not read again until it changes."""
    (inbound / "a.jsonl").write_text('{"title": "x"}\n' * 3)
    (inbound / "e.txt").write_text("")
    delivered = take(Folders([inbound], settle=0), catalogue, 0)
    assert (delivered.files, delivered.accepted, delivered.rejections) == (2, 0, 4)
    assert take(Folders([inbound], settle=0), catalogue, 0).files == 0


def test_long_files_are_put_in_batches(inbound: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of many records is one job, whose total is right in the end."""
    line = '{{"title": "Bridge {}", "text": "It opened.", "published": "2015-01-28", "source": "post"}}\n'
    (inbound / "a.jsonl").write_text("".join(line.format(n) for n in range(200)))
    delivered = take(Folders([inbound], settle=0), catalogue, 0)
    with catalogue.snapshot() as snapshot:
        job = snapshot.jobs.get(delivered.job)
    assert (delivered.accepted, job.total, count_waiting(catalogue)) == (200, 200, 200)


def test_names_that_are_no_text_are_remembered(inbound: Path, catalogue: Catalogue) -> None:
    """A file name is bytes, and need not be UTF-8."""
    raw = os.path.join(os.fsencode(inbound), b"caf\xe9.txt")  # noqa: PTH118 - pathlib takes no bytes
    path = write(Path(os.fsdecode(raw)))
    assert take(Folders([inbound], settle=0), catalogue, 0).files == 1
    assert known_to(catalogue) == {path: take_stamp(path)}


def test_withdrawals_in_files_are_accepted(
    inbound: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are counted apart from articles, and one that names no article is among the rejections."""
    records = [Withdrawal(id="a"), Withdrawal(origin="a.txt", line=2)]
    monkeypatch.setattr(index.intake.folders, "read_paths", lambda *_, **__: iter(records))
    write(inbound / "a.txt")
    delivered = take(Folders([inbound], settle=0), catalogue, 0)
    assert (delivered.accepted, delivered.withdrawals, delivered.rejections) == (0, 1, 1)
    assert [(one.origin, one.line) for one in delivered.rejected] == [("a.txt", 2)]
    assert count_waiting(catalogue) == 1
