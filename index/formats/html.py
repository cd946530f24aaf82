"""HTML pages: one page is one article. The only module that imports trafilatura."""

import io
import logging
import re
import socket
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

from index.errors import Unreadable
from index.formats.lines import BLANKS
from index.formats.options import Options
from index.formats.records import check_language, date_in_name, to_article
from index.formats.streams import read_whole
from index.text import decode, normalise, normalise_line
from index.types import Record, Rejected

_MOST_BYTES = 10_000_000
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD = 4_096
_PROSE = 100
# With the time of day if the page gives it. A date in the URL is used only if the page has none, and no date is
# assembled from separate numbers in the text.
_DATES = {
    "original_date": True,
    "extensive_search": False,
    "deferred_url_extractor": True,
    "outputformat": "%Y-%m-%dT%H:%M:%S%z",
}


@dataclass(frozen=True, slots=True)
class Page:
    """The article and the metadata of a page; `published` is unparsed."""

    title: str
    text: str
    published: str | None
    url: str | None
    source: str | None
    language: str | None
    authors: tuple[str, ...]


def read(stream: io.BufferedReader, origin: str, options: Options) -> Iterator[Record]:
    """Yield the one article of a page, or a rejection; nothing if the stream is blank.

    If the page has no date, one in the name of the file is used, as in `2015-01-28-kobane.html`.
    """
    try:
        data = read_whole(stream, min(options.max_record, _MOST_BYTES))
        if not data.strip(BLANKS):
            return
        page = parse_page(data)
    except Unreadable as error:
        yield Rejected(origin, None, error.message)
        return
    record: dict[str, object] = {
        "url": page.url,
        "source": options.source or page.source,
        "title": page.title,
        "text": page.text,
        "published": page.published or date_in_name(origin, options.zone),
        "language": page.language,
        "authors": page.authors,
    }
    yield to_article(record, origin, None, options)


def parse_page(data: bytes, content_type: str = "", url: str | None = None) -> Page:
    """Parse a page; `content_type` is the HTTP header, `url` the address it was fetched from.

    Only the text of the article is kept: menus, user comments, tables and scripts are not.

    Raises:
        Unreadable: no article is found in it.
    """
    trafilatura = _import_trafilatura()
    try:
        tree = trafilatura.load_html(_decode(data, content_type))
        if tree is None:
            raise Unreadable("it is not an HTML page")
        language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
        metadata = trafilatura.extract_metadata(_without_prose(tree), default_url=url, date_config=_DATES)
        body = trafilatura.bare_extraction(tree, url=url, include_comments=False, include_tables=False)
    except Unreadable:
        raise
    except Exception as error:  # noqa: BLE001 - on malformed input lxml and its callers raise nearly anything
        raise Unreadable(f"the page cannot be read: {type(error).__name__}: {str(error)[:200]}") from None
    text = normalise(str(getattr(body, "text", None) or "").replace("\n", "\n\n"))
    if not text:
        raise Unreadable("no article was found in the page")
    title = normalise_line(metadata.title or "")
    return Page(
        title=title,
        text=text.removeprefix(f"{title}\n\n"),
        published=metadata.date,
        url=metadata.url,
        source=metadata.sitename,
        language=check_language(language),
        authors=tuple(name for part in (metadata.author or "").split(";") if (name := part.strip())),
    )


@cache
def _import_trafilatura() -> ModuleType:
    """Import trafilatura on first use, since that takes 200 ms, and silence its log.

    It imports urllib3, which opens a socket to test for IPv6 unless `socket.has_ipv6` is false.
    """
    has_ipv6, socket.has_ipv6 = socket.has_ipv6, False
    try:
        import trafilatura
    finally:
        socket.has_ipv6 = has_ipv6
    for library in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # the caller reports what they cannot parse
    return trafilatura


def _without_prose(tree: Any) -> Any:  # noqa: ANN401 - lxml has no types
    """Return a copy without long paragraphs: a date in one of them belongs to the story, not to the page."""
    pruned = deepcopy(tree)
    for paragraph in list(pruned.iter("p")):
        if len(paragraph.text_content()) > _PROSE:
            paragraph.drop_tree()
    return pruned


def _decode(data: bytes, content_type: str) -> str:
    """Decode a page as UTF-8 if it is valid, else in the declared encoding, else in a detected one."""
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")
    declared = _CHARSET.search(content_type) or _CHARSET.search(data[:_HEAD].decode("latin-1"))
    if declared:
        with suppress(LookupError, UnicodeDecodeError):
            return data.decode(declared[1])
    return decode(data, "the page")
