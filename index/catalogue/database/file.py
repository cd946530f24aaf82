"""Connections to a SQLite file, in WAL mode, and SQLite's errors as ours."""

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import Busy, CatalogueDamaged, CatalogueError, ReadOnly, StorageFailed

_BUSY_SECONDS = 30.0
_LEAST_BYTES = 262_144  # room without which SQLite may not even make its log, so that opening the file fails


class FileConnection(sqlite3.Connection):
    """A connection to the file."""

    unleased = ""  # one process stores at a time
    stream = sqlite3.Connection.execute  # SQLite reads no row before it is asked for

    def last_id(self, table: str) -> int:
        """Return the highest id that a table has ever used."""
        row = self.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        return int(row[0]) if row else 0

    def columns(self, table: str) -> list[str]:
        """Return the columns of a table."""
        return [row[1] for row in self.execute(f"PRAGMA table_info({table})")]

    def put_rows(self, table: str, columns: str, rows: Iterable[Sequence[Any]], /) -> None:
        """Add many rows to a table."""
        marks = ", ".join("?" * len(columns.split(",")))
        self.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)

    def set_last_id(self, table: str, last: int) -> None:
        """Let a table go on after `last`."""
        self.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        self.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last))

    def find_damage(self) -> list[str]:
        """Return the faults that SQLite finds in the file, and rows whose foreign key is missing."""
        found = [row[0] for row in self.execute("PRAGMA integrity_check") if row[0] != "ok"]
        lost = self.execute("PRAGMA foreign_key_check").fetchall()
        return found + [f"row {row} of {table} refers to no row of {other}" for table, row, other, _ in lost]


def is_read_only(path: Path) -> bool:
    """Return whether a catalogue exists that this process may read and not write: its file, or its folder."""
    effective = os.access in os.supports_effective_ids
    return path.exists() and not all(
        os.access(place, os.W_OK, effective_ids=effective) for place in (path, path.parent)
    )


def is_without_room(path: Path) -> bool:
    """Return whether a catalogue exists, and is on a disk so full that it can be read alone."""
    try:
        return path.exists() and shutil.disk_usage(path).free < _LEAST_BYTES
    except OSError as error:
        raise StorageFailed(f"{path} cannot be read: {error.strerror or error}") from error


def connect(path: Path) -> FileConnection:
    """Open a catalogue for reading and writing, or make one."""
    connection = open_file(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # what is acknowledged is on disk
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA mmap_size = 67108864")
    return connection


def connect_read_only(path: Path) -> FileConnection:
    """Open a catalogue that cannot be written, for one snapshot.

    Without a write-ahead log nobody has it open for writing, and SQLite may take the file as immutable: it would make a
    log otherwise, and could not. With one, somebody writes it or has been killed, and SQLite reads what is in the log,
    for which it needs the index of the log that was there with it. Either may change, so a connection is used once.

    Raises:
        ReadOnly: there is a log and no index of it.
    """
    log, index = (path.with_name(f"{path.name}-{kind}") for kind in ("wal", "shm"))
    logged = log.exists() and log.stat().st_size > 0
    if logged and not index.exists():
        raise ReadOnly(
            f"{path} has changes in its log {log.name}, which can be read only where the folder can be written:"
            " run `dateline status` there once"
        )
    uri = f"{path.absolute().as_uri()}?mode=ro{'' if logged else '&immutable=1'}"
    connection = open_file(uri)
    connection.execute("PRAGMA mmap_size = 67108864")
    return connection


def open_file(place: Path | str) -> FileConnection:
    """Open a file by its path, or by a URI."""
    return sqlite3.connect(
        place,
        uri=isinstance(place, str),
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        factory=FileConnection,
    )


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours: this is their one border. What else the block of a caller raises passes."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _translate(error, path) from error


def _translate(error: sqlite3.DatabaseError, path: Path) -> CatalogueError | Busy:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return StorageFailed(f"the disk that holds {path} is full; nothing of this write was kept")
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return StorageFailed(f"{path} cannot be read or written ({error}); nothing of this write was kept")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Busy(f"{path} is held by another process ({error}); try again")
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return CatalogueDamaged(f"{path} is not a catalogue, or it is damaged ({error}); restore it from a backup")
    return CatalogueError(f"{path}: {error}")
