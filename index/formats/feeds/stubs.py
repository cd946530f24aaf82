"""Entries of link boards and collections of news that have no text of their own: links, names and counts alone."""

import re

from index.formats.feeds.nodes import Node, body_of, text_of
from index.formats.fields.furniture import drop_furniture
from index.formats.fields.markup import to_paragraphs

_BOARD = re.compile(
    r"\s*submitted by\s+/?u/\S+(?:\s+to\s+/?r/\S+)?\s*\[link\]\s*\[comments\]\s*\Z"
    r"|\s*(?:^(?:Article URL|Comments URL|Points|# Comments):[^\n]*\s*)+\Z"
    r"|\A\s*(?:\[?comments\]?|\[link\]|discuss(?:ion)?|read more|permalink|via)\s*\Z",
    re.IGNORECASE | re.MULTILINE,
)
_LINK = re.compile(r"<a\b[^>]*>(.*?)</a\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SENTENCE = re.compile(r"[.!?…][\"'”’»)]*(?:\s|\Z)")
_FEWEST_WORDS = 8  # of a linked sentence that is a teaser
_MOST_WORDS = 6  # beside a link, where the name of its source stands
_MOST_SIGNS = 100
_LONGEST = 20_000  # characters of markup; a list of links is shorter


def own_body_of(entry: Node) -> tuple[str, bool, bool]:
    """Return the text of an entry, whether it is its full content, and whether it has links alone, and so no text."""
    text, whole = body_of(entry)
    own = "" if _is_list_of_links(entry) else drop_furniture(_BOARD.sub("", text))
    return own, whole and bool(own), bool(text) and not own


def _is_list_of_links(entry: Node) -> bool:
    """Return whether an entry has markup that consists of links, with the names of their sources beside them."""
    details = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    written = list(filter(None, (text_of(one, "value").strip() for one in details)))
    return bool(written) and all(map(_is_links, written))


def _is_links(markup: str) -> bool:
    found = _LINK.findall(markup) if len(markup) <= _LONGEST else []
    if len(_TAG.sub("", markup)) > sum(map(len, found)) + _MOST_SIGNS * len(found):
        return False  # before it is parsed, which for each entry of a feed takes long
    links = [to_paragraphs(link) for link in found]
    links = list(filter(None, links))
    if not links or any(_SENTENCE.search(link) and len(link.split()) >= _FEWEST_WORDS for link in links):
        return False
    beside = to_paragraphs(_LINK.sub(" ", markup))
    return len(beside.split()) <= _MOST_WORDS * len(links) and not _SENTENCE.search(beside)
