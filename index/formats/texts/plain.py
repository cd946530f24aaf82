"""Plain text: one file is one article, with its date, headline and byline in the first lines."""

import io
import re
from collections.abc import Iterator
from datetime import datetime

from index.dates import parse_published
from index.errors import InvalidDate, Unreadable
from index.formats.fields.bylines import is_byline, split_names
from index.formats.fields.cities import is_place
from index.formats.fields.credits import cut_credit, is_credit
from index.formats.fields.embargo import part_notice
from index.formats.fields.loose import loosen
from index.formats.fields.records import date_in_name, to_article
from index.formats.fields.untitled import date_of_dateline, is_sentence, title_of
from index.formats.options import Options
from index.formats.provenance import DATES
from index.formats.streams import read_whole
from index.formats.texts.databases import Download, read_downloads
from index.formats.texts.labels import read_labels
from index.formats.texts.mastheads import cut_masthead
from index.formats.undated import hint_at_rules
from index.text import decode, normalise
from index.types import Record, Rejected

_HEAD = 8  # the number of lines that may be date, headline or byline; a date further down belongs to the story
_LONGEST_HEADLINE = 300
_LONGEST_DATE = 80
_FEW_WORDS = 3  # beside a date, at most this many words are the name of a newspaper, place or person

_YEAR = re.compile(r"(?<!\d)[12١٢]\d{3}(?!\d)")
_PARTS = re.compile(
    r"\s+[|•·]\s+|[\s,;(]+(?=last (?:updated|modified)\b)|(?<!last)[\s,;(]+(?=(?:updated|modified)\b)", re.IGNORECASE
)
_LABEL = re.compile(
    r"(?:(?:first|last)\s)?(?:(published|posted|date|on)|updated|modified)\b(?:\s(?:on|at))?[\s:]*", re.IGNORECASE
)

_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?", re.IGNORECASE)
_UNDERLINE = re.compile(r"(=|-|~|\*)\1{3,}")
_PLACED = re.compile(r"([A-ZÀ-Þ](?:[^\W\d_]|[.'’ -]){1,40}),\s+(?=.*\d{4}\b)")  # a dateline in a line of its own


def read(stream: io.BufferedReader, origin: str, options: Options) -> Iterator[Record]:
    """Yield the one article of the stream, or a rejection; nothing if the stream is blank.

    The headline is the first line that is neither date, image credit nor a sentence, else the beginning of the first
    sentence. If none of the first lines is a date, one in the name of the file is used, as in `2015-01-28-kobane.txt`;
    the modification time of the file never is.
    """
    try:
        text = normalise(decode(read_whole(stream, options.max_record), "the file"))
    except Unreadable as error:
        yield Rejected(origin, None, error.message)
        return
    if text:
        yield from read_texts(text, origin, options)


def read_texts(text: str, origin: str, options: Options) -> Iterator[Record]:
    """Yield the articles of a normalised text: all of a download of a news database, else the one that it is."""
    if downloads := read_downloads(text):
        yield from _read_all(downloads, origin, options)
    else:
        yield read_text(text, origin, options)


def _read_all(downloads: list[Download], origin: str, options: Options) -> Iterator[Record]:
    """Yield the articles of a download of a news database, each with its number."""
    for number, one in enumerate(downloads, start=1):
        note_labelled(one.fields, options)
        text = _without_credits(one.text.split("\n"), options)
        yield to_article(loosen({**one.fields, "text": text}, options), origin, number, options)


def read_text(text: str, origin: str, options: Options) -> Record:
    """Return the article of a text that `index.text.normalise` returned, or a rejection."""
    lines = text.split("\n")
    labelled = read_labels(lines)
    if labelled.unpublished:
        return Rejected(origin, None, labelled.unpublished)
    if labelled.fields:
        note_labelled(labelled.fields, options)
        record: dict[str, object] = {"published": date_in_name(origin, options.zone), **labelled.fields}
        record["text"] = _without_credits([*labelled.rest, *lines[labelled.size :]], options)
        return to_article(loosen(record, options), origin, None, options)
    try:
        _, text, until = part_notice("", text, options)
    except Unreadable as error:
        return Rejected(origin, None, error.message)
    printed = cut_masthead(text.split("\n"), options)
    head = _Head(options)
    body = _without_credits([line for line in printed.lines if not head.takes(line.strip())], options)
    published = head.published or head.modified or date_in_name(origin, options.zone) or _date_of(body, options)
    if options.trace is not None:
        _note_head(head, options)
    if published is None and options.undated is None:
        hint = hint_at_rules(None)
        return Rejected(origin, None, f"no date was found in the first lines of the file or in its name; {hint}")
    record = {
        "title": head.title or title_of(body),
        "text": body,
        "published": published,
        "url": printed.url,
        "modified": head.modified,
        "authors": head.authors,
        "not_before": until,
    }
    return to_article(record, origin, None, options)


def note_labelled(fields: dict[str, object], options: Options) -> None:
    """Note which fields labelled lines state, and that the name of the file states the date if none does."""
    for name, value in fields.items():
        options.note(name, "labelled line above the text", value if name in DATES and isinstance(value, str) else None)
    options.note("published", "name of the file")
    options.note("text", "lines below those with labels")


def _note_head(head: "_Head", options: Options) -> None:
    options.note("published", "line that says when it was updated" if head.modified else "name of the file")
    at = "first line that is neither date, byline nor credit"
    options.note("title", at if head.title else "first sentence, since it has no headline")
    options.note("url", "line above the headline")
    options.note("not_before", "notice above the text")
    options.note("text", "lines below the head")


def _without_credits(lines: list[str], options: Options) -> str:
    kept = [cut_credit(line) for line in lines]
    if options.trace is not None:
        for line, rest in zip(lines, kept, strict=True):
            if rest != line:
                options.omit("credit", line[len(rest) :].strip())
    return "\n".join(kept)


def _read_date(text: str, options: Options) -> datetime | None:
    """Return the date that a text consists of, or None; texts without a year are skipped, since parsing is slow."""
    if len(text) > _LONGEST_DATE or not _YEAR.search(text):
        return None
    try:
        return parse_published(text, zone=options.zone, order=options.dates)
    except InvalidDate:
        return None


def _date_of(text: str, options: Options) -> datetime | None:
    """Return the date of the dateline of a text."""
    stated = date_of_dateline(text)
    moment = _read_date(stated, options) if stated else None
    if moment:
        options.note("published", "dateline of the text", stated)
    return moment


class _Head:
    """The lines above the story: date, headline and byline, collected line by line from the top."""

    def __init__(self, options: Options) -> None:
        self.title: str | None = None
        self.published: datetime | None = None
        self.modified: datetime | None = None
        self.authors: list[str] = []
        self._options = options
        self._seen = 0

    def takes(self, line: str) -> bool:
        """Return whether the line is part of the head; if so, its content is stored."""
        if not line or self._seen == _HEAD:
            return False
        self._seen += 1
        if _UNDERLINE.fullmatch(line):
            return True
        line = line.strip("*_ ") or line
        if is_credit(line):
            return False  # removed later, as part of the body
        parts = _PARTS.split(line) if len(line) <= _LONGEST_HEADLINE else [line]
        rest = [part for part in parts if not self._is_date(part) and not self._is_byline(part)]
        if len(rest) == len(parts):
            return self._is_title(line)
        joined = " | ".join(rest)
        return len(joined.split()) <= _FEW_WORDS or self._is_title(joined)

    def _is_date(self, part: str) -> bool:
        if (placed := _PLACED.match(part)) and (placed[1].isupper() or is_place(placed[1])):
            part = part[placed.end() :]
        label = _LABEL.match(part)
        if label and _CLOCK.fullmatch(part, label.end()):
            return True  # of an update on the day of the date
        moment = _read_date(part[label.end() if label else 0 :].rstrip(" )"), self._options)
        if moment is None:
            return False
        if label and not label[1]:
            self.modified = self.modified or moment
            self._options.note("modified", "first lines", part)
        elif self.published is None:
            self.published = moment
            self._options.note("published", "first lines", part[label.end() if label else 0 :].rstrip(" )"))
        else:
            return label is not None
        return True

    def _is_byline(self, part: str) -> bool:
        # Before the headline, "By Night" is more likely the headline.
        if not is_byline(part, fewest=1 if self.title else 2):
            return False
        self._take_date(part)
        self._options.note("authors", "byline in the first lines")
        self.authors += split_names(part)
        return True

    def _take_date(self, byline: str) -> None:
        """Store the date at the end of a byline, as in `Jane Doe, Jan. 28, 2015`."""
        words = byline.split()
        for start in range(1, len(words)) if _YEAR.search(byline) else ():
            if self._is_date(" ".join(words[start:])):
                return

    def _is_title(self, line: str) -> bool:
        if self.title is not None:
            return False
        self.title = line if len(line) <= _LONGEST_HEADLINE and not is_sentence(line) else ""
        return bool(self.title)
