"""Which entries of a feed, or of an export of WordPress or Blogger, are published posts."""

import html
import re
from collections import Counter
from collections.abc import Mapping

from index.formats.feeds.nodes import Node, text_of
from index.formats.fields.publication import tell_unpublished as tell_status

_BLOGGER_KIND = "http://schemas.google.com/blogger/2008/kind#"
_AUTHOR = re.compile(rb"<wp:author>(.*?)</wp:author>", re.DOTALL)
_PART = re.compile(
    r"<wp:author_(login|display_name|first_name|last_name)>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</", re.DOTALL
)
_SHOWN = ("", "publish", "live")


def is_published(entry: Node) -> bool:
    """Return whether an entry may be read: no draft, and of an export published posts without a password only."""
    return _type_of(entry) in ("", "post") and _status_of(entry) in _SHOWN and not text_of(entry, "wp_post_password")


def names_by_login(feed: bytes) -> Mapping[str, str]:
    """Return the names of the authors of an export of WordPress, by the logins that stand in its posts."""
    found = {}
    for author in _AUTHOR.findall(feed):
        parts = {name: html.unescape(value.strip()) for name, value in _PART.findall(author.decode("utf-8", "replace"))}
        login, shown = parts.get("login", ""), parts.get("display_name", "")
        whole = f"{parts.get('first_name', '')} {parts.get('last_name', '')}".strip()
        found[login] = whole if whole and shown in ("", login) else shown or login
    return found


def tell_unpublished(entries: list[Node]) -> str | None:
    """Return how many entries are no published posts, by kind, in a sentence; None if there are none."""
    kinds = Counter(_kind_of(entry) for entry in entries)
    counted = ", ".join(f"{number:,} {kind}" for kind, number in kinds.items())
    are = "item is no published post" if len(entries) == 1 else "items are not published posts"
    return f"{len(entries):,} {are}: {counted}" if kinds else None


def _type_of(entry: Node) -> str:
    terms = (str(tag.get("term") or "") for tag in entry.get("tags", ()))
    kind = next((term.removeprefix(_BLOGGER_KIND) for term in terms if term.startswith(_BLOGGER_KIND)), "")
    return text_of(entry, "wp_post_type") or text_of(entry, "blogger_type").lower() or kind


def _status_of(entry: Node) -> str:
    """Return the status of an entry, `draft` where the Atom Publishing Protocol marks it so, under any prefix."""
    marks = (text_of(entry, name) for name in entry if name == "draft" or name.endswith("_draft"))
    if any(tell_status({"draft": mark}) for mark in marks):
        return "draft"
    return text_of(entry, "wp_status") or text_of(entry, "blogger_status").lower()


def _kind_of(entry: Node) -> str:
    kind, status = _type_of(entry) or "post", _status_of(entry)
    kept = "with a password" if text_of(entry, "wp_post_password") else ""
    stated = [f"of type {kind}", kept or f"with status {status}"]
    return " ".join(stated if kept or status not in _SHOWN else stated[:1])[:80]
