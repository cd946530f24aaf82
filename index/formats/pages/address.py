"""The address of a page's article: the one that it states, which for a page made for AMP is that of another page."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urljoin, urlsplit

from index.addresses import canonical_url, is_twin, plain_url
from index.formats.pages.head import addresses_in

_AMP = ("amp", "\u26a1", "\u26a1\ufe0f")  # attributes of the root of a page that is made for AMP
_PRINT_TITLE = re.compile(
    r"(?:[|:(\[–—-]\s*)(?:print|printable|printer[- ]friendly)(?: (?:version|view|page))?[)\]]?\s*\Z", re.IGNORECASE
)
_PRINT_NAME = re.compile(r"\bprint(?:able|er|view|version|page)?\b", re.IGNORECASE)
# How browsers and SingleFile note the address that a page was saved from, in a comment above it.
_SAVED_FROM = re.compile(
    rb"<!--\s*(?:saved from url=\(\d+\)\s*|(?:(?!-->).){0,200}?SingleFile(?:(?!-->).){0,200}?\burl: )(https?://[^\s<>]+?)\s*"
    rb"(?:-->|saved date|\n)",
    re.IGNORECASE | re.DOTALL,
)
_KEPT = re.compile(r"https?://web\.archive\.org/web/\d{4,14}(?:[a-z]{2}_)?/(?=https?:)")  # of the Wayback Machine
_HEAD = 3_000
_FEW_LINKS = 3
_SHORT_SCRIPT = 200  # characters: a longer one may print where a button is pressed
_PRINT_LINE = re.compile(r"\s*printed from:?\s+(?:https?://|www\.)\S+\s*", re.IGNORECASE)


def address_of(tree: Any, metas: dict[str, str], url: str | None) -> str | None:  # noqa: ANN401 - lxml has no types
    """Return the canonical address of a page, joined to its base, to `og:url` or to `url`; None if it states none.

    A page that states nothing but the address of its twin for AMP has the address that the twin's is made from.
    """
    base = urljoin(url or metas.get("og:url", ""), next((one.get("href") or "" for one in tree.iter("base")), ""))
    canonical = [*links_of(tree, "canonical"), *filter(None, [metas.get("og:url")])]
    stated = [joined for link in canonical if (joined := _join(base, link))]
    if found := next(filter(is_of_article, stated), url):
        return found
    twins = [joined for link in links_of(tree, "amphtml") if (joined := _join(base, link)) and is_twin(joined)]
    return canonical_url(twins[0]) if twins else None


def address_stated(tree: Any, stated: dict[str, Any], metas: dict[str, str]) -> str | None:  # noqa: ANN401
    """Return the address that a page states of its article in JSON-LD or microdata alone; None if it states none."""
    marked = tree.xpath("//*[@itemprop='mainEntityOfPage']/@*[name()='href' or name()='itemid' or name()='content']")
    base = next(filter(None, (one.get("href") for one in tree.iter("base"))), metas.get("og:url", ""))
    links = (_join(base, link.strip()) for link in (*addresses_in(stated), *marked))
    return next((link for link in links if link and is_of_article(link)), None)


def saved_from(data: bytes) -> str | None:
    """Return the address that a page was saved from, as the program that saved it noted; None if none is noted."""
    found = _SAVED_FROM.search(data[:_HEAD])
    return _KEPT.sub("", found[1].decode("utf-8", "replace")) if found else None


def is_made_from(tree: Any, address: str | None, url: str | None) -> bool:  # noqa: ANN401
    """Return whether the page of `url` is made for AMP, telephones or printing from another, the one of `address`."""
    if url and address and plain_url(url) == plain_url(address):
        return False
    return any(name in tree.attrib for name in _AMP) or (url is not None and is_twin(url)) or _is_for_printing(tree)


def is_print_line(line: str) -> bool:
    """Return whether a line is the one by which a page for printing names the page that it was made from."""
    return _PRINT_LINE.fullmatch(line) is not None


def _is_for_printing(tree: Any) -> bool:  # noqa: ANN401
    """Return whether a page is for printing, by the end of its title, a line of its text, or its layout.

    The layout tells only of a page that search engines shall not list.
    """
    if any(_PRINT_TITLE.search(title.text_content()) for title in tree.iterfind("head/title")):
        return True
    if _is_kept_from_indexes(tree) and _looks_printed(tree):
        return True
    return any(is_print_line(line.text_content()) for line in tree.iter("p", "address", "small"))


def _is_kept_from_indexes(tree: Any) -> bool:  # noqa: ANN401
    robots = [meta for meta in tree.iter("meta") if (meta.get("name") or "").lower() in ("robots", "googlebot")]
    return any("noindex" in (meta.get("content") or "").lower() for meta in robots)


def _looks_printed(tree: Any) -> bool:  # noqa: ANN401
    """Return whether a page opens the dialogue for printing, names printing in its layout, or has no menu."""
    if any("print(" in (body.get("onload") or "") for body in tree.iter("body")):
        return True
    scripts = (script.text or "" for script in tree.iter("script"))
    if any("window.print(" in text and len(text) <= _SHORT_SCRIPT for text in scripts):
        return True
    named = [*tree.iter("body"), *tree.xpath("//body/div | //body/main | //body/article")]
    if any(_PRINT_NAME.search(f"{one.get('class')} {one.get('id')}") for one in named):
        return True
    return next(tree.iter("nav", "header", "aside", "form"), None) is None and len(tree.xpath("//a")) <= _FEW_LINKS


def links_of(tree: Any, relation: str) -> Iterator[str]:  # noqa: ANN401
    """Yield the addresses of the links of a page with a relation, as they are written."""
    for link in tree.iter("link"):
        if relation in (link.get("rel") or "").lower().split() and link.get("href"):
            yield link.get("href").strip()


def _join(base: str, link: str) -> str:
    with suppress(ValueError):
        if urlsplit(joined := urljoin(base, link)).scheme in ("http", "https"):
            return _KEPT.sub("", joined)
    return ""


def is_of_article(url: str) -> bool:
    """Return whether an address is one that an article can have, which that of a front page is not."""
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)
