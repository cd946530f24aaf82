"""Zip files: what is read of them, and what is refused."""

import gzip
import io
import struct
import zipfile
from pathlib import Path

import pytest

from bench.samples import PAGE, PLAIN, SAMPLES, write_zip
from index.formats import Options, read_paths
from index.formats.progress import Progress
from index.types import Article, Record, Rejected


def read(path: Path, progress: Progress | None = None) -> list[Record]:
    return list(read_paths([path], options=Options(progress=progress or Progress()), stdin=io.BytesIO()))


def write(folder: Path, data: bytes, name: str = "a.zip") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_each_file_is_read_by_its_own_format(tmp_path: Path) -> None:
    """A page, a compressed text, a mail and a web archive within one file are all read."""
    files = {
        "pages/a.html": PAGE.encode(),
        "b.txt.gz": gzip.compress(PLAIN.encode()),
        "c.eml": SAMPLES["eml"](),
        "d.warc.gz": SAMPLES["warc.gz"](),
    }
    records = read(write(tmp_path, write_zip(files)))
    assert len(records) == 5
    assert all(isinstance(record, Article) for record in records)


def test_it_is_told_by_its_first_bytes(tmp_path: Path) -> None:
    """A zip file without a suffix is read as one."""
    assert len(read(write(tmp_path, write_zip(), "news"))) == 2


def test_other_files_are_counted(tmp_path: Path) -> None:
    """Hidden files are skipped, and those of unknown types counted by their kind."""
    files = {
        "a.txt": PLAIN.encode(),
        "b.exe": b"",
        "c.exe": b"",
        "README": b"",
        ".hidden.txt": b"",
        "__MACOSX/a.txt": b"",
    }
    progress = Progress()
    assert len(read(write(tmp_path, write_zip(files)), progress)) == 1
    assert progress.passed == {".exe": 2, "file without a suffix": 1}


def test_a_rejection_names_the_file_within(tmp_path: Path) -> None:
    """The origin of a rejection is a path below the zip file."""
    (record,) = read(write(tmp_path, write_zip({"old/a.txt": b"No date here"})))
    assert isinstance(record, Rejected)
    assert record.origin == str(tmp_path / "a.zip" / "old/a.txt")


def test_a_zip_within_a_zip_is_refused(tmp_path: Path) -> None:
    """One sentence says what to do with it."""
    (record,) = read(write(tmp_path, write_zip({"b.zip": write_zip()})))
    assert isinstance(record, Rejected)
    assert record.reason == "a zip file within a zip file is not read; unpack it and ingest the folder"


@pytest.mark.parametrize("name", ["../../escaped.txt", "/etc/escaped.txt", "a/../../escaped.txt"])
def test_no_path_escapes(tmp_path: Path, name: str) -> None:
    """A file whose name leads elsewhere is read, and nothing is written anywhere."""
    inner = tmp_path / "x" / "y"
    inner.mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    path = write(inner, write_zip({name: PLAIN.encode()}))
    assert isinstance(read(path)[0], Article)
    assert sorted(tmp_path.rglob("*")) == sorted([*before, path])


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    """A file that expands to far more than a text does is not read to its end; the one before it is."""
    records = read(write(tmp_path, write_zip({"a.txt": PLAIN.encode(), "b.jsonl": b" " * 200_000_000})))
    assert isinstance(records[0], Article)
    assert isinstance(records[1], Rejected)
    assert "expands to more than" in records[1].reason


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    """One sentence says that it is encrypted."""
    data = bytearray(write_zip({"a.txt": PLAIN.encode()}))
    directory = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[directory + 8] |= 1
    (record,) = read(write(tmp_path, bytes(data)))
    assert isinstance(record, Rejected)
    assert "it is encrypted" in record.reason


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    """A directory that is too large to hold is refused before it is read."""
    data = bytearray(write_zip())
    end = data.rindex(b"PK\x05\x06")
    data[end + 12 : end + 16] = struct.pack("<I", 500_000_000)
    (record,) = read(write(tmp_path, bytes(data)))
    assert isinstance(record, Rejected)
    assert "too many files" in record.reason


@pytest.mark.parametrize("cut", [10, 100, 300])
def test_a_cut_file_is_refused(tmp_path: Path, cut: int) -> None:
    """A zip file without its end has one rejection."""
    (record,) = read(write(tmp_path, write_zip()[:-cut]))
    assert isinstance(record, Rejected)
    assert "not a zip file, or is cut short" in record.reason


def test_a_damaged_file_costs_itself(tmp_path: Path) -> None:
    """A file whose check sum is wrong is rejected, and the next is read."""
    data = bytearray(write_zip({"a.txt": PLAIN.encode() * 3, "b.txt": PLAIN.encode()}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        start = archive.infolist()[0].header_offset
    data[start + 45] ^= 0xFF
    first, second = read(write(tmp_path, bytes(data)))
    assert isinstance(first, Rejected)
    assert isinstance(second, Article)
