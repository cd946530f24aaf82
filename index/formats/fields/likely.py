"""Usual names, in files, of the fields that every article needs, and the flags that map them."""

import shlex
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

REQUIRED = ("title", "text", "published")
_LIKELY = {
    "title": ("headline", "heading", "subject", "webtitle", "title.rendered", "headline.main", "name",
              "titel", "überschrift", "titre", "título", "titulo", "titolo"),
    "text": (
        "body", "content", "article", "articlebody", "article_body", "story", "full text", "full_text", "fulltext",
        "body_text", "bodytext", "content.rendered", "body.html", "content.html", "article_text",
        "story_text", "maintext", "description", "abstract", "snippet",
        "summary", "selftext", "inhalt", "texte", "contenu", "texto", "contenido", "conteúdo", "testo",
    ),
    "published": (
        "date", "published at", "published_at", "publishedat", "publication date", "publication_date", "pubdate",
        "pub_date", "datepublished", "date_published", "webpublicationdate", "publish_date", "published_date",
        "date_publish", "publishdate", "datetimepub", "date_gmt", "seendate", "created_at",
        "created", "datum", "fecha", "data",
    ),
    "url": ("link", "web_url", "weburl", "permalink", "source_url", "article_url", "uri"),
    "source": ("source_name", "publisher", "publication", "newspaper", "site", "site_name", "domain", "source.name",
               "source_domain"),
    "authors": ("author", "byline", "creator", "writer"),
    "modified": ("updated", "updated_at", "modified_gmt", "last_modified", "datemodified", "modified_at"),
    "language": ("lang",),
    "rights": ("copyright",),
}  # fmt: skip


def suggest_flags(
    missing: Iterable[str], names: Sequence[str], record: Mapping[str, object] = MappingProxyType({})
) -> list[str]:
    """Return the flags that map names of a file, of those given, to our fields; empty if none is for what is missing.

    Fields that an article does not need are mapped as well: whoever follows the hint loses neither address nor author.
    A name may be a path into the objects of `record`.
    """
    given = [*(name for name in names if not isinstance(record.get(name), dict)), *_paths(names, record)]
    found = [(name, field) for field in missing if (name := _find(field, given))]
    if found:
        known = {*REQUIRED, *map(str.lower, (*record, *names))}
        others = [field for field in _LIKELY if field not in known]
        found += [(name, field) for field in others if (name := _find(field, given))]
    return [f"--map {shlex.quote(f'{name}={field}')}" for name, field in found]


def _paths(names: Sequence[str], record: Mapping[str, object]) -> list[str]:
    """Return the names of the fields within the objects that a record has, by dotted paths."""
    inner = ((name, record.get(name)) for name in names)
    return [f"{name}.{one}" for name, value in inner if isinstance(value, dict) for one in value]


def _find(field: str, names: Sequence[str]) -> str | None:
    """Return the name that most likely is that of a field: in the order of the table, whatever that of the file."""
    by_name = {name.lower(): name for name in reversed(names)}
    inner = {name.lower().partition(".")[2]: name for name in reversed(names) if "." in name}
    whole = next((by_name[likely] for likely in _LIKELY[field] if likely in by_name), None)
    return whole or next((inner[likely] for likely in (field, *_LIKELY[field]) if likely in inner), None)
