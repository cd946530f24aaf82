"""Messages of MIME: parsed within bounds, and the texts of their parts in the encodings that these declare."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

from index.errors import Unreadable
from index.text import decode, decode_as

_LONGEST_HEADER = 4_000
_MOST_HEADERS = 100_000
_MOST_PARTS = 10_000
_MOST_NESTED = 50


def parse_message(data: bytes) -> EmailMessage:
    """Parse a message, without the headers that are too long.

    Raises:
        Unreadable: the parser would take minutes for its headers or its parts.
    """
    return message_from_bytes(_bound_headers(data), policy=policy.default)


def _bound_headers(data: bytes) -> bytes:
    if data.count(b"boundary=") > _MOST_NESTED or (b"boundary=" in data and data.count(b"\n--") > _MOST_PARTS):
        raise Unreadable("the message has more parts than mail has")
    end = re.search(rb"\r?\n\r?\n", data)
    size = end.start() if end else len(data)
    if size > _MOST_HEADERS:
        raise Unreadable(f"the message has more than {_MOST_HEADERS:,} bytes of headers")
    headers = re.split(rb"\n(?![ \t])", data[:size])
    return b"\n".join(header for header in headers if len(header) <= _LONGEST_HEADER) + data[size:]


def header_of(message: EmailMessage, name: str) -> str:
    """Return a header on one line; empty if there is none."""
    return " ".join(str(message.get(name, "")).split())


def bytes_of(part: EmailMessage) -> bytes:
    """Return the content of a part as it was before it was encoded for transfer."""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def text_of(part: EmailMessage) -> str:
    """Return the text of a part in the encoding that it declares; in a detected one if it is in no such.

    Lines that the mail program broke are joined if the part says how it broke them (RFC 3676).
    """
    data = bytes_of(part)
    declared = part.get_content_charset("")
    try:
        text = decode_as(data, declared or "utf-8")
    except (LookupError, UnicodeDecodeError):
        text = decode(data, "the message")
    return _join_flowed(text, part) if part.get_param("format") == "flowed" else text


def _join_flowed(text: str, part: EmailMessage) -> str:
    space = "" if str(part.get_param("delsp", "")).lower() == "yes" else " "
    return re.sub(r"(?m)(?<!^--) \r?\n(?![ >]|-- \r?$)(?=.)", space, text)
