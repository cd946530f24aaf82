"""Reading the catalogue: everything read through one `Snapshot` is of one generation."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from index.catalogue.database.contract import Connection
from index.catalogue.embargoes import EmbargoReader
from index.catalogue.embeddings import EmbeddingReader
from index.catalogue.excerpt import ExcerptReader
from index.catalogue.families import FamilyReader, name_family
from index.catalogue.history import AnswerReader
from index.catalogue.holdings import HoldingsReader
from index.catalogue.identity import IdentityReader
from index.catalogue.inbox import InboxReader
from index.catalogue.jobs import JobReader
from index.catalogue.keys import KeyReader
from index.catalogue.meta import read_meta
from index.catalogue.rows import RowReader
from index.catalogue.upkeep import UpkeepReader
from index.catalogue.vectors import VectorReader, bounds_of
from index.catalogue.versions import VERSION, read_assumed, read_version
from index.catalogue.watched import WatchedReader
from index.dates import format_moment, from_epoch, to_epoch
from index.errors import NotFound
from index.text import shorten
from index.types import FOREVER, Counts, Filters, Head, Hit, Passage, Span, Version

# The latest version of its article by time: the active one, unless it was retracted.
_LAST = """NOT EXISTS (SELECT 1 FROM version w WHERE w.article = v.article
                       AND (w.valid_from, w.number) > (v.valid_from, v.number))"""
# The latest version of those that began by a moment, the ninth parameter.
_LAST_BY = _LAST.replace("(w.valid_from, w.number) >", "w.valid_from <= ?9 AND (w.valid_from, w.number) >")


@dataclass(frozen=True, slots=True)
class PassageRow:
    """What a derived index keeps of a passage besides its text or vector. Times in epoch seconds."""

    id: int
    article: str
    version: int
    start: int
    end: int
    published: int
    valid_from: int
    valid_to: int
    source: str
    language: str


class Snapshot:
    """One generation of the catalogue, for reading."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self.rows = RowReader(connection)
        self.jobs = JobReader(connection)
        self.keys = KeyReader(connection)
        self.inbox = InboxReader(connection)
        self.answers = AnswerReader(connection)
        self.upkeep = UpkeepReader(connection)
        self.watched = WatchedReader(connection)
        self.families = FamilyReader(connection)
        self.excerpts = ExcerptReader(connection)
        self.embeddings = EmbeddingReader(connection)
        self.vectors = VectorReader(connection)
        self.identity = IdentityReader(connection)
        self.holdings = HoldingsReader(connection)
        self.embargoes = EmbargoReader(connection)

    def generation(self) -> int:
        """Return the number of the last write that this snapshot sees."""
        return int(read_meta(self._db, "generation") or 0)

    def embedder(self) -> str | None:
        """Return the name of the model that made the vectors, None where none has yet."""
        return read_meta(self._db, "embedder")

    def counts(self) -> Counts:
        """Return the number of articles, versions and passages, and the first and last time of publication."""
        query = "SELECT count(*), min(published), max(published) FROM article"
        articles, oldest, newest = self._db.execute(query).fetchone()
        versions = self._db.execute("SELECT count(*) FROM version").fetchone()[0]
        passages = self._db.execute("SELECT count(*) FROM passage").fetchone()[0]
        unembedded = self.embeddings.count_unembedded()
        return Counts(self.generation(), articles, versions, passages, unembedded, _moment(oldest), _moment(newest))

    def published_range(self) -> tuple[datetime, datetime] | None:
        """Return the first and the last time of publication, None of an empty catalogue."""
        oldest = self._db.execute("SELECT min(published) FROM article").fetchone()[0]
        newest = self._db.execute("SELECT max(published) FROM article").fetchone()[0]
        return None if oldest is None else (from_epoch(oldest), from_epoch(newest))

    def count_articles(self) -> int:
        """Return how many articles there are."""
        return int(self._db.execute("SELECT count(*) FROM article").fetchone()[0])

    def sources(self) -> list[str]:
        """Return the names of all sources, sorted; one index look-up for each, not a scan of all articles."""
        query = """
            WITH RECURSIVE name (it) AS (
                SELECT min(source) FROM article
                UNION ALL SELECT (SELECT min(source) FROM article WHERE source > it) FROM name WHERE it IS NOT NULL)
            SELECT it FROM name WHERE it IS NOT NULL"""
        return [row[0] for row in self._db.execute(query)]

    def languages(self) -> list[str]:
        """Return the languages of all articles, sorted; this scans all articles."""
        query = "SELECT DISTINCT language FROM article WHERE language > '' ORDER BY language"
        return [row[0] for row in self._db.execute(query)]

    def external_id(self, article: str) -> str | None:
        """Return the id that its source gave an article, None where that is the catalogue's own id or there is none."""
        row = self._db.execute("SELECT external_id FROM article WHERE id = ?", (article,)).fetchone()
        return None if row is None else row[0]

    def version(self, article: str, number: int | None = None) -> Version:
        """Return a version of an article; where no number is given the current one, or the last of a retracted article.

        Raises:
            NotFound: there is no such article, or no such version of it.
        """
        row = self._db.execute(
            f"""{VERSION} WHERE a.id = ?1 AND (CAST(?2 AS BIGINT) IS NULL OR v.number = ?2)
                ORDER BY v.valid_from DESC, v.number DESC LIMIT 1""",
            (article, number),
        ).fetchone()
        if row is None:
            raise NotFound(
                f"there is no article {shorten(article)!r}" + (f" with a version {number}" if number else "")
            )
        return read_version(row)

    def version_at(self, article: str, moment: datetime) -> Version:
        """Return the version of an article that was valid at a moment.

        Raises:
            NotFound: there is no such article, or none was valid: it was still to come, or retracted.
        """
        row = self._db.execute(
            f"{VERSION} WHERE a.id = ?1 AND v.valid_from <= ?2 AND ?2 < coalesce(v.valid_to, ?3)",
            (article, to_epoch(moment), FOREVER),
        ).fetchone()
        if row is None:
            raise NotFound(f"there is no article {shorten(article)!r} as of {format_moment(moment)}")
        return read_version(row)

    def versions(self, article: str) -> list[Version]:
        """Return every version of an article in the order of arrival.

        Raises:
            NotFound: there is no such article.
        """
        rows = self._db.execute(f"{VERSION} WHERE a.id = ? ORDER BY v.number", (article,)).fetchall()
        if not rows:
            raise NotFound(f"there is no article {shorten(article)!r}")
        return [read_version(row) for row in rows]

    def articles(
        self,
        filters: Filters,
        *,
        external_id: str | None = None,
        retracted: bool = False,
        after: tuple[int, str] | None = None,
        limit: int = 50,
    ) -> list[Version]:
        """Return the versions of articles that are current, or were at `as_of`, the newest article first.

        `after` is the place where the last page ended. With `retracted`, the last versions of articles that had been
        retracted by then are among them.
        """
        published, name = after or (FOREVER, "")
        moment = to_epoch(filters.as_of) if filters.as_of else FOREVER - 1
        rows = self._db.execute(
            f"""{VERSION} WHERE v.valid_from <= ?9 AND (?9 < coalesce(v.valid_to, {FOREVER}) OR (?8 AND {_LAST_BY}))
                AND (a.published, a.id) < (?1, ?2) AND a.published BETWEEN ?3 AND ?4
                AND (?5 = '[]' OR a.source IN (SELECT value FROM json_each(?5)))
                AND (?10 = '[]' OR a.language IN (SELECT value FROM json_each(?10)))
                AND (CAST(?6 AS TEXT) IS NULL OR a.external_id = ?6)
                ORDER BY a.published DESC, a.id DESC LIMIT ?7""",
            (
                published, name, *bounds_of(filters), json.dumps(filters.sources), external_id, limit, retracted,
                moment, json.dumps(filters.codes),
            ),
        )  # fmt: skip
        return [read_version(row) for row in rows]

    def every_version(self) -> Iterator[Version]:
        """Return every version of every article."""
        return (read_version(row) for row in self._db.stream(f"{VERSION} ORDER BY v.article, v.number"))

    def spans(self, article: str, number: int) -> list[Span]:
        """Return the passages of a version as spans, in order."""
        query = 'SELECT start, "end" FROM passage WHERE article = ? AND version = ? ORDER BY start'
        return [Span(*row) for row in self._db.execute(query, (article, number))]

    def text_of(self, article: str, number: int) -> str | None:
        """Return the text of a version, None where there is no such version."""
        query = "SELECT text FROM version WHERE article = ? AND number = ?"
        row = self._db.execute(query, (article, number)).fetchone()
        return None if row is None else str(row[0])

    def is_active(self, article: str, number: int, moment: datetime | None = None) -> bool:
        """Return whether a version is active at a moment, None for now."""
        query = "SELECT valid_from, coalesce(valid_to, ?3) FROM version WHERE article = ?1 AND number = ?2"
        row = self._db.execute(query, (article, number, FOREVER)).fetchone()
        if row is None or moment is None:
            return row is not None and row[1] == FOREVER
        return bool(row[0] <= to_epoch(moment) < row[1])

    def hits(self, ids: Sequence[int], moment: datetime | None = None) -> dict[int, Hit]:
        """Return the passages with these ids that exist, with head and text, still without rank and score.

        Counts the copies of their articles that are active at `moment`, None for now.
        """
        rows = self._db.execute(
            """SELECT p.id, p.article, p.version, p.start, p."end", substr(v.text, p.start + 1, p."end" - p.start),
                      s.family, v.title, a.source, a.published, v.modified, a.url, a.language, a.authors,
                      v.valid_from, v.valid_to, a.rights, a.assumed
               FROM passage p JOIN version v ON v.article = p.article AND v.number = p.version
               JOIN article a ON a.id = p.article LEFT JOIN sketch s ON s.article = p.article
               WHERE p.id IN (SELECT CAST(value AS BIGINT) FROM json_each(?))""",
            (json.dumps(list(ids)),),
        ).fetchall()
        sizes = self.families.sizes((row[6] for row in rows if row[6] is not None), moment)
        heads: dict[tuple[str, int], Head] = {}  # one for all passages of a version
        for row in rows:
            if row[1:3] not in heads:
                heads[row[1:3]] = _head(row[7:], row[6], sizes)
        return {row[0]: Hit(Passage(*row[:5]), heads[row[1:3]], row[5], 0.0) for row in rows}

    def passage_rows(self, after: int) -> Iterator[PassageRow]:
        """Return what changed after a generation, by passage id."""
        rows = self._db.stream(
            f"""SELECT p.id, p.article, p.version, p.start, p."end", a.published, v.valid_from,
                       coalesce(v.valid_to, ?2), a.source, coalesce(a.language, '')
                FROM {_changed(after)} CROSS JOIN version v ON v.article = p.article AND v.number = p.version
                JOIN article a ON a.id = p.article WHERE p.generation > ?1 ORDER BY p.id""",
            (after, FOREVER),
        )
        return (PassageRow(*row) for row in rows)

    def documents(self, after: int) -> Iterator[tuple[PassageRow, str, str]]:
        """Return (row, title, passage text) of what changed after a generation, by passage id."""
        current: tuple[str, int] | None = None
        title = text = ""
        for row in self.passage_rows(after):
            if current != (row.article, row.version):  # passages of one version follow one another
                current = (row.article, row.version)
                title, text = self._db.execute(
                    "SELECT title, text FROM version WHERE article = ? AND number = ?", current
                ).fetchone()
            yield row, title, text[row.start : row.end]

    def has_changes(self, after: int) -> bool:
        """Return whether a passage was added, changed or deleted after a generation, and not vectors alone added."""
        changed = (f"EXISTS (SELECT 1 FROM {table} WHERE generation > ?1)" for table in ("passage", "tombstone"))
        return bool(self._db.execute(f"SELECT {' OR '.join(changed)}", (after,)).fetchone()[0])

    def tombstones(self, after: int) -> list[int]:
        """Return the passages deleted after a generation."""
        return [row[0] for row in self._db.execute("SELECT passage FROM tombstone WHERE generation > ?", (after,))]

    def digests(self, articles: Sequence[str]) -> dict[str, str]:
        """Return the digest of the last version of each of these articles that exists, retracted or not."""
        rows = self._db.execute(
            f"SELECT article, digest FROM version v WHERE article IN (SELECT value FROM json_each(?)) AND {_LAST}",
            (json.dumps(list(articles)),),
        )
        return dict(rows.fetchall())


def _changed(after: int) -> str:
    """Return from where to read the passages that changed after a generation.

    SQLite cannot know how few those are, and would go through all; where it has to, it need not sort them.
    """
    return "passage p INDEXED BY passage_by_generation" if after else "passage p NOT INDEXED"


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else from_epoch(seconds)


def _head(row: Sequence[object], family: int | None, sizes: Mapping[int, int]) -> Head:
    copies = max(0, sizes.get(family, 0) - 1) if family is not None else 0
    title, source, published, modified, url, language, authors, valid_from, valid_to, rights, assumed = row
    return Head(
        title, source, from_epoch(published), _moment(modified), url, language, tuple(json.loads(authors)),  # type: ignore[arg-type]
        from_epoch(valid_from), _moment(valid_to), name_family(family) if family and copies else None, copies, rights,  # type: ignore[arg-type]
        read_assumed(assumed),
    )  # fmt: skip
