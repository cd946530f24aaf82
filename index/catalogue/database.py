"""Connections to the SQLite file of a catalogue, and its errors as ours."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import Busy, CatalogueDamaged, CatalogueError, ReadOnly, StorageFailed

_BUSY_SECONDS = 30.0


def is_read_only(path: Path) -> bool:
    """Return whether a catalogue exists that this process may read and not write: its file, or its folder."""
    effective = os.access in os.supports_effective_ids
    return path.exists() and not all(
        os.access(place, os.W_OK, effective_ids=effective) for place in (path, path.parent)
    )


def connect(path: Path) -> sqlite3.Connection:
    """Open a catalogue for reading and writing, or make one."""
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # what is acknowledged is on disk
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA mmap_size = 67108864")
    return connection


def connect_read_only(path: Path) -> sqlite3.Connection:
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
    connection = sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA mmap_size = 67108864")
    return connection


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
