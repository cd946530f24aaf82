"""Files and folders: which are read, by which reader, and how far reading has come."""

import io
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from index.errors import Unreadable
from index.formats import feed, html, jsonfile, jsonlines, plain, table
from index.formats.lines import BLANKS
from index.formats.options import Options
from index.formats.streams import COMPRESSIONS, open_stream
from index.types import Article, Rejected

Reader = Callable[[io.BufferedReader, str, Options], Iterator[Article | Rejected]]

_STDIN = "-"
_READERS: dict[str, Reader] = {
    ".txt": plain.read,
    ".text": plain.read,
    ".jsonl": jsonlines.read,
    ".ndjson": jsonlines.read,
    ".json": jsonfile.read,
    ".csv": table.read,
    ".tsv": table.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".xml": feed.read,
    ".rss": feed.read,
    ".atom": feed.read,
    ".rdf": feed.read,
}
_MARKUP = re.compile(rb"<(?:\?xml|!doctype|html|rss|feed|rdf)\b", re.IGNORECASE)


def read_paths(
    paths: Iterable[str | Path],
    *,
    options: Options,
    stdin: BinaryIO,
    on_bytes: Callable[[int], None] | None = None,
) -> Iterator[Article | Rejected]:
    """Read files, folders with all that is below them, and `-`, the standard input; whatever is bad is a `Rejected`.

    Files ending in `.gz`, `.xz`, `.zst` or `.bz2` are expanded. A folder's files come in the order of their names;
    hidden ones and those of an unknown kind are passed over. `on_bytes` hears how many bytes were taken from the disk
    since it last heard; together they are `total_bytes`.
    """
    for path in paths:
        if str(path) == _STDIN:
            yield from _read_stream(stdin, "standard input", _UNKNOWN, options, on_bytes)
            continue
        for file in walk(Path(path)):
            yield from [file] if isinstance(file, Rejected) else _read_file(file, options, on_bytes)


def find_unreadable(paths: Iterable[str | Path]) -> list[Rejected] | None:
    """Return why nothing of the paths can be read, before anything is; None where something may be.

    The list is empty where folders hold no file of a known kind.
    """
    found: list[Rejected] = []
    for path in paths:
        if str(path) == _STDIN:
            return None
        for file in walk(Path(path)):
            rejected = file if isinstance(file, Rejected) else _refuse(file)
            if rejected is None:
                return None
            found.append(rejected)
    return found


def _refuse(path: Path) -> Rejected | None:
    """Return why a file cannot be read, as far as that is seen without opening it."""
    kind = _Kind.of(path)
    if kind.format and kind.format not in _READERS:
        return Rejected(str(path), None, f"unknown kind of file: {kind.format} is none of {', '.join(_READERS)}")
    try:
        path.stat()
    except OSError as error:
        return Rejected(str(path), None, f"it cannot be opened: {error.strerror}")
    return None if os.access(path, os.R_OK) else Rejected(str(path), None, "it cannot be opened: Permission denied")


def total_bytes(paths: Iterable[str | Path]) -> int | None:
    """Return how many bytes `read_paths` would take from the disk; None where that cannot be told, as of a pipe."""
    total = 0
    for path in paths:
        if str(path) == _STDIN:
            return None
        for file in walk(Path(path)):
            try:
                status = None if isinstance(file, Rejected) else file.stat()
            except OSError:
                continue  # `read_paths` will say why
            if status and not stat.S_ISREG(status.st_mode):
                return None
            total += status.st_size if status else 0
    return total


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a file's extension says of its format and its compression; each is empty where it says nothing."""

    format: str
    compression: str

    @classmethod
    def of(cls, path: Path) -> "_Kind":
        name = path.name.lower()
        compression = next((suffix for suffix in COMPRESSIONS if name.endswith(suffix)), "")
        return cls(Path(name.removesuffix(compression)).suffix, compression)


_UNKNOWN = _Kind("", "")


def walk(path: Path) -> Iterator[Path | Rejected]:
    """Yield the file itself, or the files below the folder that have a reader; links to folders are not followed."""
    waiting = [path]
    while waiting:
        entry = waiting.pop()
        try:
            if entry.is_dir():
                waiting += sorted(_list(entry), reverse=True)
            else:
                yield entry
        except OSError as error:
            yield Rejected(str(entry), None, f"it cannot be opened: {error.strerror}")


def _list(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name.startswith("."):
            continue
        if (entry.is_dir() and not entry.is_symlink()) or (entry.is_file() and _Kind.of(entry).format in _READERS):
            yield entry


def _read_file(path: Path, options: Options, on_bytes: Callable[[int], None] | None) -> Iterator[Article | Rejected]:
    if rejected := _refuse(path):
        yield rejected
        return
    try:
        file = path.open("rb")
    except OSError as error:
        yield Rejected(str(path), None, f"it cannot be opened: {error.strerror}")
        return
    with file:
        yield from _read_stream(file, str(path), _Kind.of(path), options, on_bytes)


def _read_stream(
    file: BinaryIO, origin: str, kind: _Kind, options: Options, on_bytes: Callable[[int], None] | None
) -> Iterator[Article | Rejected]:
    record: Article | Rejected | None = None
    try:
        stream = open_stream(file, kind.compression, on_bytes)
        read = _READERS.get(kind.format) or _sniff(stream)
        for record in read(stream, origin, options):
            yield record
    except Unreadable as error:
        yield Rejected(origin, None, error.message)
        return
    if record is None:
        yield Rejected(origin, None, "it is empty: there is no record in it")


def _sniff(stream: io.BufferedReader) -> Reader:
    head = stream.peek(1).lstrip(BLANKS)
    if head.startswith((b"{", b"[")):
        return jsonfile.read
    if not _MARKUP.match(head):
        return plain.read
    return html.read if b"<html" in head.lower() else feed.read
