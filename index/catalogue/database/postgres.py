"""A catalogue on a PostgreSQL server, which several hosts share: the same generations, snapshots and migrations.

A snapshot is a transaction that reads (REPEATABLE READ); the one transaction that writes holds an advisory lock until
it is committed, so that generations are made one after another.
"""

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import TypeVar, cast

from index.catalogue.database.address import CatalogueAddress
from index.catalogue.database.client import Lost, ServerConnection, Waited, connect, translated
from index.catalogue.database.clock import explain_clock
from index.catalogue.database.contract import Connection, Lock, Notices
from index.catalogue.database.schema import migrate, require_known, require_newest
from index.catalogue.database.sqlite import make_folder
from index.catalogue.database.steps import list_steps
from index.errors import InvalidInput, ReadOnly

T = TypeVar("T")

_IDLE = 8  # connections that are kept for the next reader
_WRITE = 1  # the advisory lock of the one transaction that writes
_LOCKS = {"ingest": 2, "rebuild": 3, "embed": 4}


class ServerDatabase:
    """A schema on a server; see `Database`."""

    is_shared = True
    is_full = False  # of its server's disk, each write tells

    def __init__(self, where: CatalogueAddress, folder: Path, *, read_only: bool) -> None:
        """Open the schema, or create it; read-only where the server or its user cannot write, or is not to.

        The derived indexes are in a folder of their own in the data folder, named after the catalogue.
        """
        self.name = self.place = where.shown
        self._where, self._class = where, where.lock_class
        self._newest = list_steps("postgres")[-1][0]
        self._idle: list[ServerConnection] = []
        self._pool = threading.Lock()
        self._writer: ServerConnection | None = None
        self._holder: tuple[ServerConnection, int] | None = None
        with self.translated(), closing(connect(where)) as link:
            self.read_only = read_only or is_read_only(link, where.schema)
            if self.read_only:
                require_newest(link, where)
            else:
                link.execute("BEGIN")
                self._lock_writing(link)
                migrate(link, where)
                link.commit()
            archive = link.execute("SELECT value FROM meta WHERE key = 'archive'").fetchone()[0]
        self.folder = folder / f"shared-{archive[:12]}"
        make_folder(self.folder)

    def translated(self) -> AbstractContextManager[None]:
        """Turn psycopg's errors into ours."""
        return translated(self.name)

    def check(self) -> str | None:
        """Return why nothing can be written now; None where it can be."""
        link = self._begin("ISOLATION LEVEL READ COMMITTED")
        try:
            reason = explain_read_only(link, self._where.schema)
            clock = explain_clock(link)
        finally:
            self._end(link, "ROLLBACK")
        if self.read_only and reason is None:
            return "the catalogue was opened to be read only, and can be written now: restart this server"
        return reason or clock

    def begin_reading(self, *, mapped: bool) -> Connection:  # noqa: ARG002 - of a file
        """Return a connection that reads the state of its first statement."""
        return self._begin("ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def end_reading(self, connection: Connection, *, mapped: bool) -> None:  # noqa: ARG002 - of a file
        """End a transaction that only read."""
        self._end(cast("ServerConnection", connection), "ROLLBACK")

    def begin_writing(self) -> Connection:
        """Return the connection of the one transaction that writes, after those that others have begun."""
        self._writer = self._begin("ISOLATION LEVEL READ COMMITTED")
        try:
            self._lock_writing(self._writer)
            require_known(self._writer.schema(), self._newest, self._where)  # a migration holds the same lock
            if obstacle := explain_clock(self._writer):
                raise ReadOnly(f"{self.name} is not changed by this machine now: {obstacle}")
        except BaseException:
            self.roll_back()
            raise
        return self._writer

    def commit(self, *, notify: bool) -> None:
        """Commit what is being written; with `notify`, whoever listens is told."""
        writer = self._writing()
        if notify:
            writer.execute("SELECT pg_notify(?, '')", (self.channel,))
        writer.commit()
        self._writer = None
        self._give_back(writer)

    def roll_back(self) -> None:
        """Undo what is being written."""
        writer, self._writer = self._writing(), None
        self._end(writer, "ROLLBACK")

    def hold(self, name: str, wait: float, *, alone: bool) -> Lock | None:
        """Take an advisory lock of a session, which ends with it."""
        link, _ = self._first(lambda link: link.execute("SELECT 1"))
        shared = "" if alone else "_shared"
        try:
            if not wait:
                query = f"SELECT pg_try_advisory_lock{shared}(?, ?)"
                taken = link.execute(query, (self._class, _LOCKS[name])).fetchone()[0]
            else:
                taken = _wait_for(link, f"SELECT pg_advisory_lock{shared}(?, ?)", (self._class, _LOCKS[name]), wait)
        except BaseException:
            link.close()
            raise
        if not taken:
            self._give_back(link)
            return None
        return SessionLock(link, f"SELECT pg_advisory_unlock{shared}(?, ?)", (self._class, _LOCKS[name]))

    def holder(self) -> int:
        """Return the number of this process's leases, which it holds the advisory lock of."""
        with self.translated(), self._pool:
            if self._holder is not None:
                try:
                    self._holder[0].execute("SELECT 1")
                except Lost:
                    self._holder[0].close()
                    self._holder = None
            if self._holder is None:
                link, number = connect(self._where), secrets.randbelow(2**31 - 2**10) + 2**10
                link.execute("SELECT pg_advisory_lock(?, ?)", (self._class, number))
                self._holder = link, number
            return self._holder[1]

    def begin_leasing(self) -> Connection:
        """Return a connection whose transaction leases rows beside the one that writes."""
        return self._begin("ISOLATION LEVEL READ COMMITTED")

    def end_leasing(self, connection: Connection, *, keep: bool) -> None:
        """Commit what was leased, or undo it."""
        self._end(cast("ServerConnection", connection), "COMMIT" if keep else "ROLLBACK")

    def listen(self) -> Notices:
        """Listen to what other processes commit."""
        link = connect(self._where)
        link.execute(f"LISTEN {self.channel}")
        return link

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
            if self._holder is not None:
                self._holder[0].close()
                self._holder = None

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
        link, _ = self._first(lambda link: link.execute("SELECT 1"))
        try:
            yield link
        finally:
            self._give_back(link)

    def _begin(self, mode: str) -> ServerConnection:
        """Return a connection that has begun a transaction.

        Raises:
            CatalogueTooNew: a newer Dateline has migrated the catalogue since it was opened.
        """
        link, schema = self._first(lambda link: link.begin(mode))
        try:
            require_known(schema, self._newest, self._where)
        except BaseException:
            self._end(link, "ROLLBACK")
            raise
        return link

    def _first(self, act: Callable[[ServerConnection], T]) -> tuple[ServerConnection, T]:
        """Return a connection and what its first act returned; kept ones that the server has closed are forgotten."""
        while True:
            with self._pool:
                kept = self._idle.pop() if self._idle else None
            link = kept or connect(self._where)
            try:
                return link, act(link)
            except Lost:
                link.close()
                if kept is None:
                    raise
            except BaseException:
                link.close()
                raise

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


class SessionLock:
    """An advisory lock, on a connection of its own."""

    def __init__(self, link: ServerConnection, release: str, values: tuple[int, int]) -> None:
        self._link, self._release, self._values = link, release, values

    def release(self) -> None:
        """Release it."""
        try:
            self._link.execute(self._release, self._values)
        except Lost:
            pass
        finally:
            self._link.close()


def _wait_for(link: ServerConnection, query: str, values: tuple[int, int], wait: float) -> bool:
    """Take a lock within so many seconds, for ever where they are negative; False where it is held by others."""
    link.execute(f"SET lock_timeout = {0 if wait < 0 else max(1, round(1_000 * wait))}")
    try:
        link.execute(query, values)
    except Waited:
        return False
    finally:
        if not link.is_lost:
            link.execute("RESET lock_timeout")
    return True


def is_read_only(link: ServerConnection, schema: str) -> bool:
    """Return whether this user can read a catalogue there and not write it: on a standby server, or by its rights."""
    return explain_read_only(link, schema) is not None


def explain_read_only(link: ServerConnection, schema: str) -> str | None:
    """Return why this user cannot write a catalogue there now, as a clause; None where it can."""
    query = """SELECT pg_is_in_recovery(), current_setting('transaction_read_only') = 'on', EXISTS (
                   SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                   WHERE n.nspname = ? AND c.relname = 'meta' AND NOT has_table_privilege(c.oid, 'UPDATE'))"""
    is_standby, is_shut, has_no_right = link.execute(query, (schema,)).fetchone()
    if is_standby:
        return "the catalogue's server is a standby, which takes no writes: promote it, or name the one that does"
    if is_shut:
        return "the catalogue's server takes no writes now"
    return "this user may read the catalogue and not write it" if has_no_right else None
