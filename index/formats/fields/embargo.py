"""Embargoes that stand above a text, as senders of press releases write them, without a field of their own."""

import re
from contextlib import suppress
from datetime import datetime

from index.dates import read_date
from index.errors import InvalidDate, Unreadable
from index.formats.options import Options

_HEAD = 6  # lines of a text among which such a notice stands
_LONGEST = 160
_LONGEST_MOMENT = 60
_MOST_WORDS = 5
_USES = r"(?:publication|release|broadcast|use|online)"
_HELD = (
    r"(?:(?:strictly|media|press|news) +)*(?:under +)?(?:embargo(?:ed)?|sperrfrist|embargado|sous embargo"
    rf"|hold for release|(?:not for|no) {_USES}(?:(?:,| or| and)+ {_USES})*)"
)
_UNTIL = (
    r"\s*(?::|-|–|—)?\s*(?:(?:for (?:release|publication)\s+)?"
    r"(?:until|till|before|prior to|to|for|bis|hasta|jusqu['’]au?)\b:?)"
)
_BEGIN = rf"[\W_]*{_HELD}(?:{_UNTIL}|\s*:)\s*"
_NOTICE = re.compile(rf"{_BEGIN}(?P<when>\S.*?)[\W_]*", re.IGNORECASE)
_TITLED = re.compile(rf"{_BEGIN}(?P<when>\S.{{3,60}}?)(?:\s*[|–—]\s*|:\s+)(?P<rest>\S.{{5,}})", re.IGNORECASE)
_MOMENT = re.compile(
    r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bmidnight\b|\bnoon\b|\btomorrow\b|\b(?:further )?notice\b"
    r"|\brelease\b|\bpublication\b",
    re.IGNORECASE,
)
_DOTTED = re.compile(
    r"\b([01]?\d|2[0-3])[.h]([0-5]\d)(?=\s*(?:[ap]\.?m\b|hrs?\b|hours\b|uhr\b|[A-Z]{2,4}\b|,|on\b|$|\w+day\b))",
    re.IGNORECASE,
)
_MILITARY = re.compile(r"\b([01]\d|2[0-3])([0-5]\d)\s*(?=(?:hrs?|hours|h)\b|[A-Z]{2,4}\b)")
_HOUR = re.compile(r"(?<![\d:])(\d{1,2})\s*([ap])\.?m\.?", re.IGNORECASE)
_HALF = re.compile(r"\b([ap])\.m\b\.?", re.IGNORECASE)
_NOON = re.compile(r"\b(?:12 )?noon\b", re.IGNORECASE)
_MIDNIGHT = re.compile(r"\bmidnight\b", re.IGNORECASE)
_WORDS = re.compile(r"\b(?:hrs?|hours|uhr|o'clock|local time|on|at|the)\b|[()]", re.IGNORECASE)
_CLOCK_FIRST = re.compile(
    r"\s*(?P<clock>\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]m)?)\s*(?P<zone>[A-Z]{2,4}(?:[+-]\d{1,2})?)?[\s,]+(?P<day>.*\S)\s*",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[,.]?", re.IGNORECASE)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def part_notice(title: str, text: str, options: Options) -> tuple[str, str, datetime | None]:
    """Return title and text without the notice of an embargo, and when that ends; None where there is no notice.

    Raises:
        Unreadable: the notice names no moment that can be read with certainty.
    """
    if found := _TITLED.fullmatch(title.strip()):
        with suppress(InvalidDate):
            return found["rest"], text, _read(found["when"], options)
    lines = text.split("\n")
    head = [place for place, line in enumerate(lines) if line.strip()][:_HEAD]
    for place in head:
        if when := find_notice(lines[place]):
            return title, "\n".join(lines[:place] + lines[place + 1 :]).strip("\n"), read_end(when, options)
    return title, text, None


def find_notice(line: str) -> str | None:
    """Return until when a line says that a text is under an embargo, as it is written; None where it is no notice."""
    found = _NOTICE.fullmatch(line.strip()) if len(line) <= _LONGEST else None
    return found["when"] if found and _MOMENT.search(found["when"]) and not _is_sentence(found["when"]) else None


def read_end(when: str, options: Options) -> datetime:
    """Return the end of an embargo as a notice writes it.

    Raises:
        Unreadable: it is no moment that can be read with certainty.
    """
    try:
        return _read(when, options)
    except InvalidDate:
        raise Unreadable(
            f"it is under an embargo until {when[:80]!r}, which cannot be read with certainty; state its `not_before`"
        ) from None


def _read(when: str, options: Options) -> datetime:
    if _MIDNIGHT.search(when):
        raise InvalidDate(f"{when!r} may be the beginning or the end of its day", field="not_before")
    clock = _MILITARY.sub(r"\1:\2 ", _DOTTED.sub(r"\1:\2", when))
    clock = _HALF.sub(r"\1m", _NOON.sub("12:00", clock))
    clock = " ".join(_WORDS.sub(" ", _HOUR.sub(r"\1:00 \2m", clock)).split()).strip(" ,;.-–")
    days = _WEEKDAY.findall(clock)
    bare = " ".join(_WEEKDAY.sub(" ", clock).split()).strip(" ,")
    if found := _CLOCK_FIRST.fullmatch(bare):
        bare = f"{found['day'].strip(' ,')} {found['clock']} {found['zone'] or ''}".strip()
    date = read_date(bare, zone=options.zone, order=options.dates)
    if any(_WEEKDAYS[date.wall.weekday()] != day[:3].lower() for day in days):
        raise InvalidDate(f"{when!r} names another weekday than that of its date", field="not_before")
    return date.begins(options.zone)


def _is_sentence(when: str) -> bool:
    """Return whether what follows "embargo" goes on as a sentence of the story does."""
    words = re.findall(r"\b[a-z]{3,}\b", _WORDS.sub("", when))
    return len(words) > _MOST_WORDS or (when.rstrip().endswith((".", "?")) and len(when) > _LONGEST_MOMENT)
