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
from qa.conversation.suggestions import MOST, SHOWN, is_about, propose
from qa.reading.reader import Reader
from qa.types import Agreement, Answer, Question, Reason, Talk

SURE = 0.5
"""The confidence and evidence that an answer needs for its question to be suggested; chosen by hand, not measured."""

_PAUSE_SECONDS = 0.2

log = logging.getLogger(__name__)


def fits(question: str, given: Answer) -> bool:
    """Return whether an answer is good enough to suggest its question: sure, undisputed, and about what was asked.

    Then the quote of its short answer names what the question names and, where it is a count, no other place.
    """
    sure = given.reason is None and min(given.confidence, given.evidence) >= SURE
    if not sure or given.corrected or given.agreement is Agreement.DISAGREE or not given.findings:
        return False
    cited = {citation.n: citation.quote for citation in given.citations}
    quotes = [cited[number] for number in given.findings[0].citations if number in cited]
    return any(is_about(question, quote) for quote in quotes)


@dataclass(frozen=True, slots=True)
class _Tried:
    """The questions that are proposed for one generation, and which of those that were asked can be suggested."""

    generation: int
    proposed: tuple[str, ...]
    fits: dict[str, bool] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Return whether all of them were asked."""
        return len(self.fits) == len(self.proposed)

    def sure(self) -> tuple[str, ...]:
        """Return the questions that can be suggested, of those that were asked."""
        return tuple(question for question in self.proposed if self.fits.get(question))


class Suggester:
    """Proposes questions about the newest stories, and asks them once a generation to find those it can suggest.

    What is suggested is always made from the current generation, so that nothing remains of a deleted article. With a
    greeting the same generation suggests the same questions, however busy the server is: those that are not known yet
    are asked then. `suggest` never waits: a thread asks, and until it is done all that are proposed are suggested.
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
        """Return up to `number` questions that the archive answers; before that is known, that it may answer."""
        tried = self._propose(library)
        if not tried.complete:
            self._start(library, tried)
        return ((tried.complete and tried.sure()) or tried.proposed)[:number]

    def greet(self, given: Answer, question: Question, library: Library, reader: Reader | None) -> Answer:
        """Return a reply to small talk with suggestions, unless filters make those of the whole archive unfit.

        Any other answer, and a farewell, is returned as it is.

        `reader` reads for the questions that have not been asked in this generation; without one, all are suggested.
        """
        silent = given.reason is not Reason.NOT_A_QUESTION or given.talk is Talk.BYE
        if silent or question.filters != Filters():
            return given
        tried = self._propose(library)
        for one in tried.proposed if reader else ():
            if len(tried.sure()) >= SHOWN or self._stopping.is_set():
                break
            self._try(one, tried, library, reader)
        return replace(given, suggestions=(tried.sure() or tried.proposed)[:SHOWN])

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
        for question in tried.proposed:
            while self._busy() and not self._stopping.wait(_PAUSE_SECONDS):
                pass  # requests come first
            if self._stopping.is_set() or tried is not self._tried:
                return
            self._try(question, tried, library, self._reader())

    def _try(self, question: str, tried: _Tried, library: Library, reader: Reader | None) -> None:
        """Ask a question unless that was done in this generation; whoever comes meanwhile waits for it."""
        with self._asking:
            if question not in tried.fits:
                tried.fits[question] = self._is_answered(question, library, reader)

    def _is_answered(self, question: str, library: Library, reader: Reader | None) -> bool:
        try:
            given = answer(Question(question, self._now(), Filters()), library, reader)
        except DatelineError as error:
            log.warning("%r is not suggested: %s", question, error.message)
            return False
        return fits(question, given)
