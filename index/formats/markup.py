"""HTML fragments converted to plain text: the visible text, in paragraphs."""

import re
from collections.abc import Set

from index.errors import Unreadable
from index.text import normalise

# Not displayed, or not displayed as text.
_HIDDEN = frozenset(
    ("audio", "button", "canvas", "head", "iframe", "noscript", "object", "script", "select", "style", "svg",
     "template", "textarea", "video")
)  # fmt: skip
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt", "fieldset",
     "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
     "ol", "p", "pre", "section", "summary", "table", "tr", "ul")
)  # fmt: skip
_BREAKS = {"br": "\n", "td": " ", "th": " "}
_BLANKS = re.compile(r"\s+")
_AROUND_BREAKS = re.compile(r"[^\S\n]*\n[^\S\n]*|[^\S\n]+")


def to_paragraphs(markup: str, *, without: Set[str] = frozenset()) -> str:
    """Return the text of an HTML fragment, with blank lines between its blocks and without scripts and styles.

    The elements with the tags `without` are left out too.

    Nothing is fetched, and only the entities of HTML are expanded.

    Raises:
        Unreadable: it is nested too deeply to be parsed completely.
    """
    from lxml import etree, html  # slow to import, and most files have no markup

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    tree = html.document_fromstring(f"<div>{markup}</div>".encode(errors="replace"), parser=parser)
    if any(error.level_name == "FATAL" for error in parser.error_log):
        raise Unreadable("its markup is nested too deeply")
    walk = etree.iterwalk(tree, events=("start", "end"))
    pieces: list[str] = []
    depth = 0  # of blocks within the fragment: where there is none, blank lines part the paragraphs
    for event, element in walk:
        is_block = element.tag in _BLOCKS and element.getparent() is not None
        if element.tag in _BLOCKS:
            pieces.append("\n\n")
        if event == "end":
            depth -= is_block
            pieces.append(_join(element.tail or "", keep=depth <= 1))
        elif element.tag in _HIDDEN or element.tag in without:
            walk.skip_subtree()
        else:
            depth += is_block
            pieces += [_BREAKS.get(element.tag, ""), _join(element.text or "", keep=depth <= 1)]
    return normalise(_AROUND_BREAKS.sub(lambda gap: "\n" if "\n" in gap[0] else " ", "".join(pieces)))


def _join(text: str, *, keep: bool) -> str:
    """Return a text with single blanks, and its blank lines if they are to be kept."""
    return _BLANKS.sub(lambda gap: "\n\n" if keep and gap[0].count("\n") > 1 else " ", text)
