"""How far an ingest is, and how fast: by the records that are stored, though others have been read in advance."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator

from api.commands.output.terminal import Meter
from index.types import Record

_STEP = 16  # records between two updates of what has been read
_PERIOD = 60.0  # seconds over which the rate is taken


class Pace:
    """The progress of records from reading to storing, shown by a meter.

    Records are read in one thread and stored in another.
    """

    def __init__(self, meter: Meter, clock: Callable[[], float] = time.monotonic) -> None:
        self._meter, self._clock = meter, clock
        self._bytes = 0
        self._told = 0
        self._read: deque[tuple[int, int]] = deque()
        self._stored = deque([(clock(), 0)])
        self._text = "0 stored"

    def count(self, size: int) -> None:
        """Note that bytes were read."""
        self._bytes += size

    def follow(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield records, and note how many bytes had been read with each."""
        for number, record in enumerate(records, start=1):
            self._read.append((number, self._bytes))
            if number % _STEP == 0:
                self._meter.describe(f"{number:,} read, {self._text}")
            yield record

    def reach(self, records: int) -> None:
        """Move the meter to the bytes of the first `records` records, which are stored."""
        reached = self._told
        while self._read and self._read[0][0] <= records:
            reached = self._read.popleft()[1]
        self._meter.advance(reached - self._told)
        self._told = reached

    def tell(self, articles: int) -> None:
        """Show how many articles are stored, and how many a second in the last minute."""
        now = self._clock()
        self._stored.append((now, articles))
        while len(self._stored) > 2 and now - self._stored[1][0] >= _PERIOD:
            self._stored.popleft()
        since, before = self._stored[0]
        self._text = f"{articles:,} stored, {(articles - before) / max(now - since, 0.001):,.1f} a second"
        self._meter.describe(self._text)

    def finish(self) -> None:
        """Move the meter to all that was read."""
        self._meter.advance(self._bytes - self._told)
        self._told = self._bytes
