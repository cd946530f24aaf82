"""Elements of HTML that their own markup hides: no reader sees their text, so none of it is cited."""

import re
from collections.abc import Set
from typing import Any

_HIDING = re.compile(
    r"(?:^|;)\s*(?:visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0*)?%?\s*(?:;|!|$)|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]"
    r"|(?:left|right|top|text-indent|margin-left|margin-top)\s*:\s*-(?:\d{4,}px|\d{3,}r?em))",
    re.IGNORECASE,
)
_NOT_DISPLAYED = re.compile(r"(?:^|;)\s*display\s*:\s*none", re.IGNORECASE)
_TINY = re.compile(r"(?:^|;)\s*font-size\s*:\s*0(?:\.0*)?(?:[a-z]{2,3}|%)?\s*(?:;|!|$)", re.IGNORECASE)
_SHOWN_WITHIN = ".//*[contains(@style, 'font-size') or contains(@style, 'visible')]"
_BLOCK_WITHIN = ".//*[self::p or self::div or self::td or self::ul or self::section]"
_STREAMED = re.compile(r"S:\w+")  # what React sends hidden, and its script moves to where it is shown
_CANDIDATES = "//*[@hidden or @style or self::template]"
_TEXTS = "//text()[not(ancestor::script or ancestor::style or ancestor::head)]"
_MOST = 0.5  # of the paragraphs of a page: its scripts show what hides more


def hidden_in(tree: Any, *, scripted: bool) -> Set[Any]:  # noqa: ANN401 - lxml has no types
    """Return the elements of a tree that attributes of their own hide; classes are not looked at.

    A page is `scripted`: its scripts may show what `display: none` hides, and where the hidden parts are most of its
    text, they do. In feeds and mails nothing runs, so that such parts stay hidden, unless they are all there is.
    """
    hidden = {one for one in tree.xpath(_CANDIDATES) if _is_hidden(one, scripted=scripted)}
    if not hidden:
        return hidden
    texts = (tree.xpath("//p//text()") if scripted else ()) or tree.xpath(_TEXTS)
    whole = sum(len(text.strip()) for text in texts)
    unseen = sum(len(text.strip()) for text in texts if _stands_in(text, hidden))
    return frozenset() if unseen and unseen >= (_MOST if scripted else 1) * whole else hidden


def _is_hidden(element: Any, *, scripted: bool) -> bool:  # noqa: ANN401
    style = element.get("style") or ""
    if element.tag == "template":
        return not (element.get("shadowrootmode") or element.get("shadowroot"))
    if element.tag in ("html", "body"):
        return False
    if element.get("hidden", "until-found").lower() != "until-found":
        return not _STREAMED.fullmatch(element.get("id") or "")
    if _TINY.search(style):
        return not element.xpath(_SHOWN_WITHIN) and not element.xpath(_BLOCK_WITHIN)
    if _HIDING.search(style):
        return not element.xpath(_SHOWN_WITHIN)
    return not scripted and _NOT_DISPLAYED.search(style) is not None


def _stands_in(text: Any, hidden: Set[Any]) -> bool:  # noqa: ANN401
    holder = text.getparent()
    holder = holder.getparent() if text.is_tail else holder
    return holder is not None and (holder in hidden or any(one in hidden for one in holder.iterancestors()))
