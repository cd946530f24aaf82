"""Past answers as rows of the catalogue, without any word of an article: those are read from the versions cited.

So an article that is deleted is gone from every past answer in the same moment, and nothing has to be erased.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from index.catalogue.database.contract import Connection
from index.dates import from_epoch, to_epoch
from index.errors import NotFound
from index.text import shorten
from index.types import FOREVER


class Rating(StrEnum):
    """What a user thinks of an answer."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Feedback:
    """The latest opinion on an answer, and when it was given."""

    rating: Rating
    comment: str | None
    rated: datetime


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
    """A past answer, its time, and the generation of the catalogue that it was computed from.

    `near` are the nearest passages of a declined question, numbered from 1. `details` is what else the answer said, as
    a JSON object that has no words of an article; None of an answer kept by an earlier Dateline.
    """

    id: str
    question: str
    asked: datetime
    generation: int
    citations: tuple[KeptCitation, ...]
    near: tuple[KeptCitation, ...] = ()
    details: str | None = None
    feedback: Feedback | None = None


_ALL = 2**62  # more rows than there are
_COLUMNS = "id, question, asked, generation, details, rating, comment, rated"


class AnswerReader:
    """Past answers in one snapshot of the catalogue."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def get(self, answer: str, since: datetime) -> KeptAnswer:
        """Return a kept answer that was given at `since` or later.

        Raises:
            NotFound: there is none, or it is older.
        """
        query = f"SELECT {_COLUMNS} FROM answer WHERE id = ? AND asked >= ?"
        row = self._db.execute(query, (answer, to_epoch(since))).fetchone()
        if row is None:
            raise _missing(answer)
        return self._read(*row)

    def latest(
        self,
        since: datetime,
        *,
        rating: Rating | None = None,
        after: tuple[int, str] | None = None,
        limit: int = 50,
    ) -> list[KeptAnswer]:
        """Return answers given at `since` or later, the newest first; with `rating`, only those rated so.

        `after` is the place where the last page ended: time, in seconds since 1970, and id.
        """
        asked, name = after or (FOREVER, "")
        rows = self._db.execute(
            f"""SELECT {_COLUMNS} FROM answer WHERE asked >= ?1 AND (asked, id) < (?2, ?3)
                {"AND rating = ?4" if rating else "AND CAST(?4 AS TEXT) IS NULL"}
                ORDER BY asked DESC, id DESC LIMIT ?5""",
            (to_epoch(since), asked, name, rating, limit),
        ).fetchall()
        return [self._read(*row) for row in rows]

    def _read(
        self,
        name: str,
        question: str,
        asked: int,
        generation: int,
        details: str | None,
        rating: str | None,
        comment: str | None,
        rated: int | None,
    ) -> KeptAnswer:
        # An article that was sent again after its deletion is a new one: the old answer does not cite it.
        rows = self._db.execute(
            """SELECT s.near, s.n, s.article, s.version, s.start, s."end",
                      (SELECT substr(v.text, s.start + 1, s."end" - s.start) FROM version v
                       WHERE v.article = s.article AND v.number = s.version AND NOT EXISTS (
                           SELECT 1 FROM deletion d WHERE d.article = s.article AND d.generation > ?2))
               FROM answer_span s WHERE s.answer = ?1 ORDER BY s.n""",
            (name, generation),
        ).fetchall()
        cited, near = (tuple(KeptCitation(*row[1:]) for row in rows if row[0] == kind) for kind in (0, 1))
        feedback = Feedback(Rating(rating), comment, from_epoch(rated)) if rating and rated is not None else None
        return KeptAnswer(name, question, from_epoch(asked), generation, cited, near, details, feedback)


class AnswerWriter:
    """Past answers in one transaction of the catalogue; none of this makes a new generation."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def keep(self, answers: Iterable[KeptAnswer]) -> None:
        """Store answers, as spans: their quotes are not copied."""
        for answer in answers:
            self._db.execute(
                "INSERT INTO answer (id, question, asked, generation, details) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT DO NOTHING",
                (answer.id, answer.question, to_epoch(answer.asked), answer.generation, answer.details),
            )
            self._db.executemany(
                "INSERT INTO answer_span VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [
                    (answer.id, near, one.n, one.article, one.version, one.start, one.end)
                    for near, spans in enumerate((answer.citations, answer.near))
                    for one in spans
                ],
            )

    def rate(self, answer: str, feedback: Feedback | None, since: datetime) -> None:
        """Keep what a user thinks of an answer given at `since` or later, instead of what was thought before.

        None takes it back.

        Raises:
            NotFound: there is no such answer, or it is older.
        """
        given = (feedback.rating, feedback.comment, to_epoch(feedback.rated)) if feedback else (None, None, None)
        done = self._db.execute(
            "UPDATE answer SET rating = ?, comment = ?, rated = ? WHERE id = ? AND asked >= ?",
            (*given, answer, to_epoch(since)),
        )
        if not done.rowcount:
            raise _missing(answer)

    def prune(self, number: int, since: datetime) -> None:
        """Delete all but the `number` latest answers, and those from before `since`."""
        self._db.execute("DELETE FROM answer WHERE asked < ?", (to_epoch(since),))
        self._db.execute(
            "DELETE FROM answer WHERE id IN (SELECT id FROM answer ORDER BY asked DESC, id DESC LIMIT ? OFFSET ?)",
            (_ALL, number),
        )


def _missing(answer: str) -> NotFound:
    return NotFound(f"there is no answer {shorten(answer)!r}, or it has been deleted")
