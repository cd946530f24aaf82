"""RSS, Atom and RDF feeds: one entry is one article. The only module that imports feedparser."""

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from index.addresses import canonical_url
from index.article import MAX_LINE
from index.errors import Unreadable
from index.formats.feeds.exports import is_published, names_by_login, tell_unpublished
from index.formats.feeds.guids import find_shared, name_entry
from index.formats.feeds.malformed import count_entries, mend, shorten_head, unify_encoding
from index.formats.feeds.media import drop_media
from index.formats.feeds.nodes import (
    Node,
    authors_of,
    detail_of,
    fill_entries,
    first_of,
    is_complete,
    is_text,
    link_of,
    names_of_site,
    plain_of,
    read_detail,
    text_of,
    without_site,
)
from index.formats.feeds.stubs import own_body_of
from index.formats.fields.loose import loosen
from index.formats.fields.records import check_language, is_date, primary_language, to_article
from index.formats.fields.untitled import title_of
from index.formats.lines import BLANKS
from index.formats.options import Options
from index.formats.provenance import Provenance
from index.formats.streams import read_whole
from index.text import normalise_line
from index.types import Article, Record, Rejected

_TEASER = 1_000
_TRAILS_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\Z")
_ENDED = re.compile(
    rb"</\s*(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\s*>[^<]*(?:<!--.*?-->\s*)*\Z", re.IGNORECASE | re.DOTALL
)
_NO_TEXT = "the entry has no text of its own, but links alone; a feed that is polled with --pages reads the article"
_END, _HEAD = 2_000, 100_000
_LINK = re.compile(rb"<link\b[^>]*>", re.IGNORECASE)
_FEED_TYPE = re.compile(rb"application/(?:rss|atom|feed)\+(?:xml|json)", re.IGNORECASE)
_HREF = re.compile(rb"href\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_CDF = re.compile(rb"(?:<\?[^>]*+>|<!--(?:(?!-->).)*+-->|\s)*+<channel\b", re.IGNORECASE | re.DOTALL)
_RSS = {
    "published": "pubDate",
    "updated": "dc:date",
    "summary": "description",
    "content": "content:encoded",
    "id": "guid",
}


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed, its markup converted to text; dates are unparsed, `number` counts from 1.

    `id` identifies the article if its URL does not. A `teaser` is the beginning of its article, a `bare` one has none.
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
    bare: bool = False
    provenance: tuple[Provenance, ...] = field(default=(), repr=False)

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
    for one in entry.provenance:
        options.note(one.field, one.place, one.written, one.remark)
    article = to_article(_keep_text(record, options), origin, entry.number, options)
    if isinstance(article, Rejected) and article.reason.startswith("published is missing"):
        return replace(article, reason=f"{article.reason}; a feed that is polled with --pages takes it from the page")
    if isinstance(article, Rejected) and entry.bare and not entry.text:
        return replace(article, reason=_NO_TEXT)
    return article if isinstance(article, Rejected) else replace(article, external_id=entry.guid)


def _keep_text(record: dict[str, object], options: Options) -> dict[str, object]:
    """Return a record with its optional fields converted; title and text are converted already."""
    return loosen(record, options) | {name: record[name] for name in ("title", "text", "authors")}


def parse_feed(data: bytes, origin: str, options: Options, content_type: str = "") -> Feed:
    """Parse a feed from `origin`, a file or a URL; `content_type` is the HTTP header.

    Nothing is fetched and no entity is expanded.

    Raises:
        Unreadable: it is not a feed, or it declares entities, which feeds do not need and attacks use.
    """
    from feedparser.encodings import convert_to_utf8  # takes 100 ms to import, and most files are not feeds

    headers = {"content-type": content_type} if "charset=" in content_type.lower() else {}
    try:
        text = convert_to_utf8(headers, data if headers else unify_encoding(data), {})
        if b"<!entity" in text.lower():
            raise Unreadable("it declares entities, which are not allowed in a feed")
        text, whole = drop_media(text), text
        parsed = _parse(text, origin)
        if parsed["bozo"] and (mended := mend(text)) != text:
            text, parsed = mended, _parse(mended, origin)
        if len(text) < len(whole) and not all(map(is_complete, parsed["entries"])):
            fill_entries(parsed["entries"], _parse(whole, origin)["entries"])
        if not parsed.get("version") and not parsed["entries"] and not _CDF.match(text):
            raise Unreadable(f"it is not a feed: it is neither RSS nor Atom nor RDF{_tell_feeds(text, origin)}")
        unpublished = [entry for entry in parsed["entries"] if not is_published(entry)]
        parsed["entries"] = list(filter(is_published, parsed["entries"]))
        entries = tuple(_entries(parsed, options, names_by_login(text)))
    except Unreadable:
        raise
    except Exception as error:  # noqa: BLE001 - on malformed input feedparser raises nearly anything
        raise Unreadable(f"the feed cannot be read: {type(error).__name__}: {str(error)[:200]}") from None
    if parsed["bozo"] and entries and not _ENDED.search(text[-_END:]):
        return Feed(entries[:-1], "the feed is truncated: its last entry is skipped")
    lost = count_entries(text) - len(entries) - len(unpublished) if parsed["bozo"] else 0
    if lost > 0:
        return Feed(entries, f"{lost:,} of its entries cannot be read, since the feed is not well-formed XML")
    return Feed(entries, tell_unpublished(unpublished))


def _tell_feeds(page: bytes, origin: str) -> str:
    """Return the addresses of the feeds that a page names, to follow a sentence; empty if it names none."""
    links = [link for link in _LINK.findall(page[:_HEAD]) if _FEED_TYPE.search(link)]
    found = [_HREF.search(link) for link in links]
    urls = [urljoin(origin, one[1].decode("utf-8", "replace")) for one in found if one]
    return f"; it is a page, whose feed is {urls[0][:MAX_LINE]}" if urls else ""


def _parse(text: bytes, origin: str) -> Node:
    import feedparser

    headers = {"content-location": origin} if origin.startswith(("http://", "https://")) else {}
    parsed: Node = feedparser.parse(
        io.BytesIO(shorten_head(text)),
        response_headers=headers | {"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,  # only the text is kept
        resolve_relative_uris=False,
    )
    return parsed


def _entries(parsed: Node, options: Options, names: Mapping[str, str]) -> Iterator[FeedEntry]:
    channel, nodes = parsed["feed"], parsed["entries"]
    is_atom = text_of(parsed, "version").startswith("atom")  # RFC 4287, 4.2.1: its author is that of its entries
    links = [link_of(entry, channel) for entry in nodes]
    guids = [normalise_line(text_of(entry, "id")) for entry in nodes]
    titles = [normalise_line(plain_of(entry, "title")) for entry in nodes]
    bodies = [own_body_of(entry) for entry in nodes]
    shared = find_shared(
        zip(guids, (title or body[0] for title, body in zip(titles, bodies, strict=True)), strict=True)
    )
    sites = names_of_site(plain_of(channel, "title"))
    shared_links = _find_shared_links(links, guids, nodes)
    for number, (entry, link, given, title, (text, whole, bare)) in enumerate(
        zip(nodes, links, guids, titles, bodies, strict=True), start=1
    ):
        guid = given if given and len(given) <= MAX_LINE and given not in shared else None
        # The title of a feed, such as "Latest headlines", seldom names the publisher; that of an entry's source does.
        stated = plain_of(detail_of(entry, "source"), "title")
        source = stated or options.source or plain_of(channel, "title") or None
        url_is_unique = link is not None and _canonical(link) not in shared_links
        language = check_language(text_of(first_of(entry), "language") or text_of(channel, "language"))
        published, modified = _dates(entry, options, primary_language(language))
        made = FeedEntry(
            number=number,
            title=without_site(title, [stated, *sites]) or title_of(text),
            text=text,
            teaser=(not whole and len(text) < _TEASER) or _TRAILS_OFF.search(text) is not None,
            published=published or modified or None,
            modified=modified if published and modified != published else None,
            url=link,
            id=None if url_is_unique or not (link or guid) else name_entry(source, guid, title, text, published),
            guid=guid,
            source=source,
            language=language,
            authors=tuple(names.get(one, one) for one in authors_of(entry) or (authors_of(channel) if is_atom else ())),
            rights=_short(plain_of(entry, "rights") or plain_of(channel, "rights")),
            bare=bare,
        )
        yield made if options.trace is None else replace(made, provenance=note_places(made, parsed, entry, options))


def _find_shared_links(links: list[str | None], guids: list[str], nodes: list[Node]) -> set[str]:
    """Return the addresses that several entries share, as that of the front page: they identify none of them.

    An entry that a feed repeats, with the same title, GUID and date, is one entry.
    """
    names = ("title", "published", "updated")
    entries = [
        f"{guid} {' '.join(text_of(node, name) for name in names)}" for guid, node in zip(guids, nodes, strict=True)
    ]
    return find_shared((_canonical(link), entry) for link, entry in zip(links, entries, strict=True) if link)


def note_places(made: FeedEntry, parsed: Node, node: Node, options: Options) -> tuple[Provenance, ...]:
    """Return where the fields of an entry stand, by the names that its kind of feed has for them."""
    names = {} if text_of(parsed, "version").startswith("atom") else _RSS
    source = "--source" if options.source else "title of the feed"
    contents = [read_detail(part) for part in node.get("content", ()) if is_text(part)]
    remark = "the beginning of the article; `dateline feed --pages` reads the rest" if made.teaser else ""
    found = {
        "title": "title" if plain_of(node, "title") else "first sentence, since the entry has no title",
        "text": "content" if made.text in contents else "summary",
        "published": "published" if made.published == text_of(node, "published") else "updated",
        "modified": "updated",
        "url": "feedburner:origLink" if text_of(node, "feedburner_origlink") else "link",
        "id": "id",
        "source": "source of the entry" if plain_of(detail_of(node, "source"), "title") else source,
        "language": "the entry" if text_of(first_of(node), "language") else "the feed",
        "authors": "author",
        "rights": "rights of the entry" if plain_of(node, "rights") else "rights of the feed",
    }
    return tuple(Provenance(one, names.get(at, at), None, remark * (one == "text")) for one, at in found.items())


def _dates(entry: Node, options: Options, language: str | None) -> tuple[str, str]:
    """Return when an entry was published and updated; the second for both if the first cannot be read."""
    published, modified = text_of(entry, "published"), text_of(entry, "updated")
    if published and modified and not is_date(published, options, language):
        return modified, modified
    return published, modified if not modified or is_date(modified, options, language) else ""


def _canonical(link: str) -> str:
    try:
        return canonical_url(link)
    except ValueError:
        return link


def _short(text: str) -> str | None:
    return text if text and len(text) <= MAX_LINE else None
