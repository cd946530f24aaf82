r"""Text of others within Markdown: it stays text, and forms no link, image, tag, list or formula.

What is escaped, and why no more: chat clients render CommonMark with tables, strikethrough and TeX. A `]` is left alone
in running text, because without an open bracket it closes nothing, while several clients show `\[…\]` as a formula.
A `>` is escaped everywhere: clients that look for tags such as `<think>` do so before they read Markdown.
"""

import re
from urllib.parse import quote

# Characters with an effect anywhere; an underscore only at the edge of a word, an ampersand only before an entity.
_INLINE = re.compile(r"[\\`*\[<>~|$]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
# What begins a heading, list, table, rule or directive, if it comes first in a line.
_OPENING = re.compile(r"(?:(?<=[\r\n])|\A)[ \t]*(\d{1,9}(?=[.)](?:\s|\Z))|)([-+=#:.)]|)")
_TRAILING = re.compile(r"(?<![ \t])[ \t]+(?=[\r\n])")
_SAFE = ":/?#@!$&'*+,;=%-._~"
_IPV6 = re.compile(r"\[[0-9a-fA-F:.]+\](?=[:/?#]|\Z)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def escape(text: str) -> str:
    """Return text so that Markdown shows it as it stands, except for blanks at the ends of lines."""
    return _OPENING.sub(_escape_opening, _INLINE.sub(r"\\\g<0>", _TRAILING.sub("", text)))


def escape_label(text: str) -> str:
    """Return text for the label of a link, which ends at an unescaped bracket."""
    return escape(text).replace("]", "\\]")


def unescape(text: str) -> str:
    """Return text without its escapes."""
    return _ESCAPED.sub(r"\1", text)


def encode_address(url: str) -> str:
    """Return an address that cannot end the link that it stands in."""
    scheme, slashes, rest = url.partition("://")
    literal = _IPV6.match(rest)  # its brackets are part of the host, and are the only ones that a reader pairs
    host = literal[0] if literal else ""
    return quote(scheme + slashes, safe=_SAFE) + host + quote(rest[len(host) :], safe=_SAFE)


def _escape_opening(found: re.Match[str]) -> str:
    number, mark = found[1], found[2]
    return number + (f"\\{mark}" if mark and (number or mark not in ".)") else mark)
