"""Feeds: RSS, Atom and RDF; one entry is one article. The only file that imports feedparser."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, BinaryIO
from urllib.parse import urljoin

from index.article import MAX_LINE, canonical_url
from index.errors import Unreadable
from index.formats.lines import BLANKS, too_long
from index.formats.markup import to_paragraphs
from index.formats.options import Options
from index.formats.records import to_article
from index.text import normalise_line
from index.types import Article, Rejected

_Node = dict[str, Any]  # feedparser has no types

_TEASER = 1_000
_TRAILS_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\Z")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_]\w+)*")
_ENDED = re.compile(
    rb"</\s*(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\s*>[^<]*(?:<!--.*?-->\s*)*\Z", re.IGNORECASE | re.DOTALL
)
_END = 2_000
_STRAY_AMPERSAND = re.compile(rb"&(?!#?\w+;)")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed, its markup turned into text; dates are as it writes them, `number` counts from 1.

    `id` says who the article is where its address cannot. A `teaser` holds no more than the beginning of its article.
    """

    number: int
    title: str
    text: str
    teaser: bool
    published: str | None
    modified: str | None
    url: str | None
    id: str | None
    guid: str | None
    source: str | None
    language: str | None
    authors: tuple[str, ...]
    rights: str | None

    @property
    def digest(self) -> bytes:
        """What tells the entry from what it said before, wherever in the feed it stands."""
        return hashlib.sha256(repr(replace(self, number=0)).encode(errors="replace")).digest()[:16]


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed holds; `fault` says in a sentence what of it could not be read, where that is so."""

    entries: tuple[FeedEntry, ...]
    fault: str | None = None


def read(stream: BinaryIO, origin: str, options: Options) -> Iterator[Article | Rejected]:
    """Yield an article or a rejection for every entry; rejections number the entries.

    Raises:
        Unreadable: the stream breaks off.
    """
    data = stream.read(options.max_record + 1)
    if len(data) > options.max_record:
        yield Rejected(origin, None, too_long(options.max_record))
        return
    if not data.strip(BLANKS):
        return
    try:
        feed = parse_feed(data, origin, options)
    except Unreadable as error:
        yield Rejected(origin, None, error.message)
        return
    for entry in feed.entries:
        yield convert_entry(entry, origin, options)
    if feed.fault:
        yield Rejected(origin, None, feed.fault)


def convert_entry(entry: FeedEntry, origin: str, options: Options) -> Article | Rejected:
    """Build the article that an entry is: who it is, its address says, else its source and its GUID."""
    record: dict[str, object] = {
        "id": entry.id,
        "url": entry.url,
        "source": entry.source,
        "title": entry.title,
        "text": entry.text,
        "published": entry.published,
        "modified": entry.modified,
        "language": entry.language,
        "authors": entry.authors,
        "rights": entry.rights,
    }
    article = to_article(record, origin, entry.number, options)
    return article if isinstance(article, Rejected) else replace(article, external_id=entry.guid)


def parse_feed(data: bytes, origin: str, options: Options, content_type: str = "") -> Feed:
    """Read a feed that came from `origin`, a file or an address; `content_type` is what HTTP said of it.

    Nothing is fetched and no entity is expanded.

    Raises:
        Unreadable: it is no feed, or it declares entities, which feeds have no use for and attacks are made of.
    """
    from feedparser.encodings import convert_to_utf8  # a tenth of a second to import, and most files are no feeds

    said = {"content-type": content_type} if "charset=" in content_type.lower() else {}
    try:
        text = convert_to_utf8(said, data, {})
        if b"<!entity" in text.lower():
            raise Unreadable("it declares entities, and feeds that do are not read")
        parsed = _parse(text, origin)
        if parsed["bozo"] and _STRAY_AMPERSAND.search(text):
            parsed = _parse(_STRAY_AMPERSAND.sub(b"&amp;", text), origin)  # feedparser makes "AT&T;" of "AT&T"
        if not parsed.get("version") and not parsed["entries"]:
            raise Unreadable("it is not a feed: neither RSS nor Atom nor RDF")
        entries = tuple(_entries(parsed, options))
    except Unreadable:
        raise
    except Exception as error:  # noqa: BLE001 - what is malformed enough makes feedparser raise nearly anything
        raise Unreadable(f"the feed cannot be read: {type(error).__name__}: {str(error)[:200]}") from None
    if parsed["bozo"] and entries and not _ENDED.search(text[-_END:]):
        return Feed(entries[:-1], "the feed breaks off: its last entry is left out")
    return Feed(entries)


def _parse(text: bytes, origin: str) -> _Node:
    import feedparser

    headers = {"content-location": origin} if origin.startswith(("http://", "https://")) else {}
    parsed: _Node = feedparser.parse(
        BytesIO(text),
        response_headers=headers | {"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,  # only text is kept of the markup
        resolve_relative_uris=False,
    )
    return parsed


def _entries(parsed: _Node, options: Options) -> Iterator[FeedEntry]:
    channel, found = parsed["feed"], parsed["entries"]
    links = [_link(entry, channel) for entry in found]
    times = Counter(_canonical(link) for link in links if link)
    for number, (entry, link) in enumerate(zip(found, links, strict=True), start=1):
        guid = normalise_line(_text(entry, "id")) or None
        guid = guid if guid and len(guid) <= MAX_LINE else None
        source = options.source or _plain(_detail(entry, "source"), "title") or _plain(channel, "title") or None
        # An address that several entries share, as that of a front page, tells none of them.
        known_by_address = link is not None and times[_canonical(link)] == 1
        text, whole = _body(entry)
        published, modified = _text(entry, "published"), _text(entry, "updated")
        yield FeedEntry(
            number=number,
            title=normalise_line(_plain(entry, "title")),
            text=text,
            teaser=(not whole and len(text) < _TEASER) or _TRAILS_OFF.search(text) is not None,
            published=published or modified or None,
            modified=modified if published and modified != published else None,
            url=link,
            id=None if known_by_address or not guid else f"{source or ''} {guid}"[-MAX_LINE:],
            guid=guid,
            source=source,
            language=_language(_text(_first(entry), "language") or _text(channel, "language")),
            authors=tuple(name for author in entry.get("authors", ()) if (name := _text(author, "name"))),
            rights=_short(_plain(entry, "rights") or _plain(channel, "rights")),
        )


def _body(entry: _Node) -> tuple[str, bool]:
    """Return the longest text that an entry holds, and whether it holds one that is meant to be whole."""
    contents = [_to_text(part) for part in entry.get("content", ()) if _is_text(part)]
    return max([*contents, _plain(entry, "summary")], key=len), any(contents)


def _first(entry: _Node) -> _Node:
    return next(iter(entry.get("content", ())), None) or _detail(entry, "title_detail")


def _link(entry: _Node, channel: _Node) -> str | None:
    link = _text(entry, "feedburner_origlink") or _text(entry, "link")
    return urljoin(_text(channel, "link"), link) if link else None


def _canonical(link: str) -> str:
    try:
        return canonical_url(link)
    except ValueError:
        return link


def _plain(holder: _Node, name: str) -> str:
    """Return a text of the feed without its markup; where it says that it is plain, as it stands."""
    detail = _detail(holder, f"{name}_detail")
    return _to_text(detail) if detail else to_paragraphs(_text(holder, name))


def _to_text(detail: _Node) -> str:
    value = _text(detail, "value")
    return value if _text(detail, "type") == "text/plain" else to_paragraphs(value)


def _is_text(detail: _Node) -> bool:
    kind = _text(detail, "type")
    return not kind or kind.startswith("text/") or kind.endswith("xhtml+xml")


def _detail(holder: _Node, name: str) -> _Node:
    found = dict.get(holder, name)
    return found if isinstance(found, dict) else {}


def _text(holder: _Node, name: str) -> str:
    """Return what stands under a name and nowhere else: feedparser's own look-up takes one date for another."""
    found = dict.get(holder, name)
    return found if isinstance(found, str) else ""


def _short(text: str) -> str | None:
    return text if text and len(text) <= MAX_LINE else None


def _language(name: str) -> str | None:
    return name if _LANGUAGE.fullmatch(name) else None
