"""What the catalogue asks of its database: connections that take the same statements, and transactions.

A statement is written once, in the part of SQL that SQLite and PostgreSQL share, with `?` or `?1` for its values.
`INDEXED BY`, `NOT INDEXED` and `CROSS JOIN … ON` tell SQLite's planner what it cannot know; PostgreSQL's has
statistics, and is not told (`index.catalogue.database.statements`).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol


class Rows(Protocol):
    """What a statement returned."""

    @property
    def rowcount(self) -> int:
        """The number of rows that were changed."""
        ...

    def fetchone(self) -> Any:  # noqa: ANN401 - a row is a tuple, or None
        """Return the next row, None after the last."""
        ...

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""
        ...

    def __iter__(self) -> Iterator[Any]:
        """Iterate over the rows that are left."""
        ...


class Connection(Protocol):
    """One transaction at a time of a database; used by one thread at a time."""

    def execute(self, statement: str, values: Sequence[Any] = ..., /) -> Rows:
        """Run a statement."""
        ...

    def executemany(self, statement: str, values: Iterable[Sequence[Any]], /) -> Rows:
        """Run a statement for each row of values."""
        ...

    @property
    def unleased(self) -> str:
        """A further condition on rows `i` of the inbox: that no other process is storing them."""
        ...

    def stream(self, statement: str, values: Sequence[Any] = ..., /) -> Iterator[Any]:
        """Run a statement whose rows may be more than memory holds; they are read while it is iterated."""
        ...

    def last_id(self, table: str) -> int:
        """Return the highest id that a table with ids of its own has ever used."""
        ...

    def find_damage(self) -> list[str]:
        """Return the faults that the database finds in what it has stored."""
        ...

    def columns(self, table: str) -> list[str]:
        """Return the columns of a table."""
        ...

    def put_rows(self, table: str, columns: str, rows: Iterable[Sequence[Any]], /) -> None:
        """Add many rows, with the ids that they have, to a table; `columns` are as in a statement."""
        ...

    def set_last_id(self, table: str, last: int) -> None:
        """Let a table with ids of its own go on after `last`."""
        ...


class Lock(Protocol):
    """A lock that this process holds."""

    def release(self) -> None:
        """Release it; whoever waits for it goes on."""
        ...


class Notices(Protocol):
    """What other processes tell of: that records wait, or that there is a new generation."""

    def fileno(self) -> int:
        """Return the descriptor that becomes readable when there is something, or the connection is lost."""
        ...

    @property
    def is_lost(self) -> bool:
        """Whether nothing will come any more; open another, and look for what was missed."""
        ...

    def take_notices(self) -> bool:
        """Return whether there was something since the last call."""
        ...

    def close(self) -> None:
        """Stop listening."""
        ...


class Database(Protocol):
    """An open database with a catalogue of the newest schema; shared by threads.

    `name` is what messages call it, without a password, and `place` what they call the folder or the server that it is
    in. `folder` is where the derived indexes of this catalogue are. It `is_full` where it is read-only because the disk
    was full when it was opened.
    """

    name: str
    place: str
    folder: Path
    is_shared: bool
    read_only: bool
    is_full: bool

    def translated(self) -> AbstractContextManager[None]:
        """Turn the database's errors into ours; what else the block of a caller raises passes."""
        ...

    def check(self) -> str | None:
        """Return why nothing can be written now, as a clause that names no address; None where it can be.

        Raises:
            CatalogueUnavailable: its server gives no answer, or refuses this user.
            CatalogueTooNew: a newer Dateline has migrated it.
        """
        ...

    def begin_reading(self, *, mapped: bool) -> Connection:
        """Return a connection whose transaction reads one state of the database, that of its first statement."""
        ...

    def end_reading(self, connection: Connection, *, mapped: bool) -> None:
        """End a transaction that only read."""
        ...

    def begin_writing(self) -> Connection:
        """Return the connection of the one transaction that writes, after those that others have begun.

        Raises:
            Busy: another one goes on and on.
        """
        ...

    def commit(self, *, notify: bool) -> None:
        """Commit what is being written; with `notify`, wake whoever waits for changes."""
        ...

    def roll_back(self) -> None:
        """Undo what is being written."""
        ...

    def hold(self, name: str, wait: float, *, alone: bool) -> Lock | None:
        """Take a lock between processes by its name; None where it is held elsewhere after `wait` seconds.

        -1 waits for ever. Whoever is not `alone` may share it, where several processes may write at once.
        """
        ...

    def holder(self) -> int | None:
        """Return the number by which this process leases rows of the inbox; None where one process stores at a time."""
        ...

    def begin_leasing(self) -> Connection:
        """Return a connection whose transaction leases rows beside the one that writes."""
        ...

    def end_leasing(self, connection: Connection, *, keep: bool) -> None:
        """Commit what was leased, or undo it."""
        ...

    def listen(self) -> Notices | None:
        """Listen to what other processes tell of; None where nobody can be heard."""
        ...

    def copy_to(self, connection: Connection, target: Path, on_progress: Callable[[int, int], None]) -> None:
        """Copy the state that a connection reads into a new file.

        Raises:
            InvalidInput: this is done by the database's own tools.
        """
        ...

    def shrink(self) -> None:
        """Rewrite what is stored without the space of deleted rows.

        Raises:
            Busy: others read or write all the time.
        """
        ...

    def close(self) -> None:
        """Close every connection."""
        ...
