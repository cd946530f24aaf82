"""The values of a parsed feed: its texts, without markup where they have any, its links and its authors."""

import re
from typing import Any
from urllib.parse import urljoin

from index.formats.fields.loose import split_authors
from index.formats.fields.markup import read_again, to_paragraphs

Node = dict[str, Any]  # feedparser has no types
_PERSON = re.compile(
    r"\s*(?:[^\s<>()@]+@[^\s<>()]+\s*\(([^()]+)\)|([^<>@]+?)\s*[<(]\s*[^\s<>()@]+@[^\s<>()]+\s*[>)])\s*"
)
_SEPARATOR = re.compile(r"\s+[-|–—»:]\s+")
_FAR_LONGER = 2
_ADDRESS = re.compile(r"\s*<?\s*[^\s<>()@]+@[^\s<>()]+\s*>?\s*")


def plain_of(holder: Node, name: str) -> str:
    """Return a text of the feed without its markup; unchanged if it is declared as plain text."""
    detail = detail_of(holder, f"{name}_detail")
    return read_detail(detail) if detail else read_again(to_paragraphs(text_of(holder, name)))


def read_detail(detail: Node) -> str:
    """Return a text that has a type, without its markup; unchanged if it is declared as plain text."""
    value = text_of(detail, "value")
    return value if text_of(detail, "type") == "text/plain" else read_again(to_paragraphs(value))


def is_text(detail: Node) -> bool:
    """Return whether a part of an entry is text, by its type."""
    kind = text_of(detail, "type")
    return not kind or kind.startswith("text/") or kind.endswith("xhtml+xml")


def detail_of(holder: Node, name: str) -> Node:
    """Return a value that has parts; empty if there is none."""
    found = dict.get(holder, name)
    return found if isinstance(found, dict) else {}


def text_of(holder: Node, name: str) -> str:
    """Return the value of exactly this key: feedparser's own lookup falls back from one date to another."""
    found = dict.get(holder, name)
    return found if isinstance(found, str) else ""


def first_of(entry: Node) -> Node:
    """Return the first content of an entry, else its title."""
    return next(iter(entry.get("content", ())), None) or detail_of(entry, "title_detail")


def body_of(entry: Node) -> tuple[str, bool]:
    """Return the text of an entry, and whether it has full content besides a summary.

    Content goes before a summary, unless it is only the beginning of that, or less than half as long.
    """
    contents = [read_detail(part) for part in entry.get("content", ()) if is_text(part)]
    content, summary = max(contents, key=len, default=""), plain_of(entry, "summary")
    is_cut = summary.startswith(content.rstrip("….[] ")) and len(summary) > len(content)
    is_poorer = not content or is_cut or len(summary) > _FAR_LONGER * len(content)
    return summary if is_poorer else content, any(contents)


def is_complete(entry: Node) -> bool:
    """Return whether an entry has a title and a text of its own."""
    return bool(text_of(entry, "title") and (text_of(entry, "summary") or entry.get("content")))


def fill_entries(entries: list[Node], whole: list[Node]) -> None:
    """Give entries without title or text those of their media or of their episode, as of films or podcasts."""
    for entry, other in zip(entries, whole, strict=False):
        if not text_of(entry, "title"):
            entry |= {name: other[name] for name in ("title", "title_detail") if name in other}
            if not text_of(entry, "title") and text_of(other, "itunes_title"):
                entry["title"] = text_of(other, "itunes_title")
        if not text_of(entry, "summary") and not entry.get("content"):
            found = next((name for name in ("summary", "subtitle") if text_of(other, name)), "")
            entry |= {"summary": text_of(other, found), "summary_detail": detail_of(other, f"{found}_detail")}


def link_of(entry: Node, channel: Node) -> str | None:
    """Return the address of an entry, joined to its base, the channel's or the feed's; a bare GUID is none."""
    link = text_of(entry, "feedburner_origlink") or text_of(entry, "link")
    if not link or (link == text_of(entry, "id") and "/" not in link):
        return None
    own = next((one.get("href", "") for one in channel.get("links", ()) if one.get("rel") == "self"), "")
    return urljoin(
        urljoin(urljoin(own, text_of(channel, "link")), text_of(detail_of(entry, "title_detail"), "base")), link
    )


def authors_of(entry: Node) -> tuple[str, ...]:
    """Return the names of the authors, each once; an e-mail address is no name."""
    written = " ".join(text_of(entry, "author").split())
    if _ADDRESS.fullmatch(written):
        return ()  # of a long top-level domain, feedparser takes the end for a name
    whole = _PERSON.fullmatch(written)
    if whole and len(entry.get("authors", ())) == 1:
        return tuple(split_authors(whole[1] or whole[2]))
    return tuple(split_authors([" ".join(text_of(author, "name").split()) for author in entry.get("authors", ())]))


def names_of_site(title: str) -> list[str]:
    """Return the title of a feed, and the name that it begins with: `Harbour Post` of "Harbour Post - World"."""
    return [title, _SEPARATOR.split(title)[0]]


def without_site(title: str, sites: list[str]) -> str:
    """Return the title of an entry without the name of its site at the end."""
    ends = (f" {sign} {site}" for site in sites if site for sign in ("-", "|", "–", "—"))
    return title.removesuffix(next(filter(title.endswith, ends), ""))
