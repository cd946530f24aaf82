"""Where the fields of a page stand in it, and which of its paragraphs are left out, for those who ask."""

import re
from collections.abc import Iterator
from typing import Any

from index.addresses import canonical_url, is_twin
from index.formats.fields.credits import is_credit
from index.formats.options import Options
from index.formats.pages.address import links_of
from index.formats.pages.byline import is_aside
from index.formats.pages.date import Stated
from index.formats.pages.head import authors_of, line_of, names_of
from index.text import normalise_line

_PIECES = ("p", "figcaption", "blockquote", "h2", "h3", "h4", "li", "td")
_SHORTEST = 25
_KINDS = (
    ("caption", re.compile(r"\b(?:fig)?caption|\bimage\b|\bphoto|\bpicture\b|\bgallery", re.IGNORECASE)),
    ("comment", re.compile(r"\bcomments?\b|disqus", re.IGNORECASE)),
    ("promotion", re.compile(r"promo|newsletter|subscri|advert|sponsor|\bad-|paywall", re.IGNORECASE)),
    (
        "link to other articles",
        re.compile(r"related|recommend|most-?read|more-|read-?next|trending|popular", re.IGNORECASE),
    ),
)
_TAGS = {
    "figure": "caption", "figcaption": "caption", "nav": "menu", "header": "menu", "footer": "menu", "form": "menu",
    "aside": "aside", "table": "table",
}  # fmt: skip


def note_places(
    tree: Any,  # noqa: ANN401 - lxml has no types
    stated: dict[str, Any],
    metas: dict[str, str],
    date: Stated | None,
    fields: dict[str, Any],
    options: Options,
) -> None:
    """Note where the `fields` of a page come from, and what of the page is not in its text.

    `stated` is the JSON-LD of the article, `date` what its date was read from.
    """
    if date is not None:
        options.note("published", date.place, " ".join(date.written.split()))
    elif fields["published"]:
        options.note("published", "date shown in the page, or in its address", str(fields["published"]))
    options.note("title", _place_of_title(tree, stated, metas, fields["title"]))
    options.note("url", _place_of_url(tree, metas, fields["url"]))
    options.note("source", _place_of_source(stated, metas, fields["source"]))
    options.note("language", "lang of the page")
    options.note("authors", _place_of_authors(tree, stated, fields["authors"]))
    options.note("text", "main text of the page")
    for kind, line in _left_out(tree, fields["text"]):
        options.omit(kind, line)


def _place_of_title(tree: Any, stated: dict[str, Any], metas: dict[str, str], title: str) -> str:  # noqa: ANN401
    named = (("JSON-LD headline", line_of(stated.get("headline"))), ("meta og:title", metas.get("og:title", "")))
    for place, text in named:
        if title and normalise_line(text) == title:
            return place
    for heading in tree.iter("h1", "h2", "h3", "h4"):
        if normalise_line(heading.text_content()) == title:
            return f"heading {heading.tag}"
    return next((f"{place}, without the site's name" for place, text in named if title in text), "title of the page")


def _place_of_url(tree: Any, metas: dict[str, str], url: str | None) -> str:  # noqa: ANN401
    if url and any(url.endswith(link) for link in links_of(tree, "canonical")):
        return "link rel=canonical"
    if url and metas.get("og:url") == url:
        return "meta og:url"
    if url and any(is_twin(link) and canonical_url(link) == url for link in links_of(tree, "amphtml")):
        return "link rel=amphtml, the address that it is made from"
    return "address of the page"


def _place_of_source(stated: dict[str, Any], metas: dict[str, str], source: str | None) -> str:
    if metas.get("og:site_name") == source:
        return "meta og:site_name"
    return "JSON-LD publisher" if line_of(stated.get("publisher")) == source else "name of the site in the page"


def _place_of_authors(tree: Any, stated: dict[str, Any], authors: tuple[str, ...]) -> str:  # noqa: ANN401
    if names_of(stated.get("author")) == authors:
        return "JSON-LD author"
    return "link rel=author" if authors_of(tree) == authors else "byline in the page"


def _left_out(tree: Any, text: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """Yield the kind and the line of each piece of prose of a page that does not stand in its text, each once."""
    kept, seen = _fold(text), set[str]()
    for piece in tree.iter(*_PIECES):
        line = normalise_line(" ".join(piece.xpath(".//text()[not(ancestor::script or ancestor::style)]")))
        key = _fold(line)
        if len(line) < _SHORTEST or key in kept or key in seen or any(True for _ in piece.iterdescendants(*_PIECES)):
            continue
        seen.add(key)
        yield _kind_of(piece, line), line


def _kind_of(piece: Any, line: str) -> str:  # noqa: ANN401
    if is_credit(line):
        return "credit"
    if is_aside(line):
        return "byline or date"
    for one in (piece, *piece.iterancestors()):
        if kind := _TAGS.get(one.tag):
            return kind
        named = f"{one.get('class') or ''} {one.get('id') or ''}"
        if kind := next((kind for kind, pattern in _KINDS if one.tag != "body" and pattern.search(named)), None):
            return kind
    return "paragraph outside the main text" if piece.tag == "p" else "heading or list outside the main text"


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
