"""Past answers as rows of the catalogue: the question, and the quotes with their article and version."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from index.dates import from_epoch, to_epoch
from index.errors import NotFound


@dataclass(frozen=True, slots=True)
class KeptCitation:
    """One citation of a past answer; `quote` is None once its article has been deleted."""

    n: int
    article: str
    version: int
    start: int
    end: int
    quote: str | None


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A past answer, its time, and the generation of the catalogue that it was computed from."""

    id: str
    question: str
    asked: datetime
    generation: int
    citations: tuple[KeptCitation, ...]


class AnswerReader:
    """Past answers in one snapshot of the catalogue."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def get(self, answer: str, since: datetime) -> KeptAnswer:
        """Return a kept answer that was given at `since` or later.

        Raises:
            NotFound: there is none, or it is older.
        """
        row = self._db.execute(
            "SELECT id, question, asked, generation FROM answer WHERE id = ? AND asked >= ?", (answer, to_epoch(since))
        ).fetchone()
        if row is None:
            raise NotFound(f"there is no answer {answer!r}, or it has been deleted")
        name, question, asked, generation = row
        rows = self._db.execute(
            'SELECT n, article, version, start, "end", quote FROM citation WHERE answer = ? ORDER BY n', (answer,)
        )
        citations = tuple(KeptCitation(*citation) for citation in rows)
        return KeptAnswer(name, question, from_epoch(asked), generation, citations)


class AnswerWriter:
    """Past answers in one transaction of the catalogue; none of this makes a new generation."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def keep(self, answers: Iterable[KeptAnswer]) -> None:
        """Store answers; a quote is left out if its article was deleted after the answer was computed."""
        for answer in answers:
            self._db.execute(
                "INSERT OR IGNORE INTO answer VALUES (?, ?, ?, ?)",
                (answer.id, answer.question, to_epoch(answer.asked), answer.generation),
            )
            self._db.executemany(
                """INSERT OR IGNORE INTO citation VALUES (?1, ?2, ?3, ?4, ?5, ?6,
                       (SELECT ?7 FROM version
                        WHERE article = ?3 AND number = ?4 AND substr(text, ?5 + 1, ?6 - ?5) = ?7))""",
                ((answer.id, c.n, c.article, c.version, c.start, c.end, c.quote) for c in answer.citations),
            )

    def prune(self, number: int, since: datetime) -> None:
        """Delete all but the `number` latest answers, and those from before `since`."""
        self._db.execute("DELETE FROM answer WHERE asked < ?", (to_epoch(since),))
        self._db.execute(
            "DELETE FROM answer WHERE id IN (SELECT id FROM answer ORDER BY asked DESC, id DESC LIMIT -1 OFFSET ?)",
            (number,),
        )

    def redact(self, article: str) -> None:
        """Remove the quotes of an article from every past answer."""
        self._db.execute("UPDATE citation SET quote = NULL WHERE article = ?", (article,))
