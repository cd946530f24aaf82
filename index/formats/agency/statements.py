"""What an item states besides its text: dates, status, embargo, place and corrections, as agencies word them."""

import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from index.article import MAX_LINE
from index.dates import parse_published, read_date
from index.errors import InvalidDate
from index.formats.fields.loose import split_authors
from index.formats.options import Options
from index.types import Rejected, Withdrawal

UNTIL_FURTHER_NOTICE = datetime(9999, 12, 31, tzinfo=UTC)
"""The end of an embargo that has no end yet: a later version of the item gives one, or none."""

_WITHDRAWN = frozenset(("canceled", "cancelled", "withheld", "killed"))
_CORRECTION = re.compile(r"correct(?:ion|s|ed)?|clarif(?:ication|ies|ied)|rectif\w*", re.IGNORECASE)
_EMBARGO = re.compile(r"\bembargo(?:ed)?\b|\bhold for release\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|to|at|on|release)\b:?\s+(.{6,60}?)\s*(?:[.;<=]|\Z)", re.IGNORECASE)
_DAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_AUTHORITY = re.compile(r"(?:https?://(?:www\.)?|urn:newsml:|urn:|tag:)([\w-]+(?:\.[\w-]+)+)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_]\w+)*")
_PLAIN_ID = re.compile(r"[A-Za-z0-9._~:-]{1,128}")
_LONGEST_RIGHTS = MAX_LINE


@dataclass(slots=True)
class Statement:
    """An item as it was read: the fields of an article, its status, and the dates that are tried in their order."""

    fields: dict[str, object] = field(default_factory=dict)
    status: str = ""
    note: str = ""
    published: tuple[str, ...] = ()
    changed: str = ""
    signals: tuple[str, ...] = ()


def prepare(
    item: Statement, origin: str, number: int | None, options: Options
) -> dict[str, object] | Withdrawal | Rejected:
    """Return the record of the article that an item is, or the withdrawal; a rejection where it is neither."""
    dates = [date for date in item.published if _is_date(date, options)]
    changed = item.changed if _is_date(item.changed, options) else ""
    if item.status.lower() in _WITHDRAWN:
        return _withdraw(item, changed, origin, number, options)
    fields = {name: value for name, value in item.fields.items() if value not in ("", None, [])}
    published = dates[0] if dates else changed
    return fields | {
        "published": published or next(iter(item.published), None),
        "modified": changed if changed and changed != published else None,
        "authors": split_authors(item.fields.get("authors")),
        "language": _code(str(item.fields.get("language") or "")),
        "rights": _shorten(str(item.fields.get("rights") or "")),
        "correction": any(_CORRECTION.match(signal) for signal in item.signals) or bool(_CORRECTION.match(item.note)),
    }


def read_embargo(note: str, options: Options) -> datetime | str | None:
    """Return the end of the embargo that a note to editors states, None where it states none.

    An end that cannot be read is returned as the note itself, which is no date, so that its article is refused.
    """
    if not _EMBARGO.search(note):
        return None
    for found in _UNTIL.finditer(note):
        with suppress(InvalidDate):
            return read_date(found[1], zone=options.zone, order=options.dates).begins(options.zone)
    return note[:200]


def read_place(dateline: str) -> str:
    """Return the place of a dateline such as `NEW YORK, July 5 (Example)`."""
    parts = [part.strip() for part in re.split(r"[(,–—]|\s-+\s", dateline.partition("(")[0])]
    return ", ".join(part for part in parts if part and not re.search(r"\d", part) and not _DAY.fullmatch(part))[:200]


def read_authority(name: str) -> str:
    """Return the host that an identifier such as `urn:newsml:example.org:20300101:x` names, else nothing."""
    found = _AUTHORITY.match(name)
    return found[1].lower() if found else ""


def _is_date(text: str, options: Options) -> bool:
    with suppress(InvalidDate):
        parse_published(text, zone=options.zone, order=options.dates)
        return True
    return False


def _code(language: str) -> str | None:
    return language if _LANGUAGE.fullmatch(language) else None


def _shorten(text: str) -> str | None:
    return (text if len(text) <= _LONGEST_RIGHTS else f"{text[: _LONGEST_RIGHTS - 1]}…") or None


def _withdraw(
    item: Statement, changed: str, origin: str, number: int | None, options: Options
) -> Withdrawal | Rejected:
    given = str(item.fields.get("id") or "")
    if not given:
        return Rejected(origin, number, f"it is {item.status.lower()}, but names no article: it has no identifier")
    at = parse_published(changed, zone=options.zone, order=options.dates) if changed else None
    source = str(item.fields.get("source") or "") or options.source
    reason = item.note or f"{item.status.lower()} by its agency"
    notice = Withdrawal(source=source, reason=reason, at=at, origin=origin, line=number)
    return replace(notice, id=given) if _PLAIN_ID.fullmatch(given) else replace(notice, external_id=given)
