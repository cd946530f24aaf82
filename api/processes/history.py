"""The thread that writes down which answers were given, so that whoever asks never waits for the disk.

It writes several at one time, a moment after they were given. A server that ends in good order writes what it still
holds; one that is killed loses that moment.
"""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from index.catalogue.catalogue import Catalogue
from index.catalogue.history import KeptAnswer
from index.catalogue.snapshot import Snapshot
from index.errors import DatelineError

_GATHER_SECONDS = 0.5
_PRUNE_SECONDS = 3_600.0
_HELD = 1_000  # where the disk refuses them, the latest are tried again

log = logging.getLogger(__name__)


class HistoryWriter:
    """Keeps the `number` latest answers of a catalogue, for `days`; a number of 0 keeps none and forgets the others."""

    def __init__(
        self,
        catalogue: Catalogue,
        number: int,
        days: int,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._catalogue, self._number, self._age, self._now = catalogue, number, timedelta(days=days), now
        self._waiting: list[KeptAnswer] = []
        self._holding = threading.Lock()  # held for a moment, by whoever asks too
        self._writing = threading.Lock()
        self._stopping = threading.Event()
        self._woken = threading.Event()
        self._thread = threading.Thread(target=self._run, name="dateline-history")

    def start(self) -> None:
        """Begin, and forget what has grown too old meanwhile."""
        self._thread.start()

    def stop(self) -> None:
        """End once everything is written."""
        self._stopping.set()
        self._woken.set()
        if self._thread.ident:  # it was started
            self._thread.join()
        self.flush()

    def add(self, answer: KeptAnswer) -> None:
        """Take an answer to be written down soon."""
        if self._number:
            self._hold([answer])
            self._woken.set()

    def read(self, answer: str) -> KeptAnswer:
        """Return a kept answer, be it the last one that was given.

        Raises:
            NotFound: there is none by that id, or none any more.
        """
        self.flush()
        with self._catalogue.snapshot() as snapshot:
            return self.find(answer, snapshot)

    def find(self, answer: str, snapshot: Snapshot) -> KeptAnswer:
        """Return an answer that has been written down and is not too old.

        Raises:
            NotFound: there is none by that id.
        """
        return snapshot.answers.get(answer, self._since())

    def flush(self) -> None:
        """Write down what waits; where that fails it goes on waiting."""
        with self._writing:
            with self._holding:
                waiting, self._waiting = self._waiting, []
            try:
                if waiting:
                    self._write(waiting)
            except DatelineError as error:
                log.warning("answers cannot be kept now: %s", error.message)
                self._hold(waiting, first=True)
            except Exception:  # not to be met again with each answer that follows
                log.exception("%d answers cannot be kept", len(waiting))

    def _run(self) -> None:
        self._prune()
        while not self._stopping.is_set():
            if not self._woken.wait(_PRUNE_SECONDS):
                self._prune()
            self._woken.clear()
            self._stopping.wait(_GATHER_SECONDS)
            self.flush()

    def _write(self, answers: list[KeptAnswer]) -> None:
        with self._catalogue.write() as transaction:
            transaction.answers.keep(answers)
            transaction.answers.prune(self._number, self._since())

    def _prune(self) -> None:
        try:
            self._write([])
        except DatelineError as error:
            log.warning("old answers cannot be forgotten now: %s", error.message)

    def _hold(self, answers: list[KeptAnswer], *, first: bool = False) -> None:
        with self._holding:
            held = answers + self._waiting if first else self._waiting + answers
            self._waiting = held[-_HELD:]

    def _since(self) -> datetime:
        return self._now() - self._age
