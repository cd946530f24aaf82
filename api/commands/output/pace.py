"""How far an ingest is: the bytes of the records that are stored, though others have been read in advance."""

from collections import deque
from collections.abc import Iterable, Iterator

from api.commands.output.terminal import Meter
from index.types import Record

_STEP = 16  # records between two updates of what has been read


class Pace:
    """The progress of records from reading to storing, shown by a meter.

    Records are read in one thread and stored in another.
    """

    def __init__(self, meter: Meter) -> None:
        self._meter = meter
        self._bytes = 0
        self._told = 0
        self._read: deque[tuple[int, int]] = deque()
        self.stored = "0 stored"

    def count(self, size: int) -> None:
        """Note that bytes were read."""
        self._bytes += size

    def follow(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield records, and note how many bytes had been read with each."""
        for number, record in enumerate(records, start=1):
            self._read.append((number, self._bytes))
            if number % _STEP == 0:
                self._meter.describe(f"{number:,} read, {self.stored}")
            yield record

    def reach(self, records: int) -> None:
        """Move the meter to the bytes of the first `records` records, which are stored."""
        reached = self._told
        while self._read and self._read[0][0] <= records:
            reached = self._read.popleft()[1]
        self._meter.advance(reached - self._told)
        self._told = reached

    def finish(self) -> None:
        """Move the meter to all that was read."""
        self._meter.advance(self._bytes - self._told)
        self._told = self._bytes
