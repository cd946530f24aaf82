"""Files as byte streams: counted, decompressed, and converted from UTF-16 to UTF-8 while they are read."""

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
from index.formats.lines import too_long

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

COMPRESSIONS = (".gz", ".xz", ".zst", ".bz2")
AS_IS = "as is"  # for readers that decompress on their own

_MAGIC = {b"\x1f\x8b\x08": ".gz", b"\xfd7zXZ\x00": ".xz", b"\x28\xb5\x2f\xfd": ".zst", b"BZh": ".bz2"}
_PI = b"1AY&SY"  # what blocks of bzip2 begin with

_BLOCK = 65_536
_SAMPLE = 512
_FEWEST = 8  # bytes that tell an encoding without a mark
_MOSTLY = 0.6
_FREE = 100_000_000
_MOST_RATIO = 200
# Four bytes of zstandard can expand to 128 KiB, and each call expands all of its input: so the input is kept small.
_ZSTD_STEP = 256


def open_stream(file: BinaryIO, compression: str, on_bytes: Callable[[int], None] | None = None) -> io.BufferedReader:
    """Return the decompressed content of `file`, UTF-16 converted to UTF-8, other encodings unchanged.

    A file whose name states no `compression` may be compressed all the same. `on_bytes` is called with the number of
    bytes read from `file`, before decompression. Reading the stream raises `Unreadable` if the file is truncated,
    damaged, or expands to far more than any text does, after the bytes before that place.
    """
    bound = Bound()
    source = stream_of(_translate_errors(_count(file, on_bytes, bound)))
    if compression == AS_IS:
        return source
    blocks = _translate_errors(_decompress(source, compression or _find_compression(source.peek(10))))
    stream = stream_of(map(bound.check, blocks))
    encoding = _find_utf16(stream.peek(_SAMPLE)[:_SAMPLE])
    return stream_of(_recode(stream, encoding)) if encoding else stream


def read_whole(stream: BinaryIO, limit: int) -> bytes:
    """Return the rest of a stream.

    Raises:
        Unreadable: it is longer than `limit` bytes, truncated or damaged.
    """
    data = bytearray()
    while block := stream.read(_BLOCK):  # `read(limit)` would allocate the limit for the smallest file
        data += block
        if len(data) > limit:
            raise Unreadable(too_long(limit))
    return bytes(data)


class _BlockStream(io.RawIOBase):
    """A raw stream over an iterator of byte blocks."""

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


def stream_of(blocks: Iterable[bytes]) -> io.BufferedReader:
    """Return a stream over blocks of bytes."""
    return io.BufferedReader(_BlockStream(blocks), _BLOCK)


def _read_blocks(file: BinaryIO | io.BufferedIOBase) -> Iterator[bytes]:
    # `read1` returns what is available; `read` waits for a whole block, and loses a partial one on an error.
    read: Callable[[int], bytes] = getattr(file, "read1", file.read)
    while block := read(_BLOCK):
        yield block


class Bound:
    """A bound on what compressed data expands to; `compressed` is to be increased by what is read of it."""

    def __init__(self) -> None:
        self.compressed = 0
        self._expanded = 0

    def check(self, block: bytes) -> bytes:
        """Return a block of the content.

        Raises:
            Unreadable: the content is far larger than that of any text.
        """
        self._expanded += len(block)
        if self._expanded > max(_FREE, _MOST_RATIO * self.compressed):
            raise Unreadable(f"it expands to more than {_MOST_RATIO} times its size; it is not read any further")
        return block


def _find_compression(head: bytes) -> str:
    found = next((name for magic, name in _MAGIC.items() if head.startswith(magic)), "")
    return "" if found == ".bz2" and head[4:10] != _PI else found


def _count(file: BinaryIO, on_bytes: Callable[[int], None] | None, bound: Bound) -> Iterator[bytes]:
    for block in _read_blocks(file):
        bound.compressed += len(block)
        if on_bytes is not None:
            on_bytes(len(block))
        yield block


def _decompress(file: io.BufferedReader, compression: str) -> Iterator[bytes]:
    match compression:
        case ".gz":
            return _read_blocks(gzip.GzipFile(fileobj=file))
        case ".xz":
            return _read_blocks(lzma.LZMAFile(file))
        case ".bz2":
            return _read_blocks(bz2.BZ2File(file))
        case ".zst":
            return _decompress_zstd(file)
    return _read_blocks(file)


def _decompress_zstd(file: io.BufferedReader) -> Iterator[bytes]:
    """Decompress frame by frame: the library's stream reader accepts a truncated file as complete."""
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
        raise Unreadable("the file is truncated: its compressed data is incomplete") from None
    except (zlib.error, lzma.LZMAError, zstandard.ZstdError, OSError) as error:
        raise Unreadable(f"the file cannot be read any further: {error}") from None


def _find_utf16(head: bytes) -> str:
    """Return the name of UTF-16 with its mark, or without: every other byte of text in Latin letters is zero."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for name, zeros, letters in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        if len(head) >= _FEWEST and 0 not in letters and zeros.count(0) >= _MOSTLY * len(zeros):
            return name
    return ""


def _recode(utf16: io.BufferedReader, encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for block in _read_blocks(utf16):
        yield decoder.decode(block).encode()
    yield decoder.decode(b"", final=True).encode()
