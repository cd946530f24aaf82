"""Saved pages with all their parts in one file (MHTML): the page within is read as one of the address it came from."""

import io
import re
from collections.abc import Iterator
from email.message import EmailMessage

from index.errors import Unreadable
from index.formats.documents.mime import bytes_of, header_of, parse_message
from index.formats.fields.records import date_in_name
from index.formats.options import Options
from index.formats.pages.html import Source, read_source
from index.formats.parallel import Pending
from index.formats.streams import read_whole
from index.types import Record, Rejected

FIRST_BYTES = re.compile(rb"(?:From: *\"?<?Saved by|Snapshot-Content-Location:)", re.IGNORECASE)
_SAVED = re.compile(r"\"?\s*<?\s*saved by\b", re.IGNORECASE)
_OF_MAIL = ("To", "Received", "Message-ID", "Delivered-To")


def read(stream: io.BufferedReader, origin: str, options: Options) -> Iterator[Record | Pending]:
    """Yield the one article of a saved page, or a rejection; nothing if the stream is blank.

    The date of the file is that of saving, and is not used.
    """
    try:
        data = read_whole(stream, options.max_record)
        if data.strip():
            page = find_page(parse_message(data), origin, options)
            yield read_source(page, options) if page else Rejected(origin, None, "the saved file has no page in it")
    except Unreadable as error:
        yield Rejected(origin, None, error.message)


def is_saved_page(message: EmailMessage) -> bool:
    """Return whether a message is no mail, but a page with its pictures: browsers save both in one form."""
    if message["Snapshot-Content-Location"] or _SAVED.match(header_of(message, "From")):
        return True
    part = _find_part(message)
    return part is not None and _address_of(part) is not None and not any(message[name] for name in _OF_MAIL)


def find_page(message: EmailMessage, origin: str, options: Options) -> Source | None:
    """Return the page of a saved file, with the address that it was saved from; None if it has none."""
    part = _find_part(message)
    if part is None:
        return None
    url = _address_of(part) or _address_of(message)
    kind = f"text/html; charset={part.get_content_charset('')}"
    return Source(bytes_of(part), origin, content_type=kind, url=url, otherwise=date_in_name(origin, options.zone))


def _find_part(message: EmailMessage) -> EmailMessage | None:
    """Return the part that is the page: the one that the message names as its start, else the first in HTML."""
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = str(message.get_param("start", ""))
    named = (part for part in pages if start and header_of(part, "Content-ID") == start)
    return next(named, next(iter(pages), None))


def _address_of(part: EmailMessage) -> str | None:
    found = (part.get(name, "") for name in ("Content-Location", "Snapshot-Content-Location", "Content-Base"))
    urls = ("".join(str(one).split()) for one in found)
    return next((url for url in urls if url.startswith(("http://", "https://"))), None)
