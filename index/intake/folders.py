"""Folders watched by looking at them: which files are new or changed and at rest, and those into the inbox.

Looking works on every file system, network shares included, and a folder that comes and goes is nothing special to it.
"""

import io
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index.catalogue.catalogue import Catalogue
from index.catalogue.watched import Stamp
from index.formats import Options, read_paths, walk
from index.intake.accept import Delivery
from index.intake.ingest import BATCH_ARTICLES, BATCH_CHARACTERS
from index.types import Article, Rejected

_SHOWN_REJECTIONS = 1_000


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be read, and how it was when it was found to be at rest."""

    path: Path
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Look:
    """What a look has seen: files that are `ready` to be read, how many others still change, what cannot be seen."""

    ready: tuple[Found, ...]
    moving: int
    trouble: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class Delivered:
    """What came of the files of one look; the first rejections are listed, all are counted."""

    files: int
    accepted: int
    rejected: tuple[Rejected, ...]
    rejections: int
    job: str


class Folders:
    """Files and folders that are looked at again and again."""

    def __init__(self, paths: Iterable[Path], settle: float) -> None:
        """Watch `paths`; a file is at rest where it has been seen to be the same for `settle` seconds."""
        self._paths = [Path(os.path.abspath(path.expanduser())) for path in paths]  # noqa: PTH100 - not through links
        self._settle = settle
        self._since: dict[Path, tuple[Stamp, float]] = {}

    def look(self, known: Mapping[Path, Stamp], clock: float) -> Look:
        """Look at everything once, at `clock` seconds of any clock that only goes forward.

        Files that are `known` as they are now are passed over, and so are hidden ones and those of an unknown kind.
        """
        since: dict[Path, tuple[Stamp, float]] = {}
        ready: list[Found] = []
        trouble: list[Rejected] = []
        for path in self._paths:
            for file in walk(path):
                if isinstance(file, Rejected):
                    trouble.append(file)
                elif stamp := self._stamp(file, path, trouble):
                    if known.get(file) == stamp or file in since:
                        continue
                    seen, moment = self._since.get(file, (stamp, clock))
                    since[file] = (stamp, moment if seen == stamp else clock)
                    if clock - since[file][1] >= self._settle:
                        ready.append(Found(file, stamp))
        self._since = since
        return Look(tuple(ready), len(since) - len(ready), tuple(trouble))

    def _stamp(self, file: Path, named: Path, trouble: list[Rejected]) -> Stamp | None:
        try:
            return take_stamp(file)
        except FileNotFoundError as error:
            if file == named:  # a file below a folder may go at any moment, and that is no trouble
                trouble.append(Rejected(str(file), None, f"it cannot be opened: {error.strerror}"))
        except OSError as error:
            trouble.append(Rejected(str(file), None, f"it cannot be opened: {error.strerror}"))
        return None


def take_stamp(file: Path) -> Stamp:
    """Return how a file is now.

    Raises:
        OSError: it cannot be looked at.
    """
    status = file.stat()
    return Stamp(status.st_size, status.st_mtime_ns)


def deliver(found: Sequence[Found], catalogue: Catalogue, options: Options, now: datetime) -> Delivered:
    """Put what files hold into the inbox, and remember them as read.

    A file that changes while it is read is given up there and then; it is read when it has come to rest again.
    """
    delivery = Delivery(catalogue, now)
    rejected: list[Rejected] = []
    rejections = size = 0
    batch: list[Article | Rejected] = []
    read: list[Found] = []
    for file in found:
        for record in _read(file, options):
            batch.append(record)
            if isinstance(record, Rejected):
                rejections += 1
                rejected += [record] if len(rejected) < _SHOWN_REJECTIONS else []
            else:
                size += len(record.text)
            if len(batch) >= BATCH_ARTICLES or size >= BATCH_CHARACTERS:
                delivery.accept(batch, last=False, now=now)
                batch, size = [], 0
        read += [file] if _still(file) else []
    delivery.accept(batch, last=True, now=now)
    with catalogue.write() as transaction:
        for file in read:
            transaction.watched.put_file(file.path, file.stamp)
    return Delivered(len(read), delivery.accepted, tuple(rejected), rejections, delivery.job)


def _read(file: Found, options: Options) -> Iterator[Article | Rejected]:
    """Yield the records of a file for as long as it is what it was."""
    for record in read_paths([file.path], options=options, stdin=io.BytesIO()):
        if not _still(file):
            return
        yield record


def _still(file: Found) -> bool:
    try:
        return take_stamp(file.path) == file.stamp
    except OSError:
        return False
