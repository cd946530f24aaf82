"""The rows that decide what becomes of some records, copied from a catalogue: articles, versions, retractions."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_BY_COLUMN = {"article": "id", "version": "article", "retraction": "article", "held": "article"}
_JOB = "job_rehearsed"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """All rows about some articles by their tables, and the records of them that wait in the inbox."""

    rows: Mapping[str, list[tuple[object, ...]]] = field(default_factory=dict)
    waiting: list[tuple[str, int]] = field(default_factory=list)


class ExcerptReader:
    """Excerpts of one snapshot of the catalogue."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def of(self, articles: Iterable[str]) -> Excerpt:
        """Return the rows about articles, by their ids."""
        names = (json.dumps(list(articles)),)
        rows = {
            table: self._db.execute(
                f"SELECT * FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))", names
            ).fetchall()
            for table, column in _BY_COLUMN.items()
        }
        query = """SELECT record, ifnull(accepted, 0) FROM inbox
                   WHERE json_extract(record, '$.id') IN (SELECT value FROM json_each(?))"""
        return Excerpt(rows, self._db.execute(query, names).fetchall())


def put_excerpt(connection: sqlite3.Connection, excerpt: Excerpt) -> None:
    """Add an excerpt to a catalogue of the same schema that has none of its rows."""
    for table, rows in excerpt.rows.items():
        if rows:
            marks = ", ".join("?" for _ in rows[0])
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
    if excerpt.waiting:
        connection.execute(
            "INSERT OR IGNORE INTO job (id, kind, state, created) VALUES (?, 'ingest', 'queued', 0)", [_JOB]
        )
        rows_of_inbox = [(_JOB, *waiting) for waiting in excerpt.waiting]
        connection.executemany("INSERT INTO inbox (job, record, accepted) VALUES (?, ?, ?)", rows_of_inbox)
