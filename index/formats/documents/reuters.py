"""The SGML of the Reuters-21578 collection: one article for each element REUTERS."""

import html
import io
import re
from collections.abc import Iterator

from index.formats.fields.records import to_article
from index.formats.lines import too_long
from index.formats.options import Options
from index.types import Record, Rejected

_BLOCK = 65_536
_END = b"</REUTERS>"
_BEGIN = re.compile(rb"<REUTERS\b[^<>]*>")
_FRACTION = re.compile(r"(\d\d:\d\d:\d\d)\.\d+")
_CONTROL = re.compile(r"&#(?:[0-9]|1[0-9]|2[0-9]|3[01]|127);")
_NEW_PARAGRAPH = re.compile(r"\n(?: {3,}|\s*\n)\s*")
_SIGNED = re.compile(r"\s\s*+reuters?\.?\Z", re.IGNORECASE)
_REACH = 40
_PLACES = {
    "id": "NEWID", "title": "TITLE", "text": "BODY", "published": "DATE", "source": "the collection, or --source",
    "language": "the collection",
}  # fmt: skip


def read(stream: io.BufferedReader, origin: str, options: Options) -> Iterator[Record]:
    """Yield an article or a rejection for each item; rejections have the number of the item.

    Items that are a headline alone are counted in `options.progress`.

    Raises:
        Unreadable: the stream is truncated or damaged; the items before that have been yielded.
    """
    number = 0
    for item in _split(stream, options.max_record):
        number += 1
        if item is None:
            yield Rejected(origin, number, too_long(options.max_record))
        elif begin := _BEGIN.search(item):
            yield from _read_item(begin[0].decode("latin-1"), item[begin.end() :], origin, number, options)
        elif number == 1 or item.rstrip().endswith(_END):
            yield Rejected(origin, number, "it has no element REUTERS")
    if not number:
        yield Rejected(origin, None, "it has no element REUTERS")


def _split(stream: io.BufferedReader, limit: int) -> Iterator[bytes | None]:
    """Yield what ends with the end of an element, and what an unfinished one holds; None for one beyond the limit."""
    held, is_long, searched = bytearray(), False, 0
    while block := stream.read1(_BLOCK):
        held += block
        while (end := held.find(_END, max(0, searched - len(_END)))) >= 0:
            yield None if is_long or end > limit else bytes(held[: end + len(_END)])
            del held[: end + len(_END)]
            is_long, searched = False, 0
        searched = len(held)
        if len(held) > limit:
            is_long = True
            del held[: -len(_END)]
            searched = 0
    if is_long or _BEGIN.search(held):
        yield None if is_long else bytes(held)


def _read_item(tag: str, data: bytes, origin: str, number: int, options: Options) -> Iterator[Record]:
    if not data.endswith(_END):
        yield Rejected(origin, number, "the file is cut in the middle of this item; what came before was read")
        return
    content = data.decode("latin-1").replace("\r\n", "\n")
    title, body = _element(content, "TITLE"), _element(content, "BODY")
    if not body and title:
        options.progress.pass_over("item without a text")
        return
    id = re.search(r'NEWID="(\w{1,20})"', tag)  # noqa: A001
    record: dict[str, object] = {
        "id": f"reuters-21578-{id[1]}" if id else None,
        "title": " ".join(title.split())[:1_000],
        "text": "\n\n".join(part.replace("\n", " ") for part in _NEW_PARAGRAPH.split(_without_signature(body))),
        "published": _FRACTION.sub(r"\1", _element(content, "DATE").strip())[:100],
        "source": options.source or "Reuters",
        "language": "en",
        "authors": [],
    }
    if options.trace is not None:
        for name, place in _PLACES.items():
            options.note(name, place)
    yield to_article(record, origin, number, options)


def _without_signature(body: str) -> str:
    return body[:-_REACH] + _SIGNED.sub("", body[-_REACH:])


def _element(content: str, name: str) -> str:
    begin = content.find(f"<{name}>")
    end = content.find(f"</{name}>", begin)
    if begin < 0 or end < 0:
        return ""
    return html.unescape(_CONTROL.sub(" ", content[begin + len(name) + 2 : end])).strip()
