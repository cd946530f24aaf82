"""Elements of XML by their local names, read one item at a time: no entity is expanded and nothing is fetched."""

import codecs
import html
import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from index.errors import Unreadable
from index.formats.lines import too_long
from index.text import normalise_line

Element = Any  # lxml has no types

_EVENTS = ("start", "end")
_DECLARED = re.compile(rb"\s*<\?xml[^>]*\bencoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)


class Items:
    """The outermost elements of certain names in a stream, each complete; `root` is the name of the root element."""

    def __init__(self, stream: BinaryIO, names: frozenset[str], limit: int) -> None:
        self.root = ""
        self._encoding = _tell_misnamed(stream.peek(1)) if isinstance(stream, io.BufferedReader) else None
        self._stream = _Limited(stream, limit)
        self._names = names

    def __iter__(self) -> Iterator[Element]:
        """Yield each element; it is emptied when the next one is read.

        Raises:
            Unreadable: the XML is malformed or declares entities, or an element is longer than the limit.
        """
        from lxml import etree  # slow to import, and most files are not XML

        walk = etree.iterparse(
            self._stream, events=_EVENTS, encoding=self._encoding, load_dtd=False, no_network=True,
            resolve_entities=False, remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            yield from self._walk(walk)
        except etree.XMLSyntaxError as error:
            raise Unreadable(f"the XML is malformed: {str(error.msg)[:200]}") from None

    def _walk(self, walk: Element) -> Iterator[Element]:
        current: Element = None
        for event, element in walk:
            if not self.root:
                self.root = local_name(element)
                _refuse_entities(element)
            if current is None and event == "start" and local_name(element) in self._names:
                current = element
            elif element is current and event == "end":
                yield element
                current = None
                self._stream.restart()
                element.clear(keep_tail=False)
                while element.getprevious() is not None:
                    del element.getparent()[0]


def _tell_misnamed(head: bytes) -> str | None:
    """Return `utf-8` if XML is in it under another name, as pages are; None if what it declares holds."""
    declared = _DECLARED.match(head)
    if declared is None or declared[1].lower() in (b"utf-8", b"utf8"):
        return None
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(head)  # the last character may be cut
    except UnicodeDecodeError:
        return None
    return None if text.isascii() else "utf-8"


def parse(document: str) -> Element:
    """Return the root of an XML document that is held in a text.

    Raises:
        Unreadable: it is malformed or declares entities.
    """
    from lxml import etree

    parser = etree.XMLParser(
        load_dtd=False, no_network=True, resolve_entities=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(document.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"the XML within it is malformed: {str(error)[:200]}") from None
    _refuse_entities(root)
    return root


class _Limited:
    """A stream of which at most `limit` bytes are read between two calls of `restart`."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream, self._limit, self._read = stream, limit, 0

    def restart(self) -> None:
        self._read = 0

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._read += len(data)
        if self._read > self._limit:
            raise Unreadable(too_long(self._limit))
        return data


def _refuse_entities(root: Element) -> None:
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise Unreadable("it declares entities, which are not allowed in news items")


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace; empty for an entity that is not expanded."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def find_all(holder: Element, path: str) -> list[Element]:
    """Return the elements at a path of local names below an element, as `itemMeta/versionCreated`; `//p`: any p."""
    if holder is None:
        return []
    if path.startswith("//"):
        return [one for one in holder.iterdescendants() if local_name(one) == path[2:]]
    found = [holder]
    for name in path.split("/"):
        found = [child for one in found for child in one if local_name(child) == name]
    return found


def find(holder: Element, path: str) -> Element:
    """Return the first element at a path; None where there is none."""
    return next(iter(find_all(holder, path)), None)


def text_of(element: Element, *, without: str = "") -> str:
    """Return the text of an element in one line, without that of the elements named `without`; empty for None."""
    return normalise_line("".join(_pieces(element, without))) if element is not None else ""


def text_at(holder: Element, *paths: str) -> str:
    """Return the first text at one of these paths that is not empty."""
    return next((text for path in paths for one in find_all(holder, path) if (text := text_of(one))), "")


def attribute(element: Element, *names: str) -> str:
    """Return the first of these attributes that an element has, by their local names."""
    if element is None:
        return ""
    given = {name.rpartition("}")[2].lower(): value for name, value in element.attrib.items()}
    return next((normalise_line(given[name]) for name in names if given.get(name, "").strip()), "")


def attribute_at(holder: Element, path: str, *names: str) -> str:
    """Return the first of these attributes at a path."""
    return next((value for one in find_all(holder, path) if (value := attribute(one, *names))), "")


def _pieces(element: Element, without: str) -> Iterator[str]:
    stack: list[tuple[Element, bool]] = [(element, False)]
    while stack:  # not a recursion: an attacker chooses the depth
        one, left = stack.pop()
        if left:
            yield one.tail or ""
            continue
        if one is not element:
            stack.append((one, True))
        if local_name(one) != without or one is element:
            yield html.unescape(one.text or "") if not local_name(one) else one.text or ""
            stack.extend((child, False) for child in reversed(one))
