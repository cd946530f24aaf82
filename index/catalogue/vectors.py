"""What an engine outside this machine needs of the catalogue: rows to follow by, and candidates to check."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.catalogue.database.contract import Connection
from index.dates import to_epoch
from index.types import FOREVER, Filters

_COLUMNS = "p.id, a.published, v.valid_from, coalesce(v.valid_to, ?4), a.source, coalesce(a.language, ''), x.data"
_JOINED = """JOIN version v ON v.article = p.article AND v.number = p.version JOIN article a ON a.id = p.article"""
_ALL = f"""
    SELECT {_COLUMNS} FROM passage p NOT INDEXED CROSS JOIN vector x ON x.model = ?1 AND x.digest = p.embedded {_JOINED}
    WHERE ?2 = 0 AND p.id > ?3 ORDER BY p.id"""
_CHANGED = f"""
    SELECT {_COLUMNS} FROM passage p INDEXED BY passage_by_generation
        CROSS JOIN vector x ON x.model = ?1 AND x.digest = p.embedded {_JOINED} WHERE p.generation > ?2 AND p.id > ?3
    UNION ALL
    SELECT {_COLUMNS} FROM vector x INDEXED BY vector_by_generation
        CROSS JOIN passage p ON p.embedded = x.digest {_JOINED}
        WHERE x.generation > ?2 AND x.model = ?1 AND p.generation <= ?2 AND p.id > ?3
    ORDER BY 1"""
_PUBLISHED = f"""
    SELECT p.id, a.published FROM passage p {_JOINED} WHERE p.id IN (SELECT CAST(value AS BIGINT) FROM json_each(?1))
        AND v.valid_from <= ?2 AND ?2 < coalesce(v.valid_to, {FOREVER}) AND a.published BETWEEN ?3 AND ?4
        AND (?5 = '[]' OR a.source IN (SELECT value FROM json_each(?5)))
        AND (?6 = '[]' OR a.language IN (SELECT value FROM json_each(?6)))"""
_VECTORS = """
    SELECT p.id, x.data FROM passage p JOIN vector x ON x.model = ?1 AND x.digest = p.embedded
    WHERE p.id IN (SELECT CAST(value AS BIGINT) FROM json_each(?2)) ORDER BY p.id"""


@dataclass(frozen=True, slots=True)
class VectorRow:
    """A passage with its vector and what filters use. Times in epoch seconds; `data` are float16 bytes."""

    id: int
    published: int
    valid_from: int
    valid_to: int
    source: str
    language: str
    data: bytes


class VectorReader:
    """Vectors and what filters use, in one snapshot of the catalogue."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def changed(self, model: str, after: int, above: int = 0) -> Iterator[VectorRow]:
        """Return the passages with an id above `above` that changed after a generation, or whose vector did, by id."""
        rows = self._db.stream(_CHANGED if after else _ALL, (model, after, above, FOREVER))
        return (VectorRow(*row) for row in rows)

    def published(self, passages: Sequence[int], filters: Filters) -> dict[int, int]:
        """Return the time of publication (epoch seconds) of those of the passages that the filters keep."""
        moment = to_epoch(filters.as_of) if filters.as_of else FOREVER - 1
        names = (json.dumps(filters.sources), json.dumps(filters.codes))
        return dict(self._db.execute(_PUBLISHED, (json.dumps(passages), moment, *bounds_of(filters), *names)))

    def of(self, model: str, passages: Sequence[int]) -> dict[int, bytes]:
        """Return the float16 bytes of those of the passages that have a vector of a model, by id."""
        return dict(self._db.execute(_VECTORS, (model, json.dumps(passages))))


def bounds_of(filters: Filters) -> tuple[int, int]:
    """Return the first and the last second of publication that the filters keep."""
    since, until = filters.since, filters.until
    return to_epoch(since) if since else -FOREVER, to_epoch(until) if until else FOREVER
