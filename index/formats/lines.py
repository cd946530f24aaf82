"""Lines of a stream, with a limit on the length of each."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import BinaryIO

BLANKS = b" \t\r\n" + codecs.BOM_UTF8  # a byte-order mark counts as whitespace wherever it occurs

_STEP = 65_536


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its terminator, and its number from 1; `data` is None if it is longer than the limit."""

    number: int
    data: bytes | None


def read_lines(stream: BinaryIO, limit: int) -> Iterator[Line]:
    """Yield the lines of `stream`; of a line longer than `limit` bytes, the number only.

    Raises:
        Unreadable: the stream is truncated or damaged; the lines before that have been yielded.
    """
    for number in count(1):
        data = stream.readline(limit + 1)
        if not data:
            return
        if len(data) <= limit:
            yield Line(number, data)
            continue
        last, data = data[-1:], b""
        while last != b"\n" and (step := stream.readline(_STEP)):
            last = step[-1:]
        yield Line(number, None)


def too_long(limit: int) -> str:
    """Return the reason for rejecting a record that is longer than `limit` bytes."""
    return f"the record is longer than {limit:,} bytes"
