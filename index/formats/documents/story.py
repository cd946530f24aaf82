"""The `.story` files of the CNN and Daily Mail collections: paragraphs, then highlights, without a headline."""

import io
import re
from collections.abc import Iterator

from index.dates import parse_published
from index.errors import InvalidDate, Unreadable
from index.formats.fields.loose import split_authors
from index.formats.fields.records import date_in_name, to_article
from index.formats.options import Options
from index.formats.streams import read_whole
from index.text import decode, normalise
from index.types import Record, Rejected

_HIGHLIGHT = "@highlight"
_HEAD = 30  # lines that may be byline and dates
_STATED = re.compile(r"(PUBLISHED|UPDATED|CREATED|LAST UPDATED AT):?\s*(.*)", re.IGNORECASE)
_CLOCK_FIRST = re.compile(r"(\d\d:\d\d)\s*([A-Z]{2,4})?,\s*(\d{1,2} \w+ \d{4})")
_LONGEST_NAME = 80


def read(stream: io.BufferedReader, origin: str, options: Options) -> Iterator[Record]:
    """Yield the one article of the stream, or a rejection; nothing if the stream is blank.

    The first highlight is the headline. Stories of CNN state no date, so that one is needed in the name of the file.
    """
    try:
        text = normalise(decode(read_whole(stream, options.max_record), "the file"))
    except Unreadable as error:
        yield Rejected(origin, None, error.message)
        return
    if text:
        yield to_article(_read_story(text, origin, options), origin, None, options)


def _read_story(text: str, origin: str, options: Options) -> dict[str, object]:
    story, *highlights = text.split(_HIGHLIGHT)
    lines = [line for line in map(str.strip, story.split("\n")) if line not in ("", ".", "|")]
    size, fields = _read_head(lines[:_HEAD], options)
    body = lines[size:]
    title = next((line for part in highlights if (line := " ".join(part.split()))), "")
    for name in fields:
        options.note(name, "lines above the story")
    options.note("published", "name of the file")
    options.note("title", "first highlight" if title else "first line")
    options.note("text", "lines above the highlights")
    for part in highlights[1:]:
        options.omit("highlight", " ".join(part.split()))
    return {
        "title": (title or (body[0] if body else ""))[:1_000],
        "text": "\n\n".join(body),
        "published": date_in_name(origin, options.zone),
        **fields,
    }


def _read_head(lines: list[str], options: Options) -> tuple[int, dict[str, object]]:
    """Return how many lines are the head of a story of the Daily Mail, and what they state; none if it has no head."""
    fields: dict[str, object] = {}
    size = 0
    names: list[str] = []
    if lines and lines[0].casefold() == "by" and len(lines) > 1:
        names, size = [lines[1].lstrip(". ")], 2
    for place in range(size, len(lines)):
        found = _STATED.fullmatch(lines[place].lstrip(". "))
        if not found:
            continue
        value = found[2] or (lines[place + 1] if place + 1 < len(lines) else "")
        moment = _read_moment(value.lstrip(". "), options)
        if moment is not None:
            fields.setdefault("modified" if "UPDATED" in found[1].upper() else "published", moment)
            size = place + (1 if found[2] else 2)
    if names and len(names[0]) <= _LONGEST_NAME:
        fields["authors"] = split_authors(names)
    return (size, fields) if fields else (0, {})


def _read_moment(text: str, options: Options) -> object:
    clock = _CLOCK_FIRST.match(text)
    if clock:
        text = f"{clock[3]} {clock[1]} {clock[2] or ''}".strip()
    try:
        return parse_published(text, zone=options.zone, order=options.dates)
    except InvalidDate:
        return None
