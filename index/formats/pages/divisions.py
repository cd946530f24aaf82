"""Paragraphs of a page's article that stand in divisions, `div` say, beside those that are marked as paragraphs."""

import re
from typing import Any

from index.formats.pages.prose import fold, is_prose, line_in

_DIVISIONS = ("div", "section", "pre")
_BLOCKS = (
    "p", "div", "section", "ul", "ol", "dl", "table", "figure", "h1", "h2", "h3", "h4", "form", "aside", "nav",
    "article", "blockquote", "header", "footer", "iframe", "script", "button", "input", "time", "pre",
)  # fmt: skip
_SHORTEST = 40
_FEWEST = 2  # paragraphs by which the article is told
_ENDED = re.compile(r"[.!?…。！？][\"'”’»)\]]*\Z")
_ROOTS = ("article", "main", "body")


def insert_divisions(tree: Any, lines: list[str], title: str) -> list[str]:  # noqa: ANN401 - lxml has no types
    """Insert the divisions that hold one paragraph each, beside or above the paragraphs that were found.

    Such a paragraph has whole sentences and stands in an element that holds paragraphs of the article.
    """
    places = {fold(line): place for place, line in enumerate(lines)}
    found = [p for p in tree.iter("p") if len(line_in(p)) >= _SHORTEST and fold(line_in(p)) in places]
    if len(found) < _FEWEST:
        return lines
    holders = _holders_of(found)
    known = " ".join(map(fold, (title, *lines)))
    headline = fold(title)[:_SHORTEST]
    inserted: dict[int, list[str]] = {}
    last = -1
    for piece in tree.iter("p", *_DIVISIONS):
        if piece.tag in _DIVISIONS and not _holds_a_line(piece, holders):
            continue  # before its text is taken, which for each of many nested ones is slow
        line = line_in(piece)
        if fold(line) in places:
            last = places[fold(line)]
        elif piece.tag in _DIVISIONS and _is_paragraph(piece, line) and _is_new(fold(line), known, headline):
            inserted.setdefault(last, []).append(line)
    among = [one for place, line in enumerate(lines) for one in (line, *inserted.get(place, ()))]
    return [*inserted.get(-1, ()), *among]


def _is_new(words: str, known: str, headline: str) -> bool:
    return words not in known and not (headline and words.startswith(headline))


def _holds_a_line(piece: Any, holders: set[Any]) -> bool:  # noqa: ANN401
    """Return whether a division stands beside paragraphs and has no blocks within."""
    return piece.getparent() in holders and next(piece.iterdescendants(*_BLOCKS), None) is None


def _holders_of(found: list[Any]) -> set[Any]:
    """Return the elements that hold paragraphs: their parents, and what these stand in up to the article."""
    holders: set[Any] = set()
    for p in found:
        for one in p.iterancestors():
            if one.tag == "body" and p.getparent() is not one:
                break
            holders.add(one)
            if one.tag in _ROOTS:
                break
    return holders


def _is_paragraph(piece: Any, line: str) -> bool:  # noqa: ANN401
    if len(line) < _SHORTEST or not _ENDED.search(line):
        return False
    return is_prose(piece, line) and (len(piece) == 0 or is_prose(piece[0], line))
