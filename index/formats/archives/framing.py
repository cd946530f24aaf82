"""The records of WARC and ARC files. The only module that imports warcio, which parses their headers.

`warcio` ends at the first broken record; here reading goes on with the next line that begins a record.
"""

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from index.errors import Unreadable

_LONGEST_LINE = 65_536
_MOST_LINES = 2_000  # of the headers of one record
_BLOCK = 65_536
_BEGINS_WARC = b"WARC/"
_BEGINS_ARC = re.compile(rb"[a-z]+:\S.* \d{14} \S+ \d+\s*\Z")


class CutShort(Exception):
    """The stream ends within the record."""


class Counted:
    """A stream that counts what is read of it, and whose lines are bounded in length and, by record, in number."""

    def __init__(self, stream: io.BufferedReader, offset: int) -> None:
        self._stream = stream
        self.offset = offset
        self.lines = 0

    def read(self, size: int) -> bytes:
        """Return the next `size` bytes, or less at the end."""
        data = self._stream.read(size)
        self.offset += len(data)
        return data

    def readline(self, size: int = _LONGEST_LINE) -> bytes:
        """Return the rest of a line, or its first bytes if it is longer than `size` or than a header may be."""
        self.lines += 1
        if self.lines > _MOST_LINES:
            raise ValueError("the record has too many lines of headers")
        line = self._stream.readline(size if size < _LONGEST_LINE else _LONGEST_LINE)  # noqa: FURB136 - for each line
        self.offset += len(line)
        return line

    def skip_to(self, offset: int) -> None:
        """Read on to an offset, or to the end."""
        while self.offset < offset and self.read(min(_BLOCK, offset - self.offset)):
            pass


@dataclass(frozen=True, slots=True)
class WebRecord:
    """A record of a web archive with its headers; `type` is that of WARC, `status` and `mime` those of HTTP.

    `mime` and `status` are empty where there is no answer of a server. `date` is when it was fetched, unparsed.
    `truncated` says why the crawler kept only the beginning of the content; empty if it kept all.
    The content has to be read before the next record is taken.
    """

    type: str
    url: str
    status: str
    content_type: str
    date: str
    truncated: str
    _source: Any  # warcio has no types

    @property
    def mime(self) -> str:
        """The type of the content without parameters, in lower case."""
        return self.content_type.partition(";")[0].strip().lower()

    @property
    def encoding(self) -> str:
        """The name of a compression that cannot be undone here; empty if there is none."""
        name = (_header(self._source.http_headers, "Content-Encoding")).strip().lower()
        return name if name not in ("", "identity", "gzip", "x-gzip", "deflate", "utf-8") else ""

    def read(self, limit: int) -> bytes | None:
        """Return the content without the encodings of its transfer; None if it is longer than `limit` bytes.

        Raises:
            CutShort: the stream ends within it.
            ValueError: it cannot be decompressed.
        """
        blocks, size = [], 0
        stream = self._source.content_stream()
        try:
            while size <= limit and (block := stream.read(limit + 1 - size)):
                blocks.append(block)
                size += len(block)
        except Unreadable:
            raise
        except Exception as error:  # noqa: BLE001 - of zlib and of warcio
            self.finish()
            raise ValueError(f"its content cannot be decompressed: {str(error)[:100]}") from None
        self.finish(size)
        return b"".join(blocks) if size <= limit else None

    def finish(self, size: int = 0) -> None:
        """Read to the end of the record, of whose content `size` bytes have been read.

        Raises:
            CutShort: the stream ends before, and before the end that the server stated.
        """
        raw = self._source.raw_stream
        while raw.read(_BLOCK):
            pass
        stated = _header(self._source.http_headers, "Content-Length")
        if raw.limit > 0 and not (stated.isdecimal() and 0 < int(stated[:12]) <= size):
            raise CutShort


def read_frames(stream: Counted) -> Iterator[WebRecord | None]:
    """Yield the records of a stream; None once for each stretch of it that is no record."""
    is_lost = False
    while line := _next_line(stream):
        record = _parse(stream, line) if _begins_record(line) else None
        if record is None and is_lost:
            continue
        is_lost = record is None
        yield record


def _next_line(stream: Counted) -> bytes:
    """Return the next line that is not blank; empty at the end."""
    while True:
        stream.lines = 0
        line = stream.readline()
        if not line or line.strip():
            return line


def _begins_record(line: bytes) -> bool:
    return line.startswith(_BEGINS_WARC) or _BEGINS_ARC.match(line) is not None


def _parse(stream: Counted, line: bytes) -> WebRecord | None:
    kind = "warc" if line.startswith(_BEGINS_WARC) else "arc"
    try:
        source = _loader().parse_record_stream(stream, statusline=line, known_format=kind)
        if source.length is None:  # it would be all that follows
            return None
        http = source.http_headers
        return WebRecord(
            type=str(source.rec_type or ""),
            url=str(source.rec_headers.get_header("uri" if kind == "arc" else "WARC-Target-URI") or ""),
            status=str(http.get_statuscode()) if http else "",
            content_type=_header(http, "Content-Type") if http else str(source.content_type or ""),
            date=str(source.rec_headers.get_header("archive-date" if kind == "arc" else "WARC-Date") or ""),
            truncated=str(source.rec_headers.get_header("WARC-Truncated") or "") if kind == "warc" else "",
            _source=source,
        )
    except Unreadable:
        raise
    except Exception:  # noqa: BLE001 - on malformed headers warcio raises nearly anything
        return None


def _header(headers: Any, name: str) -> str:  # noqa: ANN401
    return str((headers.get_header(name) if headers else "") or "")


@cache
def _loader() -> Any:  # noqa: ANN401
    """Return the parser of headers; imported on first use."""
    from warcio.recordloader import ArcWarcRecordLoader

    logging.getLogger("warcio").setLevel(logging.CRITICAL)  # the caller reports what it cannot parse
    return ArcWarcRecordLoader(verify_http=False, arc2warc=False)
