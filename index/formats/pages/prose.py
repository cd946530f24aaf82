"""Whether an element of a page is prose of the article, by its links and by what it stands in."""

import re
from typing import Any

from index.text import normalise_line

_OTHERS = re.compile(r"comment|related|promo|sidebar|footer|newsletter|advert|caption", re.IGNORECASE)
_MOST_LINKED = 0.3
LISTS = ("ul", "ol")
_PARTS = frozenset(("aside", "nav", "footer", "figure", "blockquote", "table", "li"))


def is_prose(p: Any, line: str) -> bool:  # noqa: ANN401 - lxml has no types
    """Return whether an element with this text is prose, and not a menu, a caption, a promotion or links."""
    around = (*p.iterancestors(), p) if p.tag != "p" else p.iterancestors()
    if p.tag in LISTS and next(p.iter("img", "picture", "figure"), None) is not None:
        return False  # pictures with captions
    if any(_OTHERS.search(f"{one.get('class')} {one.get('id')}") or one.tag in _PARTS for one in around):
        return False
    return sum(len(line_in(link)) for link in p.iter("a")) <= _MOST_LINKED * len(line)


def line_in(element: Any) -> str:  # noqa: ANN401
    """Return the text of an element on one line."""
    return normalise_line(element.text_content())


def fold(text: str) -> str:
    """Return the words of a text, by which it is compared."""
    return " ".join(re.findall(r"\w+", text.casefold()))
