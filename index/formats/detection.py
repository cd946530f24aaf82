"""The table of formats: which module reads a file, by the suffix of its name or else by its first bytes."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from index.formats.agency import markup, wire
from index.formats.archives import web, zipped
from index.formats.documents import mail, markdown, pdf, reuters, saved, story, word
from index.formats.feeds import feed
from index.formats.json import jsonfile, jsonlines
from index.formats.lines import BLANKS
from index.formats.options import Options
from index.formats.pages import html
from index.formats.parallel import Pending
from index.formats.suffixes import KINDS
from index.formats.tables import table
from index.formats.texts import plain
from index.types import Record

Read = Callable[[io.BufferedReader, str, Options], Iterator[Record | Pending]]


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its name, its function, and what data without a known suffix begins with."""

    name: str
    read: Read
    first_bytes: re.Pattern[bytes] | None = None

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The suffixes of its files."""
        return KINDS.get(self.name, ())


_MARKUP = rb"<(?:\?xml|!doctype|html|rss|feed|rdf)\b"
_PROLOG = rb"(?:<\?[^>]*+>|<!doctype[^>\[]*+>|<!--(?:(?!-->).)*+-->|\s)*+"
_FEED = _PROLOG + rb"<(?:rss|feed|rdf)\b"  # before HTML, which the text of a feed may contain
_REUTERS = rb"(?:<!DOCTYPE lewis[^>]*>\s*)?<REUTERS\b|<!DOCTYPE lewis\b"

_MAIL = re.compile(rb"(?:Return-Path|Received|Delivered-To|MIME-Version): ")
_MAILBOX = re.compile(rb"From \S+ .*\d{4}\r?\n")
# The first pattern that matches decides, so plain text, which matches anything, is last.
FORMATS = (
    Format("JSON Lines", jsonlines.read),
    Format("JSON", jsonfile.read, re.compile(rb"[{\[]")),
    Format("table", table.read),
    Format("agency items in XML", markup.read, markup.ROOTS),
    Format("wire text", wire.read, wire.MESSAGE),
    Format("feed", feed.read, re.compile(_FEED, re.IGNORECASE | re.DOTALL)),
    Format("page", html.read, re.compile(rb"(?=<)(?=.*<html)" + _MARKUP, re.IGNORECASE | re.DOTALL)),
    Format("Reuters collection", reuters.read, re.compile(_REUTERS)),
    Format("other XML", feed.read, re.compile(_MARKUP, re.IGNORECASE)),  # for a clear rejection
    Format("zip file", zipped.read, re.compile(rb"PK\x03\x04")),
    Format("PDF document", pdf.read, re.compile(rb"%PDF-")),
    Format("Word document", word.read),
    Format("mailbox", mail.read, _MAILBOX),
    Format("saved page", saved.read, saved.FIRST_BYTES),
    Format("mail", mail.read_message, _MAIL),
    Format("Markdown", markdown.read),
    Format("story", story.read),
    Format("web archive", web.read, re.compile(rb"WARC/[01]\.|filedesc://")),
    Format("plain text", plain.read, re.compile(rb"")),
)

_NAMES = {known.read: known.name for known in reversed(FORMATS)}
_BY_SUFFIX = {suffix: known.read for known in FORMATS for suffix in known.suffixes}

# These suffixes say too little: news items, wire texts and tables have them as well, and are told by how they begin.
_SHARED = (".xml", ".txt", ".text")
_HEADER = re.compile(  # the names of columns, `title` and `text` among them
    rb"(?=[^\r\n]*\b(?:title|headline)\b)(?=[^\r\n]*\b(?:text|content|body)\b)"
    rb"\"?\w[\w .-]{0,30}\"?(?:([,;\t|])\"?\w[\w .-]{0,30}\"?)(?:\1\"?[\w .-]{0,30}\"?)*[\r\n]",
    re.IGNORECASE,
)
_TOLD = (
    (markup.read, markup.ROOTS), (wire.read, wire.MESSAGE), (table.read, _HEADER), (mail.read, _MAILBOX),
    (mail.read_message, _MAIL), (saved.read, saved.FIRST_BYTES),
)  # fmt: skip


def detect(stream: io.BufferedReader, suffix: str) -> Read:
    """Return the function that reads `stream`: by `suffix` if it is known, else by the first bytes, left unread."""
    known = _BY_SUFFIX.get(suffix)
    if known and suffix not in _SHARED:
        return known
    head = stream.peek(1).lstrip(BLANKS)
    if known:
        return next((read for read, begins in _TOLD if begins.match(head)), known)
    return _sniff(head)


def _sniff(head: bytes) -> Read:
    return next(known.read for known in FORMATS if known.first_bytes and known.first_bytes.match(head))


def name_of(read: Read) -> str:
    """Return the name of the format that a function reads."""
    return _NAMES.get(read, "file")
