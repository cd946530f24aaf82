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


def complete(tree: Any, text: str, title: str) -> str:  # noqa: ANN401 - lxml has no types
    """Return the paragraphs of an article, with those that stand in blocks like the ones that were found.

    A short text that has more than the article's own block is replaced by that block.
    """
    blocks = tree.xpath("//*[@itemprop='articleBody']") or tree.xpath("//article")
    if len(text) < _SHORT and len(blocks) == 1:
        own = [line for p in blocks[0].iter("p") if (line := _line(p))]
        if own:
            text = "\n\n".join(own)
    return _without_title(_fill(tree, text.split("\n\n")), title)


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


def _kind(block: Any) -> tuple[str, str]:  # noqa: ANN401
    return (block.tag, block.get("class") or "")


def _root(p: Any) -> Any:  # noqa: ANN401
    return next((one for one in p.iterancestors("article", "main", "body")), None)


def _is_prose(p: Any, line: str) -> bool:  # noqa: ANN401
    if any(_OTHERS.search(f"{one.get('class')} {one.get('id')}") or one.tag in _PARTS for one in p.iterancestors()):
        return False
    return sum(len(_line(link)) for link in p.iter("a")) <= _MOST_LINKED * len(line)


_PARTS = frozenset(("aside", "nav", "footer", "figure", "blockquote", "table", "li"))


def _line(element: Any) -> str:  # noqa: ANN401
    return normalise_line(element.text_content())


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
