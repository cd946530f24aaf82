"""A catalogue in a SQLite file."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import cast

from index.catalogue.database.contract import Connection, Lock
from index.catalogue.database.file import (
    FileConnection,
    connect,
    connect_read_only,
    is_read_only,
    is_without_room,
    translated,
)
from index.catalogue.database.steps import list_steps
from index.catalogue.presence import FILE_NAME
from index.errors import Busy, CatalogueDamaged, CatalogueTooNew, ReadOnly, StorageFailed

_APPLICATION_ID = 0x44544C4E  # "DTLN"
# Fingerprints are spread over their whole table: with the default cache of 2 MiB a batch writes each page many times.
_WRITE_CACHE_KIB = 32_768
_PAGES = 1_000  # copied at one time


class FileDatabase:
    """The file of a data folder; see `Database`."""

    is_shared = False

    def __init__(self, folder: Path, *, read_only: bool) -> None:
        """Open the file in `folder`, or create it; read-only where it cannot be written, or is not to be."""
        self.folder, self._path = folder, folder / FILE_NAME
        self.name, self.place = str(self._path), str(folder)
        self._idle: list[FileConnection] = []
        self._pool = threading.Lock()
        self.is_full = not read_only and is_without_room(self._path)
        self.read_only = read_only or self.is_full or is_read_only(self._path)
        with self.translated():
            if self.read_only:
                with closing(connect_read_only(self._path)) as reader:
                    _require_newest(reader, self._path)
            else:
                make_folder(folder)
                self._writer = connect(self._path)
                self._writer.execute(f"PRAGMA cache_size = -{_WRITE_CACHE_KIB}")
                _migrate(self._writer, self._path)

    def translated(self) -> AbstractContextManager[None]:
        """Turn SQLite's errors into ours."""
        return translated(self._path)

    def check(self) -> None:
        """Return that it can be written as far as it knows: whether its disk can be is seen there."""
        return

    def begin_reading(self, *, mapped: bool) -> Connection:
        """Return a connection that reads one state; not `mapped`, no page of the file counts as this process's memory.

        For reading everything that is as fast.
        """
        connection = self._take()
        if not mapped:
            connection.execute("PRAGMA mmap_size = 0")
        connection.execute("BEGIN")
        return connection

    def end_reading(self, connection: Connection, *, mapped: bool) -> None:
        """End a transaction that only read."""
        ours = cast("FileConnection", connection)
        ours.rollback()
        if self.read_only or not mapped:
            ours.close()
            return
        with self._pool:
            self._idle.append(ours)

    def begin_writing(self) -> Connection:
        """Return the connection of the one transaction that writes."""
        self._writer.execute("BEGIN IMMEDIATE")
        return self._writer

    def commit(self, *, notify: bool) -> None:  # noqa: ARG002 - whoever waits for changes looks at the file
        """Commit what is being written."""
        self._writer.commit()

    def roll_back(self) -> None:
        """Undo what is being written."""
        self._writer.rollback()

    def hold(self, name: str, wait: float, *, alone: bool) -> Lock | None:  # noqa: ARG002 - of a file, all are alone
        """Take a lock file in the data folder."""
        from index.catalogue.locks import lock_file  # brings asyncio, and most commands take no lock

        return lock_file(self.folder, f"{name}.lock", wait)

    def holder(self) -> None:
        """Return that one process stores at a time."""
        return

    def begin_leasing(self) -> Connection:
        """Begin to read: the lock of whoever stores is enough."""
        return self.begin_reading(mapped=True)

    def end_leasing(self, connection: Connection, *, keep: bool) -> None:  # noqa: ARG002 - nothing is leased
        """End reading."""
        self.end_reading(connection, mapped=True)

    def listen(self) -> None:
        """Return that nobody can be heard: whoever waits for changes looks at the file."""
        return

    def copy_to(self, connection: Connection, target: Path, on_progress: Callable[[int, int], None]) -> None:
        """Copy what a connection reads into a new file."""

        def tell(_status: int, left: int, total: int) -> None:
            on_progress(total - left, total)

        with translated(target), closing(sqlite3.connect(target)) as copy:
            cast("FileConnection", connection).backup(copy, pages=_PAGES, sleep=0, progress=tell)

    def shrink(self) -> None:
        """Rewrite the file without the space of deleted rows, and truncate its write-ahead log."""
        self._writer.execute("VACUUM")
        busy, _, _ = self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise Busy(f"another process is reading {self._path}; try again when it is done")

    def close(self) -> None:
        """Close every connection."""
        with self._pool:
            for connection in self._idle if self.read_only else (*self._idle, self._writer):
                connection.close()
            self._idle.clear()

    def _take(self) -> FileConnection:
        if self.read_only:
            return connect_read_only(self._path)
        with self._pool:
            if self._idle:
                return self._idle.pop()
        return connect(self._path)


def make_folder(folder: Path) -> None:
    """Create a data folder.

    Raises:
        StorageFailed: it cannot be created.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageFailed(f"{folder} cannot be used: {error.strerror or error}") from error


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    steps = list_steps()
    connection.execute("BEGIN IMMEDIATE")
    try:
        done = _schema_of(connection, path, steps[-1][0])
        for number, step in steps:
            if number <= done:
                continue
            for statement in _statements(step.read_text(encoding="utf-8")):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def _require_newest(connection: sqlite3.Connection, path: Path) -> None:
    newest = list_steps()[-1][0]
    if _schema_of(connection, path, newest) < newest:
        raise ReadOnly(
            f"{path} was written by an older Dateline and has to be brought up to date before it can be read:"
            " run `dateline status` once where it can be written"
        )


def _schema_of(connection: sqlite3.Connection, path: Path, newest: int) -> int:
    """Return the number of the last migration that a catalogue has had."""
    done = int(connection.execute("PRAGMA user_version").fetchone()[0])
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    if owner not in (0, _APPLICATION_ID) or (owner == 0 and _has_tables(connection)):
        raise CatalogueDamaged(f"{path} is a SQLite file, but not a Dateline catalogue")
    if done > newest:
        raise CatalogueTooNew(
            f"{path} was written by a newer Dateline (schema {done}; this one knows {newest}): upgrade Dateline"
        )
    return done


def _has_tables(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is not None


def _statements(script: str) -> Iterator[str]:
    """Split a script into statements, which, unlike `executescript`, run inside the transaction of their caller."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
