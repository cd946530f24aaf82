"""JSON that is not line by line: the outermost objects of a stream, in arrays, one after another, or both."""

import io
import re
from collections.abc import Iterator

from index.formats.json.values import read_json
from index.formats.lines import BLANKS, too_long
from index.formats.options import Options
from index.types import Record, Rejected

_STEP = 65_536
_BETWEEN = BLANKS + b",[]"
_OUTSIDE = re.compile(rb'["{}\[\],]')
_INSIDE = re.compile(rb'\\[^\n]?|["\n]')
_NESTING = {b"{": 1, b"[": 1, b"}": -1, b"]": -1}
_CONCATENATED = re.compile(rb"\}[ \t]*\{")


def read_objects(stream: io.BufferedReader, origin: str, options: Options) -> Iterator[Record]:
    """Yield an article or a rejection for each outermost object of a stream; rejections have its number.

    Raises:
        Unreadable: the stream is truncated or damaged; the records before that have been yielded.
    """
    number, splitter = 0, Splitter(options.max_record)
    while block := stream.readline(_STEP):
        for record in splitter.feed(block):
            number += 1
            yield from _read_record(record, origin, number, options)
    for record in splitter.finish():
        number += 1
        yield from _read_record(record, origin, number, options)
    if splitter.unfinished:
        yield Rejected(origin, number + 1, "the file is truncated: its JSON is incomplete")


def _read_record(record: bytes | None, origin: str, number: int, options: Options) -> Iterator[Record]:
    if record is None:
        yield Rejected(origin, number, too_long(options.max_record))
    else:
        yield from read_json(record, origin, number, options)


def split_line(line: bytes, limit: int) -> list[bytes | None]:
    """Return the objects that stand on one line, one after another; the line itself where there is one."""
    if not _CONCATENATED.search(line):
        return [line]
    splitter = Splitter(limit)
    found = [*splitter.feed(line), *splitter.finish()]
    return found if found and not splitter.unfinished else [line]


class Splitter:
    """Splits JSON into its outermost objects, in arrays or not, without parsing them.

    A malformed object is therefore split off as a whole and does not affect the others. A string that is not closed on
    its line ends its record there, and the rest of that record is skipped.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held = bytearray()
        self._too_long = self._quoted = self._escaped = self._lost = False
        self._depth = self._arrays = 0

    @property
    def unfinished(self) -> bool:
        """Return whether a string, object or array is still open."""
        return self._quoted or self._depth > 0 or self._arrays > 0

    def feed(self, block: bytes) -> Iterator[bytes | None]:
        """Yield the records that end in `block`; None for a record longer than the limit."""
        start, position = 0, int(self._escaped)
        self._escaped = False
        while found := (_INSIDE if self._quoted else _OUTSIDE).search(block, position):
            sign, position = found[0], found.end()
            self._escaped = sign == b"\\"
            if self._ends_record(sign):
                records = self._take(block[start:position])
                yield from records
                start = position
                self._lost = sign == b"\n" or (self._lost and not records)
        self._hold(block[start:])

    def finish(self) -> Iterator[bytes | None]:
        """Yield what follows the last record, if anything."""
        if not self._depth and not self._quoted:
            yield from self._take(b"")

    def _ends_record(self, sign: bytes) -> bool:
        if self._quoted:
            self._quoted = sign not in (b'"', b"\n")
            if sign == b"\n":
                self._depth = 0
            return sign == b"\n"
        if sign == b'"':
            self._quoted = True
            return False
        if not self._depth and sign in (b"[", b"]", b","):
            self._arrays = max(0, self._arrays + (sign == b"[") - (sign == b"]"))
            return True
        self._depth = max(0, self._depth + _NESTING.get(sign, 0))
        return not self._depth

    def _hold(self, piece: bytes) -> None:
        self._held += piece
        if len(self._held) > self._limit:
            self._held.clear()
            self._too_long = True

    def _take(self, piece: bytes) -> list[bytes | None]:
        """Return the record that ends with `piece`, or an empty list if there is none."""
        self._hold(piece)
        record, too_long = bytes(self._held).strip(_BETWEEN), self._too_long
        self._held.clear()
        self._too_long = False
        if too_long:
            return [None]
        return [record] if record.startswith(b"{") or (record and not self._lost) else []
