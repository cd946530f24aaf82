"""Web archives, WARC and ARC: each page that a server answered with is one article, each feed several."""

import io
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import TypeAlias

from index.dates import to_utc
from index.errors import InvalidDate, Unreadable
from index.formats.archives.framing import Counted, CutShort, WebRecord, read_frames
from index.formats.archives.members import Segments
from index.formats.feeds.feed import convert_entry, parse_feed
from index.formats.lines import too_long
from index.formats.options import Options
from index.formats.pages.html import MOST_BYTES, Source, read_source
from index.formats.parallel import Pending
from index.formats.progress import Place
from index.types import Record, Rejected

_PAGES = ("text/html", "application/xhtml+xml")
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_XML = ("application/xml", "text/xml")
_ANSWERS = ("response", "resource")
_MIME = re.compile(r"[\w.+-]{1,40}/[\w.+-]{1,60}")
_BY_MAIN_TYPE = ("image", "video", "audio", "font")
_MOST_DIGESTS = 500_000  # of more pages, those that were read long ago are forgotten
_HEAD = 4_096
_LOOKS_LIKE_FEED = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?[^>]*+>|<!doctype[^>\[]*+>|<!--(?:(?!-->).)*+-->|\s)*+<(?:rss|feed|rdf)\b",
    re.IGNORECASE | re.DOTALL,
)
_ENDED = re.compile(rb"</(?:article|main|body|html)\b", re.IGNORECASE)  # behind which an article has its end
_LOOKS_LIKE_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)

Conversion: TypeAlias = Callable[[], Record | Pending]
"""The conversion of a record, put off until the record before it is taken: what is noted of each stays apart."""


def read(stream: io.BufferedReader, origin: str, options: Options) -> Iterator[Record | Pending]:
    """Yield an article or a rejection for each page, and for each entry of a feed, with the number of the record.

    Other records are counted in `options.progress` by their kind, and so are copies: pages whose content was read
    before, under whatever address. The date of an archive's record is that of its fetching, which is the
    time of its file. Broken records are told of together, at the end.
    """
    archive = _Archive(origin, options)
    yield from archive.read(stream)
    yield from archive.tell_faults()


@dataclass(slots=True)
class _Archive:
    """A web archive while it is read; `broken` counts stretches that are no record, the first of them at `first`."""

    origin: str
    options: Options
    number: int = 0
    pages: int = 0
    broken: int = 0
    first: int = 0
    is_cut: bool = False
    _digests: dict[int, None] = field(default_factory=dict)

    def read(self, stream: io.BufferedReader) -> Iterator[Record | Pending]:
        """Yield the articles of the pages, from where the reading begins."""
        start = self.options.progress.starts.get(self.origin, Place(0, 0))
        self.number = start.number
        offset, damaged, segments = 0, 0, Segments(stream)
        for segment in segments:
            self.broken += self.is_cut  # a record that is cut and followed by others is a broken one
            self.is_cut, told = False, self.broken
            counted = Counted(segment, offset)
            counted.skip_to(start.offset)
            yield from self._read_segment(counted)
            offset = counted.offset
            if segments.damaged > damaged and self.broken == told and not self.is_cut:
                self._note_broken(offset)
            damaged = segments.damaged
        self.options.progress.reach(None, Place(0, 0))

    def _read_segment(self, stream: Counted) -> Iterator[Record | Pending]:
        for frame in read_frames(stream):
            self.number += frame is not None
            found = self._convert(frame, stream.offset)
            yield from (convert() for convert in found[:-1])
            if found:  # an ingest goes on after the frame once all of it is stored
                self.options.progress.reach(self.origin, Place(stream.offset, self.number))
                yield found[-1]()

    def tell_faults(self) -> Iterator[Rejected]:
        """Yield what was broken, and that nothing was a page."""
        if self.broken:
            records = "1 record is" if self.broken == 1 else f"{self.broken:,} records are"
            yield Rejected(
                self.origin, None, f"{records} broken and left out, the first near byte {self.first:,} of its content"
            )
        if self.is_cut:
            reason = "the file is cut in the middle of this record; what came before was read"
            yield Rejected(self.origin, self.number, reason)
        if not (self.pages or self.broken or self.is_cut or self.origin in self.options.progress.starts):
            yield Rejected(self.origin, None, f"none of its {self.number:,} records is a page")

    def _convert(self, frame: WebRecord | None, offset: int) -> list[Conversion]:
        if frame is None:
            self._note_broken(offset)
            return []
        try:
            if kind := _kind_of(frame):
                frame.finish()
                self.options.progress.pass_over(kind)
                return []
            return self._read_content(frame)
        except CutShort:
            self.is_cut = True
            self.first = self.first or offset
            return []

    def _note_broken(self, offset: int) -> None:
        self.first = self.first or offset
        self.broken += 1

    def _read_content(self, frame: WebRecord) -> list[Conversion]:
        """Return the article of a page, or those of a feed."""
        limit = min(self.options.max_record, MOST_BYTES)
        options = self.options.in_file(lambda: _fetched_at(frame))
        try:
            data = frame.read(limit)
            if data is None:
                raise Unreadable(too_long(limit))
            kind = _tell_kind(frame.mime, data) or ("copy" if self._is_copy(data) else "")
            if kind:
                self.options.progress.pass_over(kind)
                return []
            self.pages += 1
            if frame.is_truncated and not _ENDED.search(data):
                raise Unreadable("the archive has only the beginning of the page (WARC-Truncated)")
            if frame.mime in (*_FEEDS, *_XML) or _LOOKS_LIKE_FEED.match(data[:_HEAD]):
                return self._read_feed(data, frame, options)
        except Unreadable as error:
            return [partial(Rejected, self.origin, self.number, error.message)]
        except ValueError as error:
            return [partial(Rejected, self.origin, self.number, str(error))]
        source = Source(data, self.origin, self.number, frame.content_type, frame.url)
        return [partial(read_source, source, options)]

    def _read_feed(self, data: bytes, frame: WebRecord, options: Options) -> list[Conversion]:
        """Return the entries of a feed, each with the number of the archive's record."""
        feed = parse_feed(data, frame.url, options, frame.content_type)
        entries = [replace(entry, number=self.number) for entry in feed.entries]
        fault = [partial(Rejected, self.origin, self.number, feed.fault)] if feed.fault else []
        return [*(partial(convert_entry, entry, self.origin, options) for entry in entries), *fault]

    def _is_copy(self, data: bytes) -> bool:
        digest = hash(data)  # 64 bits under a secret key, at a fraction of the cost of SHA-1
        if digest in self._digests:
            return True
        if len(self._digests) >= _MOST_DIGESTS:
            del self._digests[next(iter(self._digests))]
        self._digests[digest] = None
        return False


def _tell_kind(mime: str, data: bytes) -> str:
    """Return what content is if it is no page and no feed, which a general type may hide; empty if it is one."""
    if mime in _XML and not _LOOKS_LIKE_FEED.match(data[:_HEAD]):
        return mime
    return "" if mime or _LOOKS_LIKE_PAGE.match(data) else "record without a type"


def _fetched_at(frame: WebRecord) -> datetime | None:
    """Return when a page was fetched, which is the time of its file."""
    with suppress(ValueError, InvalidDate):
        return to_utc(datetime.strptime(re.sub(r"\D", "", frame.date)[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC))
    return None


def _kind_of(frame: WebRecord) -> str:
    """Return what a record is if it is no page, as in `image` or `redirect`; empty for a page."""
    if frame.type not in _ANSWERS:
        return frame.type if re.fullmatch(r"\w{1,20}", frame.type) else "record of another type"
    if not frame.url.startswith(("http://", "https://")):
        return "record without a web address"
    if frame.type == "response" and frame.status != "200":
        if frame.status.startswith("3"):
            return "redirect"
        return f"status {frame.status}" if re.fullmatch(r"\d{3}", frame.status) else "answer without a status"
    if frame.encoding:
        return "page in an encoding that cannot be read"
    if frame.mime in (*_PAGES, *_FEEDS, *_XML) or not frame.mime:
        return ""
    main = frame.mime.partition("/")[0]
    return main if main in _BY_MAIN_TYPE else frame.mime if _MIME.fullmatch(frame.mime) else "record of another type"
