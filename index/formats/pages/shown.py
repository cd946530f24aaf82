"""The dates that a page shows to its readers, as lines of their own at the head of the article."""

import re
from collections.abc import Iterator
from typing import Any

from index.text import normalise_line

_HEAD = "//h1/following::*[self::p or self::div or self::span or self::li][not(ancestor::time)]"
_OTHERS = re.compile(r"comment|related|promo|sidebar|footer|newsletter|recommend|most-?read|popular", re.IGNORECASE)
_PARTS = frozenset(("aside", "nav", "footer", "figure", "blockquote", "table"))
_PROSE = 100  # characters: a longer paragraph is the story, where dates are those of events
_PARTED = re.compile(r"\s*[|•·]\s*")
_UPDATED = r"(?:last )?(?:updated|modified)|stand|aktualisiert(?: am)?|zuletzt aktualisiert(?: am)?"
_LABEL = re.compile(
    rf"(?:(?P<updated>{_UPDATED})|(?:first )?(?:published|posted)|veröffentlicht(?: am)?)\s*(?:on\b|:)?\s*",
    re.IGNORECASE,
)


def shown_dates(tree: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - lxml has no types
    """Yield the parts of lines between the first heading and the story that may be dates, and where they stand.

    Dates of an update come last: they are later than that of publication.
    """
    updates = []
    for line in _lines(tree):
        for part in _PARTED.split(line):
            label = _LABEL.match(part)
            if any(map(str.isdigit, part)):
                date = part[label.end() :] if label else part
                if label and label["updated"]:
                    updates.append(("date of the update shown in the page", date))
                else:
                    yield "date shown in the page", date
    yield from updates


def _lines(tree: Any) -> Iterator[str]:  # noqa: ANN401
    for element in tree.xpath(_HEAD):
        line = normalise_line(element.text_content())
        if element.tag == "p" and len(line) > _PROSE:
            return
        if len(line) <= _PROSE and not any(_is_other(one) for one in (element, *element.iterancestors())):
            yield line


def _is_other(element: Any) -> bool:  # noqa: ANN401
    return element.tag in _PARTS or _OTHERS.search(f"{element.get('class')} {element.get('id')}") is not None
