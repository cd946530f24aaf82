"""The dates that a page shows to its readers, in lines of their own at the head of the article."""

import re
from collections.abc import Iterator
from typing import Any

from index.formats.pages.datelines import ShownDate, dates_in
from index.text import normalise_line

_TAGS = frozenset(
    ("p", "div", "span", "li", "td", "dd", "small", "em", "i", "font", "address", "abbr", "h2", "h3", "h4", "h5", "h6")
)
_OTHERS = re.compile(r"comment|related|promo|sidebar|footer|newsletter|recommend|most-?read|popular", re.IGNORECASE)
_MASTHEAD = re.compile(
    r"masthead|today|current[-_]?(?:date|time)|clock|weather|(?:site|page|main)[-_]?header|top[-_]?(?:bar|line|nav)|navbar"
    r"|(?:^|\s)(?:header|top)(?:\s|$)",
    re.IGNORECASE,
)
_PARTS = frozenset(("aside", "nav", "footer", "figure", "blockquote", "table"))
_PROSE = 100  # characters: a longer paragraph is the story, where dates are those of events
_STORY = 300  # characters right in a division, below which it may be a caption or a deck
_PARTED = re.compile(r"\s*[|•·]\s*")
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
_MOST_ELEMENTS = 1_000  # below a headline, among which the date stands
_LEVELS = 3  # above the headline, within which a date may stand before it


def shown_dates(tree: Any, title: str = "") -> Iterator[ShownDate]:  # noqa: ANN401 - lxml has no types
    """Yield what may be dates in the lines between the headline and the story, then in those just above the headline.

    Dates of an update come last: they are later than that of publication.
    """
    headline = _find_headline(tree, title)
    if headline is None:
        return
    lines = [*_lines_below(headline), *_lines_above(headline)]
    shown = [one for line in lines for one in dates_in(line)]
    yield from sorted(shown, key=lambda one: one.is_update)
    yield from (ShownDate(part, (part,), False) for line in lines for part in _PARTED.split(line) if _YEAR.search(part))


def _find_headline(tree: Any, title: str) -> Any:  # noqa: ANN401
    headings = list(tree.iter("h1", "h2", "h3", "h4"))
    named = (one for one in headings if title and normalise_line(one.text_content()) == title)
    found = next(named, next((one for one in headings if one.tag == "h1"), None))
    if found is not None or not title or headings:
        return found
    # On old pages no heading is marked as one.
    return next(
        (one for one in tree.iter("b", "strong", "font", "p") if normalise_line(one.text_content()) == title), None
    )


def _lines_below(headline: Any) -> Iterator[str]:  # noqa: ANN401
    for element in headline.xpath(f"following::*[position() <= {_MOST_ELEMENTS}][not(ancestor-or-self::time)]"):
        if element.tag not in _TAGS:
            continue
        if _is_prose(element):
            return
        if line := _line_of(element):
            yield line


def _lines_above(headline: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the lines just above a headline, the nearest first; those of a masthead tell the day of reading."""
    one = headline
    for _ in range(_LEVELS):
        parent = one.getparent()
        if parent is None or parent.tag in ("body", "html") or is_of_masthead(one):
            return
        for element in one.itersiblings(preceding=True):
            if element.tag in _TAGS and not is_of_masthead(element) and (line := _line_of(element)):
                yield line
        one = parent


def is_of_masthead(element: Any) -> bool:  # noqa: ANN401
    """Return whether an element is called as what stands above all pages of a site, as the day of reading does."""
    return _MASTHEAD.search(f"{element.get('class') or ''} {element.get('id') or ''}") is not None


def _is_prose(element: Any) -> bool:  # noqa: ANN401
    """Return whether the story begins in an element: a long paragraph, or much text that stands right in it."""
    if element.tag == "p":
        return len(normalise_line(element.text_content())) > _PROSE
    own = f"{element.text or ''} {' '.join(one.tail or '' for one in element)}"
    return element.tag in ("div", "td", "font") and len(normalise_line(own)) > _STORY


def _line_of(element: Any) -> str:  # noqa: ANN401
    """Return the short line that an element consists of; empty for prose, and for what is no part of the article."""
    line = normalise_line(" ".join(element.itertext()))
    if len(line) > _PROSE or not any(map(str.isdigit, line)):
        return ""
    return "" if any(_is_other(one) for one in (element, *element.iterancestors())) else line


def _is_other(element: Any) -> bool:  # noqa: ANN401
    return element.tag in _PARTS or _OTHERS.search(f"{element.get('class')} {element.get('id')}") is not None
