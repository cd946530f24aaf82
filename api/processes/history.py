"""The answer history, and the thread that writes it, so that a request never waits for the disk.

Answers are written in batches, shortly after they are given. A server that stops in order writes the rest; one that is
killed loses the answers of the last moment.
"""

import logging
import threading
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from api.processes.excerpts import cut_kept, cut_recheck
from api.processes.keeping import pack, unpack
from index.catalogue.catalogue import Catalogue
from index.catalogue.history import Feedback, KeptAnswer, Rating
from index.catalogue.snapshot import Snapshot
from index.errors import DatelineError, NotFound
from qa.proof.quoting import Quoting
from qa.proof.recheck import Recheck, recheck
from qa.types import Answer, Turn

_BATCH_SECONDS = 0.5
_PRUNE_SECONDS = 3_600.0
_MOST_PENDING = 1_000  # while the disk refuses writes, only the latest are kept for a retry

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recalled:
    """A past answer as it is kept, and as it was sent, without what has been deleted since.

    `answer` is None if an earlier Dateline kept it.
    """

    kept: KeptAnswer
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class _Given:
    """An answer that is to be written, when it was asked, and after which turns."""

    answer: Answer
    asked: datetime
    turns: Sequence[Turn]


class HistoryWriter:
    """Keeps the `number` latest answers for `days` in the catalogue; with a number of 0, none, and deletes the rest.

    They are kept whole, and read as `quoting` allows them to be shown; `recall` alone returns them whole.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        number: int,
        days: int,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        quoting: Quoting | None = None,
    ) -> None:
        self._quoting = quoting or Quoting()
        self._catalogue, self._number, self._age, self._now = catalogue, number, timedelta(days=days), now
        self._pending: list[_Given] = []
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

    def add(self, answer: Answer, asked: datetime, turns: Sequence[Turn] = ()) -> None:
        """Queue an answer, asked at some time after some turns, to be written soon."""
        if self._number:
            self._queue([_Given(answer, asked, turns)])
            self._woken.set()

    def read(self, answer: str) -> Recalled:
        """Return an answer by its id, pending ones included.

        Raises:
            NotFound: there is no such answer, or it has expired.
        """
        self.flush()
        with self._catalogue.snapshot() as snapshot:
            return _recall(self.find(answer, snapshot), snapshot, self._quoting)

    def recall(self, answers: Collection[str]) -> dict[str, Answer]:
        """Return answers by their ids, pending ones included; those that are not kept, or not whole, are left out."""
        self.flush()
        found: dict[str, Answer] = {}
        with self._catalogue.snapshot() as snapshot:
            for name in answers:
                with suppress(NotFound):
                    if answer := unpack(self.find(name, snapshot), snapshot):
                        found[name] = answer
        return found

    def latest(
        self, *, rating: Rating | None = None, after: tuple[int, str] | None = None, limit: int = 50
    ) -> list[Recalled]:
        """Return answers that have not expired, the newest first; with `rating`, only those rated so.

        `after` is the place where the last page ended: time, in seconds since 1970, and id.
        """
        self.flush()
        return list_answers(
            self._catalogue, self._since(), rating=rating, after=after, limit=limit, quoting=self._quoting
        )

    def rate(self, answer: str, feedback: Feedback | None) -> None:
        """Keep the opinion on an answer instead of an earlier one; None takes it back.

        Raises:
            NotFound: there is no such answer, or it has expired.
            ReadOnly: the data folder cannot be written.
        """
        self.flush()
        with self._catalogue.write() as transaction:
            transaction.answers.rate(answer, feedback, self._since())

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
            return cut_recheck(recheck(self.find(answer, snapshot), snapshot), self._quoting, snapshot)

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

    def _write(self, answers: list[_Given]) -> None:
        kept = [pack(one.answer, one.asked, one.turns) for one in answers]
        with self._catalogue.write() as transaction:
            transaction.answers.keep(kept)
            transaction.answers.prune(self._number, self._since())

    def _prune(self) -> None:
        try:
            self._write([])
        except DatelineError as error:
            log.warning("expired answers cannot be deleted now: %s", error.message)

    def _queue(self, answers: list[_Given], *, first: bool = False) -> None:
        with self._pending_lock:
            pending = answers + self._pending if first else self._pending + answers
            self._pending = pending[-_MOST_PENDING:]

    def _since(self) -> datetime:
        return self._now() - self._age


def list_answers(
    catalogue: Catalogue,
    since: datetime,
    *,
    rating: Rating | None = None,
    after: tuple[int, str] | None = None,
    limit: int = 50,
    quoting: Quoting | None = None,
) -> list[Recalled]:
    """Return the kept answers of a catalogue that were given at `since` or later, as `HistoryWriter.latest` does."""
    with catalogue.snapshot() as snapshot:
        found = snapshot.answers.latest(since, rating=rating, after=after, limit=limit)
        return [_recall(kept, snapshot, quoting or Quoting()) for kept in found]


def _recall(kept: KeptAnswer, snapshot: Snapshot, quoting: Quoting) -> Recalled:
    answer = unpack(kept, snapshot)
    shown = quoting.cut_answer(answer) if answer else None
    return Recalled(cut_kept(kept, shown, quoting, snapshot) if quoting.by_source else kept, shown)
