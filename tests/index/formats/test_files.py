"""Files, folders and streams: detection, decompression, progress, limits and rejections."""

import bz2
import gzip
import io
import json
import lzma
import os
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest
import zstandard

from index.formats import Options, read_paths, total_bytes
from index.types import Article, Record, Rejected

OPTIONS = Options()
PLAIN = "January 28, 2015\nBridge Opens\n\nThe bridge opened.\n"

COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".xz": partial(lzma.compress, preset=0),
    ".bz2": bz2.compress,
    ".zst": zstandard.ZstdCompressor().compress,
}


def write_lines(count: int, text: str = "The bridge opened.") -> bytes:
    record = {"text": text, "published": "2015-01-28"}
    return b"".join(json.dumps(record | {"title": f"Bridge {n}"}).encode() + b"\n" for n in range(count))


def write_noise(count: int) -> bytes:
    """Return lines that do not compress well, so that a cut in the file is a cut in the middle of the lines."""
    return b"".join(write_lines(1, text=os.urandom(200).hex()) for _ in range(count))


def read(*paths: str | Path, stdin: bytes = b"") -> list[Record]:
    return list(read_paths(paths, options=OPTIONS, stdin=io.BytesIO(stdin)))


def titles(records: Iterable[Record]) -> list[str]:
    return [record.title for record in records if isinstance(record, Article)]


def rejections(records: Iterable[Record]) -> list[Rejected]:
    return [record for record in records if isinstance(record, Rejected)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", PLAIN),
        ("a.TEXT", PLAIN),
        ("a.jsonl", '{"title": "Bridge Opens", "text": "t", "published": "2015-01-28"}\n'),
        ("a.ndjson", '{"title": "Bridge Opens", "text": "t", "published": "2015-01-28"}\n'),
        ("a.json", '[{"title": "Bridge Opens", "text": "t", "published": "2015-01-28"}]'),
        ("a.csv", "title,text,published\nBridge Opens,t,2015-01-28\n"),
        ("a.tsv", "title\ttext\tpublished\nBridge Opens\tt\t2015-01-28\n"),
    ],
)
@pytest.mark.parametrize("compression", ["", *COMPRESS])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_format_is_read_compressed_and_in_utf_16(
    tmp_path: Path, name: str, data: str, compression: str, encoding: str
) -> None:
    """The suffix gives format and compression; UTF-16 and byte-order marks work in every format."""
    path = tmp_path / (name + compression)
    path.write_bytes(COMPRESS.get(compression, bytes)(data.encode(encoding)))
    assert titles(read(path)) == ["Bridge Opens"]


def test_a_folder_is_read_in_order(tmp_path: Path) -> None:
    """A folder is read in the order of names; hidden and unknown files and linked folders are skipped."""
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c.txt", ".hidden.txt", ".git/x.txt", "README", "x.png", "x.doc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PLAIN.replace("Bridge Opens", name))
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    assert titles(read(tmp_path)) == ["a.txt", "b/1.txt", "b/2.txt", "c.txt"]
    assert rejections(read(tmp_path)) == []


@pytest.mark.parametrize("name", ["x.png", "x.doc", "x.odt", "x.tar.gz"])
def test_a_named_file_of_unknown_type_is_rejected(tmp_path: Path, name: str) -> None:
    """A file that is named, not found in a folder, is not skipped silently."""
    (tmp_path / name).write_text(PLAIN)
    (rejected,) = read(tmp_path / name)
    assert isinstance(rejected, Rejected)
    assert rejected.origin == str(tmp_path / name)
    assert rejected.reason.startswith("unknown file type")


def test_a_missing_file_is_rejected(tmp_path: Path) -> None:
    """A missing file and a dangling link do not affect other files."""
    (tmp_path / "a.txt").write_text(PLAIN)
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone")
    records = read(tmp_path / "none.txt", tmp_path / "b.txt", tmp_path / "a.txt")
    assert titles(records) == ["Bridge Opens"]
    assert [Path(rejected.origin).name for rejected in rejections(records)] == ["none.txt", "b.txt"]


@pytest.mark.parametrize("name", ["e.txt", "e.jsonl", "e.json", "e.csv", "e.txt.gz", "e.jsonl.zst", "e.json.xz"])
@pytest.mark.parametrize("blank", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_rejected(tmp_path: Path, name: str, blank: bytes) -> None:
    """A file without a record is not skipped silently."""
    path = tmp_path / name
    path.write_bytes(COMPRESS.get(path.suffix, bytes)(blank))
    (rejected,) = read(path)
    assert isinstance(rejected, Rejected)
    assert "empty" in rejected.reason


@pytest.mark.parametrize("data", [b"{}", PLAIN.encode(), bytes(range(256))])
@pytest.mark.parametrize("compression", COMPRESS)
def test_a_file_with_a_wrong_compression_suffix_is_rejected(tmp_path: Path, compression: str, data: bytes) -> None:
    """Data that does not match the compression suffix is one rejection."""
    path = tmp_path / f"a.jsonl{compression}"
    path.write_bytes(data)
    assert [rejected.line for rejected in rejections(read(path))] == [None]


@pytest.mark.parametrize("compression", COMPRESS)
@pytest.mark.parametrize("kept", [0.0, 0.5, 0.9, -1])
def test_a_truncated_file_gives_the_records_before_the_end(tmp_path: Path, compression: str, kept: float) -> None:
    """The records before the truncation are articles, and the truncation is exactly one rejection."""
    whole = write_noise(5_000)
    data = COMPRESS[compression](whole)
    path = tmp_path / f"a.jsonl{compression}"
    path.write_bytes(data[: int(kept * len(data))] if kept >= 0 else data[:-1])
    records = read(path)
    if kept > 0.1:
        assert len(titles(records)) > 500
    assert len(titles(records)) <= 5_000
    (rejected,) = rejections(records)
    assert rejected is records[-1]
    assert "truncated" in rejected.reason or "empty" in rejected.reason


@pytest.mark.parametrize("compression", COMPRESS)
def test_a_damaged_file_is_rejected(tmp_path: Path, compression: str) -> None:
    """A flipped byte is detected by checksum or decoder, and does not raise."""
    compress = (
        zstandard.ZstdCompressor(write_checksum=True).compress if compression == ".zst" else COMPRESS[compression]
    )
    data = bytearray(compress(write_noise(2_000)))
    data[len(data) // 2] ^= 0xFF
    path = tmp_path / f"a.jsonl{compression}"
    path.write_bytes(data)
    assert rejections(read(path))


@pytest.mark.parametrize("compression", COMPRESS)
def test_concatenated_compressed_files_are_read(tmp_path: Path, compression: str) -> None:
    """Several compressed streams in one file are read to the end."""
    path = tmp_path / f"a.jsonl{compression}"
    path.write_bytes(COMPRESS[compression](write_lines(2)) + COMPRESS[compression](write_lines(3)))
    assert len(titles(read(path))) == 5


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (b'{"title": "J", "text": "t", "published": "2015-01-28"}\n', "J"),
        (b'\xef\xbb\xbf\n {\n"title": "J", "text": "t", "published": "2015-01-28"}', "J"),
        (b' [{"title": "J", "text": "t", "published": "2015-01-28"}]', "J"),
        (PLAIN.encode(), "Bridge Opens"),
        (PLAIN.encode("utf-16"), "Bridge Opens"),
    ],
)
def test_standard_input_is_detected_by_first_bytes(tmp_path: Path, data: bytes, title: str) -> None:
    """The standard input and files without a suffix are detected by their first bytes."""
    assert titles(read("-", stdin=data)) == [title]
    (tmp_path / "nameless").write_bytes(data)
    (tmp_path / "nameless.gz").write_bytes(gzip.compress(data))
    assert titles(read(tmp_path / "nameless", tmp_path / "nameless.gz")) == [title, title]


def test_standard_input_is_named_in_rejections() -> None:
    """The origin of a rejection is "standard input"."""
    (rejected,) = read("-", stdin=b"")
    assert isinstance(rejected, Rejected)
    assert rejected.origin == "standard input"


def test_standard_input_is_streamed() -> None:
    """A record is yielded before the pipe is closed."""

    class Pipe(io.RawIOBase):
        blocks = iter([write_lines(1)])

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            block = next(self.blocks, None)
            assert block is not None, "read too far"
            buffer[: len(block)] = block
            return len(block)

    records = read_paths(["-"], options=OPTIONS, stdin=io.BufferedReader(Pipe()))
    assert titles([next(records)]) == ["Bridge 0"]


@pytest.mark.parametrize("compression", ["", *COMPRESS])
def test_progress_adds_up_to_the_size_on_the_disk(tmp_path: Path, compression: str) -> None:
    """`on_bytes` counts compressed bytes, is called while reading, and sums to `total_bytes`."""
    path = tmp_path / f"a.jsonl{compression}"
    path.write_bytes(COMPRESS.get(compression, bytes)(write_noise(6_000)))
    (tmp_path / "b.txt").write_text(PLAIN)
    heard: list[int] = []
    records = read_paths([tmp_path], options=OPTIONS, stdin=io.BytesIO(), on_bytes=heard.append)
    next(records)
    assert 0 < sum(heard) < path.stat().st_size
    assert len(list(records)) == 6_000
    assert sum(heard) == path.stat().st_size + len(PLAIN) == total_bytes([tmp_path])


def test_the_total_of_a_pipe_is_unknown(tmp_path: Path) -> None:
    """The total is None for a pipe; a missing file adds nothing."""
    os.mkfifo(tmp_path / "pipe")
    assert total_bytes([tmp_path, "-"]) is None
    assert total_bytes(["-"], io.BytesIO(b"news")) is None
    path = tmp_path / "news.jsonl"
    path.write_bytes(b"{}" * 50)
    with path.open("rb") as file:
        file.read(10)
        assert total_bytes(["-"], file) == 90
    path.unlink()
    assert total_bytes([tmp_path / "pipe"]) is None
    assert total_bytes([tmp_path, tmp_path / "none"]) == 0


def test_a_file_is_closed_when_the_iterator_is_closed(tmp_path: Path) -> None:
    """Closing the iterator after the first record closes the file."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(write_lines(10))
    records = read_paths([path], options=OPTIONS, stdin=io.BytesIO())
    assert isinstance(records, Iterator)
    next(records)
    records.close()  # type: ignore[attr-defined]
    opened = {link.resolve() for link in Path("/proc/self/fd").iterdir()}
    assert path not in opened


def peak_of(records: Iterator[Record]) -> tuple[int, list[int | None], int]:
    """Return the peak memory in bytes, the lines of the rejections, and the number of articles."""
    articles, rejected = 0, []
    tracemalloc.start()
    try:
        for record in records:
            if isinstance(record, Rejected):
                rejected.append(record.line)
            else:
                articles += 1
        return tracemalloc.get_traced_memory()[1], rejected, articles
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.jsonl.zst", "a.json.xz"])
def test_a_line_of_50_megabytes_is_not_kept_in_memory(tmp_path: Path, name: str) -> None:
    """A record over the limit is rejected without being kept in memory, and the next is read."""
    good = write_lines(1).strip()
    between = b",\n" if ".json" in Path(name).suffixes else b"\n"
    long = b'{"title": "' + b"x" * 50_000_000 + b'"}'
    data = between.join([good, long, good])
    if name == "a.csv":
        data = b"title,text,published\nBridge,t,2015-01-28\n" + b"x" * 50_000_000 + b"\nBridge,t,2015-01-28\n"
    elif between == b",\n":
        data = b"[" + data + b"]"
    path = tmp_path / name
    path.write_bytes(COMPRESS.get(path.suffix, bytes)(data))
    options = Options(max_record=1_000_000)
    peak, rejected, articles = peak_of(read_paths([path], options=options, stdin=io.BytesIO()))
    assert (rejected, articles) == ([3 if name == "a.csv" else 2], 2)
    assert peak < 25_000_000


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.jsonl.gz"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, name: str) -> None:
    """A file ten times as long takes no more memory."""
    peaks = []
    for count in (300, 3_000):
        data = write_lines(count, text="word " * 200)
        if name == "a.csv":
            data = b"title,text,published\n" + b"Bridge," + b"word " * 200 + b",2015-01-28\n" * count
        elif name == "a.json":
            data = b"[" + data.strip().replace(b"\n", b",") + b"]"
        path = tmp_path / name
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        peaks.append(peak_of(read_paths([path], options=OPTIONS, stdin=io.BytesIO()))[0])
    assert peaks[1] < peaks[0] + 500_000


@pytest.mark.parametrize("name", ["a.jsonl.zst", "a.jsonl.gz", "a.xml.gz", "a.txt.gz"])
def test_a_decompression_bomb_is_not_expanded_in_memory(tmp_path: Path, name: str) -> None:
    """A small file that expands to half a gigabyte is read within a memory limit, in every format."""
    path, block = tmp_path / name, b"<rss><channel><item>".ljust(500_000_000)
    if name.endswith(".gz"):
        path.write_bytes(gzip.compress(block, 1))
    else:
        path.write_bytes(zstandard.ZstdCompressor(level=19).compress(block))
    del block
    peak, rejected, articles = peak_of(read_paths([path], options=Options(max_record=1_000), stdin=io.BytesIO()))
    assert (len(rejected), articles) == (1, 0)
    assert peak < 40_000_000
