"""Watched folders: finding the files that are new or changed and at rest, and accepting their records.

Folders are polled, which works on every file system, network shares included, and for folders that come and go.
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
from index.intake.ingest import batches
from index.types import Record, Rejected


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be read, with its stamp when it was found to be at rest."""

    path: Path
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Look:
    """The result of a look: files that are `ready` to be read, how many others still change, what cannot be opened."""

    ready: tuple[Found, ...]
    moving: int
    trouble: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class Delivered:
    """What came of the files of one look; the first `SHOWN_REJECTIONS` rejections are listed, all are counted."""

    files: int
    accepted: int
    withdrawals: int
    rejected: tuple[Rejected, ...]
    rejections: int
    job: str


class Folders:
    """Files and folders that are polled for new and changed files."""

    def __init__(self, paths: Iterable[Path], settle: float) -> None:
        """Watch `paths`; a file is at rest once it has not changed for `settle` seconds."""
        self._paths = [Path(os.path.abspath(path.expanduser())) for path in paths]  # noqa: PTH100 - not through links
        self._settle = settle
        self._since: dict[Path, tuple[Stamp, float]] = {}

    def look(self, known: Mapping[Path, Stamp], clock: float) -> Look:
        """Look at every file once, at `clock` seconds of a monotonic clock.

        Skips hidden files, those of an unknown kind, and those whose stamp is in `known`.
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
    """Return the present stamp of a file.

    Raises:
        OSError: its status cannot be read.
    """
    status = file.stat()
    return Stamp(status.st_size, status.st_mtime_ns)


def deliver(found: Sequence[Found], catalogue: Catalogue, options: Options, now: datetime) -> Delivered:
    """Accept the records of files, and note the files as read.

    Reading stops at a file that changes meanwhile; it is read again once it is at rest.
    """
    delivery = Delivery(catalogue, now)
    read: list[Found] = []

    def records() -> Iterator[Record]:
        for file in found:
            yield from _read(file, options)
            read.extend([file] if _is_unchanged(file) else [])

    for batch in batches(records()):
        delivery.accept(batch, last=False, now=now)
    delivery.accept([], last=True, now=now)
    with catalogue.write() as transaction:
        for file in read:
            transaction.watched.put_file(file.path, file.stamp)
    refused = delivery.refused
    return Delivered(
        len(read), delivery.accepted, delivery.withdrawals, refused.rejected, refused.rejections, delivery.job
    )


def _read(file: Found, options: Options) -> Iterator[Record]:
    """Yield the records of a file until it changes."""
    for record in read_paths([file.path], options=options, stdin=io.BytesIO()):
        if not _is_unchanged(file):
            return
        yield record


def _is_unchanged(file: Found) -> bool:
    try:
        return take_stamp(file.path) == file.stamp
    except OSError:
        return False
