"""The worker process: it stores accepted articles for the server that started it (`api.processes.supervisor`).

Its standard input is a pipe: a byte wakes it, the end of the pipe means that the server has gone, for whatever reason.
On its standard output it writes a byte whenever the indexes have something new to follow, and `READY` or `TROUBLE` when
it becomes able or unable to store.
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
from pathlib import Path
from time import monotonic

from api.guard.logs import configure_logs
from api.processes.passed import read_passed
from api.processes.supervisor import READY, TROUBLE
from index.catalogue.catalogue import Catalogue
from index.catalogue.database.contract import Notices
from index.errors import (
    Busy,
    CatalogueTooNew,
    CatalogueUnavailable,
    DatelineError,
    EmbedderMismatch,
    StorageFailed,
)
from index.intake.drain import drain
from index.library import Library, follow_model, open_for_service
from index.passages.embedding import open_embedder

_POLL_SECONDS = 1.0  # for articles that other processes accept, change or delete
_PRUNE_SECONDS = 3_600.0

log = logging.getLogger(__name__)


class WakePipe:
    """The reading end of a pipe: any byte wakes the worker, and the pipe is closed once its other end is.

    Of a shared catalogue, `listen` opens what other hosts tell of; that wakes the worker, too.
    """

    def __init__(self, descriptor: int, listen: Callable[[], Notices | None] = lambda: None) -> None:
        self._descriptor, self._listen_to = descriptor, listen
        self._notices: Notices | None = None
        self._woken = self._closed = False
        self._poll = select.poll()
        self._poll.register(descriptor, select.POLLIN)

    def wait(self, seconds: float) -> None:
        """Return when woken or closed, or after `seconds`; at once if that happened since the last wait."""
        self._open_notices()
        if not self._woken:
            self._listen(seconds)
        self._woken = False

    def is_closed(self) -> bool:
        """Return whether the worker should end."""
        self._listen(0)
        return self._closed

    def _listen(self, seconds: float) -> None:
        if self._closed:
            return
        for descriptor, _ in self._poll.poll(1_000 * seconds):
            self._woken = True
            if descriptor == self._descriptor:
                self._closed = not os.read(self._descriptor, 4_096)
            else:
                self._take_notices(descriptor)

    def _open_notices(self) -> None:
        """Listen, again where the connection was lost; until that succeeds, the worker looks every second."""
        if self._notices is not None:
            return
        with suppress(DatelineError):
            self._notices = self._listen_to()
        if self._notices is not None:
            self._poll.register(self._notices.fileno(), select.POLLIN)
            self._woken = True  # there may have been something before

    def _take_notices(self, descriptor: int) -> None:
        if self._notices is not None:
            self._notices.take_notices()
            if self._notices.is_lost:
                self._poll.unregister(descriptor)
                self._notices = None

    def close(self) -> None:
        """Stop listening to other hosts; the pipe is not used after."""
        if self._notices is not None:
            self._notices.close()
            self._notices = None

    def mark_closed(self) -> None:
        """Let the worker end as if the pipe were closed."""
        self._closed = True


class Housekeeping:
    """Deletes jobs that finished more than `days` ago, and all but the `number` latest, once an hour."""

    def __init__(self, number: int, days: int, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._number, self._age, self._now = number, timedelta(days=days), now
        self._due = 0.0

    def run(self, catalogue: Catalogue) -> None:
        """Delete old jobs if the last run was an hour ago.

        Raises:
            CatalogueError: nothing can be written now; the next try is in an hour.
        """
        if monotonic() >= self._due:
            self._due = monotonic() + _PRUNE_SECONDS
            with catalogue.write() as transaction:
                transaction.jobs.prune(self._number, self._age, self._now())


def work(
    current: Callable[[], Library],
    pipe: WakePipe,
    on_change: Callable[[], None],
    prune: Callable[[Catalogue], None] = lambda _: None,
    report: Callable[[bool], None] = lambda _: None,
) -> None:
    """Store accepted articles until the pipe is closed.

    `on_change` is called when the indexes have something new to follow. `current` returns the library before each turn,
    and `prune` deletes old records from its catalogue after it. `report` is called with whether articles can be stored,
    at the start and whenever that changes.
    """
    reported: tuple[object, ...] = ()
    trouble, able = "", True
    report(able)

    def note(now_able: bool) -> None:
        nonlocal able
        if now_able != able:
            able = now_able
            report(able)

    def report_changes(library: Library) -> None:
        nonlocal reported
        if library.engine.edition != reported:
            reported = library.engine.edition
            note(True)  # draining may go on for hours
            on_change()

    while not pipe.is_closed():
        trouble = _drain(current, pipe, report_changes, prune, trouble)
        note(not trouble)
        pipe.wait(_POLL_SECONDS)


def main() -> None:
    """Run the worker with the settings in the only argument, as JSON."""
    settings = read_passed(sys.argv[1])
    configure_logs(settings.log_format)
    os.nice(settings.worker_nice)
    pipe = WakePipe(sys.stdin.fileno(), lambda: library.catalogue.listen())
    try:
        _require_folder(settings.data)
        library = open_for_service(
            settings.data,
            model=settings.chosen_embedder,
            threads=settings.worker_threads,
            device=settings.device,
            engine=settings.chosen_engine,
            shared=settings.shared,
        )
    except DatelineError as error:
        log.error("the worker cannot start: %s", error.message)  # noqa: TRY400 - a sentence is enough for a user
        sys.exit(1)

    def current() -> Library:
        nonlocal library
        library = follow_model(library, partial(open_embedder, threads=settings.worker_threads, device=settings.device))
        return library

    signal.signal(signal.SIGTERM, lambda *_: pipe.mark_closed())  # until now SIGTERM ended the process at once
    prune = Housekeeping(settings.keep_jobs, settings.keep_jobs_days).run
    work(current, pipe, partial(_send, b"\n"), prune, lambda able: _send(READY if able else TROUBLE))
    pipe.close()
    library.close()


def _require_folder(folder: Path) -> None:
    """Check that the folder of the server is still there: the worker would make an empty one and wait for its inbox.

    Raises:
        StorageFailed: it is not.
    """
    if not folder.is_dir():
        raise StorageFailed(f"{folder} has been moved or removed since the server was started: move it back")


def _drain(
    current: Callable[[], Library],
    pipe: WakePipe,
    on_followed: Callable[[Library], None],
    prune: Callable[[Catalogue], None],
    trouble: str,
) -> str:
    """Drain the inbox; return the error message, or "" on success. It is logged unless it equals `trouble`."""
    try:
        library = current()
        drain(library, pipe.is_closed, on_followed=partial(on_followed, library))
        prune(library.catalogue)
    except (Busy, EmbedderMismatch) as error:  # after a mismatch the next turn opens the new model
        log.info("%s", error.message)
    except (CatalogueUnavailable, CatalogueTooNew) as error:
        if error.message != trouble:
            log.warning("the inbox cannot be drained now; it will be retried: %s", error.message)
        return error.message
    except Exception as error:
        if str(error) != trouble:
            log.exception("the inbox cannot be drained now; it will be retried")
        return str(error)
    return ""


def _send(message: bytes) -> None:
    with suppress(BrokenPipeError):  # the server is gone, and the pipe is closed
        os.write(sys.stdout.fileno(), message)
