"""Suggested questions that the archive is known to answer, found once for each generation."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from index.errors import DatelineError
from index.library import Library
from index.types import Filters
from qa.answer import answer
from qa.conversation.suggestions import MOST, SHOWN, Proposed, fits, propose
from qa.reading.reader import Reader
from qa.types import Answer, Question, Reason, Talk

_PAUSE_SECONDS = 0.2

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Tried:
    """The questions that are proposed for one generation, and which of those that were asked can be suggested."""

    generation: int
    proposed: tuple[Proposed, ...]
    fits: dict[Proposed, bool] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Return whether all of them were asked."""
        return len(self.fits) == len(self.proposed)

    def sure(self) -> tuple[str, ...]:
        """Return the questions that can be suggested, of those that were asked."""
        return tuple(one.question for one in self.proposed if self.fits.get(one))

    def all(self) -> tuple[str, ...]:
        """Return all of them."""
        return tuple(one.question for one in self.proposed)


class Suggester:
    """Proposes questions about the newest stories, and asks them once a generation to find those it can suggest.

    What is suggested is always made from the current generation, so that nothing remains of a deleted article. With a
    greeting the same generation suggests the same questions, however busy the server is: those that are not known yet
    are asked then. `suggest` never waits: a thread asks, and until it is done those that it has found are suggested.
    Only without a reader, so that none can be asked, all that are proposed are.
    """

    def __init__(
        self, reader: Callable[[], Reader | None], busy: Callable[[], bool], now: Callable[[], datetime]
    ) -> None:
        self._reader, self._busy, self._now = reader, busy, now
        self._tried = _Tried(-1, ())
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._starting, self._asking = threading.Lock(), threading.Lock()

    def suggest(self, library: Library, number: int = MOST) -> tuple[str, ...]:
        """Return up to `number` questions that the archive is known to answer by now."""
        tried = self._propose(library)
        if not tried.complete:
            self._start(library, tried)
        return (tried.sure() if self._reader() else tried.all())[:number]

    def greet(self, given: Answer, question: Question, library: Library, reader: Reader | None) -> Answer:
        """Return a reply to small talk with suggestions, unless filters make those of the whole archive unfit.

        Any other answer, and a farewell, is returned as it is.

        `reader` reads for the questions that have not been asked in this generation; without one, all are suggested.
        """
        if given.reason is not Reason.NOT_A_QUESTION or given.talk is Talk.BYE or reader is None:
            return given
        if question.filters != Filters():
            return replace(given, suggestions=())
        tried = self._propose(library)
        for one in tried.proposed:
            if len(tried.sure()) >= SHOWN or self._stopping.is_set():
                break
            self._try(one, tried, library, reader)
        return replace(given, suggestions=tried.sure()[:SHOWN])

    def stop(self) -> None:
        """Stop the thread after the question that it is asking."""
        self._stopping.set()
        self.wait()

    def wait(self) -> None:
        """Wait until all that was proposed has been asked."""
        if self._thread:
            self._thread.join()

    def _propose(self, library: Library) -> _Tried:
        with library.catalogue.snapshot() as snapshot:
            generation = snapshot.generation()
            with self._starting:
                if self._tried.generation != generation:
                    self._tried = _Tried(generation, propose(snapshot, Filters()))
                return self._tried

    def _start(self, library: Library, tried: _Tried) -> None:
        with self._starting:
            if self._reader() is None or self._stopping.is_set() or (self._thread and self._thread.is_alive()):
                return
            self._thread = threading.Thread(
                target=self._try_all, args=(library, tried), name="dateline-suggest", daemon=True
            )
            self._thread.start()

    def _try_all(self, library: Library, tried: _Tried) -> None:
        for one in tried.proposed:
            while self._busy() and not self._stopping.wait(_PAUSE_SECONDS):
                pass  # requests come first
            if self._stopping.is_set() or tried is not self._tried:
                return
            self._try(one, tried, library, self._reader())

    def _try(self, one: Proposed, tried: _Tried, library: Library, reader: Reader | None) -> None:
        """Ask a question unless that was done in this generation; whoever comes meanwhile waits for it."""
        with self._asking:
            if one not in tried.fits:
                tried.fits[one] = self._is_answered(one, library, reader)

    def _is_answered(self, one: Proposed, library: Library, reader: Reader | None) -> bool:
        try:
            given = answer(Question(one.question, self._now(), Filters()), library, reader)
        except DatelineError as error:
            log.warning("%r is not suggested: %s", one.question, error.message)
            return False
        return fits(one, given)
