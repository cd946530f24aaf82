"""Feeds that are not well-formed: elements left open, stray ampersands and texts in several encodings."""

import re

from index.errors import Unreadable
from index.text import decode

_STRAY_AMPERSAND = re.compile(rb"&(?!#?\w+;)")
_ENTRY = re.compile(rb"<(?:item|entry)\b[^<>]*(?<!/)>", re.IGNORECASE)
_CDATA = b"<![CDATA["
_PARTS = (
    rb"title|link|description|summary|content|content:encoded|pubDate|guid|author|category|dc:\w+|published|updated|id"
)
# An element of an entry that begins before the one above it has ended, or that is open where the entry ends.
_OPEN = re.compile(
    rb"<("
    + _PARTS
    + rb")(?:\s[^<>]*+)?(?<!/)>(?:[^<]|<!\[CDATA\[(?:(?!\]\]>|<!\[CDATA\[).)*\]\]>)*+(?=<(?:(?:"
    + _PARTS
    + rb")[\s>]|/(?:item|entry)>))",
    re.DOTALL,
)
_DECLARED = re.compile(rb"<\?xml[^>]*\bencoding\s*=\s*[\"']([\w.-]+)", re.IGNORECASE)
_ELEMENT = re.compile(rb"<\w")
_BLANKS = re.compile(rb"\s+")
_BETWEEN_TAGS = re.compile(rb"[^<>]+")
_HEAD = 1_000


def mend(text: bytes) -> bytes:
    """Return a feed that a parser refuses with its stray ampersands escaped and the elements of entries closed."""
    text = _STRAY_AMPERSAND.sub(b"&amp;", text)  # feedparser turns "AT&T" into "AT&T;"
    return _OPEN.sub(lambda found: found[0] + b"</" + found[1] + b">", text)


def shorten_head(text: bytes) -> bytes:
    """Return a feed with each run of blanks before its first element as one, for which feedparser takes minutes."""
    first = _ELEMENT.search(text)
    place = first.start() if first else len(text)
    return _BLANKS.sub(lambda run: b"\n" if b"\n" in run[0] else run[0][:1], text[:place]) + text[place:]


def count_entries(text: bytes) -> int:
    """Return how many entries a feed opens, those that its texts quote left out."""
    first, *quoted = text.split(_CDATA)
    return len(_ENTRY.findall(b"".join([first, *(part.partition(b"]]>")[2] for part in quoted)])))


def unify_encoding(data: bytes) -> bytes:
    """Return a feed in UTF-8 if some of its texts are in UTF-8 and others in an older encoding; else unchanged.

    The older encoding is told for each text on its own, as it is for the lines of a table.
    """
    declared = _DECLARED.search(data[:_HEAD])
    if declared and declared[1].lower() not in (b"utf-8", b"utf8"):
        return data
    if _is_utf8(data) or b"\0" in data[:_HEAD] or not any(map(_is_beyond_ascii, _BETWEEN_TAGS.findall(data))):
        return data
    return _BETWEEN_TAGS.sub(_to_utf8, data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_beyond_ascii(data: bytes) -> bool:
    return not data.isascii() and _is_utf8(data)


def _to_utf8(found: re.Match[bytes]) -> bytes:
    if _is_utf8(found[0]):
        return found[0]
    try:
        return decode(found[0], "the text").encode()
    except Unreadable:
        return found[0].decode(errors="replace").encode()
