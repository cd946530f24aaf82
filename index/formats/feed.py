"""RSS, Atom and RDF feeds: one entry is one article. The only module that imports feedparser."""

import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from index.article import MAX_LINE, canonical_url
from index.errors import Unreadable
from index.formats.lines import BLANKS
from index.formats.markup import to_paragraphs
from index.formats.options import Options
from index.formats.records import check_language, to_article
from index.formats.streams import read_whole
from index.text import normalise_line
from index.types import Article, Record, Rejected

_Node = dict[str, Any]  # feedparser has no types

_TEASER = 1_000
_TRAILS_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\Z")
_ENDED = re.compile(
    rb"</\s*(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\s*>[^<]*(?:<!--.*?-->\s*)*\Z", re.IGNORECASE | re.DOTALL
)
_END = 2_000
_STRAY_AMPERSAND = re.compile(rb"&(?!#?\w+;)")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed, its markup converted to text; dates are unparsed, `number` counts from 1.

    `id` identifies the article if its URL does not. A `teaser` has only the beginning of its article.
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
        """The digest of the content, independent of the position in the feed."""
        return hashlib.sha256(repr(replace(self, number=0)).encode(errors="replace")).digest()[:16]


@dataclass(frozen=True, slots=True)
class Feed:
    """The entries of a feed; `fault` says in a sentence what could not be read, None if nothing."""

    entries: tuple[FeedEntry, ...]
    fault: str | None = None


def read(stream: io.BufferedReader, origin: str, options: Options) -> Iterator[Record]:
    """Yield an article or a rejection for each entry; rejections have the number of the entry."""
    try:
        data = read_whole(stream, options.max_record)
        if not data.strip(BLANKS):
            return
        feed = parse_feed(data, origin, options)
    except Unreadable as error:
        yield Rejected(origin, None, error.message)
        return
    for entry in feed.entries:
        yield convert_entry(entry, origin, options)
    if feed.fault:
        yield Rejected(origin, None, feed.fault)


def convert_entry(entry: FeedEntry, origin: str, options: Options) -> Article | Rejected:
    """Convert an entry to an article, identified by its URL, else by its source and GUID."""
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
    """Parse a feed from `origin`, a file or a URL; `content_type` is the HTTP header.

    Nothing is fetched and no entity is expanded.

    Raises:
        Unreadable: it is not a feed, or it declares entities, which feeds do not need and attacks use.
    """
    from feedparser.encodings import convert_to_utf8  # takes 100 ms to import, and most files are not feeds

    headers = {"content-type": content_type} if "charset=" in content_type.lower() else {}
    try:
        text = convert_to_utf8(headers, data, {})
        if b"<!entity" in text.lower():
            raise Unreadable("it declares entities, which are not allowed in a feed")
        parsed = _parse(text, origin)
        if parsed["bozo"] and _STRAY_AMPERSAND.search(text):
            parsed = _parse(_STRAY_AMPERSAND.sub(b"&amp;", text), origin)  # feedparser turns "AT&T" into "AT&T;"
        if not parsed.get("version") and not parsed["entries"]:
            raise Unreadable("it is not a feed: it is neither RSS nor Atom nor RDF")
        entries = tuple(_entries(parsed, options))
    except Unreadable:
        raise
    except Exception as error:  # noqa: BLE001 - on malformed input feedparser raises nearly anything
        raise Unreadable(f"the feed cannot be read: {type(error).__name__}: {str(error)[:200]}") from None
    if parsed["bozo"] and entries and not _ENDED.search(text[-_END:]):
        return Feed(entries[:-1], "the feed is truncated: its last entry is skipped")
    return Feed(entries)


def _parse(text: bytes, origin: str) -> _Node:
    import feedparser

    headers = {"content-location": origin} if origin.startswith(("http://", "https://")) else {}
    parsed: _Node = feedparser.parse(
        io.BytesIO(text),
        response_headers=headers | {"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,  # only the text is kept
        resolve_relative_uris=False,
    )
    return parsed


def _entries(parsed: _Node, options: Options) -> Iterator[FeedEntry]:
    channel, nodes = parsed["feed"], parsed["entries"]
    links = [_link(entry, channel) for entry in nodes]
    occurrences = Counter(_canonical(link) for link in links if link)
    for number, (entry, link) in enumerate(zip(nodes, links, strict=True), start=1):
        guid = normalise_line(_text(entry, "id")) or None
        guid = guid if guid and len(guid) <= MAX_LINE else None
        source = options.source or _plain(_detail(entry, "source"), "title") or _plain(channel, "title") or None
        # A URL that several entries share, such as that of the front page, identifies none of them.
        url_is_unique = link is not None and occurrences[_canonical(link)] == 1
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
            id=None if url_is_unique or not guid else f"{source or ''} {guid}"[-MAX_LINE:],
            guid=guid,
            source=source,
            language=check_language(_text(_first(entry), "language") or _text(channel, "language")),
            authors=tuple(name for author in entry.get("authors", ()) if (name := _text(author, "name"))),
            rights=_short(_plain(entry, "rights") or _plain(channel, "rights")),
        )


def _body(entry: _Node) -> tuple[str, bool]:
    """Return the longest text of an entry, and whether the entry has full content besides a summary."""
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
    """Return a text of the feed without its markup; unchanged if it is declared as plain text."""
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
    """Return the value of exactly this key: feedparser's own lookup falls back from one date to another."""
    found = dict.get(holder, name)
    return found if isinstance(found, str) else ""


def _short(text: str) -> str | None:
    return text if text and len(text) <= MAX_LINE else None
