"""Plain text: one file is one article, as a scraper leaves it."""

import re
from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import BinaryIO

from index.dates import parse_published
from index.errors import InvalidDate, Unreadable
from index.formats.credits import cut_credit, is_credit
from index.formats.lines import too_long
from index.formats.options import Options
from index.formats.records import date_in_name, to_article
from index.text import decode, normalise
from index.types import Article, Rejected

_HEAD = 8  # so many lines may hold date, headline and byline: further down, a date is part of the story
_LONGEST_HEADLINE = 300
_FEW_WORDS = 3  # beside a date, so few are the name of a paper, a place or a person

_YEAR = re.compile(r"\b[12]\d{3}\b")
_PARTS = re.compile(r"\s+[|•·]\s+|[\s,;(]+(?=(?:last )?(?:updated|modified)\b)", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:(?:first|last)\s)?(?:(published|posted|date|on)|updated|modified)\b(?:\s(?:on|at))?[\s:]*", re.IGNORECASE
)
_BYLINE = re.compile(r"by:?\s(.{3,150}[^.!?:])", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*[,;&]\s*(?:and\s)?|\sand\s")
_ROLE = re.compile(r"\b(?:writer|reporter|correspondent|editor|staff)\b", re.IGNORECASE)
_SMALL_WORDS = frozenset(
    ("al", "bin", "da", "de", "den", "der", "di", "el", "for", "ibn", "in", "la", "le", "of", "the", "van", "von")
)


def read(stream: BinaryIO, origin: str, options: Options) -> Iterator[Article | Rejected]:
    """Yield the one article of the stream, or the reason why there is none; nothing where it is blank.

    The headline is the first line that is neither date nor image credit. Where no line near the top is a date, the
    file's name may hold one as `2015-01-28`; when the file was written says nothing of when the article was.

    Raises:
        Unreadable: the stream breaks off.
    """
    data = stream.read(options.max_record + 1)
    if len(data) > options.max_record:
        yield Rejected(origin, None, too_long(options.max_record))
        return
    try:
        text = normalise(decode(data, "the file"))
    except Unreadable as error:
        yield Rejected(origin, None, error.message)
        return
    if text:
        yield _read_text(text, origin, options)


def _read_text(text: str, origin: str, options: Options) -> Article | Rejected:
    head = _Head(options.zone)
    body = [cut_credit(line) for line in text.split("\n") if not head.takes(line.strip())]
    published = head.published or head.modified or date_in_name(origin, options.zone)
    if published is None:
        return Rejected(origin, None, "no line near the top of the file is a date, and the file's name holds none")
    record: dict[str, object] = {
        "title": head.title,
        "text": "\n".join(body),
        "published": published,
        "modified": head.modified,
        "authors": head.authors,
    }
    return to_article(record, origin, None, options)


def _read_date(text: str, zone: tzinfo) -> datetime | None:
    """Read a text that is a date and nothing else; a year must be in it, for that is quick to see."""
    if len(text) > 60 or not _YEAR.search(text):
        return None
    try:
        return parse_published(text, zone=zone)
    except InvalidDate:
        return None


def _is_name(words: list[str], fewest: int) -> bool:
    return fewest <= len(words) <= 6 and all(word[:1].isupper() or word in _SMALL_WORDS for word in words)


class _Head:
    """What stands above the story: it is offered each line from the top, and takes those that are not the story."""

    def __init__(self, zone: tzinfo) -> None:
        self.title: str | None = None
        self.published: datetime | None = None
        self.modified: datetime | None = None
        self.authors: list[str] = []
        self._zone = zone
        self._seen = 0

    def takes(self, line: str) -> bool:
        """Tell whether the line is part of the head, and keep what it says."""
        if not line or self._seen == _HEAD:
            return False
        self._seen += 1
        if is_credit(line):
            return False  # as a part of the body, it will be cut
        parts = _PARTS.split(line) if len(line) <= _LONGEST_HEADLINE else [line]
        rest = [part for part in parts if not self._is_date(part) and not self._is_byline(part)]
        if len(rest) == len(parts):
            return self._is_title(line)
        said = " | ".join(rest)
        return len(said.split()) <= _FEW_WORDS or self._is_title(said)

    def _is_date(self, part: str) -> bool:
        label = _LABEL.match(part)
        moment = _read_date(part[label.end() if label else 0 :].rstrip(" )"), self._zone)
        if moment is None:
            return False
        if label and not label[1]:
            self.modified = self.modified or moment
        elif self.published is None:
            self.published = moment
        else:
            return label is not None
        return True

    def _is_byline(self, part: str) -> bool:
        found = _BYLINE.fullmatch(part)
        if found is None:
            return False
        names = _BETWEEN_NAMES.split(self._cut_date(found[1]))
        fewest = 1 if self.title else 2  # before the headline, "By Night" is more likely the headline
        if not all(_is_name(name.split(), fewest) for name in names):
            return False
        self.authors += [name for name in names if not _ROLE.search(name)]
        return True

    def _cut_date(self, names: str) -> str:
        """Take the date that ends a byline, as in `Jane Doe, Jan. 28, 2015`."""
        words = names.split()
        for start in range(1, len(words)) if _YEAR.search(names) else ():
            if self._is_date(" ".join(words[start:])):
                return " ".join(words[:start]).rstrip(",-– ")
        return names

    def _is_title(self, line: str) -> bool:
        if self.title is not None:
            return False
        self.title = line if len(line) <= _LONGEST_HEADLINE else ""
        return bool(self.title)
