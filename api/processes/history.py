"""The thread that writes the answer history, so that a request never waits for the disk.

Answers are written in batches, shortly after they are given. A server that stops in order writes the rest; one that is
killed loses the answers of the last moment.
"""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from index.catalogue.catalogue import Catalogue
from index.catalogue.history import KeptAnswer
from index.catalogue.snapshot import Snapshot
from index.errors import DatelineError
from qa.proof.recheck import Recheck, recheck

_BATCH_SECONDS = 0.5
_PRUNE_SECONDS = 3_600.0
_MOST_PENDING = 1_000  # while the disk refuses writes, only the latest are kept for a retry

log = logging.getLogger(__name__)


class HistoryWriter:
    """Keeps the `number` latest answers for `days` in the catalogue; with a number of 0, none, and deletes the rest."""

    def __init__(
        self,
        catalogue: Catalogue,
        number: int,
        days: int,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._catalogue, self._number, self._age, self._now = catalogue, number, timedelta(days=days), now
        self._pending: list[KeptAnswer] = []
        self._pending_lock = threading.Lock()  # held briefly, also by threads that serve requests
        self._write_lock = threading.Lock()
        self._stopping = threading.Event()
        self._woken = threading.Event()
        self._thread = threading.Thread(target=self._run, name="dateline-history")

    def start(self) -> None:
        """Start the thread, which first deletes expired answers."""
        self._thread.start()

    def stop(self) -> None:
        """Stop the thread and write everything that is pending."""
        self._stopping.set()
        self._woken.set()
        if self._thread.ident:  # it was started
            self._thread.join()
        self.flush()

    def add(self, answer: KeptAnswer) -> None:
        """Queue an answer to be written soon."""
        if self._number:
            self._queue([answer])
            self._woken.set()

    def read(self, answer: str) -> KeptAnswer:
        """Return an answer by its id, pending ones included.

        Raises:
            NotFound: there is no such answer, or it has expired.
        """
        self.flush()
        with self._catalogue.snapshot() as snapshot:
            return self.find(answer, snapshot)

    def find(self, answer: str, snapshot: Snapshot) -> KeptAnswer:
        """Return an answer by its id, without pending ones.

        Raises:
            NotFound: there is no such answer in the snapshot, or it has expired.
        """
        return snapshot.answers.get(answer, self._since())

    def recheck(self, answer: str) -> Recheck:
        """Compare the quotes of an answer, pending ones included, with the current versions of their articles.

        Raises:
            NotFound: there is no such answer, or it has expired.
        """
        self.flush()
        # One snapshot for both, so that a concurrent deletion affects both or neither.
        with self._catalogue.snapshot() as snapshot:
            return recheck(self.find(answer, snapshot), snapshot)

    def flush(self) -> None:
        """Write the pending answers; if that fails they stay pending."""
        with self._write_lock:
            with self._pending_lock:
                batch, self._pending = self._pending, []
            try:
                if batch:
                    self._write(batch)
            except DatelineError as error:
                log.warning("answers cannot be written to the history, and will be retried: %s", error.message)
                self._queue(batch, first=True)
            except Exception:  # a retry would fail again, with each answer that follows
                log.exception("%d answers cannot be written to the history, and are lost", len(batch))

    def _run(self) -> None:
        self._prune()
        while not self._stopping.is_set():
            if not self._woken.wait(_PRUNE_SECONDS):
                self._prune()
            self._woken.clear()
            self._stopping.wait(_BATCH_SECONDS)
            self.flush()

    def _write(self, answers: list[KeptAnswer]) -> None:
        with self._catalogue.write() as transaction:
            transaction.answers.keep(answers)
            transaction.answers.prune(self._number, self._since())

    def _prune(self) -> None:
        try:
            self._write([])
        except DatelineError as error:
            log.warning("expired answers cannot be deleted now: %s", error.message)

    def _queue(self, answers: list[KeptAnswer], *, first: bool = False) -> None:
        with self._pending_lock:
            pending = answers + self._pending if first else self._pending + answers
            self._pending = pending[-_MOST_PENDING:]

    def _since(self) -> datetime:
        return self._now() - self._age
