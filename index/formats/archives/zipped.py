"""Zip files: each file within is read by the format of its name. Nothing is unpacked to the disk under any name."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, tzinfo
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO

from index.dates import to_utc
from index.errors import InvalidDate, Unreadable
from index.formats.options import Options
from index.formats.parallel import Pending
from index.formats.streams import Bound, stream_of
from index.formats.suffixes import SUFFIXES, Suffixes
from index.types import Record, Rejected

_BLOCK = 65_536
_IN_MEMORY = 16_000_000
_LARGEST = 4_000_000_000
_LARGEST_DIRECTORY = 20_000_000  # some 200,000 files
_END = b"PK\x05\x06"
_END_REACH = 66_000
_ENCRYPTED = 0x1


def read(stream: io.BufferedReader, origin: str, options: Options) -> Iterator[Record | Pending]:
    """Yield what the files within yield; their origins are paths below that of the zip file.

    Hidden files are skipped, and those of other types counted in `options.progress`. A zip file within another, an
    encrypted or damaged file, and what expands to far more than text does, are rejected.
    """
    with SpooledTemporaryFile(_IN_MEMORY) as file:
        try:
            size = _copy(stream, file)
            _check_directory(file, size)
            archive = zipfile.ZipFile(file)
        except Unreadable as error:
            yield Rejected(origin, None, error.message)
            return
        except Exception as error:  # noqa: BLE001 - on malformed directories zipfile raises nearly anything
            yield Rejected(origin, None, f"it is not a zip file, or is cut short: {str(error)[:100]}")
            return
        bound = Bound()
        bound.compressed = size
        for member in archive.infolist():
            yield from _read_member(archive, member, origin, options, bound)


def _copy(stream: io.BufferedReader, file: IO[bytes]) -> int:
    """Copy the zip file to where it can be read from its end, on the disk if it is large; return its size."""
    size = 0
    while block := stream.read1(_BLOCK):
        size += len(block)
        if size > _LARGEST:
            raise Unreadable(f"it is larger than {_LARGEST:,} bytes; unpack it and ingest the folder")
        file.write(block)
    return size


def _check_directory(file: IO[bytes], size: int) -> None:
    """Refuse a directory of more files than can be held, which zipfile would read as a whole."""
    file.seek(max(0, size - _END_REACH))
    end = file.read()
    place = end.rfind(_END)
    if place >= 0 and len(end) >= place + 16 and struct.unpack_from("<I", end, place + 12)[0] > _LARGEST_DIRECTORY:
        raise Unreadable("it holds too many files; unpack it and ingest the folder")


def _read_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, origin: str, options: Options, bound: Bound
) -> Iterator[Record | Pending]:
    from index.formats.files import read_stream  # it knows this module

    path = PurePosixPath("".join(sign if sign.isprintable() else "?" for sign in member.filename) or "?")
    if member.filename.endswith("/") or any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts):
        return
    suffixes = Suffixes.of(path)
    place = f"{origin}/{str(path).lstrip('/')[:300]}"
    if suffixes.format == ".zip":
        yield Rejected(place, None, "a zip file within a zip file is not read; unpack it and ingest the folder")
    elif not suffixes.is_readable(SUFFIXES):
        options.progress.pass_over(f"{suffixes.format}{suffixes.compression}"[:20] or "file without a suffix")
    elif member.flag_bits & _ENCRYPTED:
        yield Rejected(place, None, "it is encrypted; unpack it with its password and ingest the folder")
    else:
        blocks = map(bound.check, _read_blocks(archive, member))
        yield from read_stream(
            stream_of(blocks), place, suffixes, options.in_file(lambda: _time_of(member, options.zone))
        )


def _time_of(member: zipfile.ZipInfo, zone: tzinfo) -> datetime | None:
    """Return the time of a file within, which zip files state without a zone."""
    with suppress(ValueError, InvalidDate):
        return to_utc(datetime(*member.date_time, tzinfo=zone))
    return None


def _read_blocks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(member) as content:
            while block := content.read(_BLOCK):
                yield block
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise Unreadable(f"the file cannot be read any further: {str(error)[:100]}") from None
