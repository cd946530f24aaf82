"""All rows of a catalogue, table by table, as they are moved from one database to another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from index.catalogue.database.contract import Connection

TABLES = (
    "meta", "article", "version", "passage", "tombstone", "vector", "unembedded", "deletion", "retraction", "held",
    "family", "sketch", "fingerprint", "boilerplate", "unsettled", "seen", "job", "inbox", "attempt", "answer",
    "answer_span", "api_key", "feed", "feed_entry", "watched_file", "archive_place",
)  # fmt: skip
"""Every table, after those that it refers to. A server's leases are not moved: their holders are not at the target."""

NUMBERED = ("passage", "family", "sketch", "inbox")
"""The tables that never use an id twice."""

# What says where a catalogue is, and not what it holds: its schema, the name by which indexes know it, its engine.
_OWN = "key IN ('schema', 'archive', 'engine')"
_PARTS = {"meta": f"WHERE NOT {_OWN}", "held": "ORDER BY rowid", "api_key": "ORDER BY rowid"}


@dataclass(slots=True)
class Tally:
    """How many rows have passed, and the sum of their digests, which does not depend on their order."""

    rows: int = 0
    digests: int = 0

    def watch(self, rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        """Yield rows, and count them."""
        for row in rows:
            data = repr(tuple(row)).encode("utf-8", "backslashreplace")
            self.rows += 1
            self.digests = (self.digests + int.from_bytes(blake2b(data, digest_size=16).digest())) % 2**128
            yield row


class RowReader:
    """The rows of one snapshot of the catalogue."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def columns(self, table: str) -> list[str]:
        """Return the columns of a table that are moved; those that only a server has are made there."""
        return [column for column in self._db.columns(table) if column != "rowid"]

    def read(self, table: str, columns: Sequence[str]) -> Iterator[Sequence[Any]]:
        """Return the rows of a table, which are read while it is iterated."""
        selected = _quote(columns)
        if table == "meta":  # a file keeps numbers among its values
            selected = selected.replace('"value"', 'CAST("value" AS TEXT)')
        return self._db.stream(f"SELECT {selected} FROM {table} {_PARTS.get(table, '')}")

    def tally(self, table: str, columns: Sequence[str]) -> Tally:
        """Read a table to the end, and return its tally."""
        tally = Tally()
        for _ in tally.watch(self.read(table, columns)):
            pass
        return tally

    def count(self) -> int:
        """Return how many rows there are to move."""
        return sum(self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES)

    def is_empty(self) -> bool:
        """Return whether nothing has ever been stored: no table has a row, and there is no generation."""
        rows = any(self._db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in TABLES if table != "meta")
        first = self._db.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()
        return not rows and str(first[0]) == "0"

    def last_id(self, table: str) -> int:
        """Return the highest id that a table has ever used."""
        return self._db.last_id(table)


class RowWriter(RowReader):
    """The rows of one transaction of the catalogue."""

    def put(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Add the rows of a table that is empty, with their ids."""
        if table == "meta":
            self._db.execute(f"DELETE FROM meta WHERE NOT {_OWN}")
        self._db.put_rows(table, _quote(columns), rows)

    def set_last_id(self, table: str, last: int) -> None:
        """Let a table go on with the ids after `last`."""
        self._db.set_last_id(table, last)


def _quote(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
