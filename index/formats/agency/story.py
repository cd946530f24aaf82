"""The text of a story: the body of NITF, XHTML or plain text that stands within an item."""

import copy
import re
from collections.abc import Mapping

from index.formats.agency.elements import Element, find, find_all, local_name, parse, text_of
from index.formats.fields.markup import to_paragraphs
from index.text import normalise

_BODIES = ("body.content", "body")
_AS_HTML: Mapping[str, str] = {"hl2": "h2", "hedline": "div", "bq": "blockquote", "block": "div", "body.content": "div"}
_NO_TEXT = frozenset(
    ("media", "body.head", "body.end", "correction", "distributor", "head", "note", "media-caption", "figure", "img",
     "picture", "figcaption", "caption", "tagline")
)  # fmt: skip
_HIDING = frozenset(("hidden", "style"))
_ESCAPED = re.compile(  # elements that were written as text
    r"&lt;(script|style|iframe)\b(?:(?!&lt;/?(?:script|style|iframe)\b).)*&lt;/\1\s*&gt;", re.IGNORECASE | re.DOTALL
)
_ROOT = re.compile(r"(?:<\?[^>]*+>|<!doctype[^>\[]*+>|\s)*+<(?:\w+:)?([\w.]+)", re.IGNORECASE)
_BEGINNINGS = ("<p", "<div", "<html", "<!doctype", "<body", "<br", "<nitf", "<?xml")
_HTML = frozenset(
    ("html", "body", "p", "div", "br", "section", "article", "h1", "h2", "h3", "h4", "b", "i", "em", "strong", "a",
     "span", "ul", "ol", "table", "blockquote", "figure", "img", "pre", "hr", "main", "header", "iframe", "script")
)  # fmt: skip


def read_story(holder: Element) -> str:
    """Return the text of the body within an element, in paragraphs, without media, captions and notes to editors."""
    body = next((found for name in _BODIES if (found := _nearest(holder, name)) is not None), holder)
    if len(body) == 0:
        return normalise(body.text or "")
    from lxml import etree

    body = copy.deepcopy(body)
    body.tail = None
    if any(local_name(one) in ("p", "div", "table", "pre") for one in body.iterdescendants()):
        etree.strip_elements(body, *(f"{{*}}{name}" for name in _NO_TEXT), with_tail=False)
    for element in body.iter():
        if name := local_name(element):
            element.tag = _AS_HTML.get(name, name)
            for name in set(element.attrib) - _HIDING:
                del element.attrib[name]
    etree.cleanup_namespaces(body)
    return to_paragraphs(_ESCAPED.sub("", etree.tostring(body, encoding="unicode", method="html")))


def read_plain(text: str, *, markup: bool = False) -> str:
    """Return a text; where it is `markup` or begins as such, the text of it: NITF or HTML, and none of other XML."""
    head = text.lstrip()
    if not markup and not head[:15].lower().startswith(_BEGINNINGS):
        return text
    root = _ROOT.match(head)
    name = root[1].lower() if root else ""
    if name in ("nitf", "body.content"):
        return read_story(parse(head))
    return to_paragraphs(text) if name in _HTML or not head.startswith("<") else ""


def read_names(byline: Element) -> list[str]:
    """Return the names that a byline has: its persons, else its text without the title of a person."""
    persons = [text_of(one) for one in find_all(byline, "//person")]
    return persons or [text_of(byline, without="byttl")]


def _nearest(holder: Element, name: str) -> Element:
    if local_name(holder) == name:
        return holder
    return find(holder, name) if find(holder, name) is not None else find(holder, f"//{name}")
