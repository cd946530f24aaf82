"""Markdown: one file is one article, with its fields in front matter. The only module that imports markdown-it."""

import io
import re
from collections.abc import Iterator

from index.errors import Unreadable
from index.formats.fields.loose import loosen
from index.formats.fields.markup import to_paragraphs
from index.formats.fields.records import date_in_name, to_article
from index.formats.options import Options
from index.formats.streams import read_whole
from index.formats.texts.labels import read_labels
from index.formats.texts.plain import note_labelled, read_text
from index.text import decode
from index.types import Record, Rejected

_LARGEST = 300_000  # half a minute at worst for each further megabyte
_SHORTCODE = re.compile(r"\{\{[<%].{0,1000}?[%>]\}\}", re.DOTALL)  # of Hugo: figures and films
_HEADING = re.compile(r"(?:#[ \t]+(.+?)[ \t]*#*|(.+)\n=+[ \t]*)(?:\n|\Z)")


def read(stream: io.BufferedReader, origin: str, options: Options) -> Iterator[Record]:
    """Yield the one article of the stream, or a rejection; nothing if the stream is blank.

    Without front matter the first lines are read as those of plain text. A draft is rejected.
    """
    try:
        text = decode(read_whole(stream, min(options.max_record, _LARGEST)), "the file").replace("\r\n", "\n")
        if text.strip():
            yield _read_text(text, origin, options)
    except Unreadable as error:
        yield Rejected(origin, None, error.message)


def _read_text(text: str, origin: str, options: Options) -> Record:
    lines = text.lstrip("\ufeff").split("\n")
    labelled = read_labels(lines)
    body = "\n".join([*labelled.rest, *lines[labelled.size :]])
    if labelled.unpublished:
        return Rejected(origin, None, labelled.unpublished)
    if not labelled.fields:
        return read_text(_render(body, breaks=True), origin, options)  # its first lines may be date and byline
    if heading := _HEADING.match(body.lstrip()):
        title = _render(heading[1] or heading[2])
        if labelled.fields.setdefault("title", title) == title:
            body = body.lstrip()[heading.end() :]
    note_labelled(labelled.fields, options)
    record = {"published": date_in_name(origin, options.zone), **labelled.fields, "text": _render(body)}
    return to_article(loosen(record, options), origin, None, options)


def _render(markdown: str, *, breaks: bool = False) -> str:
    """Return Markdown as paragraphs without markup; with `breaks` each line stays one."""
    from markdown_it import MarkdownIt

    rendered = MarkdownIt("commonmark", {"maxNesting": 20, "breaks": breaks}).render(_SHORTCODE.sub("", markdown))
    return to_paragraphs(rendered)
