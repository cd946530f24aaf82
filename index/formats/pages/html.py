"""HTML pages: one page is one article. The only module that imports trafilatura."""

import io
import logging
import re
import socket
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache, partial
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from index.addresses import host_of
from index.errors import Unreadable
from index.formats.fields.code import drop_code
from index.formats.fields.furniture import drop_furniture
from index.formats.fields.hidden import hidden_in
from index.formats.fields.records import check_language, date_in_name, primary_language, to_article
from index.formats.lines import BLANKS
from index.formats.options import Options
from index.formats.pages import europresse
from index.formats.pages.address import address_of, address_stated, is_made_from, is_of_article, saved_from
from index.formats.pages.body import complete, part_as_stated
from index.formats.pages.byline import part_byline
from index.formats.pages.date import Stated, find_ambiguous, find_date, hide_ambiguous, is_reading_of, with_order
from index.formats.pages.encoding import decode_page
from index.formats.pages.errorpage import tell_error
from index.formats.pages.frontpage import lists_articles
from index.formats.pages.head import (
    authors_of,
    check_site,
    drop_objects_of_others,
    find_object,
    line_of,
    metas_of,
    names_of,
    resolve,
)
from index.formats.pages.headline import headline_of
from index.formats.pages.liveblog import read_live
from index.formats.pages.others import shows_several, without_others
from index.formats.pages.paywall import is_stub
from index.formats.pages.places import note_places
from index.formats.parallel import Pending
from index.formats.streams import read_whole
from index.text import normalise
from index.types import Article, Record, Rejected

MOST_BYTES = 10_000_000
_NEW_YEAR = "-01-01T00:00:00"  # what the year of a copyright is taken for
_PROSE = 100
_PAID = "the page has only the beginning of an article for subscribers; save it while logged in"
_AMBIGUOUS = "the page shows {!r}, where day or month may come first; say which it is with --dates dmy or mdy"
# With the time of day if the page gives it. A date in the URL is used only if the page has none, and no date is
# assembled from separate numbers in the text.
_DATES = {
    "original_date": True,
    "extensive_search": False,
    "deferred_url_extractor": True,
    "outputformat": "%Y-%m-%dT%H:%M:%S%z",
    "min_date": "1700-01-01",
}


@dataclass(frozen=True, slots=True)
class Page:
    """The article and the metadata of a page; `published` is a time, or one that is unparsed.

    A `twin` is a page that was made from another one, for AMP say; a `stub` has only the beginning of an article
    for subscribers. `ambiguous` is a date that the page shows, whose day and month may be swapped.
    """

    title: str
    text: str
    published: datetime | str | None
    url: str | None
    source: str | None
    language: str | None
    authors: tuple[str, ...]
    twin: bool = False
    stub: bool = False
    ambiguous: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a page and where they come from; `number` is its place in an archive.

    `content_type` is the HTTP header, `url` the address it was fetched from, `otherwise` its date if it states none.
    """

    data: bytes
    origin: str
    number: int | None = None
    content_type: str = ""
    url: str | None = None
    otherwise: datetime | None = None


def read(stream: io.BufferedReader, origin: str, options: Options) -> Iterator[Record | Pending]:
    """Yield the one article of a page, or a rejection; nothing if the stream is blank.

    If the page has no date, one in the name of the file is used, as in `2015-01-28-kobane.html`.
    """
    try:
        data = read_whole(stream, min(options.max_record, MOST_BYTES))
        if not data.strip(BLANKS):
            return
    except Unreadable as error:
        yield Rejected(origin, None, error.message)
        return
    if europresse.SIGN.search(data):
        yield from europresse.read_export(data, origin, options)
        return
    yield read_source(Source(data, origin, otherwise=date_in_name(origin, options.zone)), options)


def read_source(source: Source, options: Options) -> Record | Pending:
    """Return the article of a page, or a rejection, or one that the pool of the options makes."""
    if options.pool is None:
        return _make(source, options)
    return options.pool.submit(partial(_make, source, options.alone()), len(source.data))


def _make(source: Source, options: Options) -> Record:
    try:
        page = parse_page(source.data, source.content_type, source.url, options)
    except Unreadable as error:
        return Rejected(source.origin, source.number, error.message)
    return convert_page(page, source.origin, source.number, options, otherwise=source.otherwise)


def convert_page(
    page: Page, origin: str, number: int | None, options: Options, *, otherwise: datetime | None = None
) -> Article | Rejected:
    """Convert a page to an article; `otherwise` is its date if it states none."""
    if page.stub:
        return Rejected(origin, number, f"{_PAID}: {page.title[:80]!r}")
    if page.ambiguous and not (page.published or otherwise):
        return Rejected(origin, number, _AMBIGUOUS.format(page.ambiguous))
    if otherwise and not page.published:
        options.note("published", "name of the file")
    record: dict[str, object] = {
        "url": page.url,
        "source": page.source,
        "title": page.title,
        "text": page.text,
        "published": page.published or otherwise,
        "language": page.language,
        "authors": page.authors,
        "twin": page.twin,
    }
    return to_article(record, origin, number, options)


def parse_page(data: bytes, content_type: str = "", url: str | None = None, options: Options | None = None) -> Page:
    """Parse a page; `content_type` is the HTTP header, `url` the address it was fetched from.

    Only the text of the article is kept: menus, user comments, tables, scripts and what is hidden are not.

    Raises:
        Unreadable: no article is found in it.
    """
    trafilatura = _import_trafilatura()
    try:
        tree = trafilatura.load_html(decode_page(data, content_type))
        if tree is None:
            raise Unreadable("it is not an HTML page")
        return _read_page(tree, trafilatura, url or saved_from(data), options or Options())
    except Unreadable:
        raise
    except Exception as error:  # noqa: BLE001 - on malformed input lxml and its callers raise nearly anything
        raise Unreadable(f"the page cannot be read: {type(error).__name__}: {str(error)[:200]}") from None


def _read_page(whole: Any, trafilatura: ModuleType, url: str | None, options: Options) -> Page:  # noqa: ANN401
    language = whole.get("lang") or whole.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    metas = metas_of(whole)
    address = address_of(whole, metas, url)
    tree = without_others(whole, _titles_of(whole, metas, "title"), address)
    titles = _titles_of(tree, metas, "title", "h1")
    stated = find_object(tree, titles, address)
    if not stated and metas.get("og:type") != "article" and shows_several(whole, _titles_of(whole, metas, "title")):
        raise Unreadable("the page shows several articles, and its title names none of them; give each as a page")
    drop_objects_of_others(tree, titles, address)
    address = address or address_stated(tree, stated, metas)
    metadata = trafilatura.extract_metadata(_without_prose(tree, options), default_url=url, date_config=_DATES)
    sites = (metas.get("og:site_name"), _site_name(metadata.sitename, metadata.url), line_of(stated.get("publisher")))
    site = next(filter(None, (check_site(one, metas.get("og:title", "")) for one in sites)), None)
    named = [line_of(stated.get("headline")), metas.get("og:title", ""), metadata.title or ""]
    title = headline_of(tree, named, site or host_of(address), address, line_of(stated.get("name")))
    ordered = with_order(options, tree)
    date = find_date(tree, stated, metas, ordered, primary_language(language), title)
    ambiguous = find_ambiguous(tree, stated, metas, ordered, title)
    shown = _without_hidden(tree)
    text = part_as_stated(_text_of(shown, trafilatura, url, title), stated.get("articleBody"))
    text = read_live(shown, stated, title, text)
    if told := tell_error(title, text) or tell_error(metadata.title or "", text):
        raise Unreadable(f"the page {told}: {(title or text)[:80]!r}")
    if lists_articles(whole, stated, metas):
        raise Unreadable("the page lists articles, and is none itself; name their pages, or its feed")
    if not text:
        raise Unreadable("no article was found in the page")
    authors = names_of(stated.get("author")) or authors_of(tree) or names_of((metadata.author or "").split(";"))
    authors = authors or names_of(resolve(stated.get("author"), whole))  # often the login of who uploaded the text
    text, authors = part_byline(text, authors)
    page = Page(
        title=title,
        text=text,
        published=_complete(date, _check_guess(tree, metadata.date, ambiguous)),
        url=address or next(filter(is_of_article, filter(None, [metadata.url])), None),
        source=site or None,
        language=check_language(language),
        authors=authors,
        twin=is_made_from(whole, address, url),
        stub=is_stub(whole, stated, text),
        ambiguous=ambiguous,
    )
    if options.trace is not None:
        note_places(whole, stated, metas, date, asdict(page), options)
    return page


def _titles_of(tree: Any, metas: dict[str, str], *tags: str) -> str:  # noqa: ANN401
    """Return the title that the page states for other sites, and the texts of its elements of some tags."""
    return " ".join([*(one.text_content() for one in tree.iter(*tags)), metas.get("og:title", "")])


def _text_of(tree: Any, trafilatura: ModuleType, url: str | None, title: str) -> str:  # noqa: ANN401
    body = trafilatura.bare_extraction(deepcopy(tree), url=url, include_comments=False, include_tables=False)
    text = normalise(str(getattr(body, "text", None) or "").replace("\n", "\n\n"))
    return drop_furniture(drop_code(complete(tree, text, title)))


def _complete(date: Stated | None, guessed: str | None) -> datetime | str | None:
    """Return the date of a page; of a day that it shows, the time that is found elsewhere in it."""
    if date is None:
        return guessed
    is_timed = guessed and "T" in guessed and "T00:00:00" not in guessed
    is_day = date.is_shown and not date.date.has_time and (guessed or "").startswith(date.date.wall.date().isoformat())
    return guessed if is_timed and is_day else date.date.moment


def _check_guess(tree: Any, guessed: str | None, ambiguous: str | None) -> str | None:  # noqa: ANN401
    """Return a date that was found somewhere in a page; None if the page shows another, or its year alone."""
    if guessed and ambiguous and not is_reading_of(ambiguous, guessed):
        return None
    if guessed and guessed[4:] == _NEW_YEAR:
        written = "".join(tree.xpath("//text() | //@content | //@href | //@datetime"))
        return guessed if re.search(rf"{guessed[:4]}(?:[-/.]?01[-/.]?01|[-/.]1[-/.]1)(?!\d)", written) else None
    return guessed


def _site_name(name: str | None, url: str | None) -> str | None:
    """Return the site name that the page gives; None if trafilatura took the host of its address instead."""
    return None if name and url and name in (urlsplit(url).netloc, host_of(url)) else name


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


def _without_prose(tree: Any, options: Options) -> Any:  # noqa: ANN401 - lxml has no types
    """Return a copy without long paragraphs: a date in one of them belongs to the story, not to the page.

    Dates whose day and month may be swapped are left out as well, since they would be guessed.
    """
    pruned = deepcopy(tree)
    hide_ambiguous(pruned, options)
    for paragraph in list(pruned.iter("p")):
        if len(paragraph.text_content()) > _PROSE:
            paragraph.drop_tree()
    return pruned


def _without_hidden(tree: Any) -> Any:  # noqa: ANN401
    """Return a copy without what is hidden; the tree itself where nothing is."""
    if not hidden_in(tree, scripted=True):
        return tree
    pruned = deepcopy(tree)
    for element in hidden_in(pruned, scripted=True):
        if element.getparent() is not None:
            element.drop_tree()
    return pruned
