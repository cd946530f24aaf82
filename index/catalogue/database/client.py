"""Connections to a PostgreSQL server by psycopg, and its errors as ours."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from typing import Any

import psycopg
from psycopg import RawCursor, errors
from psycopg.conninfo import conninfo_to_dict

from index.catalogue.database.address import CatalogueAddress
from index.catalogue.database.contract import Rows
from index.catalogue.database.failures import explain_refusal
from index.catalogue.database.statements import for_postgres
from index.errors import (
    Busy,
    CatalogueDamaged,
    CatalogueError,
    CatalogueUnavailable,
    DatelineError,
    InvalidInput,
    ReadOnly,
    StorageFailed,
)

_ROWS = 2_000  # fetched at one time of a stream
_CONNECT_SECONDS = 10
# A server that is gone is noticed within half a minute from here, a client that is gone within a minute from there.
# Statements are short: compiling one, as the server does where it expects many rows, takes longer than running it.
_PATIENCE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 30_000}
_SERVER = {
    "tcp_keepalives_idle": 30, "tcp_keepalives_interval": 10, "tcp_keepalives_count": 3, "lock_timeout": "30s",
    "timezone": "UTC", "jit": "off",
}  # fmt: skip

# A lease is void once its holder's connection has ended.
_UNLEASED = """AND NOT EXISTS (
    SELECT 1 FROM lease l JOIN pg_locks k ON k.locktype = 'advisory' AND k.objsubid = 2 AND k.granted
        AND k.classid::bigint = {lock_class} AND k.objid::bigint = l.holder
        AND k.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
    WHERE l.entry = i.id)"""
_SCHEMA = "SELECT value FROM meta WHERE key = 'schema'"
Lost = psycopg.OperationalError
"""What is raised where a connection cannot be made, or is lost."""
Waited = errors.LockNotAvailable
"""What is raised where a lock is not released in time."""
_DAMAGED = (errors.DataCorrupted, errors.IndexCorrupted, errors.UndefinedTable, errors.UndefinedColumn)
_WAITED = (errors.LockNotAvailable, errors.DeadlockDetected, errors.SerializationFailure, errors.QueryCanceled)
_FULL = (errors.DiskFull, errors.OutOfMemory)


class ServerConnection:
    """A connection to the server, in which a statement is a transaction of its own unless one was begun."""

    def __init__(self, link: "psycopg.Connection[Any]", unleased: str) -> None:
        self._link, self._numbers = link, count(1)
        self.unleased = unleased

    @property
    def is_lost(self) -> bool:
        """Whether the server has closed it, or cannot be reached by it."""
        return bool(self._link.closed)

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> Rows:
        """Run a statement."""
        rows: Rows = self._link.cursor().execute(for_postgres(statement), values or None, binary=True)
        return rows

    def executemany(self, statement: str, values: Iterable[Sequence[Any]], /) -> Rows:
        """Run a statement for each row of values, without waiting for one before the next is sent."""
        cursor = self._link.cursor()
        cursor.executemany(for_postgres(statement), values)
        rows: Rows = cursor
        return rows

    def begin(self, mode: str) -> int | None:
        """Begin a transaction; return the number of the schema that it sees, None where there is none.

        Both are sent at once: a question waits for the server once.
        """
        cursor = self._link.cursor()
        cursor.execute(f"BEGIN {mode}; {_SCHEMA}", prepare=False)
        cursor.nextset()
        row = cursor.fetchone()
        return None if row is None else int(row[0])

    def schema(self) -> int | None:
        """Return the number of the schema of the catalogue, None where there is none."""
        row = self.execute(_SCHEMA).fetchone()
        return None if row is None else int(row[0])

    def commit(self) -> None:
        """Commit the transaction.

        Raises:
            CatalogueError: a statement of it had failed, so that the server has undone it.
        """
        if self._link.cursor().execute("COMMIT").statusmessage != "COMMIT":
            raise CatalogueError("a statement of a write failed; nothing of it was kept")

    def run_script(self, script: str) -> None:
        """Run several statements, which have no values."""
        self._link.cursor().execute(script)

    def stream(self, statement: str, values: Sequence[Any] = (), /) -> Iterator[Any]:
        """Run a statement whose rows are fetched as they are read; the transaction that was begun ends it."""
        name = f"stream_{next(self._numbers)}"
        cursor = self._link.cursor()
        cursor.execute(f"DECLARE {name} NO SCROLL CURSOR FOR {for_postgres(statement)}", values or None)
        return self._fetch(name)

    def last_id(self, table: str) -> int:
        """Return the highest id that a table has ever used."""
        sequence = self.execute("SELECT pg_get_serial_sequence(?, 'id')", (table,)).fetchone()[0]
        row = self.execute(f"SELECT last_value, is_called FROM {sequence}").fetchone()
        return int(row[0]) if row[1] else 0

    def columns(self, table: str) -> list[str]:
        """Return the columns of a table."""
        query = """SELECT attname::text FROM pg_attribute
                   WHERE attrelid = ?::text::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"""
        return [row[0] for row in self.execute(query, (table,))]

    def put_rows(self, table: str, columns: str, rows: Iterable[Sequence[Any]], /) -> None:
        """Add many rows to a table, and let the server's planner know of them."""
        cursor = self._link.cursor()
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(f"ANALYZE {table}")

    def set_last_id(self, table: str, last: int) -> None:
        """Let a table go on after `last`."""
        values = (table, max(last, 1), last > 0)
        self.execute("SELECT setval(pg_get_serial_sequence(?, 'id'), ?, ?)", values)

    def find_damage(self) -> list[str]:
        """Return no fault: the server checks its files and its foreign keys itself."""
        return []

    def fileno(self) -> int:
        """Return the descriptor that becomes readable when the server says something."""
        return int(self._link.fileno())

    def take_notices(self) -> bool:
        """Return whether the server has told of a change since the last call; or it is lost."""
        try:
            return len(list(self._link.notifies(timeout=0))) > 0
        except psycopg.Error:
            self.close()
            return True

    def close(self) -> None:
        """Close the connection."""
        with suppress(psycopg.Error):
            self._link.close()

    def _fetch(self, name: str) -> Iterator[Any]:
        while rows := self.execute(f"FETCH {_ROWS} FROM {name}").fetchall():
            yield from rows


def connect(where: CatalogueAddress) -> ServerConnection:
    """Connect to the server; what is not named with its schema is looked for in that of the catalogue.

    Raises:
        CatalogueUnavailable: it gives no answer, or refuses this user.
        InvalidInput: the address has an option that there is not.
    """
    given = _read(where)
    settings = _SERVER | {"search_path": f"{where.schema},pg_catalog"}  # before what PostgreSQL calls json_each
    options = " ".join([str(given.pop("options", "")), *(f"-c {name}={value}" for name, value in settings.items())])
    fixed: dict[str, Any] = {"application_name": "dateline", "connect_timeout": _CONNECT_SECONDS} | _PATIENCE
    try:
        link = psycopg.connect(**(fixed | given), options=options.strip(), autocommit=True, cursor_factory=RawCursor)
    except psycopg.OperationalError as error:
        raise CatalogueUnavailable(explain_refusal(where.shown, str(error))) from error
    link.prepare_threshold = 3
    return ServerConnection(link, _UNLEASED.format(lock_class=where.lock_class))


def _read(where: CatalogueAddress) -> dict[str, Any]:
    try:
        return {name: value for name, value in conninfo_to_dict(where.uri).items() if value is not None}
    except psycopg.ProgrammingError as error:
        raise InvalidInput(f"the address of {where.shown} cannot be read: {_first_line(error)}") from error


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Turn psycopg's errors into ours: this is their one border. What else the block of a caller raises passes."""
    try:
        yield
    except psycopg.Error as error:
        raise _translate(error, name) from error


def _translate(error: psycopg.Error, name: str) -> DatelineError:
    line = _first_line(error)
    if isinstance(error, _FULL) or (error.sqlstate or "").startswith("53"):
        return StorageFailed(f"the server of {name} has no room left ({line}); nothing of this write was kept")
    if isinstance(error, errors.ReadOnlySqlTransaction):
        return ReadOnly(f"{name} has become read-only: it can be asked and searched, but not changed")
    if isinstance(error, errors.InsufficientPrivilege):
        return ReadOnly(f"{name} may not be changed by this user ({line})")
    if isinstance(error, _WAITED):
        return Busy(f"{name} is held by another process ({line}); try again")
    if isinstance(error, _DAMAGED):
        return CatalogueDamaged(f"{name} is not a catalogue, or it is damaged ({line}); restore it from a backup")
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return CatalogueUnavailable(f"{name} cannot be reached now ({line}): try again")
    return CatalogueError(f"{name}: {line}")


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
