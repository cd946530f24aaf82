"""The process that stores what was accepted, for the server that started it (`api.processes.supervisor`).

Its standard input is a pipe: a byte says that something was accepted, the end that the server is gone, however that
came about. On its standard output it gives a byte whenever there is something new to follow, and others when it becomes
able or unable to store.
"""

import logging
import os
import select
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from time import monotonic

from api.processes.supervisor import READY, TROUBLE
from api.settings import Settings
from index.catalogue.catalogue import Catalogue
from index.errors import Busy, DatelineError, EmbedderMismatch
from index.intake.drain import drain
from index.library import Library, follow_model, open_for_service
from index.passages.embedding import Embedder

_POLL_SECONDS = 1.0  # for what other processes accept, change or delete
_TIDY_SECONDS = 3_600.0

log = logging.getLogger(__name__)


class Bell:
    """The reading end of a pipe: rung by any byte, broken once nobody holds the other end."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._rung = self._broken = False
        self._poll = select.poll()
        self._poll.register(descriptor, select.POLLIN)

    def wait(self, seconds: float) -> None:
        """Return when it is rung or broken, at the latest after `seconds`; at once where it was since the last wait."""
        if not self._rung:
            self._listen(seconds)
        self._rung = False

    def is_broken(self) -> bool:
        """Return whether it is time to end."""
        self._listen(0)
        return self._broken

    def _listen(self, seconds: float) -> None:
        if not self._broken and self._poll.poll(1_000 * seconds):
            self._rung = True
            self._broken = not os.read(self._descriptor, 4_096)

    def smash(self) -> None:
        """Let it be time to end."""
        self._broken = True


class Housekeeping:
    """Forgets the jobs that finished more than `days` ago, and all but the `number` latest, once an hour."""

    def __init__(self, number: int, days: int, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._number, self._age, self._now = number, timedelta(days=days), now
        self._due = 0.0

    def run(self, catalogue: Catalogue) -> None:
        """Do it if it is time to.

        Raises:
            CatalogueError: nothing can be written now; it is tried again in an hour.
        """
        if monotonic() >= self._due:
            self._due = monotonic() + _TIDY_SECONDS
            with catalogue.write() as transaction:
                transaction.jobs.prune(self._number, self._age, self._now())


def work(
    current: Callable[[], Library],
    bell: Bell,
    tell: Callable[[], None],
    tidy: Callable[[Catalogue], None] = lambda _: None,
    report: Callable[[bool], None] = lambda _: None,
) -> None:
    """Store what is accepted until the bell breaks; `tell` of each change in what there is to follow.

    `current` says before each turn which library that is, and `tidy` puts its catalogue in order after it.
    `report` hears whether anything can be stored, at first and whenever that changes.
    """
    told: tuple[object, ...] = ()
    trouble, able = "", True
    report(able)

    def note(now_able: bool) -> None:
        nonlocal able
        if now_able != able:
            able = now_able
            report(able)

    def tell_of_changes(library: Library) -> None:
        nonlocal told
        if library.engine.edition != told:
            told = library.engine.edition
            note(True)  # there may be hours of work left
            tell()

    while not bell.is_broken():
        trouble = _drain(current, bell, tell_of_changes, tidy, trouble)
        note(not trouble)
        bell.wait(_POLL_SECONDS)


def main() -> None:
    """Work for the server that started this process, with the settings that it gives as the one argument."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    settings = Settings.model_validate_json(sys.argv[1])
    os.nice(settings.worker_nice)
    bell = Bell(sys.stdin.fileno())
    try:
        library = open_for_service(settings.data, model=settings.chosen_embedder, threads=settings.worker_threads)
    except DatelineError as error:
        sys.exit(f"the worker cannot start: {error.message}")

    def current() -> Library:
        nonlocal library
        library = follow_model(library, partial(Embedder, threads=settings.worker_threads))
        return library

    signal.signal(signal.SIGTERM, lambda *_: bell.smash())  # until now it ended at once
    tidy = Housekeeping(settings.keep_jobs, settings.keep_jobs_days).run
    work(current, bell, partial(_tell_server, b"\n"), tidy, lambda able: _tell_server(READY if able else TROUBLE))
    library.close()


def _drain(
    current: Callable[[], Library],
    bell: Bell,
    tell: Callable[[Library], None],
    tidy: Callable[[Catalogue], None],
    trouble: str,
) -> str:
    """Drain the inbox; return what is in the way of that, having logged it unless it is the `trouble` of before."""
    try:
        library = current()
        drain(library, bell.is_broken, on_followed=partial(tell, library))
        tidy(library.catalogue)
    except (Busy, EmbedderMismatch) as error:  # the latter is for another model from the next turn on
        log.info("%s", error.message)
    except Exception as error:
        if str(error) != trouble:
            log.exception("the inbox cannot be drained now; it is tried again")
        return str(error)
    return ""


def _tell_server(what: bytes) -> None:
    with suppress(BrokenPipeError):  # it is gone, and the bell with it
        os.write(sys.stdout.fileno(), what)
