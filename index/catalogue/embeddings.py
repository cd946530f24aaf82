"""Vectors as rows of the catalogue: keyed by model and digest, followed by generation, and which passages lack one.

A passage without a vector is a normal state: its vector may be made later, or on another machine. The table
`unembedded` lists the passages that lack one of the catalogue's model; for any other model all passages are scanned.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.catalogue.database.contract import Connection
from index.catalogue.meta import read_meta

# Model by model, each found from the one before: a look-up by digest alone would scan the table.
_DELETE_UNUSED = """
    WITH RECURSIVE kind (model) AS (
        SELECT min(model) FROM vector
        UNION ALL SELECT (SELECT min(model) FROM vector x WHERE x.model > kind.model) FROM kind WHERE model IS NOT NULL)
    DELETE FROM vector WHERE model IN (SELECT model FROM kind WHERE model IS NOT NULL) AND digest = ?1
        AND NOT EXISTS (SELECT 1 FROM passage WHERE embedded = ?1)"""
_WITHOUT = "NOT EXISTS (SELECT 1 FROM vector x WHERE x.model = ?1 AND x.digest = p.embedded)"
_IS_WANTED = """
    SELECT EXISTS (SELECT 1 FROM passage WHERE embedded = ?2)
        AND NOT EXISTS (SELECT 1 FROM vector WHERE model = ?1 AND digest = ?2)"""
_DELETE_NOTED = "DELETE FROM unembedded WHERE passage IN (SELECT id FROM passage WHERE embedded = ?)"
_FOLLOWED = """
    SELECT p.id, x.data FROM passage p INDEXED BY passage_by_generation
        CROSS JOIN vector x ON x.model = ?1 AND x.digest = p.embedded WHERE p.generation > ?2
    UNION ALL
    SELECT p.id, x.data FROM vector x INDEXED BY vector_by_generation
        CROSS JOIN passage p ON p.embedded = x.digest WHERE x.generation > ?2 AND x.model = ?1 AND p.generation <= ?2
    ORDER BY 1"""
_ALL = """
    SELECT p.id, x.data FROM passage p NOT INDEXED
        CROSS JOIN vector x ON x.model = ?1 AND x.digest = p.embedded ORDER BY p.id"""


@dataclass(frozen=True, slots=True)
class ToEmbed:
    """A passage without a vector: the digest that its vector goes by, and what the text to embed is made of.

    `published` is in epoch seconds.
    """

    passage: int
    digest: bytes
    title: str
    source: str
    published: int
    text: str


class EmbeddingReader:
    """The vectors in one snapshot of the catalogue."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def rows(self, model: str, after: int) -> Iterator[tuple[int, bytes]]:
        """Return (passage id, float16 bytes), by passage id, where passage or vector changed after a generation."""
        return self._db.stream(_FOLLOWED, (model, after)) if after else self._db.stream(_ALL, (model,))

    def known(self, model: str, digests: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the float16 bytes of those of the digests whose vector `model` has made already."""
        query = "SELECT data FROM vector WHERE model = ? AND digest = ?"
        found = ((digest, self._db.execute(query, (model, digest)).fetchone()) for digest in digests)
        return {digest: row[0] for digest, row in found if row}

    def dimension(self, model: str) -> int | None:
        """Return how many numbers most vectors of a model have, None where it has made none."""
        row = self._db.execute(
            "SELECT length(data) / 2 FROM vector WHERE model = ? GROUP BY length(data) ORDER BY count(*) DESC LIMIT 1",
            (model,),
        ).fetchone()
        return int(row[0]) if row else None

    def count_unembedded(self) -> int:
        """Return how many passages lack a vector of the catalogue's model."""
        return int(self._db.execute("SELECT count(*) FROM unembedded").fetchone()[0])

    def unembedded(self) -> list[int]:
        """Return the passages that are noted to lack a vector of the catalogue's model."""
        return [row[0] for row in self._db.execute("SELECT passage FROM unembedded ORDER BY passage")]

    def lacking(self, model: str) -> list[int]:
        """Return all passages that have no vector of a model; scans every passage."""
        return [
            row[0] for row in self._db.execute(f"SELECT p.id FROM passage p WHERE {_WITHOUT} ORDER BY p.id", [model])
        ]

    def next_unembedded(self, number: int) -> list[ToEmbed]:
        """Return the first so many passages that are noted to lack a vector of the catalogue's model."""
        noted = "unembedded u CROSS JOIN passage p ON p.id = u.passage"
        rows = self._db.execute(f"{_to_embed(noted)} ORDER BY p.id LIMIT ?", (number,))
        return [ToEmbed(*row) for row in rows]

    def to_embed(self, model: str, after: int, number: int) -> list[ToEmbed]:
        """Return the first so many passages with an id above `after` that have no vector of a model, among all."""
        query = f"{_to_embed('passage p')} WHERE p.id > ?2 AND {_WITHOUT} ORDER BY p.id LIMIT ?3"
        return [ToEmbed(*row) for row in self._db.execute(query, (model, after, number))]


class EmbeddingWriter:
    """Vectors in one transaction of the catalogue, whose generation `generation` returns."""

    def __init__(self, connection: Connection, generation: Callable[[], int]) -> None:
        self._db, self._generation = connection, generation

    def add(self, model: str, vectors: Iterable[tuple[bytes, bytes]]) -> int:
        """Add (digest, float16 bytes) pairs made by `model`, unless they are there already or no passage uses them.

        Returns how many were added. The transaction makes a generation if one was.
        """
        present, added = model == self._present(), 0
        for digest, data in vectors:
            if self._db.execute(_IS_WANTED, (model, digest)).fetchone()[0]:
                self._db.execute("INSERT INTO vector VALUES (?, ?, ?, ?)", (model, digest, data, self._generation()))
                added += 1
                if present:
                    self._db.execute(_DELETE_NOTED, (digest,))
        return added

    def note_unembedded(self, article: str, version: int) -> None:
        """Note the passages of a version that have no vector of the catalogue's model."""
        self._db.execute(
            f"""INSERT INTO unembedded SELECT p.id FROM passage p WHERE p.article = ?2 AND p.version = ?3
                AND {_WITHOUT} ON CONFLICT DO NOTHING""",
            (self._present(), article, version),
        )

    def note_all_unembedded(self) -> None:
        """Note every passage that has no vector of the catalogue's model, after the model has changed."""
        self._db.execute("DELETE FROM unembedded")
        self._db.execute(f"INSERT INTO unembedded SELECT p.id FROM passage p WHERE {_WITHOUT}", (self._present(),))

    def drop_unused_by(self, digest: bytes) -> None:
        """Drop the vectors of a digest, of all models, unless a passage still uses it."""
        self._db.execute(_DELETE_UNUSED, (digest,))

    def drop_unused(self, model: str | None) -> int:
        """Drop the vectors that no passage uses and, where a model is named, those of every other; return how many."""
        return self._db.execute(
            "DELETE FROM vector WHERE model != ? OR NOT EXISTS (SELECT 1 FROM passage WHERE embedded = digest)",
            (model,),
        ).rowcount

    def _present(self) -> str:
        return read_meta(self._db, "embedder") or ""


def _to_embed(source: str) -> str:
    return f"""SELECT p.id, p.embedded, v.title, a.source, a.published,
                      substr(v.text, p.start + 1, p."end" - p.start)
               FROM {source} JOIN version v ON v.article = p.article AND v.number = p.version
               JOIN article a ON a.id = p.article"""
