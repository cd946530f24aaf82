"""From one record of a file to an article, or to the reason why it is none."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, tzinfo
from pathlib import PurePath
from typing import NoReturn

from index.article import make_article
from index.dates import parse_published
from index.errors import InvalidArticle, InvalidDate, Unreadable
from index.formats.options import Options
from index.text import decode
from index.types import Article, Rejected

_KINDS = {list: "an array", str: "a string", int: "a number", float: "a number", bool: "a boolean", type(None): "null"}
_DATE_IN_NAME = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")


def read_json(data: bytes, origin: str, number: int, options: Options) -> Article | Rejected:
    """Read one JSON object as an article."""
    try:
        value = json.loads(_decode(data), object_pairs_hook=_unique, parse_constant=_refuse)
    except Unreadable as error:
        return Rejected(origin, number, error.message)
    except RecursionError:
        return Rejected(origin, number, "the JSON is nested too deeply")
    except ValueError as error:  # malformed; a number of thousands of digits is one too
        return Rejected(origin, number, f"the JSON cannot be read: {error}")
    if not isinstance(value, dict):
        return Rejected(origin, number, f"the record must be a JSON object, not {_KINDS[type(value)]}")
    return to_article(rename(value, options), origin, number, options)


def to_article(record: Mapping[str, object], origin: str, number: int | None, options: Options) -> Article | Rejected:
    """Build an article from a record whose fields have our names; `number` says where in the file it stands."""
    try:
        return make_article(record, zone=options.zone, source=options.source)
    except InvalidArticle as error:
        return Rejected(origin, number, error.message)


def rename(record: Mapping[str, object], options: Options) -> dict[str, object]:
    """Give each field our name; where a mapped field and one of our own name meet, the mapped one wins."""
    mapped = {ours: record[given] for given, ours in options.fields if given in record}
    moved = {given for given, _ in options.fields}
    return {name: value for name, value in record.items() if name not in moved} | mapped


def date_in_name(origin: str, zone: tzinfo) -> datetime | None:
    """Return the date that the name of a file holds, as in `2015-01-28-kobane.txt`; None where it holds none."""
    if found := _DATE_IN_NAME.search(PurePath(origin).name):
        with suppress(InvalidDate):
            return parse_published(found[0], zone=zone)
    return None


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(data, "the record")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record = dict(pairs)
    if len(record) < len(pairs):
        ((twice, _),) = Counter(name for name, _ in pairs).most_common(1)
        raise ValueError(f"the key {twice[:80]!r} is given twice")
    return record


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a JSON value")
