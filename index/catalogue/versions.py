"""A version with its article, as one row of a query."""

import json
from collections.abc import Sequence
from datetime import datetime

from index.dates import from_epoch
from index.types import Article, Assumed, Retraction, Version

VERSION = """
    SELECT a.id, v.title, v.text, a.published, a.source, v.modified, a.url, a.language, a.authors, a.rights,
           a.external_id, v.revision, a.not_before, a.slug, a.place, a.urgency, a.subjects, a.assumed,
           v.number, v.digest, v.valid_from, v.valid_to, r.at, r.reason, r.generation
    FROM version v JOIN article a ON a.id = v.article
    LEFT JOIN retraction r ON r.article = v.article
         AND r.at = (SELECT min(at) FROM retraction WHERE article = v.article AND at >= v.valid_from)"""
"""A query for such rows, without its conditions."""


def read_version(row: Sequence[object]) -> Version:
    """Return the version that a row of `VERSION` is."""
    name, title, text, published, source, modified, url, language, authors, rights, external_id, revision = row[:12]
    not_before, slug, place, urgency, subjects, assumed, *rest = row[12:]
    article = Article(
        name, title, text, from_epoch(published), source, _moment(modified), url, language,  # type: ignore[arg-type]
        tuple(json.loads(authors)), rights, external_id, _moment(not_before), revision,  # type: ignore[arg-type]
        slug=slug, place=place, urgency=urgency, subjects=tuple(json.loads(subjects)),  # type: ignore[arg-type]
        assumed=read_assumed(assumed),
    )  # fmt: skip
    number, digest, valid_from, valid_to, at, reason, generation = rest
    retraction = None if at is None else Retraction(article.id, from_epoch(at), reason, generation)  # type: ignore[arg-type]
    return Version(article, number, digest, from_epoch(valid_from), _moment(valid_to), retraction)  # type: ignore[arg-type]


def read_assumed(value: object) -> Assumed | None:
    """Return how a date was assumed, as a row says it."""
    return Assumed(str(value)) if value else None


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else from_epoch(seconds)
