"""Pages that show only the beginning of their article, the rest of which is for subscribers."""

import re
from collections.abc import Iterator
from typing import Any

from index.text import normalise_line

_CUT = re.compile(r"(?:…|\.\.\.|\[…\])\W*\Z")
_MORE = (
    r"(?:(?:continue|keep|finish) reading|(?:continue|read|unlock|access|view|see|enjoy)(?: to)? (?:the |this |our )?"
    r"(?:full|rest|entire|whole|complete|article|story|content|premium|unlimited))"
)
_JOIN = (
    r"(?:subscribe|log ?in|sign ?(?:in|up)|register|create (?:a|an|your) (?:free )?account"
    r"|become a (?:member|subscriber)|start your)"
)
_READERS = r"(?:our |paying |registered |premium |digital )*(?:subscribers|members)"
_PROMPT = re.compile(
    rf"\b{_JOIN}\b.{{0,60}}\bto {_MORE}|\bto {_MORE}.{{0,40}}\b{_JOIN}\b"
    rf"|\b(?:article|story|content|page) is (?:only |exclusively |reserved |available )*(?:for|to) {_READERS}"
    r"|\b(?:weiterlesen mit (?:[\w-]+ ){0,3}(?:\w*(?:plus|abo|premium)|\w+(?=\+))"
    r"|mit (?:dem |einem )?\w*abo weiterlesen"
    r"|(?:cet article|la suite) est réservée? (?:aux|à nos) abonnés|il vous reste [\d,.]+ ?% de cet article"
    r"|(?:contenido|artículo) exclusivo para (?:suscriptores|socios)|suscríbete para (?:seguir|continuar) leyendo)\b"
    r"|\b(?:jetzt (?:abonnieren und|weiterlesen)|diesen artikel weiterlesen)\b"
    r"|\bsubscribers? only\b|\byou(?:'ve| have) (?:reached|used|read) (?:your|all)\b.{0,40}\b(?:free|limit)\b",
    re.IGNORECASE,
)
_FRAME = ("script", "style", "noscript", "template", "header", "nav", "footer", "aside")
_LONGEST = 2_000  # characters: what says more is worth keeping, even if it is cut
_SHORT = 600
_LONGEST_PROMPT = 600


def is_stub(tree: Any, stated: dict[str, Any], text: str) -> bool:  # noqa: ANN401 - lxml has no types
    """Return whether a text is only the beginning of an article that is not free.

    `stated` is the JSON-LD of the article. Where it says that the article is not free, a short text is the beginning,
    unless the part for subscribers stands in the page; where it says nothing, a page that asks to subscribe for more.
    """
    told = "\n".join(line for line in text.split("\n") if not _PROMPT.search(line.replace("’", "'")))
    if len(told) >= _LONGEST:
        return False
    if not _is_paid(tree, stated):
        return len(told) < _SHORT and _is_free(stated) is None and _asks(tree)
    return _CUT.search(told) is not None or (not _has_rest(tree, stated) and (len(told) < _SHORT or _asks(tree)))


def _is_paid(tree: Any, stated: dict[str, Any]) -> bool:  # noqa: ANN401
    marked = tree.xpath("//meta[@itemprop='isAccessibleForFree']/@content")
    return _is_free(stated) is False or (_is_free(stated) is None and bool(marked) and marked[0].lower() == "false")


def _is_free(stated: dict[str, Any]) -> bool | None:
    said = str(stated.get("isAccessibleForFree", "")).rpartition("/")[2].lower()
    return {"true": True, "false": False}.get(said)


def _has_rest(tree: Any, stated: dict[str, Any]) -> bool:  # noqa: ANN401
    """Return whether the part for subscribers, which the article names by its class, has text in the page."""
    for name in _classes(stated.get("hasPart")):
        found = tree.xpath("//*[contains(concat(' ', normalize-space(@class), ' '), $name)]", name=f" {name} ")
        if any(len(normalise_line(one.text_content())) > _LONGEST_PROMPT for one in found):
            return True
    return False


def _classes(parts: object) -> Iterator[str]:
    for part in parts if isinstance(parts, list) else [parts]:
        selector = part.get("cssSelector") if isinstance(part, dict) else None
        if isinstance(selector, str) and re.fullmatch(r"\.[\w-]+", selector.strip()):
            yield selector.strip()[1:]


def _asks(tree: Any) -> bool:  # noqa: ANN401
    """Return whether a short block of a page, outside its frame, asks to subscribe to read more."""
    for element in tree.iter("p", "div", "section", "h2", "h3", "h4", "span", "strong", "a", "button"):
        line = element.text_content()
        is_prompt = len(line) <= _LONGEST_PROMPT and _PROMPT.search(normalise_line(line.replace("’", "'")))
        if is_prompt and all(one.tag not in _FRAME for one in element.iterancestors()):
            return True
    return False
