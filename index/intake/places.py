"""Up to where archives were read, kept beside the articles: an ingest that was interrupted is resumed there."""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from index.catalogue.catalogue import Catalogue
from index.catalogue.watched import ReadUpTo
from index.formats import Options, find_web_archives
from index.formats.progress import Place
from index.intake.folders import take_stamp
from index.types import Record


class Places:
    """The places that one ingest of `paths` has reached in archives.

    Records are read ahead of the storing: a place is kept once all the records before it have been stored.
    """

    def __init__(self, catalogue: Catalogue, paths: Sequence[str], options: Options) -> None:
        self._catalogue = catalogue
        self._options = options
        self._files = {str(file): Path(os.path.abspath(file)) for file in find_web_archives(paths)}  # noqa: PTH100
        self._reached: deque[tuple[int, str, Place]] = deque()

    def resume(self) -> dict[str, Place]:
        """Set from where the archives are read on, and return it by their origins.

        An archive that has changed since, or was read with other options, is read anew.
        """
        with self._catalogue.snapshot() as snapshot:
            known = snapshot.watched.archives()
        starts = {
            origin: Place(read.offset, read.number)
            for origin, path in self._files.items()
            if (read := known.get(path)) and self._up_to(path, Place(read.offset, read.number)) == read
        }
        self._options.progress.starts = starts
        return starts

    def follow(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the records, and note which place each has reached."""
        progress = self._options.progress
        for number, record in enumerate(records, start=1):
            if progress.origin in self._files:
                self._reached.append((number, progress.origin or "", progress.place))
            yield record

    def keep(self, stored: int) -> None:
        """Keep the place that the first `stored` records have reached."""
        last = None
        while self._reached and self._reached[0][0] <= stored:
            last = self._reached.popleft()
        if last:
            path = self._files[last[1]]
            if read := self._up_to(path, last[2]):
                with self._catalogue.write() as transaction:
                    transaction.watched.put_archive(path, read)

    def finish(self) -> None:
        """Forget the places, once all archives have been read to their ends."""
        if self._files:
            with self._catalogue.write() as transaction:
                transaction.watched.remove_archives(self._files.values())

    def _up_to(self, path: Path, place: Place) -> ReadUpTo | None:
        try:
            return ReadUpTo(take_stamp(path), repr(self._options), place.offset, place.number)
        except OSError:
            return None  # it is gone: nothing to resume
