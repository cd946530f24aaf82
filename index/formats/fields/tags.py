"""Whether a text is markup, or plain text that only names tags, as in "use <b> for bold"."""

import re

_VALUE = r"(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+)"
_WITHOUT_VALUE = r"(?:async|defer|hidden|controls|itemscope|allowfullscreen)"
_ATTRIBUTES = rf"(?:\s+[\w:@.-]+\s*=\s*{_VALUE}|\s+{_WITHOUT_VALUE})*\s*"
_BLOCKS = r"p|div|ul|ol|li|h[1-6]|blockquote|figure|table|section|article"
_PAIRED = rf"{_BLOCKS}|span|b|i|u|s|em|strong|a|script|style|small|sub|sup|code|pre|q|cite|mark|font|center"
_USED = re.compile(
    rf"</(?:{_BLOCKS})\s*>"
    rf"|<(?:br|img|hr){_ATTRIBUTES}/?>"
    rf"|<(?:{_PAIRED}|iframe|video|source)(?=\s+[\w:-]+\s*=){_ATTRIBUTES}/?>"
    rf"|(?:\A|\n)\s*<(?:{_BLOCKS}){_ATTRIBUTES}>",
    re.IGNORECASE,
)
_OPENED = re.compile(rf"<({_PAIRED})\s*>", re.IGNORECASE)
_CLOSED = re.compile(rf"</({_PAIRED})\s*>", re.IGNORECASE)
_HIDING = (
    "script", "style", "textarea", "noscript", "iframe", "object", "select", "svg", "template", "video", "audio",
    "button", "title",
)  # fmt: skip
_BARE = {tag: re.compile(rf"<({tag})\s*>", re.IGNORECASE) for tag in _HIDING}


def is_markup(text: str) -> bool:
    """Return whether a text has tags that are used, and not only named.

    These are closed again, have attributes, stand in front of a line, or are of line breaks or pictures.
    """
    if "<" not in text or ">" not in text:
        return False
    if _USED.search(text) or ("<!--" in text and "-->" in text):
        return True
    closed = {tag.lower() for tag in _CLOSED.findall(text)}
    return bool(closed) and not closed.isdisjoint(tag.lower() for tag in _OPENED.findall(text))


def keep_named_tags(markup: str) -> str:
    """Return markup in which a tag that would hide all that follows is text, where nothing closes it."""
    lower = markup.lower()
    for tag, bare in _BARE.items():
        if f"<{tag}" in lower and f"</{tag}" not in lower:
            markup = bare.sub(r"&lt;\1&gt;", markup)
    return markup
