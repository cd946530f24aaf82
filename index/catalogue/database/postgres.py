"""A catalogue on a PostgreSQL server, which several hosts share: the same generations, snapshots and migrations.

A snapshot is a transaction that reads (REPEATABLE READ); the one transaction that writes holds an advisory lock until
it is committed, so that generations are made one after another.
"""

import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import cast

from index.catalogue.database.address import CatalogueAddress
from index.catalogue.database.client import Lost, ServerConnection, connect, translated
from index.catalogue.database.contract import Connection
from index.catalogue.database.schema import migrate, require_newest
from index.catalogue.database.sqlite import make_folder
from index.errors import InvalidInput

_IDLE = 8  # connections that are kept for the next reader
_WRITE = 1  # the advisory lock of the one transaction that writes


class ServerDatabase:
    """A schema on a server; see `Database`."""

    def __init__(self, where: CatalogueAddress, folder: Path, *, read_only: bool) -> None:
        """Open the schema, or create it; read-only where the server or its user cannot write, or is not to.

        The derived indexes are in a folder of their own in the data folder, named after the catalogue.
        """
        self.name = self.place = where.shown
        self._where, self._class = where, zlib.crc32(where.schema.encode()) & 0x7FFFFFFF
        self._idle: list[ServerConnection] = []
        self._pool = threading.Lock()
        self._writer: ServerConnection | None = None
        with self.translated(), closing(connect(where)) as link:
            self.read_only = read_only or is_read_only(link, where.schema)
            if self.read_only:
                require_newest(link, where)
            else:
                link.execute("BEGIN")
                self._lock_writing(link)
                migrate(link, where)
                link.execute("COMMIT")
            archive = link.execute("SELECT value FROM meta WHERE key = 'archive'").fetchone()[0]
        self.folder = folder / f"shared-{archive[:12]}"
        make_folder(self.folder)

    def translated(self) -> AbstractContextManager[None]:
        """Turn psycopg's errors into ours."""
        return translated(self.name)

    def begin_reading(self, *, mapped: bool) -> Connection:  # noqa: ARG002 - of a file
        """Return a connection that reads the state of its first statement."""
        return self._begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def end_reading(self, connection: Connection, *, mapped: bool) -> None:  # noqa: ARG002 - of a file
        """End a transaction that only read."""
        self._end(cast("ServerConnection", connection), "ROLLBACK")

    def begin_writing(self) -> Connection:
        """Return the connection of the one transaction that writes, after those that others have begun."""
        self._writer = self._begin("BEGIN ISOLATION LEVEL READ COMMITTED")
        try:
            self._lock_writing(self._writer)
        except BaseException:
            self.roll_back()
            raise
        return self._writer

    def commit(self, *, notify: bool) -> None:
        """Commit what is being written; with `notify`, whoever listens is told."""
        writer = self._writing()
        if notify:
            writer.execute("SELECT pg_notify(?, '')", (self.channel,))
        writer.execute("COMMIT")
        self._writer = None
        self._give_back(writer)

    def roll_back(self) -> None:
        """Undo what is being written."""
        writer, self._writer = self._writing(), None
        self._end(writer, "ROLLBACK")

    def copy_to(self, connection: Connection, target: Path, on_progress: Callable[[int, int], None]) -> None:  # noqa: ARG002
        """Refuse: the server has tools for this."""
        raise InvalidInput(f"{self.name} is backed up by its server: run pg_dump --schema={self._where.schema}")

    def shrink(self) -> None:
        """Rewrite the tables without the space of deleted rows; questions wait for the table that is rewritten."""
        with self._session() as link:
            for table in ("article", "version", "inbox", "held", "sketch"):  # what holds words
                link.execute(f"VACUUM (FULL, ANALYZE) {table}")
            link.execute("VACUUM (ANALYZE)")

    def close(self) -> None:
        """Close every connection."""
        with self._pool:
            for connection in self._idle:
                connection.close()
            self._idle.clear()

    @property
    def channel(self) -> str:
        """The channel by which whoever listens is told of changes."""
        return f"dateline_{self._where.schema}"

    def _lock_writing(self, link: ServerConnection) -> None:
        link.execute("SELECT pg_advisory_xact_lock(?, ?)", (self._class, _WRITE))

    def _writing(self) -> ServerConnection:
        assert self._writer is not None  # noqa: S101 - between `begin_writing` and its end
        return self._writer

    @contextmanager
    def _session(self) -> Iterator[ServerConnection]:
        """Lend a connection without a transaction."""
        link = self._begin("SELECT 1")
        try:
            yield link
        finally:
            self._give_back(link)

    def _begin(self, statement: str) -> ServerConnection:
        """Return a connection after its first statement; kept ones that the server has closed are forgotten."""
        while True:
            with self._pool:
                kept = self._idle.pop() if self._idle else None
            link = kept or connect(self._where)
            try:
                link.execute(statement)
            except Lost:
                link.close()
                if kept is None:
                    raise
            except BaseException:
                link.close()
                raise
            else:
                return link

    def _end(self, link: ServerConnection, statement: str) -> None:
        if not link.is_lost:
            try:
                link.execute(statement)
            except Lost:
                link.close()
        self._give_back(link)

    def _give_back(self, link: ServerConnection) -> None:
        with self._pool:
            if not link.is_lost and len(self._idle) < _IDLE:
                self._idle.append(link)
                return
        link.close()


def is_read_only(link: ServerConnection, schema: str) -> bool:
    """Return whether this user can read a catalogue there and not write it: on a standby server, or by its rights."""
    query = """SELECT current_setting('transaction_read_only') = 'on' OR EXISTS (
                   SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                   WHERE n.nspname = ? AND c.relname = 'meta' AND NOT has_table_privilege(c.oid, 'UPDATE'))"""
    return bool(link.execute(query, (schema,)).fetchone()[0])
