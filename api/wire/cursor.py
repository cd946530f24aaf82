"""Cursors: where a page of a list ended, by a time and an id, opaque to clients."""

import base64
import binascii
from datetime import datetime

from index.dates import to_epoch
from index.errors import InvalidFilter


def write_cursor(moment: datetime, name: str) -> str:
    """Return the cursor of a page that ended with the entry of this time and id."""
    return base64.urlsafe_b64encode(f"{to_epoch(moment)}.{name}".encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[int, str]:
    """Return where a page ended: the time of its last entry, in seconds since 1970, and its id.

    Raises:
        InvalidFilter: it is not a cursor.
    """
    try:
        place = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
        seconds, _, name = place.partition(".")
        if len(seconds) <= 13 and name:
            return int(seconds), name
    except (ValueError, binascii.Error):
        pass
    raise InvalidFilter("cursor is not the next_cursor of a page", field="cursor")
