"""Records within one JSON object, as the answers of news APIs hold them, and fields reached by dotted names."""

import shlex
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from index.article import FIELDS
from index.errors import Unreadable
from index.formats.fields.likely import REQUIRED, suggest_flags
from index.formats.fields.markup import to_paragraphs
from index.formats.fields.records import fetch
from index.formats.fields.untitled import title_of
from index.formats.options import Options

_DEEPEST = 4
_FEWEST_FIELDS = 3
_JSON_FEED = "https://jsonfeed.org/version/"


def find_records(value: Mapping[str, Any], options: Options) -> list[Any] | None:
    """Return the records that stand in arrays within an object; None if the object is itself a record.

    It is one if it has no arrays of records, or if these have no more of our fields than itself: related articles.
    """
    if is_json_feed(value):
        return [_read_item(item, value) if isinstance(item, dict) else item for item in value["items"]]
    records = [one for array in _arrays(value, options, 0) for one in array]
    most = max((_count(one, options) for one in records if isinstance(one, dict)), default=0)
    return records if most > _count(value, options) else None


def is_json_feed(value: Mapping[str, Any]) -> bool:
    """Return whether an object is a JSON Feed, by its version."""
    return str(value.get("version", "")).startswith(_JSON_FEED) and isinstance(value.get("items"), list)


def tell_fields(record: Mapping[str, object], options: Options) -> str:
    """Return the fields that a record has besides ours, and how they are mapped; empty if it has none.

    Where objects stand in an array within it, those are told in place of its own.
    """
    path, inner = next(_inner_objects(record, "", 0), ("", record))
    others = [name for name in inner if name not in FIELDS and not any(name == given for given, _ in options.fields)]
    if not others:
        return ""
    missing = [name for name in REQUIRED if name not in inner and not any(name == ours for _, ours in options.fields)]
    given = [f"--map {shlex.quote(f'{theirs}={ours}')}" for theirs, ours in options.fields]
    flags = [*given, *suggest_flags(missing, others, inner)]
    how = f"as in {' '.join(flags)}" if flags else "with --map THEIRS=OURS"
    lacking = [name for name in missing if not suggest_flags([name], others, inner)]
    if path and lacking:
        how += f"; none of these seems to be {' or '.join(lacking)}, which an article needs"
    whose = f"the objects in its array {path[:80]!r} have the fields" if path else "its other fields:"
    return f"; {whose} {', '.join(map(str, others))[:200]}; map them {how}"


def _inner_objects(value: Mapping[str, object], path: str, depth: int) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield the arrays of objects within an object, by their dotted paths, and the first object of each."""
    for name, one in ((name, _without_nodes(one)) for name, one in value.items()):
        place = f"{path}.{name}" if path else str(name)
        if isinstance(one, list) and one and isinstance(one[0], dict) and len(one[0]) >= _FEWEST_FIELDS:
            yield place, one[0]
        elif isinstance(one, dict) and depth < _DEEPEST:
            yield from _inner_objects(one, place, depth + 1)


def _names(options: Options) -> tuple[str, ...]:
    mapped = tuple(given for given, ours in options.fields if ours in REQUIRED)
    return mapped + tuple(name for name in REQUIRED if not any(ours == name for _, ours in options.fields))


def _count(value: Mapping[str, Any], options: Options) -> int:
    """Return how many of the fields that an article needs an object has."""
    return sum(fetch(value, name)[0] for name in _names(options))


def _arrays(value: Mapping[str, Any], options: Options, depth: int) -> Iterator[list[Any]]:
    inner = [one for one in value.values() if isinstance(one, dict)]
    for one in map(_without_nodes, value.values()):
        if isinstance(one, list) and any(_is_record(entry, options) for entry in one):
            yield one
    for one in inner if depth < _DEEPEST else ():
        yield from _arrays(one, options, depth + 1)


def _without_nodes(value: object) -> object:
    """Return an array whose objects each stand in a `node`, as GraphQL answers, without these; all else unchanged."""
    if not isinstance(value, list) or not all(
        isinstance(one, dict) and isinstance(one.get("node"), dict) for one in value
    ):
        return value
    return [one["node"] for one in value]


def _is_record(entry: object, options: Options) -> bool:
    return isinstance(entry, dict) and _count(entry, options) > 1


def _read_item(item: dict[str, Any], feed: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item of a JSON Feed with our names."""
    text = item.get("content_html") or item.get("content_text") or item.get("summary")
    authors = item.get("authors") or item.get("author") or feed.get("authors") or feed.get("author")
    return {
        "id": item.get("id") if not item.get("url") else None,
        "url": item.get("url") or item.get("external_url"),
        "source": feed.get("title"),
        "title": item.get("title") or _title_of(text, is_markup=bool(item.get("content_html"))),
        "text": text,
        "published": item.get("date_published") or item.get("date_modified"),
        "modified": item.get("date_modified"),
        "language": item.get("language") or feed.get("language"),
        "authors": authors,
    }


def _title_of(text: object, *, is_markup: bool) -> str | None:
    """Return the first sentence of an item, as the title that it lacks; None where it has none."""
    with suppress(Unreadable):
        return (title_of(to_paragraphs(text) if is_markup else text) or None) if isinstance(text, str) else None
    return None
