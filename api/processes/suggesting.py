"""Suggested questions that the archive is known to answer, found in the background."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from index.errors import DatelineError
from index.library import Library
from index.types import Filters
from qa.answer import answer
from qa.conversation.suggestions import MOST, SHOWN, is_about, propose
from qa.reading.reader import Reader
from qa.types import Agreement, Answer, Question, Talk

SURE = 0.5
"""The confidence and evidence that an answer needs for its question to be suggested; chosen by hand, not measured."""

_KEPT = 500  # questions that were tried
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


class Suggester:
    """Proposes questions about the newest stories, and asks them in a thread of its own to find those it can suggest.

    A request never waits for that: until one question has been answered, all that are proposed are suggested. What is
    suggested is always made from the current generation, so that nothing remains of a deleted article.
    """

    def __init__(
        self, reader: Callable[[], Reader | None], busy: Callable[[], bool], now: Callable[[], datetime]
    ) -> None:
        self._reader, self._busy, self._now = reader, busy, now
        self._answered: dict[str, bool] = {}
        self._proposed: tuple[int, tuple[str, ...]] = (-1, ())
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._lock = threading.Lock()

    def suggest(self, library: Library, number: int = MOST) -> tuple[str, ...]:
        """Return up to `number` questions that the archive answers; before that is known, that it may answer."""
        proposed = self._propose(library)
        sure = tuple(question for question in proposed if self._answered.get(question))
        if any(question not in self._answered for question in proposed):
            self._start(library, proposed)
        return (sure or proposed)[:number]

    def greet(self, given: Answer, question: Question, library: Library) -> Answer:
        """Return a reply to small talk with suggestions, unless filters make those of the whole archive unfit."""
        if question.filters != Filters() or given.talk is Talk.BYE:
            return given
        return replace(given, suggestions=self.suggest(library, SHOWN))

    def stop(self) -> None:
        """Stop the thread after the question that it is asking."""
        self._stopping.set()
        if self._thread:
            self._thread.join()

    def wait(self) -> None:
        """Wait until all that was proposed has been asked."""
        if self._thread:
            self._thread.join()

    def _propose(self, library: Library) -> tuple[str, ...]:
        with library.catalogue.snapshot() as snapshot:
            generation = snapshot.generation()
            if self._proposed[0] != generation:
                self._proposed = (generation, propose(snapshot, Filters()))
            return self._proposed[1]

    def _start(self, library: Library, questions: tuple[str, ...]) -> None:
        with self._lock:
            if self._reader() is None or self._stopping.is_set() or (self._thread and self._thread.is_alive()):
                return
            self._thread = threading.Thread(
                target=self._try_all, args=(library, questions), name="dateline-suggest", daemon=True
            )
            self._thread.start()

    def _try_all(self, library: Library, questions: tuple[str, ...]) -> None:
        for question in questions:
            while self._busy() and not self._stopping.wait(_PAUSE_SECONDS):
                pass  # requests come first
            if self._stopping.is_set():
                return
            if question not in self._answered:
                self._note(question, self._is_answered(question, library))

    def _is_answered(self, question: str, library: Library) -> bool:
        try:
            given = answer(Question(question, self._now(), Filters()), library, self._reader())
        except DatelineError as error:
            log.warning("%r is not suggested: %s", question, error.message)
            return False
        return fits(question, given)

    def _note(self, question: str, answered: bool) -> None:
        self._answered[question] = answered
        while len(self._answered) > _KEPT:
            del self._answered[next(iter(self._answered))]
