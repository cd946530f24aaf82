"""HTML fragments converted to plain text: the visible text, in paragraphs."""

import html
import re
from collections.abc import Set
from contextlib import suppress

from index.errors import Unreadable
from index.formats.fields.code import drop_code
from index.formats.fields.hidden import hidden_in
from index.formats.fields.tags import is_markup, keep_named_tags
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
_ENTITY = re.compile(
    r"&(?:amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip|#\d{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE
)
_CAPTION_CLASS = re.compile(r"(?:^|\s)wp-caption-text(?:\s|$)")
_SHORTCODES = re.compile(
    r"\[caption\b[^\]]{0,500}\](?:(?!\[caption\b).)*?\[/caption\]|\[gallery(?:\s[^\]]{0,500})?\]"
    r"|\[(embed|audio|video)(?:\s[^\[\]]{0,500})?\][^\[]{0,2000}\[/\1\]",
    re.DOTALL,
)
# Other shortcodes enclose text: those of page builders, and those with an attribute or a closing one.
_SHORTCODE = re.compile(r"\[/?([a-z][\w-]{0,40})(\s[^\[\]]{0,500})?\]", re.IGNORECASE)
_CLOSING = re.compile(r"\[/([a-z][\w-]{0,40})\]", re.IGNORECASE)
_BUILDER = re.compile(r"(?:vc|et_pb|fusion|su|tatsu|mk|td|cs)_\w+|dropcap|embed", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\s[\w-]+=(?:[\"'“”″‘’]|&(?:quot|#8\d\d\d);)")
_TRAILER = re.compile(r"(?:\A|\n)The post [^\n]{1,300} (?:appeared first|first appeared) on [^\n]{1,200}\Z")
_BLANKS = re.compile(r"\s+")
_AROUND_BREAKS = re.compile(r"[^\S\n]*\n[^\S\n]*|[^\S\n]+")


def read_again(text: str) -> str:
    """Return a text that was read from markup; where it is markup or entities itself, because these were escaped twice,
    the text of that.
    """  # noqa: D205 - one sentence
    if _ENTITY.search(text):
        text = html.unescape(text)
    if is_markup(text):
        with suppress(Unreadable):
            return to_paragraphs(keep_named_tags(text))
    return text


def to_paragraphs(markup: str, *, without: Set[str] = frozenset()) -> str:
    """Return the text of an HTML fragment in paragraphs, without scripts, styles, captions and what it hides.

    What WordPress adds is left out as well: its shortcodes, and the line that names the post at the end. So
    are the elements with the tags `without`.

    Nothing is fetched, and only the entities of HTML are expanded.

    Raises:
        Unreadable: it is nested too deeply to be parsed completely.
    """
    from lxml import etree  # slow to import, and most files have no markup
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    tree = document_fromstring(f"<div>{_drop_shortcodes(markup)}</div>".encode(errors="replace"), parser=parser)
    if any(error.level_name == "FATAL" for error in parser.error_log):
        raise Unreadable("its markup is nested too deeply")
    hidden = hidden_in(tree, scripted=False)
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
        elif element.tag in without or element in hidden or _is_left_out(element.tag, element.get("class") or ""):
            walk.skip_subtree()
        else:
            depth += is_block
            pieces += [_BREAKS.get(element.tag, ""), _join(element.text or "", keep=depth <= 1)]
    text = normalise(_AROUND_BREAKS.sub(lambda gap: "\n" if "\n" in gap[0] else " ", "".join(pieces)))
    return drop_code(_TRAILER.sub("", text)).rstrip()


def _drop_shortcodes(markup: str) -> str:
    """Return a fragment without the shortcodes of WordPress; the text that one encloses is kept, unless it is media."""
    rest = _SHORTCODES.sub("", markup)
    closed = {name.lower() for name in _CLOSING.findall(rest)}

    def replaced(found: re.Match[str]) -> str:
        is_code = found[1].lower() in closed or _BUILDER.fullmatch(found[1]) or _ATTRIBUTE.search(found[2] or "")
        return "" if is_code else found[0]

    return _SHORTCODE.sub(replaced, rest)


def _is_left_out(tag: str, classes: str) -> bool:
    """Return whether an element is no text of its article: not displayed, or a caption."""
    return tag in _HIDDEN or tag == "figcaption" or _CAPTION_CLASS.search(classes) is not None


def _join(text: str, *, keep: bool) -> str:
    """Return a text with single blanks, and its blank lines if they are to be kept."""
    return _BLANKS.sub(lambda gap: "\n\n" if keep and gap[0].count("\n") > 1 else " ", text)
