"""Pages of HTML: one page is one article. The only file that imports trafilatura, and htmldate with it."""

import logging
import re
import socket
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any, BinaryIO

from index.errors import Unreadable
from index.formats.lines import BLANKS, too_long
from index.formats.options import Options
from index.formats.records import date_in_name, to_article
from index.text import decode, normalise, normalise_line
from index.types import Article, Rejected

_MOST_BYTES = 10_000_000
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD = 4_096
_PROSE = 100
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_]\w+)*")
# With the time of the day where the page gives it. The day in the address is only taken where the page gives none, and
# no date is fetched together from loose digits.
_DATES = {
    "original_date": True,
    "extensive_search": False,
    "deferred_url_extractor": True,
    "outputformat": "%Y-%m-%dT%H:%M:%S%z",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of the article it holds; dates are as it writes them."""

    title: str
    text: str
    published: str | None
    url: str | None
    source: str | None
    language: str | None
    authors: tuple[str, ...]


def read(stream: BinaryIO, origin: str, options: Options) -> Iterator[Article | Rejected]:
    """Yield the one article of a page, or the reason why there is none; nothing where it is blank.

    Where the page gives no date, the file's name may hold one as `2015-01-28`.

    Raises:
        Unreadable: the stream breaks off.
    """
    most = min(options.max_record, _MOST_BYTES)
    data = stream.read(most + 1)
    if len(data) > most:
        yield Rejected(origin, None, too_long(most))
        return
    if not data.strip(BLANKS):
        return
    try:
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
    """Read a page; `content_type` is what HTTP said of it, `url` where it came from.

    Only what is meant to be read is kept: menus, comments of readers, tables and scripts are not.

    Raises:
        Unreadable: there is no article in it.
    """
    trafilatura = _import_trafilatura()
    try:
        tree = trafilatura.load_html(_decode(data, content_type))
        if tree is None:
            raise Unreadable("it is not a page of HTML")
        language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
        known = trafilatura.extract_metadata(_without_prose(tree), default_url=url, date_config=_DATES)
        body = trafilatura.bare_extraction(tree, url=url, include_comments=False, include_tables=False)
    except Unreadable:
        raise
    except Exception as error:  # noqa: BLE001 - what is malformed enough makes lxml and its callers raise nearly anything
        raise Unreadable(f"the page cannot be read: {type(error).__name__}: {str(error)[:200]}") from None
    text = normalise(str(getattr(body, "text", None) or "").replace("\n", "\n\n"))
    if not text:
        raise Unreadable("no article can be told from the rest of the page")
    title = normalise_line(known.title or "")
    return Page(
        title=title,
        text=text.removeprefix(f"{title}\n\n"),
        published=known.date,
        url=known.url,
        source=known.sitename,
        language=language if _LANGUAGE.fullmatch(language) else None,
        authors=tuple(name for part in (known.author or "").split(";") if (name := part.strip())),
    )


@cache
def _import_trafilatura() -> ModuleType:
    """Import it when the first page comes, for it takes a fifth of a second, and keep it quiet.

    It brings urllib3, which opens a socket to see whether there is IPv6, unless that is known not to be so.
    """
    known, socket.has_ipv6 = socket.has_ipv6, False
    try:
        import trafilatura
    finally:
        socket.has_ipv6 = known
    for library in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # what they cannot read is said here, once
    return trafilatura


def _without_prose(tree: Any) -> Any:  # noqa: ANN401 - lxml has no types
    """Return a copy without whole paragraphs: a date in one of them is part of the story."""
    pruned = deepcopy(tree)
    for paragraph in list(pruned.iter("p")):
        if len(paragraph.text_content()) > _PROSE:
            paragraph.drop_tree()
    return pruned


def _decode(data: bytes, content_type: str) -> str:
    """Decode a page as UTF-8 where it is that, else as it says itself to be, else by what it looks like."""
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")
    said = _CHARSET.search(content_type) or _CHARSET.search(data[:_HEAD].decode("latin-1"))
    if said:
        with suppress(LookupError, UnicodeDecodeError):
            return data.decode(said[1])
    return decode(data, "the page")
