"""The answers of news APIs and of the systems of publishers, read without `--map`."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from index.errors import Unreadable
from index.formats.fields.loose import is_nothing, is_withheld
from index.formats.fields.markup import to_paragraphs
from index.formats.fields.records import fetch

_REMOVED = "[Removed]"  # NewsAPI puts it in place of what a publisher has withdrawn
_ASIDE = frozenset(("aside", "figure"))  # links to other articles and captions, between the paragraphs
_POST = {"text": "content", "published": "date", "modified": "modified", "url": "link"}
_LINKED = {
    "title": ("headline", "name"), "text": ("articleBody",), "published": ("datePublished", "dateCreated"),
    "modified": ("dateModified",), "authors": ("author", "creator"), "source": ("publisher",),
    "language": ("inLanguage",), "url": ("url", "mainEntityOfPage.@id", "mainEntityOfPage", "@id"),
    "rights": ("copyrightNotice",),
}  # fmt: skip
_PLACE = re.compile(r" in [A-Z][\w'-]*(?: [A-Z][\w'-]*)*")


@dataclass(frozen=True, slots=True)
class _Shape:
    """Where the records of an answer stand, the field that each has, and by dotted names the fields that are ours."""

    records: str
    sign: str
    fields: Mapping[str, tuple[str, ...]]  # the first that is not empty counts


_SHAPES = (
    _Shape(
        "articles",
        "publishedAt",
        {
            "text": ("content", "description"),
            "published": ("publishedAt",),
            "authors": ("author",),
        },
    ),
    _Shape(
        "response.results",
        "webPublicationDate",
        {
            "title": ("webTitle",),
            "text": ("fields.body", "fields.bodyText"),
            "published": ("webPublicationDate",),
            "modified": ("fields.lastModified",),
            "url": ("webUrl",),
            "authors": ("fields.byline",),
            "source": ("fields.publication",),
        },
    ),
    _Shape(
        "response.docs",
        "pub_date",
        {
            "title": ("headline.main",),
            "text": ("lead_paragraph", "abstract"),
            "published": ("pub_date",),
            "url": ("web_url",),
            "authors": ("byline.original",),
        },
    ),
    _Shape(  # NewsData
        "results",
        "pubDate",
        {
            "text": ("content", "description"),
            "published": ("pubDate",),
            "url": ("link",),
            "authors": ("creator",),
            "source": ("source_name", "source_id"),
        },
    ),
    _Shape(  # Event Registry
        "articles.results",
        "dateTimePub",
        {"text": ("body",), "published": ("dateTimePub", "dateTime"), "language": ("lang",)},
    ),
    _Shape(  # World News API
        "news",
        "publish_date",
        {"published": ("publish_date",), "authors": ("authors", "author"), "language": ("language",)},
    ),
    _Shape(  # Ghost
        "posts",
        "published_at",
        {
            "text": ("html", "plaintext"),
            "published": ("published_at",),
            "modified": ("updated_at",),
            "authors": ("authors", "primary_author.name"),
        },
    ),
    _Shape(  # WordPress.com
        "posts",
        "URL",
        {
            "text": ("content",),
            "published": ("date",),
            "url": ("URL",),
            "authors": ("author.name",),
        },
    ),
)


def read_answer(value: Mapping[str, Any]) -> list[Any] | None:
    """Return the records of an answer with our names; None if it has none of the known shapes."""
    for shape in _SHAPES:
        records = fetch(value, shape.records)[1]
        if isinstance(records, list) and any(isinstance(one, dict) and shape.sign in one for one in records):
            return [_read_record(one, shape) if isinstance(one, dict) else one for one in records]
    return None


def read_post(value: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return a post of the REST interface of WordPress with our names; None if a record is none."""
    if not all(isinstance(fetch(value, f"{name}.rendered")[1], str) for name in ("title", "content")):
        return None
    named = {ours: value.get(theirs) for ours, theirs in _POST.items()}
    names = fetch(value, "_embedded.author")[1]
    return {**value, **named} | {"id": None, "authors": names if isinstance(names, list) else None}


def read_linked(value: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return an article in JSON-LD, as pages have it, with our names; None if a record is none."""
    if not ("@type" in value and isinstance(value.get("articleBody"), str)):
        return None
    found = {ours: _first(value, names) for ours, names in _LINKED.items()}
    return {ours: one for ours, one in found.items() if one}


def is_removed(record: Mapping[str, object]) -> bool:
    """Return whether a record only says that its article was withdrawn."""
    return _REMOVED in (record.get("title"), record.get("text"))


def _read_record(record: dict[str, Any], shape: _Shape) -> dict[str, Any]:
    found = {ours: _first(record, names) for ours, names in shape.fields.items() if not record.get(ours)}
    used = {name.partition(".")[0] for ours in found for name in shape.fields[ours]}
    named = {name: value for name, value in record.items() if name not in used}
    named |= {ours: value for ours, value in found.items() if value}
    withheld = any(is_withheld(fetch(record, name)[1]) for name in shape.fields.get("text", ()))
    if withheld and isinstance(text := named.get("text"), str):
        named["text"] = f"{text.rstrip('. ')}…"  # what stands in place of the text is told as cut
    if isinstance(named.get("text"), str) and "fields" in record:
        with suppress(Unreadable):
            named["text"] = to_paragraphs(named["text"], without=_ASIDE)
    if isinstance(named.get("authors"), str):
        named["authors"] = _PLACE.sub("", named["authors"])
    name = fetch(record, "source.name")[1]
    if isinstance(name, str) and isinstance(named.get("title"), str):
        named["title"] = named["title"].removesuffix(f" - {name}")
    return named


def _first(record: Mapping[str, Any], names: tuple[str, ...]) -> object:
    return next((value for name in names if (value := fetch(record, name)[1]) and not is_nothing(value)), None)
