"""Writing to the catalogue: all that is written through one `Transaction` is committed as one generation."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from index.article import digest_of
from index.catalogue.assumed import adopt_date, settle_date
from index.catalogue.database.contract import Connection
from index.catalogue.embargoes import EmbargoWriter, changed_at
from index.catalogue.embeddings import EmbeddingWriter
from index.catalogue.families import FamilyWriter
from index.catalogue.heads import differs, put_head
from index.catalogue.history import AnswerWriter
from index.catalogue.holdings import HoldingsWriter
from index.catalogue.identity import IdentityReader
from index.catalogue.inbox import InboxWriter
from index.catalogue.jobs import JobWriter
from index.catalogue.keys import KeyWriter
from index.catalogue.last import Last, due_time
from index.catalogue.meta import read_meta, write_meta
from index.catalogue.outcome import Outcome, Stored
from index.catalogue.past import PastVersions
from index.catalogue.rows import RowWriter
from index.catalogue.seen import SeenRecords
from index.catalogue.upkeep import UpkeepWriter
from index.catalogue.watched import WatchedWriter
from index.completion import complete
from index.dates import from_epoch, to_epoch
from index.precedence import is_foreign, is_twin_of, keep_address, keep_credits, may_replace, says_less, takes_back
from index.types import Article, Retraction, Span


class Transaction:
    """One transaction of the catalogue, with a writer for each group of tables."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._generation: int | None = None
        self._past, self._seen = PastVersions(connection), SeenRecords(connection)
        self.rows = RowWriter(connection)
        self.jobs = JobWriter(connection)
        self.keys = KeyWriter(connection)
        self.inbox = InboxWriter(connection, self.jobs)
        self.answers = AnswerWriter(connection)
        self.upkeep = UpkeepWriter(connection)
        self.identity = IdentityReader(connection)
        self.watched = WatchedWriter(connection)
        self.families = FamilyWriter(connection)
        self.holdings = HoldingsWriter(connection)
        self.embargoes = EmbargoWriter(connection)
        self.embeddings = EmbeddingWriter(connection, lambda: self.generation)

    @property
    def generation(self) -> int:
        """The generation that this transaction makes; it makes one only if this is read."""
        if self._generation is None:
            self._generation = int(read_meta(self._db, "generation") or 0) + 1
            write_meta(self._db, "generation", self._generation)
        return self._generation

    @property
    def is_news(self) -> bool:
        """Whether others have something to do when it is committed: records wait, or there is a generation."""
        return self._generation is not None or self.inbox.accepted

    def put_article(self, article: Article, now: datetime) -> Stored:
        """Store an article: as its first version, as another where title or text changed, or not at all.

        A version is valid from the time its source gives it (`modified`, for a first version else `published`), for an
        update without one from `now`, and never from before it was published. A text older than the last version
        becomes a version of its own time, and the last one stays the last. A text from before a retraction is retracted
        whenever it arrives. A poorer text, a twin's, or one of another source, changes nothing: see `index.precedence`.
        An assumed date gives way to a stated one, and never replaces one: see `index.catalogue.assumed`. A record that
        has come before changes nothing.

        Before its `not_before` an article is held, and nothing else changes; a record that lacks the field does not end
        an embargo, unless it was changed later. A version that was overtaken while it was
        held, or has a lower number of its source than the last one, changes nothing.
        """
        article = replace(article, not_before=article.not_before or self.embargoes.end_of(article, now))
        if article.not_before and article.not_before > now:
            return Stored(Outcome.HELD if self.embargoes.hold(article) else Outcome.UNCHANGED, None)
        self.embargoes.drop(article.id, until=changed_at(article), source=article.source)
        last = self._past.last(article.id)
        if last is None and self.embargoes.is_withdrawn(article):
            return Stored(Outcome.UNCHANGED, None)  # it was never public, and is none now
        if last is None:
            put_head(self._db, article)
            self._seen.note_first(article)
            start = max(
                article.published, article.modified or article.published, article.not_before or article.published
            )
            return Stored(Outcome.ADDED, self._put_version(article, to_epoch(start)))
        stored = self.identity.stored(article.id)
        given = keep_address(article, stored)
        article, came = settle_date(given, stored), self._seen.is_repeated(given, stored)
        adopted = last.valid_to is None and adopt_date(self._db, article, stored)
        if adopted:
            self._recompute_validity(article.id)
            last = self._past.last(article.id) or last
        done = Stored(Outcome.UNCHANGED, None) if came else self._put_again(article, last, stored, now)
        return Stored(Outcome.UPDATED, done.version) if adopted else done

    def _put_again(self, article: Article, last: Last, stored: Article, now: datetime) -> Stored:
        """Store another record of a stored article, which has not come before."""
        is_owners = takes_back(article, stored)
        full = article if is_foreign(article, stored) else complete(article, stored)
        if self._past.holds(article, "number = ?4", last.number):
            same = article.revision is not None and article.revision == last.revision  # says the source
            is_others = stored.url and is_foreign(article, stored) and not is_owners
            if same or is_twin_of(article, stored) or is_others:
                return Stored(Outcome.UNCHANGED, None)
            return Stored(Outcome.UPDATED if self._refresh_head(full, last) else Outcome.UNCHANGED, None)
        start_at = max(self._past.start_of(article, last, now), last.valid_from * is_owners)
        is_newest = start_at >= last.valid_from
        if is_newest and self._is_overtaken(article, last, stored):
            return Stored(Outcome.UNCHANGED, None)
        if not may_replace(article, stored) if is_newest else is_foreign(article, stored):
            return Stored(Outcome.UNCHANGED, None)
        comes_back = is_newest and last.valid_to is None and says_less(stored, article)
        if not comes_back and self._past.said_before(article, last, start_at):
            return Stored(Outcome.UNCHANGED, None)
        if is_newest:
            put_head(self._db, keep_credits(full, stored))
        return Stored(Outcome.UPDATED, self._put_version(article, start_at))

    def retract_article(self, article: str, reason: str, now: datetime) -> Retraction | None:
        """Retract all that an article has said until now, and what waits in the inbox; None where there is neither.

        Where all of it is retracted already, nothing changes.
        """
        held = self.embargoes.drop(article)
        due = due_time(self._past.last(article), self.inbox.waits_until(article))
        due = to_epoch(now) if due is None and held else due
        if due is None:
            return None
        known = self._db.execute(
            "SELECT at, reason, generation FROM retraction WHERE article = ? AND at >= ? ORDER BY at LIMIT 1",
            (article, due),
        ).fetchone()
        if known is None:
            known = (max(to_epoch(now), due), reason, self.generation)
            self._db.execute("INSERT INTO retraction VALUES (?, ?, ?, ?)", (article, *known))
            self._recompute_validity(article)
        at, reason, generation = known
        return Retraction(article, from_epoch(at), reason, generation)

    def withdraw_article(
        self, article: str, reason: str, at: datetime | None, now: datetime, source: str | None = None
    ) -> None:
        """Retract what an article had said by `at`, when its source gave notice, or by `now` where that is None.

        A version that was modified later stays; one without a time of its own counts as said before the notice. The
        same notice again changes nothing.
        """
        moment = to_epoch(min(at or now, now))
        self.embargoes.drop(article, until=moment, source=source)
        last = self._past.last(article)
        is_retracted = last is not None and last.valid_to is not None and self.inbox.waits_until(article) is None
        query = "SELECT 1 FROM retraction WHERE article = ? AND at = ?"
        if (at is None and is_retracted) or self._db.execute(query, (article, moment)).fetchone():
            return
        query = "SELECT max(valid_from) FROM version WHERE article = ?1 AND coalesce(modified, ?2) <= ?2"
        start = self._db.execute(query, (article, moment)).fetchone()[0]
        times = {moment, moment if start is None else max(moment, start)}
        rows = [(article, time, reason, self.generation) for time in times]
        self._db.executemany("INSERT INTO retraction VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", rows)
        self._recompute_validity(article)

    def add_passages(self, article: str, version: int, spans: Sequence[Span], embedded: Sequence[bytes]) -> None:
        """Add the passages of a version, each with the digest of the text to embed for it.

        Those that lack a vector are noted until it is added.
        """
        self._db.executemany(
            'INSERT INTO passage (article, version, start, "end", embedded, generation) VALUES (?, ?, ?, ?, ?, ?)',
            [
                (article, version, span.start, span.end, digest, self.generation)
                for span, digest in zip(spans, embedded, strict=True)
            ],
        )
        self.embeddings.note_unembedded(article, version)

    def delete_article(self, article: str, now: datetime) -> bool:
        """Delete an article with its passages, and vectors that no other passage uses; False where there is none.

        Kept answers have no words of it to delete: they read their quotes from its versions.
        """
        self._db.execute("DELETE FROM retraction WHERE article = ?", (article,))
        held = self.embargoes.drop(article)
        if not self._db.execute("SELECT 1 FROM article WHERE id = ?", (article,)).fetchone():
            return held
        self._db.execute(
            "INSERT INTO tombstone SELECT id, ? FROM passage WHERE article = ?", (self.generation, article)
        )
        digests = self._db.execute("SELECT DISTINCT embedded FROM passage WHERE article = ?", (article,)).fetchall()
        self.families.remove(article)
        self._db.execute("DELETE FROM article WHERE id = ?", (article,))
        for (digest,) in digests:
            self.embeddings.drop_unused_by(digest)
        self._db.execute(
            "INSERT INTO deletion VALUES (?, ?, ?) ON CONFLICT (article) DO UPDATE"
            " SET deleted_at = excluded.deleted_at, generation = excluded.generation",
            (article, to_epoch(now), self.generation),
        )
        return True

    def set_embedder(self, name: str) -> None:
        """Set the name of the model whose vectors this catalogue has."""
        write_meta(self._db, "embedder", name)

    def _is_overtaken(self, article: Article, last: Last, stored: Article) -> bool:
        """Return whether its own source has followed a version up, though it begins no earlier than the last one."""
        if article.source.casefold() != stored.source.casefold():
            return False
        if article.revision and last.revision and article.revision < last.revision:
            return True
        return article.not_before is not None and changed_at(article) < changed_at(stored)

    def _put_version(self, article: Article, valid_from: int) -> int:
        query = "SELECT coalesce(max(number), 0) + 1 FROM version WHERE article = ?"
        number = int(self._db.execute(query, (article.id,)).fetchone()[0])
        modified = to_epoch(article.modified) if article.modified else None
        digest = digest_of(article)
        values = (article.id, number, article.title, article.text, digest, modified, valid_from, article.revision)
        self._db.execute(
            "INSERT INTO version (article, number, title, text, digest, modified, valid_from, revision)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        )
        self._recompute_validity(article.id)
        self.families.assign(article.id)
        return number

    def _refresh_head(self, article: Article, last: Last) -> bool:
        """Update the metadata of an article whose text is unchanged; return whether it changed.

        A date of modification alone is no change. A record older than the last version is ignored, and so is any record
        of a retracted article.
        """
        older = article.modified and last.modified is not None and to_epoch(article.modified) < last.modified
        if last.valid_to is not None or older or not differs(self._db, article):
            return False
        put_head(self._db, article)
        if article.modified and to_epoch(article.modified) > (last.modified or to_epoch(article.published)):
            query = "UPDATE version SET modified = ? WHERE article = ? AND number = ?"
            self._db.execute(query, (to_epoch(article.modified), article.id, last.number))
        if last.modified is None:  # an only version that is valid since its publication follows it
            self._db.execute(
                "UPDATE version SET valid_from = ?1 WHERE article = ?2"
                " AND (SELECT count(*) FROM version WHERE article = ?2) = 1",
                (to_epoch(article.published), article.id),
            )
        self._touch(article.id)
        return True

    def _recompute_validity(self, article: str) -> None:
        """Recompute the end of each version: where the next one begins, or at the first retraction after its start.

        Of two that begin in the same second, the one that arrived first ends at once.
        """
        query = "SELECT at FROM retraction WHERE article = ?"
        retracted = [row[0] for row in self._db.execute(query, (article,))]
        query = "SELECT number, valid_from, valid_to FROM version WHERE article = ? ORDER BY valid_from, number"
        versions = self._db.execute(query, (article,)).fetchall()
        for place, (number, start, end) in enumerate(versions, start=1):
            followed = [begun for _, begun, _ in versions[place : place + 1]]
            ends = min([*followed, *(at for at in retracted if at >= start)], default=None)
            if ends != end:  # writing the row writes its text as well
                query = "UPDATE version SET valid_to = ? WHERE article = ? AND number = ?"
                self._db.execute(query, (ends, article, number))
        self._touch(article)

    def _touch(self, article: str) -> None:
        """Mark the passages of an article as changed, so that every derived index updates their metadata and times."""
        self._db.execute("UPDATE passage SET generation = ? WHERE article = ?", (self.generation, article))
