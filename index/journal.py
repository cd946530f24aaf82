"""Writing to the catalogue: everything done through one `Journal` becomes one generation, or nothing does."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from index.article import digest_of
from index.dates import to_epoch
from index.jobs import JobWriter
from index.types import Article, Span
from index.watched import WatchedWriter


class Outcome(StrEnum):
    """What storing an article did."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an article; `version` is the number of its new version, None where it has none."""

    outcome: Outcome
    version: int | None


class Journal:
    """One write in progress."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._generation: int | None = None
        self.jobs = JobWriter(connection)
        self.watched = WatchedWriter(connection)

    @property
    def generation(self) -> int:
        """The number of this write; asking for it is what makes it one."""
        if self._generation is None:
            row = self._db.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation' RETURNING value")
            self._generation = int(row.fetchone()[0])
        return self._generation

    def put_article(self, article: Article, now: datetime) -> Stored:
        """Store what an article says: as its first version, as a new one where title or text changed, or not at all.

        A version is valid from the time its source gives it (`modified`, for a first version else `published`), for an
        update without one from `now`.
        """
        last = self._db.execute(
            "SELECT number, digest, valid_from, modified FROM version WHERE article = ? ORDER BY number DESC LIMIT 1",
            (article.id,),
        ).fetchone()
        if last is None:
            self._put_head(article)
            start = max(article.published, article.modified or article.published)
            return Stored(Outcome.ADDED, self._put_version(article, 1, to_epoch(start)))
        number, digest, valid_from, modified = last
        if digest == digest_of(article):
            return Stored(Outcome.UPDATED if self._refresh_head(article, number, modified) else Outcome.UNCHANGED, None)
        if self._said_before(article, valid_from):
            return Stored(Outcome.UNCHANGED, None)
        self._put_head(article)
        start_at = max(to_epoch(article.modified or now), valid_from + 1)
        self._db.execute(
            "UPDATE version SET valid_to = ? WHERE article = ? AND number = ?", (start_at, article.id, number)
        )
        self._touch(article.id)
        return Stored(Outcome.UPDATED, self._put_version(article, number + 1, start_at))

    def add_passages(self, article: str, version: int, spans: Sequence[Span], embedded: Sequence[bytes]) -> None:
        """Add the passages of a version, each with the digest of the text embedded for it."""
        self._db.executemany(
            'INSERT INTO passage (article, version, start, "end", embedded, generation) VALUES (?, ?, ?, ?, ?, ?)',
            [
                (article, version, span.start, span.end, digest, self.generation)
                for span, digest in zip(spans, embedded, strict=True)
            ],
        )

    def add_vectors(self, model: str, vectors: Iterable[tuple[bytes, bytes]]) -> None:
        """Add (digest, float16 bytes) pairs made by `model`; one that is there already stays."""
        self._db.executemany(
            "INSERT OR IGNORE INTO vector VALUES (?, ?, ?)", ((model, digest, data) for digest, data in vectors)
        )

    def delete_article(self, article: str, now: datetime) -> bool:
        """Delete an article whole, vectors that nothing else uses included; False where there is none."""
        if not self._db.execute("SELECT 1 FROM article WHERE id = ?", (article,)).fetchone():
            return False
        self._db.execute(
            "INSERT INTO tombstone SELECT id, ? FROM passage WHERE article = ?", (self.generation, article)
        )
        digests = self._db.execute("SELECT DISTINCT embedded FROM passage WHERE article = ?", (article,)).fetchall()
        self._db.execute("DELETE FROM article WHERE id = ?", (article,))
        self._db.executemany(
            "DELETE FROM vector WHERE digest = ?1 AND NOT EXISTS (SELECT 1 FROM passage WHERE embedded = ?1)", digests
        )
        self._db.execute("INSERT OR REPLACE INTO deletion VALUES (?, ?, ?)", (article, to_epoch(now), self.generation))
        return True

    def set_embedder(self, name: str) -> None:
        """Note the model whose vectors this catalogue holds."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES ('embedder', ?)", (name,))

    def _said_before(self, article: Article, valid_from: int) -> bool:
        """Return whether an earlier version said the same and the record is no younger than the last one.

        So a file that holds an article and its correction can be ingested again, and changes nothing.
        """
        if to_epoch(article.modified or article.published) >= valid_from:
            return False
        query = "SELECT 1 FROM version WHERE article = ? AND digest = ?"
        return self._db.execute(query, (article.id, digest_of(article))).fetchone() is not None

    def _put_head(self, article: Article) -> None:
        self._db.execute(
            "INSERT INTO article VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (id) DO UPDATE SET"
            " external_id = ?2, source = ?3, url = ?4, language = ?5, authors = ?6, rights = ?7, published = ?8",
            _head(article),
        )

    def _put_version(self, article: Article, number: int, valid_from: int) -> int:
        modified = to_epoch(article.modified) if article.modified else None
        values = (article.id, number, article.title, article.text, digest_of(article), modified, valid_from)
        self._db.execute("INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?, NULL)", values)
        return number

    def _refresh_head(self, article: Article, number: int, modified: int | None) -> bool:
        """Take over what changed around an unchanged text; a date of modification alone changes nothing."""
        columns = "id, external_id, source, url, language, authors, rights, published"
        stored = self._db.execute(f"SELECT {columns} FROM article WHERE id = ?", (article.id,)).fetchone()
        if tuple(stored) == _head(article):
            return False
        self._put_head(article)
        if number == 1 and modified is None:
            self._db.execute(
                "UPDATE version SET valid_from = ?1 WHERE article = ?2 AND number = 1"
                " AND ?1 < ifnull(valid_to, ?1 + 1)",
                (to_epoch(article.published), article.id),
            )
        self._touch(article.id)
        return True

    def _touch(self, article: str) -> None:
        """Mark the passages of an article as changed, so that every derived index takes its head anew."""
        self._db.execute("UPDATE passage SET generation = ? WHERE article = ?", (self.generation, article))


def _head(article: Article) -> tuple[object, ...]:
    authors = json.dumps(article.authors, ensure_ascii=False)
    published = to_epoch(article.published)
    return (
        article.id, article.external_id, article.source, article.url, article.language, authors, article.rights,
        published,
    )  # fmt: skip
