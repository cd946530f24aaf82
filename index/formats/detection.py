"""The table of formats: which module reads a file, by the suffix of its name or else by its first bytes."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from index.formats import feed, jsonfile, jsonlines, plain, table
from index.formats.agency import markup, wire
from index.formats.archives import web, zipped
from index.formats.documents import mail, markdown, pdf, reuters, story, word
from index.formats.lines import BLANKS
from index.formats.options import Options
from index.formats.pages import html
from index.formats.parallel import Pending
from index.formats.streams import COMPRESSIONS
from index.types import Record

Read = Callable[[io.BufferedReader, str, Options], Iterator[Record | Pending]]


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its function, the suffixes of its files, and what data without a known suffix begins with."""

    read: Read
    suffixes: tuple[str, ...]
    first_bytes: re.Pattern[bytes] | None = None


_MARKUP = rb"<(?:\?xml|!doctype|html|rss|feed|rdf)\b"
_PROLOG = rb"(?:<\?[^>]*+>|<!doctype[^>\[]*+>|<!--(?:(?!-->).)*+-->|\s)*+"
_FEED = _PROLOG + rb"<(?:rss|feed|rdf)\b"  # before HTML, which the text of a feed may contain

# The first pattern that matches decides, so plain text, which matches anything, is last.
FORMATS = (
    Format(jsonlines.read, (".jsonl", ".ndjson")),
    Format(jsonfile.read, (".json",), re.compile(rb"[{\[]")),
    Format(table.read, (".csv", ".tsv")),
    Format(markup.read, (".nitf", ".newsml"), markup.ROOTS),
    Format(wire.read, (".anpa", ".iptc", ".wire", ".tst"), wire.MESSAGE),
    Format(feed.read, (".xml", ".rss", ".atom", ".rdf"), re.compile(_FEED, re.IGNORECASE | re.DOTALL)),
    Format(
        html.read, (".html", ".htm", ".xhtml"), re.compile(rb"(?=<)(?=.*<html)" + _MARKUP, re.IGNORECASE | re.DOTALL)
    ),
    Format(reuters.read, (".sgm", ".sgml"), re.compile(rb"(?:<!DOCTYPE lewis[^>]*>\s*)?<REUTERS\b|<!DOCTYPE lewis\b")),
    Format(feed.read, (), re.compile(_MARKUP, re.IGNORECASE)),  # other XML, for a clear rejection
    Format(zipped.read, (".zip",), re.compile(rb"PK\x03\x04")),
    Format(pdf.read, (".pdf",), re.compile(rb"%PDF-")),
    Format(word.read, (".docx",)),
    Format(mail.read, (".mbox",), re.compile(rb"From \S+ .*\d{4}\r?\n")),
    Format(mail.read_message, (".eml",), re.compile(rb"(?:Return-Path|Received|Delivered-To|MIME-Version): ")),
    Format(markdown.read, (".md", ".markdown")),
    Format(story.read, (".story",)),
    Format(web.read, (".warc", ".arc"), re.compile(rb"WARC/[01]\.|filedesc://")),
    Format(plain.read, (".txt", ".text"), re.compile(rb"")),
)

_NAMES: dict[Read, str] = {
    jsonlines.read: "JSON Lines", jsonfile.read: "JSON", table.read: "table", markup.read: "agency items in XML",
    wire.read: "wire text", feed.read: "feed", html.read: "page", reuters.read: "Reuters collection",
    zipped.read: "zip file", pdf.read: "PDF document", word.read: "Word document", mail.read: "mailbox",
    mail.read_message: "mail", markdown.read: "Markdown", story.read: "story", web.read: "web archive",
    plain.read: "plain text",
}  # fmt: skip

_BY_SUFFIX = {suffix: known.read for known in FORMATS for suffix in known.suffixes}

SUFFIXES = tuple(_BY_SUFFIX)

# These suffixes say too little: news items and wire texts have them as well, and are told by what they begin with.
_SHARED = (".xml", ".txt", ".text")
_AGENCIES = ((markup.read, markup.ROOTS), (wire.read, wire.MESSAGE))


@dataclass(frozen=True, slots=True)
class Suffixes:
    """The suffixes of a file name that state its format and its compression, in lower case; empty if it has none."""

    format: str = ""
    compression: str = ""

    def is_readable(self, known: tuple[str, ...]) -> bool:
        """Return whether the format is known, or to be found in compressed data, as in `dump.gz`."""
        return self.format in known or (not self.format and self.compression != "")

    @property
    def is_web_archive(self) -> bool:
        """Whether the file is one whose gzip members are read one by one."""
        return self.format in (".warc", ".arc") and self.compression in ("", ".gz")

    @classmethod
    def of(cls, path: PurePath) -> "Suffixes":
        """Split the name of a file: `news.CSV.gz` has the format `.csv` and the compression `.gz`."""
        name = path.name.lower()
        compression = next((suffix for suffix in COMPRESSIONS if name.endswith(suffix)), "")
        return cls(Path(name.removesuffix(compression)).suffix, compression)


def detect(stream: io.BufferedReader, suffix: str) -> Read:
    """Return the function that reads `stream`: by `suffix` if it is known, else by the first bytes, left unread."""
    known = _BY_SUFFIX.get(suffix)
    if known and suffix not in _SHARED:
        return known
    head = stream.peek(1).lstrip(BLANKS)
    if known:
        return next((read for read, begins in _AGENCIES if begins.match(head)), known)
    return _sniff(head)


def _sniff(head: bytes) -> Read:
    return next(known.read for known in FORMATS if known.first_bytes and known.first_bytes.match(head))


def name_of(read: Read) -> str:
    """Return the name of the format that a function reads."""
    return _NAMES.get(read, "file")
