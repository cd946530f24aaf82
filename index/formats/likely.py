"""Usual names, in files, of the fields that every article needs, and the flags that map them."""

import shlex
from collections.abc import Iterable, Sequence

REQUIRED = ("title", "text", "published")
_LIKELY = {
    "title": ("headline", "heading", "subject", "webtitle"),
    "text": ("body", "content", "article", "story", "full text", "full_text", "body_text", "bodytext", "description"),
    "published": (
        "date", "published at", "published_at", "publishedat", "publication date", "publication_date", "pubdate",
        "pub_date", "datepublished", "date_published", "webpublicationdate", "created_at",
    ),
}  # fmt: skip


def suggest_flags(missing: Iterable[str], names: Sequence[str]) -> list[str]:
    """Return the flags that map names of a file, of those given, to the fields that are missing; empty if none does."""
    found = [(name, field) for field in missing if (name := _find(field, names))]
    return [f"--map {shlex.quote(f'{name}={field}')}" for name, field in found]


def _find(field: str, names: Sequence[str]) -> str | None:
    """Return the name that most likely is that of a field: in the order of the table, whatever that of the file."""
    by_name = {name.lower(): name for name in reversed(names)}
    return next((by_name[likely] for likely in _LIKELY[field] if likely in by_name), None)
