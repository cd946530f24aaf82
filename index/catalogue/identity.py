"""The id that an article is stored by, its own or one that an earlier Dateline gave it, and the sources it is of."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from index.article import digest_of, earlier_address_ids, earlier_id, is_bare_id, name_within, undated_id, unnamed_id
from index.catalogue.database.contract import Connection
from index.catalogue.seen import SeenRecords
from index.catalogue.versions import read_assumed
from index.dates import from_epoch, to_epoch
from index.precedence import is_other_story, shares_id
from index.types import Article, Withdrawal


def possible_ids(record: Article | Withdrawal) -> tuple[str, ...]:
    """Return the ids that `IdentityReader` looks for to find what is stored of a record."""
    own = record.id or ""
    within = name_within(record.source or "", own)
    if not isinstance(record, Article):
        return (own, within)
    others = (earlier_id(record), undated_id(record), *earlier_address_ids(record), unnamed_id(record))
    return (own, within, *(name for name in others if name))


class IdentityReader:
    """The identity of articles in one snapshot or transaction of the catalogue."""

    def __init__(self, connection: Connection) -> None:
        self._db, self._seen = connection, SeenRecords(connection)

    def resolve(self, article: Article) -> Article:
        """Return the article under the id that it is stored by.

        For an article with neither id nor URL of its own, that is the id of an earlier Dateline, which did not depend
        on the text, where a version with the same content is stored under it. So it is not stored twice when it is sent
        again, and stays retracted if it was. One that was stored with an assumed date is found by the id of its content
        without a date, and a twin that an earlier Dateline stored by its own address by that. An id of its own that is
        one within its source only, such as `17`, is joined with the source where the id is already that of another
        source's article, and the record has not come before. Where no source is known, and the id is that of another
        story, the content identifies it.
        """
        name = earlier_id(article)
        if name and self._has_said(name, article):
            return replace(article, id=name)
        by_address = () if self._exists(article.id) else earlier_address_ids(article)
        if name := next(filter(self._exists, by_address), None):
            return replace(article, id=name)
        name = undated_id(article)
        query = "SELECT 1 FROM article WHERE id = ? AND (assumed IS NOT NULL OR published = ?)"
        if name and self._db.execute(query, (name, to_epoch(article.published))).fetchone():
            return replace(article, id=name)
        return self._resolve_bare(article) if is_bare_id(article) and self._exists(article.id) else article

    def _resolve_bare(self, article: Article) -> Article:
        """Return an article whose id, one within its source, is already that of an article."""
        given, own = article.id, name_within(article.source, article.id)
        if not self._has_come(article) and (self._exists(own) or not shares_id(article, self.stored(given))):
            article = replace(article, id=own, external_id=given)
        if self._has_come(article) or not self._exists(article.id):
            return article
        is_other = is_other_story(article, self.stored(article.id))
        return replace(article, id=unnamed_id(article), external_id=given) if is_other else article

    def find(self, article: str, source: str | None) -> str:
        """Return the id by which the article that a source calls `article` is stored."""
        own = name_within(source or "", article)
        return own if self._exists(own) else article

    def stored(self, article: str) -> Article:
        """Return a stored article, as its last version says it."""
        row = self._db.execute(
            """SELECT v.title, v.text, v.modified, a.published, a.source, a.url, a.language, a.authors, a.assumed,
                      a.rights, a.external_id, a.slug, a.place, a.urgency, a.subjects
               FROM article a JOIN version v ON v.article = a.id WHERE a.id = ?
               ORDER BY v.valid_from DESC, v.number DESC LIMIT 1""",
            (article,),
        ).fetchone()
        title, text, modified, published, source, url, language, authors, assumed, *others = row
        rights, external_id, slug, place, urgency, subjects = others
        return Article(
            id=article,
            title=title,
            text=text,
            published=from_epoch(published),
            source=source,
            modified=None if modified is None else from_epoch(modified),
            url=url,
            language=language,
            authors=tuple(json.loads(authors)),
            rights=rights,
            external_id=external_id,
            slug=slug,
            place=place,
            urgency=urgency,
            subjects=tuple(json.loads(subjects)),
            assumed=read_assumed(assumed),
        )

    def languages(self, articles: Sequence[str]) -> dict[str, str]:
        """Return the languages of these articles that exist and have one."""
        query = "SELECT id, language FROM article WHERE id IN (SELECT value FROM json_each(?)) AND language IS NOT NULL"
        return dict(self._db.execute(query, (json.dumps(list(articles)),)).fetchall())

    def _exists(self, article: str) -> bool:
        return self._db.execute("SELECT 1 FROM article WHERE id = ?", (article,)).fetchone() is not None

    def _has_come(self, article: Article) -> bool:
        """Return whether a record has come before under its id, or a version has its title and text."""
        return self._seen.has_come(article) or self._has_said(article.id, article)

    def _has_said(self, name: str, article: Article) -> bool:
        """Return whether a version of the article called `name` has the title and the text of a record."""
        query = "SELECT 1 FROM version WHERE article = ? AND digest = ?"
        return self._db.execute(query, (name, digest_of(article))).fetchone() is not None

    def sources_of(self, article: str, moment: datetime) -> set[str]:
        """Return the sources under which an article is stored, or was accepted by a moment; empty if it is unknown."""
        rows = self._db.execute(
            """SELECT source FROM article WHERE id = ?1 UNION SELECT json_extract(record, '$.source') FROM inbox
               WHERE json_extract(record, '$.id') = ?1 AND json_extract(record, '$.text') IS NOT NULL
                   AND coalesce(accepted, 0) <= ?2
               UNION SELECT source FROM held WHERE article = ?1""",
            (article, to_epoch(moment)),
        )
        return {source for (source,) in rows}
