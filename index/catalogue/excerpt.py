"""The rows that decide what becomes of some records, copied from a catalogue: articles, versions, what came before."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from index.catalogue.database.contract import Connection

_HELD = "article, source, changed, revision, not_before, record"  # on a server, the table has one more column
_QUERIES = {
    "article": "SELECT * FROM article WHERE id",
    "version": "SELECT * FROM version WHERE article",
    "retraction": "SELECT * FROM retraction WHERE article",
    "seen": "SELECT * FROM seen WHERE article",
    "held": f"SELECT {_HELD} FROM held WHERE article",
}
_JOB = "job_rehearsed"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """All rows about some articles by their tables, and the records of them that wait in the inbox."""

    rows: Mapping[str, list[tuple[object, ...]]] = field(default_factory=dict)
    waiting: list[tuple[str, int]] = field(default_factory=list)


class ExcerptReader:
    """Excerpts of one snapshot of the catalogue."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def of(self, articles: Iterable[str]) -> Excerpt:
        """Return the rows about articles, by their ids."""
        names = (json.dumps(list(articles)),)
        rows = {
            table: self._db.execute(f"{query} IN (SELECT value FROM json_each(?))", names).fetchall()
            for table, query in _QUERIES.items()
        }
        query = """SELECT record, coalesce(accepted, 0) FROM inbox
                   WHERE json_extract(record, '$.id') IN (SELECT value FROM json_each(?))"""
        return Excerpt(rows, self._db.execute(query, names).fetchall())


def put_excerpt(connection: Connection, excerpt: Excerpt) -> None:
    """Add an excerpt to a catalogue of the same schema that has none of its rows."""
    for table, rows in excerpt.rows.items():
        if rows:
            marks = ", ".join("?" for _ in rows[0])
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
    if excerpt.waiting:
        connection.execute(
            "INSERT INTO job (id, kind, state, created) VALUES (?, 'ingest', 'queued', 0) ON CONFLICT DO NOTHING",
            [_JOB],
        )
        rows_of_inbox = [(_JOB, *waiting) for waiting in excerpt.waiting]
        connection.executemany("INSERT INTO inbox (job, record, accepted) VALUES (?, ?, ?)", rows_of_inbox)
