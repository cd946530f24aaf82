"""The paragraphs of a page's article beyond those that the extraction found: blocks parted by advertisements."""

import re
from collections import Counter
from typing import Any

from index.formats.pages.address import is_print_line
from index.formats.pages.divisions import insert_divisions
from index.formats.pages.prose import LISTS, fold, is_prose, line_in
from index.text import normalise_line

_SHORTEST = 40
_SHORT = 300
_FEWEST = 3  # paragraphs that make a block
_FEW = 2  # paragraphs by which the element that holds the article is told
_HEADINGS = ("h2", "h3", "h4")
_MENU = re.compile(
    r"\b(?:most|more|latest|related|recommended|trending|popular|also|next|comments?|share|tags?|topics|follow|newsletters?"
    r"|sections|mehr|auch|meistgelesen|aussi|lire|leggi|más|mais)\b",
    re.IGNORECASE,
)


def complete(tree: Any, text: str, title: str) -> str:  # noqa: ANN401 - lxml has no types
    """Return the paragraphs of an article, with those that stand in blocks like the ones that were found.

    A short text that has more or fewer paragraphs than the article's own block is replaced by that block.
    """
    blocks = tree.xpath("//*[@itemprop='articleBody']") or tree.xpath("//article")
    if len(text) < _SHORT and len(blocks) == 1 and not _is_text_of(blocks[0], text, title):
        text = "\n\n".join(_pieces_of(blocks[0])) or text
    lines = _insert_lists(tree, _fill(tree, text.split("\n\n")))
    return _without_title(insert_divisions(tree, lines, title), title)


def part_as_stated(text: str, stated: object) -> str:
    """Return a text in the paragraphs that the JSON-LD of its page states, where it has the words of these as one."""
    lines = [normalise_line(line) for line in stated.split("\n")] if isinstance(stated, str) else []
    is_same = len(lines) > 1 and "\n" not in text and fold(" ".join(lines)) == fold(text)
    return "\n\n".join(filter(None, lines)) if is_same else text


def _is_text_of(block: Any, text: str, title: str) -> bool:  # noqa: ANN401
    """Return whether a text has all paragraphs of a block, and nothing else than the block and the title."""
    whole = fold(" ".join(block.itertext()))
    lines = {fold(line) for line in text.split("\n\n")}
    inside = all(line in whole or line == fold(title) for line in lines)
    return inside and all(fold(line_in(p)) in lines for p in block.iter("p"))


def _pieces_of(block: Any) -> list[str]:  # noqa: ANN401
    """Return the paragraphs of a block, and with them the headings and lists that stand among them."""
    pieces = list(block.iter("p", *_HEADINGS, *LISTS))
    if not any(piece.tag == "p" and line_in(piece) for piece in pieces):
        return []
    kept = [piece for piece in pieces if piece.tag == "p" or is_prose(piece, line_in(piece))]
    return [line for piece in kept for line in (_items(piece) if piece.tag in LISTS else [line_in(piece)]) if line]


def _without_title(lines: list[str], title: str) -> str:
    while lines and fold(lines[0]) == fold(title):
        lines = lines[1:]
    return "\n\n".join(line for line in lines if not is_print_line(line))


def _fill(tree: Any, lines: list[str]) -> list[str]:  # noqa: ANN401
    """Insert the paragraphs of whole blocks that are like those that were found, each where it stands in the page."""
    places = {fold(line): place for place, line in enumerate(lines)}
    paragraphs = [(p, line_in(p)) for p in tree.iter("p")]
    found = Counter(p.getparent() for p, line in paragraphs if fold(line) in places)
    lost = Counter(p.getparent() for p, line in paragraphs if fold(line) not in places and len(line) >= _SHORTEST)
    kinds = {_kind(block) for block, number in found.items() if number >= _FEWEST}
    blocks = {block for block, number in lost.items() if number >= _FEWEST and block not in found}
    blocks = {block for block in blocks if block is not None and block.get("class") and _kind(block) in kinds}
    kept = next((p for p, line in paragraphs if fold(line) in places), None)
    root = None if kept is None else _root(kept)
    inserted: dict[int, list[str]] = {}
    last = -1
    for p, line in paragraphs:
        key = fold(line)
        if key in places:
            last = places[key]
        elif (
            last >= 0 and len(line) >= _SHORTEST and p.getparent() in blocks and _root(p) is root and is_prose(p, line)
        ):
            places[key] = last
            inserted.setdefault(last, []).append(line)
    return [one for place, line in enumerate(lines) for one in (line, *inserted.get(place, ()))]


def _insert_lists(tree: Any, lines: list[str]) -> list[str]:  # noqa: ANN401
    """Insert the lists that stand among the paragraphs that were found, and a list right after the last.

    After the last paragraph, only a list beside it, or under a heading beside it, is the article's: others are menus.
    """
    places = {fold(line): place for place, line in enumerate(lines)}
    pieces = list(tree.iter("p", "blockquote", *_HEADINGS, *LISTS))
    found = [place for place, piece in enumerate(pieces) if fold(line_in(piece)) in places]
    within = _common_ancestor([pieces[place] for place in found if len(line_in(pieces[place])) >= _SHORTEST])
    if within is None:
        return lines
    inserted: dict[int, list[str]] = {}
    last = places[fold(line_in(pieces[found[0]]))]
    heading = ""
    for place, piece in enumerate(pieces[found[0] :], start=found[0]):
        is_beside = piece.getparent() is within
        if place in found:
            last, heading = places[fold(line_in(piece))], ""
        elif place > found[-1] and (piece.tag in ("p", "blockquote") or not is_beside):
            break
        elif piece.tag in _HEADINGS:
            if place > found[-1] and _MENU.search(line_in(piece)):
                break
            heading = line_in(piece) if place > found[-1] else ""
        elif piece.tag in LISTS and (is_beside or _is_inside(piece, within)) and is_prose(piece, line_in(piece)):
            items = _items(piece)
            if not any(fold(item) in places for item in items) and sum(map(len, items)) >= _SHORTEST:
                places |= {fold(item): last for item in items}
                inserted.setdefault(last, []).extend([heading, *items] if heading else items)
            heading = ""
    return [one for place, line in enumerate(lines) for one in (line, *inserted.get(place, ()))]


def _is_inside(piece: Any, within: Any) -> bool:  # noqa: ANN401
    """Return whether a list stands somewhere in the element of the article; of a whole page, that may be a menu."""
    return within.tag != "body" and within in piece.iterancestors()


def _common_ancestor(pieces: list[Any]) -> Any:  # noqa: ANN401
    """Return the lowest element that holds all pieces; None for a single one."""
    if len(pieces) < _FEW:
        return None
    shared = set(pieces[0].iterancestors()).intersection(*(piece.iterancestors() for piece in pieces[1:]))
    lowest = next((one for one in pieces[0].iterancestors() if one in shared), None)
    return None if lowest is None or lowest.tag == "html" else lowest


def _items(listed: Any) -> list[str]:  # noqa: ANN401
    """Return the lines of a list, in the form that the extraction gives them."""
    return [f"- {line}" for item in listed.iter("li") if item.find(".//li") is None and (line := line_in(item))]


def _kind(block: Any) -> tuple[str, str]:  # noqa: ANN401
    return (block.tag, block.get("class") or "")


def _root(p: Any) -> Any:  # noqa: ANN401
    return next((one for one in p.iterancestors("article", "main", "body")), None)
