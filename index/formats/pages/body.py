"""The paragraphs of a page's article beyond those that the extraction found: blocks parted by advertisements."""

import re
from collections import Counter
from typing import Any

from index.formats.pages.address import is_print_line
from index.text import normalise_line

_OTHERS = re.compile(r"comment|related|promo|sidebar|footer|newsletter|advert|caption", re.IGNORECASE)
_SHORTEST = 40
_SHORT = 300
_FEWEST = 3  # paragraphs that make a block
_MOST_LINKED = 0.3
_FEW = 2  # paragraphs by which the element that holds the article is told
_LISTS = ("ul", "ol")
_HEADINGS = ("h2", "h3", "h4")


def complete(tree: Any, text: str, title: str) -> str:  # noqa: ANN401 - lxml has no types
    """Return the paragraphs of an article, with those that stand in blocks like the ones that were found.

    A short text that has more or fewer paragraphs than the article's own block is replaced by that block.
    """
    blocks = tree.xpath("//*[@itemprop='articleBody']") or tree.xpath("//article")
    if len(text) < _SHORT and len(blocks) == 1 and not _is_text_of(blocks[0], text, title):
        text = "\n\n".join(_pieces_of(blocks[0])) or text
    return _without_title(_insert_lists(tree, _fill(tree, text.split("\n\n"))), title)


def _is_text_of(block: Any, text: str, title: str) -> bool:  # noqa: ANN401
    """Return whether a text has all paragraphs of a block, and nothing else than the block and the title."""
    whole = _fold(" ".join(block.itertext()))
    lines = {_fold(line) for line in text.split("\n\n")}
    inside = all(line in whole or line == _fold(title) for line in lines)
    return inside and all(_fold(_line(p)) in lines for p in block.iter("p"))


def _pieces_of(block: Any) -> list[str]:  # noqa: ANN401
    """Return the paragraphs of a block, and with them the headings and lists that stand among them."""
    pieces = list(block.iter("p", *_HEADINGS, *_LISTS))
    if not any(piece.tag == "p" and _line(piece) for piece in pieces):
        return []
    kept = [piece for piece in pieces if piece.tag == "p" or _is_prose(piece, _line(piece))]
    return [line for piece in kept for line in (_items(piece) if piece.tag in _LISTS else [_line(piece)]) if line]


def _without_title(lines: list[str], title: str) -> str:
    while lines and _fold(lines[0]) == _fold(title):
        lines = lines[1:]
    return "\n\n".join(line for line in lines if not is_print_line(line))


def _fill(tree: Any, lines: list[str]) -> list[str]:  # noqa: ANN401
    """Insert the paragraphs of whole blocks that are like those that were found, each where it stands in the page."""
    places = {_fold(line): place for place, line in enumerate(lines)}
    paragraphs = [(p, _line(p)) for p in tree.iter("p")]
    found = Counter(p.getparent() for p, line in paragraphs if _fold(line) in places)
    lost = Counter(p.getparent() for p, line in paragraphs if _fold(line) not in places and len(line) >= _SHORTEST)
    kinds = {_kind(block) for block, number in found.items() if number >= _FEWEST}
    blocks = {block for block, number in lost.items() if number >= _FEWEST and block not in found}
    blocks = {block for block in blocks if block is not None and block.get("class") and _kind(block) in kinds}
    kept = next((p for p, line in paragraphs if _fold(line) in places), None)
    root = None if kept is None else _root(kept)
    inserted: dict[int, list[str]] = {}
    last = -1
    for p, line in paragraphs:
        key = _fold(line)
        if key in places:
            last = places[key]
        elif (
            last >= 0 and len(line) >= _SHORTEST and p.getparent() in blocks and _root(p) is root and _is_prose(p, line)
        ):
            places[key] = last
            inserted.setdefault(last, []).append(line)
    return [one for place, line in enumerate(lines) for one in (line, *inserted.get(place, ()))]


def _insert_lists(tree: Any, lines: list[str]) -> list[str]:  # noqa: ANN401
    """Insert the lists that stand among the paragraphs that were found, and a list right after the last.

    After the last paragraph, only a list beside it is the article's: others are menus and links.
    """
    places = {_fold(line): place for place, line in enumerate(lines)}
    pieces = list(tree.iter("p", "blockquote", *_HEADINGS, *_LISTS))
    found = [place for place, piece in enumerate(pieces) if _fold(_line(piece)) in places]
    within = _common_ancestor([pieces[place] for place in found if len(_line(pieces[place])) >= _SHORTEST])
    if within is None:
        return lines
    inserted: dict[int, list[str]] = {}
    last = places[_fold(_line(pieces[found[0]]))]
    for place, piece in enumerate(pieces[found[0] :], start=found[0]):
        if place in found:
            last = places[_fold(_line(piece))]
        elif place > found[-1] and (piece.tag not in _LISTS or piece.getparent() is not within):
            break
        elif piece.tag in _LISTS and within in piece.iterancestors() and _is_prose(piece, _line(piece)):
            items = _items(piece)
            if not any(_fold(item) in places for item in items) and sum(map(len, items)) >= _SHORTEST:
                places |= {_fold(item): last for item in items}
                inserted.setdefault(last, []).extend(items)
    return [one for place, line in enumerate(lines) for one in (line, *inserted.get(place, ()))]


def _common_ancestor(pieces: list[Any]) -> Any:  # noqa: ANN401
    """Return the lowest element that holds all pieces; None for a single one, or where it is the whole page."""
    if len(pieces) < _FEW:
        return None
    shared = set(pieces[0].iterancestors()).intersection(*(piece.iterancestors() for piece in pieces[1:]))
    lowest = next((one for one in pieces[0].iterancestors() if one in shared), None)
    return None if lowest is None or lowest.tag in ("html", "body") else lowest


def _items(listed: Any) -> list[str]:  # noqa: ANN401
    """Return the lines of a list, in the form that the extraction gives them."""
    return [f"- {line}" for item in listed.iter("li") if item.find(".//li") is None and (line := _line(item))]


def _kind(block: Any) -> tuple[str, str]:  # noqa: ANN401
    return (block.tag, block.get("class") or "")


def _root(p: Any) -> Any:  # noqa: ANN401
    return next((one for one in p.iterancestors("article", "main", "body")), None)


def _is_prose(p: Any, line: str) -> bool:  # noqa: ANN401
    around = (*p.iterancestors(), p) if p.tag in _LISTS else p.iterancestors()
    if p.tag in _LISTS and next(p.iter("img", "picture", "figure"), None) is not None:
        return False  # pictures with captions
    if any(_OTHERS.search(f"{one.get('class')} {one.get('id')}") or one.tag in _PARTS for one in around):
        return False
    return sum(len(_line(link)) for link in p.iter("a")) <= _MOST_LINKED * len(line)


_PARTS = frozenset(("aside", "nav", "footer", "figure", "blockquote", "table", "li"))


def _line(element: Any) -> str:  # noqa: ANN401
    return normalise_line(element.text_content())


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
