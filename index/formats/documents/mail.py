"""Mail: an `.eml` file is one article, an `mbox` file one for each message. Attachments are not read."""

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from typing import cast

from index.errors import Unreadable
from index.formats.documents.quotations import drop_quotations, drop_quoted_elements
from index.formats.lines import read_lines, too_long
from index.formats.markup import to_paragraphs
from index.formats.options import Options
from index.formats.records import to_article
from index.formats.streams import read_whole
from index.types import Record, Rejected

_BETWEEN = re.compile(rb"From (?:\S+@\S+|\S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|\d)|-|MAILER-DAEMON|\S+\s*$)")
_ESCAPED = re.compile(rb"^>(?=>*From )", re.MULTILINE)
_LONGEST_HEADER = 4_000
_SIGNATURES = (("-- ", 12, 1_000), ("--", 6, 80))  # the mark, the most lines below it, and their longest
_REPLY = re.compile(r"^(?:(?:re|fwd?|aw):\s*)+", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"\n\s*\n")
_WRAPPED = 55  # lines that break later were broken by the mail program
_HEADERS = {"id": "Message-ID", "title": "Subject", "published": "Date", "authors": "From"}
_MOST_HEADERS = 100_000
_MOST_PARTS = 10_000
_MOST_NESTED = 50
_LARGEST_HTML = 5_000_000
_LONGEST_POINTER = 300
_POINTER = re.compile(
    r"\b(?:browser|html|navigateur|navegador|e-?mail program|mail client)\b|\bview\b.*\bonline\b", re.IGNORECASE
)


def read_message(stream: io.BufferedReader, origin: str, options: Options) -> Iterator[Record]:
    """Yield the one article of an `.eml` file, or a rejection; nothing if the stream is blank."""
    try:
        data = read_whole(stream, options.max_record)
    except Unreadable as error:
        yield Rejected(origin, None, error.message)
        return
    if data.strip():
        yield _convert(data, origin, None, options)


def read(stream: io.BufferedReader, origin: str, options: Options) -> Iterator[Record]:
    """Yield an article or a rejection for each message of an `mbox` file; rejections have the number of the message.

    Raises:
        Unreadable: the stream is truncated or damaged; the messages before that have been yielded.
    """
    number, held, size, blank = 0, bytearray(), 0, True
    for line in read_lines(stream, options.max_record):
        data = line.data or b""
        if blank and _BETWEEN.match(data):
            if size and (size > options.max_record or held.strip()):
                number += 1
                yield _convert_held(held, size, origin, number, options)
            held, size, blank = bytearray(), 0, False
            continue
        blank = not data.strip() and line.data is not None
        size += len(data) if line.data is not None else options.max_record + 1
        if size <= options.max_record:
            held += data
    if size and (size > options.max_record or held.strip()):
        yield _convert_held(held, size, origin, number + 1, options)


def _convert_held(held: bytearray, size: int, origin: str, number: int, options: Options) -> Record:
    if size > options.max_record:
        return Rejected(origin, number, too_long(options.max_record))
    return _convert(_ESCAPED.sub(b"", bytes(held)), origin, number, options)


def _convert(data: bytes, origin: str, number: int | None, options: Options) -> Record:
    try:
        message = message_from_bytes(_bound_headers(data), policy=policy.default)
        record = _read_fields(message, options)
    except Unreadable as error:
        return Rejected(origin, number, error.message)
    except Exception as error:  # noqa: BLE001 - on malformed headers email raises nearly anything
        return Rejected(origin, number, f"the message cannot be read: {type(error).__name__}: {str(error)[:100]}")
    return to_article(record, origin, number, options)


def _bound_headers(data: bytes) -> bytes:
    """Return a message without the headers that are too long.

    Raises:
        Unreadable: the parser would take minutes for its headers or its parts.
    """
    if data.count(b"boundary=") > _MOST_NESTED or (b"boundary=" in data and data.count(b"\n--") > _MOST_PARTS):
        raise Unreadable("the message has more parts than mail has")
    end = re.search(rb"\r?\n\r?\n", data)
    size = end.start() if end else len(data)
    if size > _MOST_HEADERS:
        raise Unreadable(f"the message has more than {_MOST_HEADERS:,} bytes of headers")
    headers = re.split(rb"\n(?![ \t])", data[:size])
    return b"\n".join(header for header in headers if len(header) <= _LONGEST_HEADER) + data[size:]


def _read_fields(message: EmailMessage, options: Options) -> dict[str, object]:
    name, address = parseaddr(_header(message, "From"))
    host = address.rpartition("@")[2]
    published: object = _header(message, "Date")[:200] or None
    with suppress(ValueError, TypeError, OverflowError):
        published = parsedate_to_datetime(_header(message, "Date"))
    for part in message.iter_attachments() if message.is_multipart() else ():
        if not part.is_multipart():
            options.progress.pass_over("attachment")
            options.omit("attachment", f"{part.get_filename() or 'without a name'}, {part.get_content_type()}")
    if options.trace is not None:
        for name_of, header in _HEADERS.items():
            options.note(name_of, header, _header(message, header) if header == "Date" else None)
        options.note("source", "host of the address in From")
        options.note("text", "plain text of the message, else its HTML")
    return {
        "id": _header(message, "Message-ID")[:1_000] or None,
        "source": None if options.source else host[:200] or None,
        "title": _REPLY.sub("", _header(message, "Subject"))[:1_000],
        "text": _read_text(message),
        "published": published,
        "authors": [name[:200]] if name else [],
        "language": None,
    }


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


def _read_text(message: EmailMessage) -> str:
    """Return the text of a message without quoted messages and signature: the plain one, else that of the HTML.

    The plain text of newsletters often only points to their HTML.
    """
    plain = _unwrap(_content(message, "plain").replace("\r\n", "\n"))
    if plain.strip() and not (len(plain) <= _LONGEST_POINTER and _POINTER.search(plain)):
        return plain
    markup = _content(message, "html")
    if len(markup) > _LARGEST_HTML and not plain.strip():
        raise Unreadable(too_long(_LARGEST_HTML))
    shown = to_paragraphs(drop_quoted_elements(markup)) if markup and len(markup) <= _LARGEST_HTML else ""
    return shown if len(shown) > len(plain) or not plain.strip() else plain


def _content(message: EmailMessage, kind: str) -> str:
    body = message.get_body(preferencelist=(kind,))
    return str(cast(EmailMessage, body).get_content()) if body is not None else ""


def _unwrap(text: str) -> str:
    text = drop_quotations(_without_signature(text))
    return "\n\n".join(_join(part.split("\n")) for part in _PARAGRAPHS.split(text))


def _without_signature(text: str) -> str:
    """Return a text without the few lines at its end that follow a mark; a longer part is one of the message."""
    for mark, most, longest in _SIGNATURES:
        above, found, below = f"\n{text}".rpartition(f"\n{mark}\n")
        lines = below.strip().split("\n")
        if found and len(lines) <= most and max(map(len, lines)) <= longest:
            return above[1:]
    return text


def _join(lines: list[str]) -> str:
    """Join the lines of a paragraph that a mail program has broken."""
    is_wrapped = len(lines) > 1 and all(len(line) >= _WRAPPED for line in lines[:-1])
    return (" " if is_wrapped else "\n").join(line.rstrip() for line in lines)
