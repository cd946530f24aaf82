"""PDF files: their text layer, read as plain text. The only module that imports pypdf."""

import io
import logging
import re
from collections.abc import Iterator
from statistics import quantiles
from typing import Any

from index.errors import Unreadable
from index.formats.documents.printed import cut_titles, drop_running_heads
from index.formats.options import Options
from index.formats.streams import read_whole
from index.formats.texts.plain import read_text
from index.text import normalise
from index.types import Record, Rejected

_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_MOST_PAGES = 500
_LARGEST_PAGE = 1_000_000  # bytes of instructions; a page of text has some thousand
_FEW_LINES = 4  # a page of so few lines has no width
_FULL = 0.75  # of the width: lines that are shorter end a paragraph
_HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)


def read(stream: io.BufferedReader, origin: str, options: Options) -> Iterator[Record]:
    """Yield the one article of a file, or a rejection; nothing if it is blank.

    Headline, date and byline are its first lines, as in plain text; the times in its properties are those of the file,
    and are not used. A file that is encrypted or made of images alone is rejected.
    """
    try:
        data = read_whole(stream, options.max_record)
        if not data:
            return
        if _PAGE.match(data):
            raise Unreadable("it is a web page, not a PDF file, as an expired link gives: save the document itself")
        text = normalise("\n\n".join(_read_pages(data, options)))
        if not text:
            raise Unreadable("it has no text layer: it is made of images; recognise its text first")
        yield read_text(text, origin, options)
    except ModuleNotFoundError:
        yield Rejected(origin, None, "PDF files need an extra: pip install 'dateline[documents]'")
    except Unreadable as error:
        yield Rejected(origin, None, error.message)
    except Exception as error:  # noqa: BLE001 - on malformed files pypdf raises nearly anything
        reason = f"the PDF file cannot be read: {type(error).__name__}: {' '.join(str(error).split())[:100]}"
        yield Rejected(origin, None, reason)


def _read_pages(data: bytes, options: Options) -> list[str]:
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # the caller reports what it cannot parse
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("it is encrypted; save it without a password")
    pages: Any = reader.pages
    if len(pages) > _MOST_PAGES:
        raise Unreadable(f"it has more than {_MOST_PAGES} pages, as no article does")
    read = [_read_lines(page) for page in pages]
    title = (reader.metadata.title if reader.metadata else None) or ""
    return [_join(page) for page in cut_titles(drop_running_heads(read, options), title, options)]


def _read_lines(page: Any) -> list[str]:  # noqa: ANN401 - pypdf types its objects loosely
    """Return the lines of a page, without its number."""
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > _LARGEST_PAGE:
        raise Unreadable("it has a page of drawings, which no article is; save its text alone")
    lines = _HYPHEN.sub("", str(page.extract_text())).split("\n")
    return [line.strip() for line in lines if not _NUMBER.fullmatch(line.strip())]


def _join(lines: list[str]) -> str:
    """Return the lines of a page joined to paragraphs."""
    lengths = [len(line) for line in lines if line]
    width = quantiles(lengths, n=10)[-1] if len(lengths) > 1 else 0
    joined = ""
    for line in lines:
        joined += line + (" " if line and len(line) >= _FULL * width and len(lengths) > _FEW_LINES else "\n\n")
    return joined
