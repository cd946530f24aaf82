"""One record of a file, converted to an article or rejected with a reason: its fields by their names."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, tzinfo
from pathlib import PurePath
from typing import Any

from index.article import check_published, make_article
from index.dates import parse_published
from index.errors import InvalidArticle, InvalidDate, Unreadable
from index.formats.fields.bylines import part_opening
from index.formats.fields.embargo import part_notice
from index.formats.fields.ending import part_end
from index.formats.fields.publication import tell_unpublished
from index.formats.fields.untitled import place_of_dateline
from index.formats.options import Options
from index.formats.provenance import DATES
from index.formats.undated import hint_at_rules, is_undated
from index.types import Article, Rejected

_IN_UTC = re.compile(r"\s*(?!0000)\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?Z?\s*")
_DATE_IN_NAME = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
_PARTED = {"authors": "byline above the text", "not_before": "notice above the text", "place": "dateline"}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_]\w+)*")


def to_article(record: Mapping[str, object], origin: str, number: int | None, options: Options) -> Article | Rejected:
    """Build an article from a record with the field names of articles; `number` is its place in the file.

    A record without a date gets the one that `options` give it; one that says that it is not published is rejected.
    """
    if reason := tell_unpublished(record):
        return Rejected(origin, number, reason)
    try:
        record = _part(record, options)
    except Unreadable as error:
        return Rejected(origin, number, error.message)
    undated = is_undated(record)
    if undated and options.undated is not None:
        record = options.undated.fill(record, options.file_time)
        options.note("published", "", None, f"no date that can be read: assumed by --undated {options.undated.rule}")
    try:
        article = make_article(record, zone=options.zone, source=options.source, dates=options.dates)
        if options.clock is not None:
            check_published(article, options.clock())
    except InvalidArticle as error:
        hint = f"; {hint_at_rules(options.undated)}" if undated and error.field == "published" else ""
        return Rejected(origin, number, error.message + hint)
    if options.trace is not None:
        options.trace.number = number
        options.trace.complete(record, article, options.zone, options.dates, options.source)
    return article


def _part(record: Mapping[str, object], options: Options) -> Mapping[str, object]:
    """Return a record without the byline and the notice of an embargo above its text, which are fields.

    Raises:
        Unreadable: the notice names no moment that can be read, and the record states no end of an embargo.
    """
    title, text = record.get("title"), record.get("text")
    if not isinstance(title, str) or not isinstance(text, str):
        return record
    text, names = part_opening(text)
    text, below = part_end(text)
    if below:
        options.omit("below the end of the text", below)
    found: dict[str, object] = {"authors": names} if names and not record.get("authors") else {}
    try:
        title, text, until = part_notice(title, text, options)
        found |= {"not_before": until} if until and not record.get("not_before") else {}
    except Unreadable:
        if not record.get("not_before"):
            raise
    if not record.get("place") and (place := place_of_dateline(text)):
        found["place"] = place
    _note_parts(found, options)
    return {**record, **found, "title": title, "text": text}


def _note_parts(found: Mapping[str, object], options: Options) -> None:
    for name, place in _PARTED.items():
        if name in found:
            options.note(name, place)


def fetch(record: Mapping[str, Any], name: str) -> tuple[bool, object]:
    """Return whether a record has a field, named as it is or by a dotted path, and its value."""
    if name in record:
        return True, record[name]
    value: Any = record
    for part in name.split("."):
        if isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        elif isinstance(value, dict) and part in value:
            value = value[part]
        else:
            return False, None
    return "." in name, value


def rename(record: Mapping[str, object], options: Options) -> dict[str, object]:
    """Rename the fields as `options` maps them; a mapped field replaces one that already has that name."""
    found = [(ours, fetch(record, given)) for given, ours in options.fields]
    mapped = {ours: value for ours, (has, value) in found if has}
    moved = {given for given, _ in options.fields}
    renamed = {name: value for name, value in record.items() if name not in moved} | mapped
    given_for = {**{ours: ours for ours in DATES}, "published": "date"} | {
        ours: given for given, ours in options.fields
    }
    return renamed | {ours: moment for ours in DATES if (moment := _in_utc(record, given_for[ours], renamed.get(ours)))}


def _in_utc(record: Mapping[str, object], name: str, value: object) -> str | None:
    """Return the date that WordPress states in UTC beside a local one: `date_gmt` beside `date`."""
    moment = fetch(record, f"{name}_gmt")[1]
    if value is None or value != fetch(record, name)[1] or not isinstance(moment, str) or not _IN_UTC.fullmatch(moment):
        return None
    return f"{moment.strip().rstrip('Z')}Z"


def date_in_name(origin: str, zone: tzinfo) -> datetime | None:
    """Return the date in the name of a file, as in `2015-01-28-kobane.txt`; None if there is none."""
    if found := _DATE_IN_NAME.search(PurePath(origin).name):
        with suppress(InvalidDate):
            return parse_published(found[0], zone=zone)
    return None


def is_date(text: str, options: Options, language: str | None = None) -> bool:
    """Return whether a date can be read from a text, in a language if it is declared."""
    try:
        parse_published(text, zone=options.zone, order=options.dates, language=language)
    except InvalidDate:
        return False
    return True


def check_language(tag: str) -> str | None:
    """Return a language tag such as `en` or `en-GB` unchanged; None if the text is not one."""
    return tag if _LANGUAGE.fullmatch(tag) else None


def primary_language(tag: str | None) -> str | None:
    """Return the code of the language that a tag such as `en-GB` begins with; None if it is no tag."""
    return tag.replace("_", "-").partition("-")[0].lower() if tag and check_language(tag) else None
