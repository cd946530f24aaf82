"""The one truth: a SQLite file in WAL mode. Readers take a `Snapshot`, writers a `Transaction`, for one block."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from importlib.resources.abc import Traversable
from operator import itemgetter
from pathlib import Path

from index.catalogue.database import connect, connect_read_only, is_read_only, translated
from index.catalogue.presence import FILE_NAME
from index.catalogue.snapshot import Snapshot
from index.catalogue.transaction import Transaction
from index.errors import Busy, CatalogueDamaged, CatalogueTooNew, EmbedderMismatch, ReadOnly, StorageFailed
from index.passages.names import device_of

_APPLICATION_ID = 0x44544C4E  # "DTLN"
# Fingerprints are spread over their whole table: with the default cache of 2 MiB a batch writes each page many times.
_WRITE_CACHE_KIB = 32_768


class Catalogue:
    """An open catalogue, to be shared by threads."""

    def __init__(self, folder: Path, *, embedder: str | None = None, read_only: bool = False) -> None:
        """Open the catalogue in `folder`, or create it, for vectors of the model named `embedder`.

        It is opened `read_only` where it cannot be written, or is not to be.

        Raises:
            CatalogueTooNew: a newer Dateline wrote it.
            CatalogueDamaged: the file is not a catalogue.
            EmbedderMismatch: its vectors were made by another model.
            ReadOnly: it is read-only, and has to be migrated before it can be read.
            StorageFailed: there is none, and the folder cannot be written.
        """
        self.path = folder / FILE_NAME
        self._idle: list[sqlite3.Connection] = []
        self._pool = threading.Lock()
        self._write = threading.Lock()
        self.read_only = read_only or is_read_only(self.path)
        with translated(self.path):
            if self.read_only:
                with closing(connect_read_only(self.path)) as reader:
                    _require_newest(reader, self.path)
            else:
                _make_folder(folder)
                self._writer = connect(self.path)
                self._writer.execute(f"PRAGMA cache_size = -{_WRITE_CACHE_KIB}")
                _migrate(self._writer, self.path)
        if embedder is not None:
            self.require_embedder(embedder)

    def require_embedder(self, name: str) -> None:
        """Check that the vectors are those of the model named `name`; a catalogue without any is for it from then on.

        Raises:
            EmbedderMismatch: they were made by another model.
        """
        with self.snapshot() as snapshot:
            stored, model = snapshot.embedder(), snapshot.upkeep.model()
        if stored is None and self.read_only:
            return
        if stored is None:
            with self.write() as transaction:
                transaction.set_embedder(name)
        elif stored != name:
            device = device_of(stored)
            ask = f"use the device {device}" if device != device_of(name) else f"ask for {model or stored!r} again"
            raise EmbedderMismatch(
                f"{self.path} holds vectors of {stored!r}, but {name!r} was asked for: {ask}, "
                "or ingest into another data folder, or change this one with `dateline rebuild --embedder`"
            )

    @contextmanager
    def snapshot(self, *, mapped: bool = True) -> Iterator[Snapshot]:
        """Read one generation, the one at entry: what is written meanwhile is not visible inside the block.

        For reading everything, not `mapped` is as fast: no page of the file is counted as memory of this process.
        """
        with translated(self.path):
            connection = self._take()
            try:
                if not mapped:
                    connection.execute("PRAGMA mmap_size = 0")
                connection.execute("BEGIN")
                snapshot = Snapshot(connection)
                snapshot.generation()  # SQLite takes the read lock at the first read, not at BEGIN
                yield snapshot
            finally:
                connection.rollback()
                self._give_back(connection, reusable=mapped)

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """Write one generation: committed when the block ends, rolled back when it raises.

        Raises:
            ReadOnly: the folder cannot be written.
            StorageFailed: the disk refuses it.
        """
        self.require_writable()
        with translated(self.path), self._write:
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield Transaction(self._writer)
                self._writer.commit()
            except BaseException:
                self._writer.rollback()
                raise

    def require_writable(self) -> None:
        """Check that the catalogue can be written.

        Raises:
            ReadOnly: it cannot.
        """
        if self.read_only:
            raise ReadOnly(f"{self.path.parent} is read-only: it can be asked and searched, but not changed")

    def generation(self) -> int:
        """Return the number of the last write."""
        with self.snapshot() as snapshot:
            return snapshot.generation()

    def copy_to(self, target: Path, on_progress: Callable[[int, int], None]) -> tuple[int, int]:
        """Copy one generation into a new file; return its number, and how many articles it has.

        Others may write meanwhile. `on_progress` is called with the number of pages copied and their total.

        Raises:
            StorageFailed: the disk refuses the file; part of it may be there.
        """
        with self.snapshot() as snapshot:
            generation, articles = snapshot.generation(), snapshot.count_articles()
            with translated(target), closing(sqlite3.connect(target)) as copy:
                snapshot.upkeep.copy_to(copy, on_progress)
        return generation, articles

    def shrink(self) -> None:
        """Rewrite the file without the space of deleted rows, and truncate its write-ahead log.

        Raises:
            Busy: another process was reading or writing all the time.
            StorageFailed: the disk has no room for it; nothing is changed.
        """
        self.require_writable()
        with translated(self.path), self._write:
            self._writer.execute("VACUUM")
            busy, _, _ = self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise Busy(f"another process is reading {self.path}; try again when it is done")

    def close(self) -> None:
        """Close every connection; the catalogue is not used after."""
        with self._pool:
            for connection in self._idle if self.read_only else (*self._idle, self._writer):
                connection.close()
            self._idle.clear()

    def _take(self) -> sqlite3.Connection:
        if self.read_only:
            return connect_read_only(self.path)
        with self._pool:
            if self._idle:
                return self._idle.pop()
        return connect(self.path)

    def _give_back(self, connection: sqlite3.Connection, *, reusable: bool) -> None:
        if self.read_only or not reusable:
            connection.close()
            return
        with self._pool:
            self._idle.append(connection)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageFailed(f"{folder} cannot be used: {error.strerror or error}") from error


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    steps = _steps()
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
    newest = _steps()[-1][0]
    if _schema_of(connection, path, newest) < newest:
        raise ReadOnly(
            f"{path} was written by an older Dateline and has to be brought up to date before it can be read:"
            " run `dateline status` once where it can be written"
        )


def _steps() -> list[tuple[int, Traversable]]:
    """Return the migrations by the number in their names, as in 0002_inbox.sql; the schema has that of the last one."""
    scripts = (step for step in files("index.catalogue").joinpath("migrations").iterdir() if step.name.endswith(".sql"))
    return sorted(((int(step.name.partition("_")[0]), step) for step in scripts), key=itemgetter(0))


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
