"""The messages that a reply quotes, dropped from its text or its HTML.

A forwarded message is kept: it is what the mail brings. So is the quotation of a message that has nothing else.
"""

import re
from typing import Any

_QUOTED = re.compile(
    r"(?m)^(?:On|Am|Le|El|Il|Op) [^\n]{5,200}?(?:\n[^\n]{0,200}?)?"
    r"(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef)[^\n]{0,200}:\s*\n+(?=>)|^>[^\n]*\n?"
)
_ORIGINAL = re.compile(
    r"(?mi)^-{3,} ?(?:Original Message|Ursprüngliche Nachricht|Originalnachricht|Message d'origine|Mensaje original"
    r"|Messaggio originale|Oorspronkelijk bericht) ?-{3,}\s*$"
)
_GMAIL = "//div[contains(concat(' ', normalize-space(@class), ' '), ' gmail_quote ')]/blockquote"
_OTHERS = "//blockquote[@type='cite'] | //div[contains(@class, 'moz-cite-prefix')]"


def drop_quotations(text: str) -> str:
    """Return the plain text of a message without the messages that it quotes."""
    own = _ORIGINAL.split(text, maxsplit=1)[0]
    return _QUOTED.sub("", own if own.strip() else text)


def drop_quoted_elements(markup: str) -> str:
    """Return the HTML of a message without the messages that it quotes."""
    if "<blockquote" not in markup.casefold():
        return markup
    from lxml import html  # slow to import, and most files have no markup

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    tree = html.document_fromstring(f"<div>{markup}</div>".encode(errors="replace"), parser=parser)
    for first in tree.xpath(f"{_GMAIL}[1]"):
        _drop_introduction(first)
    for quotation in tree.xpath(f"{_GMAIL} | {_OTHERS}"):
        quotation.drop_tree()
    return html.tostring(tree, encoding="unicode") if tree.text_content().strip() else markup


def _drop_introduction(quotation: Any) -> None:  # noqa: ANN401 - lxml has no types
    """Drop the line before the first quotation of a reply, "On … wrote:"."""
    parent = quotation.getparent()
    parent.text = None
    for one in list(quotation.itersiblings(preceding=True)):
        parent.remove(one)
