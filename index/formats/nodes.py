"""The values of a parsed feed: its texts, without markup where they have any."""

from typing import Any

from index.formats.markup import to_paragraphs

Node = dict[str, Any]  # feedparser has no types


def plain_of(holder: Node, name: str) -> str:
    """Return a text of the feed without its markup; unchanged if it is declared as plain text."""
    detail = detail_of(holder, f"{name}_detail")
    return read_detail(detail) if detail else to_paragraphs(text_of(holder, name))


def read_detail(detail: Node) -> str:
    """Return a text that has a type, without its markup; unchanged if it is declared as plain text."""
    value = text_of(detail, "value")
    return value if text_of(detail, "type") == "text/plain" else to_paragraphs(value)


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
