"""Records with the provenance of their fields, from files, folders, the standard input, or an answer of a server."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import urlsplit

from index.errors import Unreadable
from index.formats.detection import detect
from index.formats.files import read_paths, read_stream
from index.formats.options import Options
from index.formats.pages import html
from index.formats.parallel import resolve
from index.formats.provenance import Reading, Trace
from index.formats.streams import open_stream
from index.formats.suffixes import SUFFIXES, Suffixes
from index.language import settle_language
from index.types import Article, Record, Rejected


@dataclass(frozen=True, slots=True)
class Answered:
    """What a server answered: the address it came from in the end, the content, and its type."""

    url: str
    data: bytes
    content_type: str = ""


def inspect_paths(paths: Iterable[str | Path], options: Options, stdin: BinaryIO) -> Iterator[Reading]:
    """Read paths as `read_paths` does; nothing is changed or remembered."""
    options = replace(options, trace=Trace())
    yield from _take(read_paths(paths, options=options, stdin=stdin), options)


def inspect_answer(answered: Answered, options: Options) -> Iterator[Reading]:
    """Read what a server answered: by the suffix of its address, else by its first bytes."""
    options = replace(options, trace=Trace())
    yield from _take(_read_answer(answered, options), options)


def _take(records: Iterable[Record], options: Options) -> Iterator[Reading]:
    trace = options.trace or Trace()
    for record in records:
        yield trace.take(_name_language(record, trace) if isinstance(record, Article) else record)


def _name_language(article: Article, trace: Trace) -> Article:
    """Return an article with the language that it will be stored with, and note it if it is that of the text."""
    settled = settle_language(article)
    if settled.language != article.language:
        trace.note("language", "", None, "detected in the text")
        if article.language:
            trace.remark("language", f"declared as {article.language!r}, but the text is in another language")
    return settled


def _read_answer(answered: Answered, options: Options) -> Iterator[Record]:
    suffixes = Suffixes.of(PurePosixPath(urlsplit(answered.url).path))
    suffixes = suffixes if suffixes.format in SUFFIXES else Suffixes()
    try:
        is_page = detect(open_stream(io.BytesIO(answered.data), suffixes.compression), suffixes.format) is html.read
    except Unreadable as error:
        yield Rejected(answered.url, None, error.message)
        return
    if not is_page:
        yield from resolve(read_stream(io.BytesIO(answered.data), answered.url, suffixes, options), options.progress, 0)
        return
    if options.trace is not None:
        options.trace.begin(answered.url, "page")
    source = html.Source(answered.data, answered.url, None, answered.content_type, answered.url)
    yield from resolve([html.read_source(source, options)], options.progress, 0)
