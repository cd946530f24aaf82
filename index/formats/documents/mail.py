"""Mail: an `.eml` file is one article, an `mbox` file one for each message. Attachments are not read."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from typing import cast

from index.errors import Unreadable
from index.formats.documents.forwarded import Forwarded, find_forwarded, is_forward
from index.formats.documents.mime import header_of, parse_message, text_of
from index.formats.documents.quotations import drop_quotations, drop_quoted_elements
from index.formats.documents.saved import find_page, is_saved_page
from index.formats.fields.markup import to_paragraphs
from index.formats.fields.records import to_article
from index.formats.lines import read_lines, too_long
from index.formats.options import Options
from index.formats.pages.html import read_source
from index.formats.parallel import Pending
from index.formats.streams import read_whole
from index.types import Record, Rejected

_BETWEEN = re.compile(
    rb"From \S.*\d{1,2}:\d\d.*\b\d{4}\b"
)  # whose mail it was, and when: a sentence may begin with "From", too
_ESCAPED = re.compile(rb"^>(?=>*From )", re.MULTILINE)
_SIGNATURE = re.compile(r"(?m)^-- ?\n")
_SIGNATURE_LINES, _SIGNATURE_WIDTH = 8, 80  # of a signature, at most; what is longer is text below a rule
_HEAD = re.compile(r"<head\b.*?</head\s*>", re.IGNORECASE | re.DOTALL)
# Of a shorter plain text, such as "View this email in your browser", HTML of thrice the length is what the mail says.
_NOTE, _SHORT_PLAIN = 100, 3
_REPLY = re.compile(r"^(?:(?:re|fwd?|fw|aw|wg|antw|tr):\s*)+", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"\n\s*\n")
_WRAPPED = 55  # lines that break later were broken by the mail program
_HEADERS = {"id": "Message-ID", "title": "Subject", "published": "Date", "authors": "From"}
_LARGEST_HTML = 5_000_000


def read_message(stream: io.BufferedReader, origin: str, options: Options) -> Iterator[Record | Pending]:
    """Yield the one article of an `.eml` file, or a rejection; nothing if the stream is blank.

    A page that was saved in the form of a message is read as a page.
    """
    try:
        data = read_whole(stream, options.max_record)
    except Unreadable as error:
        yield Rejected(origin, None, error.message)
        return
    if data.strip():
        yield _convert(data, origin, None, options)


def read(stream: io.BufferedReader, origin: str, options: Options) -> Iterator[Record | Pending]:
    """Yield an article or a rejection for each message of an `mbox` file; rejections have the number of the message.

    Raises:
        Unreadable: the stream is truncated or damaged; the messages before that have been yielded.
    """
    number, held, size, blank = 0, bytearray(), 0, True
    for line in read_lines(stream, options.max_record):
        data = line.data or b""
        if blank and (_BETWEEN.match(data) or (not number and not size and data.startswith(b"From "))):
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


def _convert_held(held: bytearray, size: int, origin: str, number: int, options: Options) -> Record | Pending:
    if size > options.max_record:
        return Rejected(origin, number, too_long(options.max_record))
    return _convert(_ESCAPED.sub(b"", bytes(held)), origin, number, options)


def _convert(data: bytes, origin: str, number: int | None, options: Options) -> Record | Pending:
    try:
        message = parse_message(data)
        page = find_page(message, origin, options) if number is None and is_saved_page(message) else None
        record = {} if page else _read_fields(_find_attached(message) or message, options)
    except Unreadable as error:
        return Rejected(origin, number, error.message)
    except Exception as error:  # noqa: BLE001 - on malformed headers email raises nearly anything
        return Rejected(origin, number, f"the message cannot be read: {type(error).__name__}: {str(error)[:100]}")
    return read_source(page, options) if page else to_article(record, origin, number, options)


def _find_attached(message: EmailMessage) -> EmailMessage | None:
    """Return the message that a mail forwards as its one attachment; None if it says something of its own as well."""
    attached = [part for part in message.walk() if part.get_content_type() == "message/rfc822"]
    if len(attached) != 1 or not attached[0].is_multipart():
        return None
    own = _content_of(message, "plain") or _content_of(message, "html")
    if not is_forward(header_of(message, "Subject")) and len(own) >= _NOTE:
        return None
    return cast(EmailMessage, attached[0].get_payload(0))


def _read_fields(message: EmailMessage, options: Options) -> dict[str, object]:
    name, address = parseaddr(header_of(message, "From"))
    host = address.rpartition("@")[2]
    published: object = header_of(message, "Date")[:200] or None
    with suppress(ValueError, TypeError, OverflowError):
        published = parsedate_to_datetime(header_of(message, "Date"))
    for part in message.iter_attachments() if message.is_multipart() else ():
        if not part.is_multipart():
            options.progress.pass_over("attachment")
            options.omit("attachment", f"{part.get_filename() or 'without a name'}, {part.get_content_type()}")
    record: dict[str, object] = {
        "id": header_of(message, "Message-ID")[:1_000] or None,
        "source": None if options.source else host[:200] or None,
        "title": _REPLY.sub("", header_of(message, "Subject"))[:1_000],
        "published": published,
        "authors": [name[:200]] if name else [],
    }
    plain, markup = (_content_of(message, kind).replace("\r\n", "\n") for kind in ("plain", "html"))
    markup = _HEAD.sub("", markup)
    if len(markup) > _LARGEST_HTML:
        raise Unreadable(too_long(_LARGEST_HTML))
    subject = header_of(message, "Subject")
    forwarded = find_forwarded(plain, subject)
    if forwarded is None and markup and is_forward(subject):
        forwarded = find_forwarded(to_paragraphs(markup), subject)
    if forwarded is not None:
        return record | _read_forwarded(forwarded, options)
    _note_headers(message, options)
    return record | {"text": _read_text(plain, markup, options)}


def _note_headers(message: EmailMessage, options: Options) -> None:
    for name, header in _HEADERS.items():
        options.note(name, header, header_of(message, header) if header == "Date" else None)
    options.note("source", "host of the address in From")
    options.note("text", "plain text of the message, else its HTML")


def _read_forwarded(forwarded: Forwarded, options: Options) -> dict[str, object]:
    """Return the fields of a forwarded message, in place of those of the mail that brings it."""
    if forwarded.note:
        options.omit("note of who forwarded it", " ".join(forwarded.note.split()))
    for name in ("title", "published", "authors", "source", "text"):
        options.note(name, "head of the forwarded message", forwarded.published if name == "published" else None)
    stated: dict[str, object] = {"title": _REPLY.sub("", forwarded.title)[:1_000]} if forwarded.title else {}
    return stated | {
        "id": None,
        "source": None if options.source else forwarded.host[:200] or None,
        "text": _unwrap(forwarded.text, options),
        "published": forwarded.published[:200] or None,
        "authors": [forwarded.author[:200]] if forwarded.author else [],
    }


def _read_text(given: str, markup: str, options: Options) -> str:
    """Return the text of a message without quoted messages and without its signature.

    The plain text is taken, unless it is a mere note and the HTML says far more.
    """
    plain = _unwrap(given, options)
    if len(plain) >= _NOTE or not markup:
        return plain
    text = to_paragraphs(drop_quoted_elements(markup))
    return text if len(text) > len(plain) * _SHORT_PLAIN or not plain.strip() else plain


def _content_of(message: EmailMessage, kind: str) -> str:
    body = message.get_body(preferencelist=(kind,))
    return text_of(cast(EmailMessage, body)) if body is not None else ""


def _drop_signature(text: str) -> str:
    """Return a text without the signature at its end: few and short lines below the last "--"."""
    rules = list(_SIGNATURE.finditer(text))
    below = [line for line in text[rules[-1].end() :].split("\n") if line.strip()] if rules else []
    is_short = len(below) <= _SIGNATURE_LINES and all(len(line) <= _SIGNATURE_WIDTH for line in below)
    return text[: rules[-1].start()] if rules and is_short else text


def _note_left_out(kind: str, given: str, kept: str, options: Options) -> None:
    lines = Counter(given.split("\n")) - Counter(kept.split("\n"))
    if left_out := " ".join(" ".join(lines).split()):
        options.omit(kind, left_out)


def _unwrap(given: str, options: Options) -> str:
    own = _drop_signature(given)
    text = drop_quotations(own)
    if options.trace is not None:
        _note_left_out("signature", given, own, options)
        _note_left_out("quoted message", own, text, options)
    return "\n\n".join(_join(part.split("\n")) for part in _PARAGRAPHS.split(text))


def _join(lines: list[str]) -> str:
    """Join the lines of a paragraph that a mail program has broken."""
    is_wrapped = len(lines) > 1 and all(len(line) >= _WRAPPED for line in lines[:-1])
    return (" " if is_wrapped else "\n").join(line.rstrip() for line in lines)
