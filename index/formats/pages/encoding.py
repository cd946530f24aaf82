"""The encoding of a page."""

import re
from contextlib import suppress

from index.text import decode, decode_as

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD = 4_096


def decode_page(data: bytes, content_type: str) -> str:
    """Return a page decoded as UTF-8 if it is valid, else in the declared encoding, else in a detected one."""
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")
    declared = _CHARSET.search(content_type) or _CHARSET.search(data[:_HEAD].decode("latin-1"))
    if declared:
        with suppress(LookupError, UnicodeDecodeError):
            return decode_as(data, declared[1])
    return decode(data, "the page")
