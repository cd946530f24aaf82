"""Word documents (.docx): the paragraphs, read as plain text. The only module that imports docx."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from index.errors import Unreadable
from index.formats.options import Options
from index.formats.streams import read_whole
from index.formats.texts.plain import read_texts
from index.text import normalise
from index.types import Record, Rejected

_MOST_EXPANDED = 100_000_000
_LARGEST_PART = 30_000_000
_OLE = b"\xd0\xcf\x11\xe0"
_TEXTS = ".//w:t[not(ancestor::w:txbxContent)] | .//w:tab[parent::w:r] | .//w:br | .//w:cr"


def read(stream: io.BufferedReader, origin: str, options: Options) -> Iterator[Record]:
    """Yield the article of a document, or all of a download of a news database, or a rejection; nothing if it is blank.

    Headline, date and byline are its first lines, as in plain text; the times in its properties are those of the file,
    and are not used. Tables, text boxes, headers and what was deleted are left out. Macros are never run: a document
    that has any is rejected.
    """
    try:
        data = read_whole(stream, options.max_record)
        if not data:
            return
        text = normalise("\n\n".join(_read_paragraphs(data, options)))
        if text:
            yield from read_texts(text, origin, options)
        else:
            yield Rejected(origin, None, "the document has no text")
    except ModuleNotFoundError:
        yield Rejected(origin, None, "Word documents need an extra: pip install 'dateline[documents]'")
    except Unreadable as error:
        yield Rejected(origin, None, error.message)
    except Exception as error:  # noqa: BLE001 - on malformed documents docx and lxml raise nearly anything
        reason = f"the document cannot be read: {type(error).__name__}: {' '.join(str(error).split())[:100]}"
        yield Rejected(origin, None, reason)


def _read_paragraphs(data: bytes, options: Options) -> list[str]:
    import docx

    if data.startswith(_OLE):
        raise Unreadable("it is encrypted, or an old .doc; save it as .docx without a password")
    _check_parts(data)
    body: Any = docx.Document(io.BytesIO(data)).element.body
    for row in body.xpath(".//w:tr[not(ancestor::w:txbxContent)]"):
        options.progress.pass_over("row of a table")
        cells = ("".join(map(_text_of, cell.xpath(_TEXTS))) for cell in row.xpath("./w:tc"))
        options.omit("table", " | ".join(" ".join(cell.split()) for cell in cells))
    return ["".join(map(_text_of, paragraph.xpath(_TEXTS))) for paragraph in body.xpath("./w:p | ./w:sdt//w:p")]


def _text_of(element: Any) -> str:  # noqa: ANN401 - lxml has no types
    name = element.tag.rpartition("}")[2]
    return element.text or "" if name == "t" else " " if name == "tab" else "\n"


def _check_parts(data: bytes) -> None:
    """Refuse macros, and what expands to more than documents do: `docx` holds every part in memory."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable(f"it is not a .docx file, or is cut short: {str(error)[:100]}") from None
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise Unreadable("it holds macros; save it without them")
    largest = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))), default=0)
    if sum(part.file_size for part in parts) > _MOST_EXPANDED or largest > _LARGEST_PART:
        raise Unreadable("the document expands to more than a text does; save its text alone")
