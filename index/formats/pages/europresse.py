"""Exports of Europresse: one page with many documents, each an `article` with its paper, day, headline and text."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import html

from index.formats.fields.loose import loosen
from index.formats.fields.records import to_article
from index.formats.options import Options
from index.formats.pages.encoding import decode_page
from index.formats.pages.prose import line_in
from index.types import Record, Rejected

SIGN = re.compile(rb"class=[\"'](?:rdp__)?DocPublicationName[\"' ]")
"""What tells such a page from others."""

_DAY = re.compile(
    r"\d{1,2}(?:er)?\.? [^\W\d_]{3,10}\.? \d{4}|[^\W\d_]{3,10}\.? \d{1,2}, \d{4}|\d{4}-\d\d-\d\d", re.IGNORECASE
)
_EDITION = re.compile(r"\s*(?:[;(]|,\s*(?:n[o°]\.?|no\b|numéro|édition)|\s[-–]\s|\d{4}).*\Z", re.IGNORECASE | re.DOTALL)
_CLASS = "contains(concat(' ', normalize-space(@class), ' '), ' {} ')"
_TEXTS = ("docOcurrContainer", "DocText")
_LANGUAGES = {"fr": re.compile(r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b", re.IGNORECASE)}


def read_export(data: bytes, origin: str, options: Options) -> Iterator[Record]:
    """Yield an article or a rejection for each document of an export."""
    tree = html.document_fromstring(decode_page(data, ""))
    for number, document in enumerate(tree.iter("article"), start=1):
        yield _read_document(document, origin, number, options)


def _read_document(document: Any, origin: str, number: int, options: Options) -> Record:  # noqa: ANN401 - lxml has no types
    headline = _first(document, "titreArticleVisu") or _first(document, "titreArticle")
    stated = " ".join(_all(document, "DocHeader"))
    day = _DAY.search(stated)
    text = next((found for name in _TEXTS if (found := _paragraphs(document, name))), "")
    if not headline and not text:
        return Rejected(origin, number, "it is no document of Europresse: it has neither headline nor text")
    language = next((code for code, words in _LANGUAGES.items() if words.search(stated)), None)
    _note(options)
    record: dict[str, object] = {
        "title": headline,
        "text": text,
        "published": day[0].replace("1er", "1") if day else None,
        "source": _EDITION.sub("", _first(document, "DocPublicationName")) or None,
        "authors": "; ".join(_all(document, "docAuthors")),
        "language": language,
        "rights": next((line_in(one) for one in document.xpath(".//footer//small")), None),
    }
    return to_article(loosen(record, options), origin, number, options)


def _note(options: Options) -> None:
    for name, place in (("title", "titreArticle"), ("published", "DocHeader"), ("source", "DocPublicationName")):
        options.note(name, place)
    options.note("authors", "docAuthors")
    options.note("text", "text of the document")


def _all(document: Any, name: str) -> list[str]:  # noqa: ANN401
    found = document.xpath(f".//*[{_CLASS.format(name)}]")
    return list(dict.fromkeys(line for one in found if (line := line_in(one))))


def _first(document: Any, name: str) -> str:  # noqa: ANN401
    return next(iter(_all(document, name)), "")


def _paragraphs(document: Any, name: str) -> str:  # noqa: ANN401
    """Return the paragraphs of the first element with a class; of one without paragraphs its lines."""
    holder = next(iter(document.xpath(f".//*[{_CLASS.format(name)}]")), None)
    if holder is None:
        return ""
    lines = [line_in(one) for one in holder.iter("p")]
    return "\n\n".join(filter(None, lines)) or line_in(holder)
