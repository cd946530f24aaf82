"""Mail: an `.eml` file is one article, an `mbox` file one for each message. Attachments are not read."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from itertools import islice, tee, zip_longest
from typing import cast

from index.errors import Unreadable
from index.formats.documents.quotations import drop_quotations, drop_quoted_elements
from index.formats.lines import Line, read_lines, too_long
from index.formats.markup import to_paragraphs
from index.formats.options import Options
from index.formats.records import to_article
from index.formats.streams import read_whole
from index.types import Record, Rejected

_BETWEEN = re.compile(rb"From \S+(?:\s.*\b\d{4}\b.*)?\s*\Z")
_HEADER = re.compile(rb"[!-9;-~]+:|>From ")
_ESCAPED = re.compile(rb"^>(?=>*From )", re.MULTILINE)
_LONGEST_HEADER = 4_000
_SIGNATURE = re.compile(r"\n-- \n((?:[^\n]*\n?){0,12})\Z")  # RFC 3676, 4.3: at the end, and short
_FULLER = 2  # times the text: the plain text of some newsletters is a line that points to the HTML
_REPLY = re.compile(r"^(?:(?:re|fwd?|aw):\s*)+", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"\n\s*\n")
_WRAPPED = 55  # lines that break later were broken by the mail program
_HEADERS = {"id": "Message-ID", "title": "Subject", "published": "Date", "authors": "From"}
_MOST_HEADERS = 100_000
_MOST_PARTS = 10_000
_MOST_NESTED = 50
_LARGEST_HTML = 5_000_000


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
    lines, following = tee(read_lines(stream, options.max_record))
    for line, after in zip_longest(lines, islice(following, 1, None)):
        data = line.data or b""
        if blank and _is_between(data, after):
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


def _is_between(data: bytes, after: Line | None) -> bool:
    """Return whether a line after a blank one begins a message, which a sentence that begins with "From" does not."""
    return _BETWEEN.match(data) is not None and after is not None and _HEADER.match(after.data or b"") is not None


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
        "text": _read_text(message, options),
        "published": published,
        "authors": [name[:200]] if name else [],
        "language": None,
    }


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


def _read_text(message: EmailMessage, options: Options) -> str:
    """Return the text of a message without quoted messages and without its signature.

    It is the plain text, unless the HTML says far more, signature and quoted messages counted.
    """
    plain, markup = (_content_of(message, kind) for kind in ("plain", "html"))
    text = _unwrap(plain, options).strip()
    if len(markup) > _LARGEST_HTML:
        if text:
            return text
        raise Unreadable(too_long(_LARGEST_HTML))
    if text and len(markup) <= _FULLER * len(plain):
        return text
    rich = to_paragraphs(drop_quoted_elements(markup))
    return rich if not text or (len(rich) > _FULLER * len(plain) and not _is_within(text, rich)) else text


def _is_within(text: str, rich: str) -> bool:
    """Return whether the paragraphs of a text, several of them, stand in the HTML, so that it has furniture besides."""
    paragraphs = text.split("\n\n")
    return len(paragraphs) > 1 and all(one in rich for one in paragraphs)


def _content_of(message: EmailMessage, kind: str) -> str:
    body = message.get_body(preferencelist=(kind,))
    content = str(cast(EmailMessage, body).get_content()) if body is not None else ""
    return content.replace("\r\n", "\n")


def _unwrap(text: str, options: Options) -> str:
    own = drop_quotations(text)
    if options.trace is not None and (left_out := Counter(text.split("\n")) - Counter(own.split("\n"))):
        options.omit("quoted message", " ".join(" ".join(left_out).split()))
    if signature := _SIGNATURE.search(own):
        options.omit("signature", " ".join(signature[1].split()))
        own = own[: signature.start()]
    return "\n\n".join(_join(part.split("\n")) for part in _PARAGRAPHS.split(own))


def _join(lines: list[str]) -> str:
    """Join the lines of a paragraph that a mail program has broken."""
    is_wrapped = len(lines) > 1 and all(len(line) >= _WRAPPED for line in lines[:-1])
    return (" " if is_wrapped else "\n").join(line.rstrip() for line in lines)
