"""Gzip as web archives use it, one member a record: damage in one member costs that member, not the rest."""

import io
import zlib
from collections.abc import Iterator

from index.errors import Unreadable
from index.formats.streams import Bound, stream_of

_MAGIC = b"\x1f\x8b\x08"
_BLOCK = 65_536
_MOST_DAMAGED = 1_000


class Segments:
    """The content of a web archive: one stream, or several where damaged members lie between them.

    Content that is not compressed is one stream. Each stream has to be read to its end before the next is taken.
    `damaged` counts the members that could not be read to their ends.
    """

    def __init__(self, raw: io.BufferedReader) -> None:
        self._raw = raw
        self._held = b""
        self._bound = Bound()
        self.damaged = 0

    def __iter__(self) -> Iterator[io.BufferedReader]:
        """Yield the streams.

        Raises:
            Unreadable: the file is damaged throughout, or a gzip bomb; also while a stream is read.
        """
        if not self._raw.peek(len(_MAGIC)).startswith(_MAGIC):
            yield self._raw
            return
        while self._find():
            yield stream_of(self._inflate())

    def _find(self) -> bool:
        """Move to the next beginning of a member; return False if there is none."""
        while (place := self._held.find(_MAGIC)) < 0:
            block = self._read()
            if not block:
                return False
            self._held = self._held[-len(_MAGIC) + 1 :] + block
        self._held = self._held[place:]
        return True

    def _inflate(self) -> Iterator[bytes]:
        """Yield the content of members until the file ends or one is damaged."""
        while self._held.startswith(_MAGIC):
            inflater = zlib.decompressobj(31)
            data, self._held = self._held, b""
            while data:
                try:
                    block = inflater.decompress(data, _BLOCK)
                except zlib.error:
                    self._held = data[1:]  # a member may begin within what was damaged
                    break
                yield self._bound.check(block)
                if inflater.eof:
                    break
                data = inflater.unconsumed_tail or self._read()
            if not inflater.eof:
                self._note_damage()
                return
            self._held = self._fill(inflater.unused_data)

    def _fill(self, data: bytes) -> bytes:
        """Return the beginning of the next member, without the zeros by which tapes pad files; empty at the end."""
        data = data.lstrip(b"\0")
        while len(data) < len(_MAGIC) and (more := self._read()):
            data = (data + more).lstrip(b"\0")
        return data

    def _note_damage(self) -> None:
        self.damaged += 1
        if self.damaged > _MOST_DAMAGED:
            raise Unreadable("the file is damaged throughout: its compressed data cannot be read")

    def _read(self) -> bytes:
        block = self._raw.read1(_BLOCK)
        self._bound.compressed += len(block)
        return block
