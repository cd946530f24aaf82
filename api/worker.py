"""The thread that stores what was accepted. A process of its own could do the same: all it needs is `drain`."""

import logging
import threading
from collections.abc import Callable

from index.errors import Busy, EmbedderMismatch
from index.inbox import drain
from index.library import Library

_POLL_SECONDS = 1.0

log = logging.getLogger(__name__)


class Worker:
    """Drains the inbox of a library until it is stopped; `library` says before each turn which one that is."""

    def __init__(self, library: Callable[[], Library]) -> None:
        self._library = library
        self._stopping = threading.Event()
        self._woken = threading.Event()
        self._thread = threading.Thread(target=self._run, name="dateline-worker")

    def start(self) -> None:
        """Begin, with what an earlier process left in the inbox."""
        self._thread.start()

    def wake(self) -> None:
        """Look into the inbox now."""
        self._woken.set()

    def stop(self) -> None:
        """End after the batch at hand; what still waits is for the next start."""
        self._stopping.set()
        self._woken.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._woken.clear()
            try:
                drain(self._library(), self._stopping.is_set)
            except (Busy, EmbedderMismatch) as error:  # the latter is for another model from the next turn on
                log.info("%s", error.message)
            except Exception:
                log.exception("the inbox cannot be drained now; it is tried again")
            self._woken.wait(_POLL_SECONDS)
