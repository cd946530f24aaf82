"""Files as streams of plain bytes: opened, counted, expanded and, where they are UTF-16, made UTF-8, all on the way."""

import bz2
import codecs
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

import zstandard

from index.errors import Unreadable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

COMPRESSIONS = (".gz", ".xz", ".zst", ".bz2")

_BLOCK = 65_536
# A zstandard block of four bytes may stand for 128 KiB, and a step expands all it is given: so it is given little.
_ZSTD_STEP = 256


def open_stream(file: BinaryIO, compression: str, on_bytes: Callable[[int], None] | None = None) -> io.BufferedReader:
    """Return what `file` says as UTF-8 or as whatever it is in, expanded; `on_bytes` hears of the bytes taken from it.

    Reading raises `Unreadable` where the file cannot be read on, after all that could be read before the break.
    """
    plain = _buffer(_translate_errors(_expand(_buffer(_count(file, on_bytes)), compression)))
    if plain.peek(2).startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _buffer(_recode(plain))
    return plain


class _Pulled(io.RawIOBase):
    """A stream over byte strings that are made one after the other."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = iter(blocks)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        while not self._rest:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._rest = memoryview(block)
        target = memoryview(buffer).cast("B")
        size = min(len(target), len(self._rest))
        target[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def _buffer(blocks: Iterable[bytes]) -> io.BufferedReader:
    return io.BufferedReader(_Pulled(blocks), _BLOCK)


def _read_blocks(file: BinaryIO | io.BufferedIOBase) -> Iterator[bytes]:
    # `read1` gives what is there; `read` waits for a whole block, and loses one that breaks off.
    read: Callable[[int], bytes] = getattr(file, "read1", file.read)
    while block := read(_BLOCK):
        yield block


def _count(file: BinaryIO, on_bytes: Callable[[int], None] | None) -> Iterator[bytes]:
    for block in _read_blocks(file):
        if on_bytes is not None:
            on_bytes(len(block))
        yield block


def _expand(file: io.BufferedReader, compression: str) -> Iterator[bytes]:
    match compression:
        case ".gz":
            return _read_blocks(gzip.GzipFile(fileobj=file))
        case ".xz":
            return _read_blocks(lzma.LZMAFile(file))
        case ".bz2":
            return _read_blocks(bz2.BZ2File(file))
        case ".zst":
            return _expand_zstd(file)
    return _read_blocks(file)


def _expand_zstd(file: io.BufferedReader) -> Iterator[bytes]:
    """Expand frame by frame: the library's own reader takes a file that was cut short for a whole one."""
    frame = zstandard.ZstdDecompressor().decompressobj()
    while data := file.read(_ZSTD_STEP):
        while data:
            if frame.eof:
                frame = zstandard.ZstdDecompressor().decompressobj()
            if block := frame.decompress(data):
                yield block
            data = frame.unused_data if frame.eof else b""
    if not frame.eof:
        raise EOFError


def _translate_errors(blocks: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from blocks
    except EOFError:
        raise Unreadable("the file breaks off: its compressed data has no end") from None
    except (zlib.error, lzma.LZMAError, zstandard.ZstdError, OSError) as error:
        raise Unreadable(f"the file cannot be read any further: {error}") from None


def _recode(utf16: io.BufferedReader) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder("utf-16")(errors="replace")
    for block in _read_blocks(utf16):
        yield decoder.decode(block).encode()
    yield decoder.decode(b"", final=True).encode()
