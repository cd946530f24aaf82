"""What is stored of an article besides its versions: one row, which each newer record replaces."""

import json

from index.catalogue.database.contract import Connection
from index.dates import to_epoch
from index.types import Article

_COLUMNS = (
    "id", "external_id", "source", "url", "language", "authors", "rights", "published", "not_before", "slug", "place",
    "urgency", "subjects", "assumed",
)  # fmt: skip


def put_head(connection: Connection, article: Article) -> None:
    """Store the row of an article, in place of the one that is there."""
    marks = ", ".join("?" for _ in _COLUMNS)
    updates = ", ".join(f"{column} = excluded.{column}" for column in _COLUMNS[1:])
    connection.execute(
        f"INSERT INTO article ({', '.join(_COLUMNS)}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {updates}",
        _row(article),
    )


def differs(connection: Connection, article: Article) -> bool:
    """Return whether the stored row of an article is another than that of a record of it."""
    query = f"SELECT {', '.join(_COLUMNS)} FROM article WHERE id = ?"
    return tuple(connection.execute(query, (article.id,)).fetchone()) != _row(article)


def _row(article: Article) -> tuple[object, ...]:
    authors = json.dumps(article.authors, ensure_ascii=False)
    published = to_epoch(article.published)
    return (
        article.id, article.external_id, article.source, article.url, article.language, authors, article.rights,
        published, to_epoch(article.not_before) if article.not_before else None, article.slug, article.place,
        article.urgency, json.dumps(article.subjects, ensure_ascii=False), article.assumed,
    )  # fmt: skip
