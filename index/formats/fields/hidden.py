"""Elements of HTML that their own markup hides: no reader sees their text, so none of it is cited."""

import re
from collections.abc import Iterable, Set
from typing import Any

_UNSEEN = re.compile(
    r"(?:^|;)\s*(?:opacity\s*:\s*0(?:\.0*)?%?\s*(?:;|!|$)|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]"
    r"|(?:left|right|top|text-indent|margin-left|margin-top)\s*:\s*-(?:\d{4,}px|\d{3,}r?em))",
    re.IGNORECASE,
)
_INVISIBLE = re.compile(r"(?:^|;)\s*visibility\s*:\s*hidden", re.IGNORECASE)
_NOT_DISPLAYED = re.compile(r"(?:^|;)\s*display\s*:\s*none", re.IGNORECASE)
_TINY = re.compile(r"(?:^|;)\s*font-size\s*:\s*0(?:\.0*)?(?:[a-z]{2,3}|%)?\s*(?:;|!|$)", re.IGNORECASE)
_STREAMED = re.compile(r"S:\w+")  # what React sends hidden, and its script moves to where it is shown
_CANDIDATES = "//*[@hidden or @style or self::template]"
_VISIBLE = "//*[contains(@style, 'visible')]"
# A size of zero around them parts them without blanks; their own size is that of their class.
_SIZED = "//*[contains(@style, 'font-size') or self::p or self::div or self::td or self::ul or self::section]"
_NO_TEXT = frozenset(("head", "script", "style"))
_MOST = 0.5  # of the paragraphs of a page: its scripts show what hides more


def hidden_in(tree: Any, *, scripted: bool) -> Set[Any]:  # noqa: ANN401 - lxml has no types
    """Return the elements of a tree that attributes of their own hide; classes are not looked at.

    A page is `scripted`: its scripts may show what `display: none` hides, and where the hidden parts are most of its
    text, they do. In feeds and mails nothing runs, so that such parts stay hidden, unless they are all there is.
    """
    styled = tree.xpath(_CANDIDATES)
    if not styled:
        return frozenset()
    visible, sized = _around(tree.xpath(_VISIBLE)), _around(one for one in tree.xpath(_SIZED) if not _is_tiny(one))
    hidden = {
        one
        for one in styled
        if _is_hidden(one, scripted=scripted)
        or (_is_tiny(one) and one not in sized)
        or (_INVISIBLE.search(one.get("style") or "") and one not in visible)
    }
    whole, unseen = _measure(tree, hidden, within="p") if hidden and scripted else (0, 0)
    whole, unseen = (whole, unseen) if whole else _measure(tree, hidden)
    return frozenset() if unseen and unseen >= (_MOST if scripted else 1) * whole else hidden


def _is_hidden(element: Any, *, scripted: bool) -> bool:  # noqa: ANN401
    """Return whether an element and all within it is hidden, whatever that has for attributes."""
    style = element.get("style") or ""
    if element.tag == "template":
        return not (element.get("shadowrootmode") or element.get("shadowroot"))
    if element.get("hidden", "until-found").lower() != "until-found":
        return not _STREAMED.fullmatch(element.get("id") or "")
    return _UNSEEN.search(style) is not None or (not scripted and _NOT_DISPLAYED.search(style) is not None)


def _is_tiny(element: Any) -> bool:  # noqa: ANN401
    return _TINY.search(element.get("style") or "") is not None


def _around(elements: Iterable[Any]) -> Set[Any]:
    """Return the ancestors of elements, each visited once."""
    found: set[Any] = set()
    for element in elements:
        for one in element.iterancestors():
            if one in found:
                break
            found.add(one)
    return found


def _measure(tree: Any, hidden: Set[Any], within: str | None = None) -> tuple[int, int]:  # noqa: ANN401
    """Return how many characters of text there are in a tree, or in its elements of a tag, and how many are hidden."""
    from lxml import etree

    whole = unseen = 0
    depths = {"hidden": 0, "within": 0, "not text": 0}
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        step = 1 if event == "start" else -1
        depths["hidden"] += step * (element in hidden)
        depths["within"] += step * (within in (None, element.tag))
        depths["not text"] += step * (element.tag in _NO_TEXT)
        if event == "start" and depths["within"] and not depths["not text"]:
            own = len((element.text or "").strip()) + sum(len((one.tail or "").strip()) for one in element)
            whole += own
            unseen += own * (depths["hidden"] > 0)
    return whole, unseen
