"""How a table is written: what parts its cells, how a quote is escaped, and how its lines end."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.formats.streams import stream_of

_DELIMITERS = (",", ";", "\t", "|")
_NAMED = re.compile(rb"(?:\xef\xbb\xbf)?\"?sep=([^\w\"\s]|\t)\"?\r?\n", re.IGNORECASE)
_BLOCK = 65_536


@dataclass(frozen=True, slots=True)
class Dialect:
    """The delimiter, the escape character of quotes, if any, and whether the first line only names the delimiter."""

    delimiter: str
    escape: str | None = None
    is_named: bool = False


def find_dialect(stream: io.BufferedReader, *, is_tsv: bool) -> Dialect:
    """Return the dialect of a table by its first bytes, which stay unread."""
    sample = stream.peek(_BLOCK)
    escape = "\\" if re.search(rb'[^\\]\\"[^",;\t\r\n]', sample) else None
    if named := _NAMED.match(sample):
        return Dialect(named[1].decode("latin-1"), escape, is_named=True)
    usual = "\t" if is_tsv else ","
    header = re.split(rb"[\r\n]", sample.lstrip(b"\xef\xbb\xbf\r\n "), maxsplit=1)[0].decode("utf-8", "replace")
    counts = {one: len(next(csv.reader([header], delimiter=one), [])) for one in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda one: (counts[one], one == usual))
    return Dialect(usual if counts[usual] > 1 else best, escape)


def unify_lines(stream: io.BufferedReader) -> io.BufferedReader:
    """Return the stream; if its lines end in a carriage return alone, with line feeds instead."""
    sample = stream.peek(_BLOCK)
    if b"\n" in sample or b"\r" not in sample.rstrip(b"\r"):
        return stream
    return stream_of(_replace(stream))


def _replace(stream: io.BufferedReader) -> Iterator[bytes]:
    while block := stream.read1(_BLOCK):
        yield block.replace(b"\r", b"\n")
