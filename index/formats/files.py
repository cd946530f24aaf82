"""Records from files, folders and the standard input, with the progress in bytes."""

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from index.errors import Unreadable
from index.formats.options import Options
from index.formats.parallel import Pending, resolve
from index.formats.streams import AS_IS, open_stream
from index.formats.suffixes import SUFFIXES, Suffixes
from index.types import Record, Rejected

_STDIN = "-"
_INSTEAD = dict.fromkeys((".tar", ".tgz", ".tbz2", ".txz", ".7z", ".rar", ".wacz"), "unpack it and pass its folder")
_INSTEAD |= dict.fromkeys((".xlsx", ".xls", ".ods"), "save each sheet as CSV")
_INSTEAD |= dict.fromkeys((".doc", ".odt", ".rtf"), "save it as .docx")


def read_paths(
    paths: Iterable[str | Path],
    *,
    options: Options,
    stdin: BinaryIO,
    on_bytes: Callable[[int], None] | None = None,
) -> Iterator[Record]:
    """Read files, folders with everything below them, and `-`, the standard input; a path that fails is a `Rejected`.

    Files ending in `.gz`, `.xz`, `.zst` or `.bz2` are decompressed. The files of a folder are read in the order of
    their names; hidden ones and those with an unknown suffix are skipped. `on_bytes` is called with the number of bytes
    read from disk since the last call; the sum over a whole run is `total_bytes`. With a pool, pages are parsed by its
    processes, some in advance; the records keep their order.
    """
    records = _read_all(paths, options, stdin, on_bytes)
    return resolve(records, options.progress, options.pool.ahead if options.pool else 0)


def _read_all(
    paths: Iterable[str | Path], options: Options, stdin: BinaryIO, on_bytes: Callable[[int], None] | None
) -> Iterator[Record | Pending]:
    for path in paths:
        if str(path) == _STDIN:
            yield from read_stream(stdin, "standard input", Suffixes(), options, on_bytes)
            continue
        for file in walk(Path(path)):
            yield from [file] if isinstance(file, Rejected) else _read_file(file, options, on_bytes)


def find_unreadable(paths: Iterable[str | Path]) -> list[Rejected] | None:
    """Return why none of the paths can be read, without opening any; None if at least one may be readable.

    The list is empty if the paths are folders without a file of a known suffix.
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


def count_passed_over(paths: Iterable[str | Path]) -> dict[str, int]:
    """Return how many files below the folders have no known format, by suffix, or by name where they have none."""
    passed: Counter[str] = Counter()
    for path in paths:
        waiting = [Path(path)] if str(path) != _STDIN and Path(path).is_dir() else []
        while waiting:
            with suppress(OSError):  # `read_paths` reports it
                for entry in waiting.pop().iterdir():
                    if entry.name.startswith(".") or (entry.is_symlink() and entry.is_dir()):
                        continue
                    if entry.is_dir():
                        waiting.append(entry)
                    elif not (suffixes := Suffixes.of(entry)).is_readable(SUFFIXES):
                        passed[f"{suffixes.format}{suffixes.compression}" or entry.name] += 1
    return dict(passed.most_common())


def find_web_archives(paths: Iterable[str | Path]) -> Iterator[Path]:
    """Yield the web archives that `read_paths` will read, which can be read on from a place within."""
    for path in paths:
        for file in walk(Path(path)) if str(path) != _STDIN else ():
            if isinstance(file, Path) and Suffixes.of(file).is_web_archive:
                yield file


def total_bytes(paths: Iterable[str | Path], stdin: BinaryIO | None = None) -> int | None:
    """Return how many bytes `read_paths` will read from disk; None if that is unknown, as for a pipe.

    The standard input is known if `stdin` is a file.
    """
    total = 0
    for path in paths:
        if str(path) == _STDIN:
            given = _left_in(stdin)
            if given is None:
                return None
            total += given
            continue
        for file in walk(Path(path)):
            try:
                status = None if isinstance(file, Rejected) else file.stat()
            except OSError:
                continue  # `read_paths` reports it
            if status and not stat.S_ISREG(status.st_mode):
                return None
            total += status.st_size if status else 0
    return total


def _left_in(stdin: BinaryIO | None) -> int | None:
    with suppress(OSError, ValueError):  # it is closed, or no file of the system
        if stdin is not None and stat.S_ISREG((status := os.fstat(stdin.fileno())).st_mode):
            return max(0, status.st_size - stdin.tell())
    return None


def walk(path: Path) -> Iterator[Path | Rejected]:
    """Yield the file itself, or the files of known formats below the folder; links to folders are not followed."""
    waiting = [path]
    while waiting:
        entry = waiting.pop()
        try:
            if entry.is_dir():
                waiting += sorted(_list(entry), reverse=True)
            else:
                yield entry
        except OSError as error:
            yield _cannot_open(entry, error)


def _list(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name.startswith("."):
            continue
        if (entry.is_dir() and not entry.is_symlink()) or (
            entry.is_file() and Suffixes.of(entry).is_readable(SUFFIXES)
        ):
            yield entry


def _refuse(path: Path) -> Rejected | None:
    """Return why a file cannot be read, as far as that is known without opening it."""
    suffix = Suffixes.of(path).format
    if suffix and suffix not in SUFFIXES:
        what = _INSTEAD.get(suffix, f"supported are: {', '.join(SUFFIXES)}")
        return Rejected(str(path), None, f"unknown file type {suffix}; {what}")
    try:
        path.stat()
    except OSError as error:
        return _cannot_open(path, error)
    return None if os.access(path, os.R_OK) else Rejected(str(path), None, "it cannot be opened: Permission denied")


def _cannot_open(path: Path, error: OSError) -> Rejected:
    return Rejected(str(path), None, f"it cannot be opened: {error.strerror}")


def _read_file(path: Path, options: Options, on_bytes: Callable[[int], None] | None) -> Iterator[Record | Pending]:
    if rejected := _refuse(path):
        yield rejected
        return
    try:
        file = path.open("rb")
    except OSError as error:
        yield _cannot_open(path, error)
        return
    with file:
        yield from read_stream(file, str(path), Suffixes.of(path), options.in_file(lambda: _time_of(path)), on_bytes)


def _time_of(path: Path) -> datetime | None:
    with suppress(OSError, OverflowError, ValueError):
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)
    return None


def read_stream(
    file: BinaryIO,
    origin: str,
    suffixes: Suffixes,
    options: Options,
    on_bytes: Callable[[int], None] | None = None,
) -> Iterator[Record | Pending]:
    """Read one file by its suffixes, else by its first bytes; one that has no record is a `Rejected`."""
    from index.formats.detection import detect, name_of  # its readers take 90 ms to import: a missing file needs none

    record: Record | Pending | None = None
    try:
        stream = open_stream(file, AS_IS if suffixes.is_web_archive else suffixes.compression, on_bytes)
        read = detect(stream, suffixes.format)
        if options.trace is not None:
            options.trace.begin(origin, name_of(read))
        for record in read(stream, origin, options):
            yield record
    except Unreadable as error:
        yield Rejected(origin, None, error.message)
        return
    if record is None and origin not in options.progress.starts:
        yield Rejected(origin, None, "it is empty: it contains no records")
