"""One JSON value: an article, or the articles of an array within it, as news APIs answer."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NoReturn

from index.article import FIELDS
from index.errors import Unreadable
from index.formats.agency import ninjs
from index.formats.agency.places import note_object
from index.formats.agency.statements import prepare
from index.formats.fields.loose import ALSO_AUTHORS, is_withheld, loosen
from index.formats.fields.publication import tell_unpublished
from index.formats.fields.records import fetch, rename, to_article
from index.formats.json.apis import is_removed, read_answer, read_linked, read_post
from index.formats.json.envelopes import find_records, is_json_feed, tell_fields
from index.formats.options import Options
from index.text import decode
from index.types import Article, Record, Rejected

_KINDS = {list: "an array", str: "a string", int: "a number", float: "a number", bool: "a boolean", type(None): "null"}


def read_json(data: bytes, origin: str, number: int, options: Options) -> Iterator[Record]:
    """Read one JSON object as an article, or as the articles of an array within it, as news APIs answer.

    `number` is its line or record number in the file; records of an array within it have their own.
    """
    try:
        value = json.loads(_decode(data), object_pairs_hook=_refuse_duplicates, parse_constant=_refuse_constant)
    except Unreadable as error:
        yield Rejected(origin, number, error.message)
    except RecursionError:
        yield Rejected(origin, number, "the JSON is nested too deeply")
    except ValueError as error:  # malformed, or an integer of thousands of digits
        yield Rejected(origin, number, f"the JSON cannot be read: {explain_json(error)}")
    else:
        items = ninjs.find_items(value) if isinstance(value, dict) and not options.fields else []
        if items:
            yield from (_read_item(one, origin, number, options) for one in items)
            return
        records = _find_records(value, options) if isinstance(value, dict) else None
        if records is None:
            yield _read_value(value, origin, number, options)
        for place, record in enumerate(records or (), start=1):
            if options.trace is not None and isinstance(record, dict) and is_json_feed(value):
                note_object(value["items"][place - 1], record, options)
            yield _read_value(record, origin, place, options)


def _find_records(value: Mapping[str, object], options: Options) -> list[Any] | None:
    answered = read_answer(value) if not options.fields else None
    return find_records(value, options) if answered is None else answered


def _read_value(value: object, origin: str, number: int, options: Options) -> Record:
    if not isinstance(value, dict):
        return Rejected(origin, number, f"the record must be a JSON object, not {_KINDS[type(value)]}")
    post = (read_post(value) or read_linked(value)) if not options.fields else None
    renamed = rename(value if post is None else post, options)
    if is_removed(renamed):
        return Rejected(origin, number, "the publisher has removed the article: the record has no text")
    if options.trace is not None:
        _note_fields(value, options)
    record = to_article(loosen(renamed, options), origin, number, options)
    if isinstance(record, Article) or tell_unpublished(renamed):
        return record
    if is_withheld(text := renamed.get("text")):
        return replace(
            record, reason=f"{record.reason}: {str(text)[:80]!r} stands in its place; map another field to it"
        )
    if any(name not in renamed for name in ("title", "text", "published")):
        return replace(record, reason=record.reason + tell_fields(value, options))
    return record


def _note_fields(value: Mapping[str, object], options: Options) -> None:
    for given, ours in options.fields:
        if fetch(value, given)[0]:
            options.note(ours, f"field {given}, by --map")
    for name in [one for one in value if one not in ALSO_AUTHORS]:
        if name not in FIELDS and not any(given.partition(".")[0] == name for given, _ in options.fields):
            options.omit("unused field", name)


def _read_item(value: Mapping[str, object], origin: str, number: int, options: Options) -> Record:
    """Read a news item of ninjs."""
    try:
        stated = ninjs.read_ninjs(value)
    except Unreadable as error:
        return Rejected(origin, number, error.message)
    found = Rejected(origin, number, stated) if isinstance(stated, str) else prepare(stated, origin, number, options)
    if isinstance(found, dict):
        note_object(value, found, options)
    return to_article(found, origin, number, options) if isinstance(found, dict) else found


def explain_json(error: ValueError) -> str:
    """Return what is wrong with JSON, by its place in the record: the line in the file is told beside it."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg[0].lower()}{error.msg[1:]} at character {error.pos + 1}"
    return str(error)


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(data, "the record")


def _refuse_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record = dict(pairs)
    if len(record) < len(pairs):
        ((twice, _),) = Counter(name for name, _ in pairs).most_common(1)
        raise ValueError(f"the key {twice[:80]!r} is given twice")
    return record


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a JSON value")
