"""Maintenance of the catalogue: its integrity, its model, unfinished rebuilds and old tombstones.

Nothing that is written here makes a new generation.
"""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import asdict, dataclass

from index.errors import EmbedderMismatch

_PAGES = 1_000  # copied at one time


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A rebuild that was begun: its job and, by name or folder, the model that it changes to, if it does."""

    job: str
    model: str | None


class UpkeepReader:
    """Maintenance data in one snapshot of the catalogue."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def damage(self) -> list[str]:
        """Return the faults that SQLite finds in the file, and rows whose foreign key is missing."""
        found = [row[0] for row in self._db.execute("PRAGMA integrity_check") if row[0] != "ok"]
        lost = self._db.execute("PRAGMA foreign_key_check").fetchall()
        return found + [f"row {row} of {table} refers to no row of {other}" for table, row, other, _ in lost]

    def model(self) -> str | None:
        """Return the name or folder by which the embedder is opened; None where it is the one first asked for."""
        return self._read("model")

    def engine(self) -> str | None:
        """Return the address of the engine that the archive was moved to; None of one that never was."""
        return self._read("engine")

    def archive(self) -> str | None:
        """Return the name by which engines on servers know this archive; None where none was used yet."""
        return self._read("archive")

    def unfinished(self) -> Unfinished | None:
        """Return the rebuild that was begun and has not ended."""
        note = self._read("rebuild")
        return Unfinished(**json.loads(note)) if note else None

    def forgotten(self) -> int:
        """Return the generation up to which tombstones were dropped: an index that is older has to be rebuilt."""
        return int(self._read("forgotten") or 0)

    def last_passage(self) -> int:
        """Return the highest passage id ever used."""
        row = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passage'").fetchone()
        return int(row[0]) if row else 0

    def copy_to(self, target: sqlite3.Connection, on_progress: Callable[[int, int], None]) -> None:
        """Copy the whole catalogue, as this snapshot sees it, over an empty one."""
        self._db.backup(
            target, pages=_PAGES, sleep=0, progress=lambda _status, left, total: on_progress(total - left, total)
        )

    def _read(self, key: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])


class UpkeepWriter:
    """Maintenance data in one transaction of the catalogue."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def require_embedder(self, name: str) -> None:
        """Check that the catalogue has vectors of the model `name`, or none yet.

        Raises:
            EmbedderMismatch: it has been rebuilt for another model meanwhile.
        """
        row = self._db.execute("SELECT value FROM meta WHERE key = 'embedder'").fetchone()
        if row and row[0] != name:
            raise EmbedderMismatch(f"the index has been rebuilt for {row[0]!r} meanwhile, and {name!r} was asked for")

    def change_embedder(self, name: str, model: str) -> None:
        """Change the catalogue to the model named `name`, which is opened by the name or folder `model`."""
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", [("embedder", name), ("model", model)])

    def change_engine(self, address: str) -> None:
        """Note the address of the engine that the archive has been moved to."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES ('engine', ?)", (address,))

    def name_archive(self) -> str:
        """Return the name by which engines on servers know this archive; give it one if it has none."""
        self._db.execute("INSERT OR IGNORE INTO meta VALUES ('archive', lower(hex(randomblob(16))))")
        return str(self._db.execute("SELECT value FROM meta WHERE key = 'archive'").fetchone()[0])

    def begin_rebuild(self, rebuild: Unfinished) -> None:
        """Store that a rebuild has begun, so that it can be finished after a crash."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES ('rebuild', ?)", (json.dumps(asdict(rebuild)),))

    def end_rebuild(self) -> None:
        """Remove the note of a rebuild."""
        self._db.execute("DELETE FROM meta WHERE key = 'rebuild'")

    def drop_tombstones(self, generation: int) -> int:
        """Drop the tombstones up to a generation, which every derived index in a file has followed; return how many."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES ('forgotten', ?)", (generation,))
        return self._db.execute("DELETE FROM tombstone WHERE generation <= ?", (generation,)).rowcount
