"""What keeps an open server from answering or storing, as `/health/ready` says it."""

import threading
from dataclasses import dataclass

from api.errors import refuse_unopened
from api.processes.opening import Worker
from index.care.size import find_obstacle
from index.catalogue.catalogue import Catalogue
from index.errors import DatelineError
from index.library import Library

OPENED_READ_ONLY = "the archive was read-only, or its disk full, when the server opened it; restart the server"
_SECONDS = 3.0  # until the server of a catalogue that does not answer counts as away
_SILENT = f"the catalogue's server has not answered for {_SECONDS:g} seconds"


@dataclass(frozen=True, slots=True)
class Obstacles:
    """Why no question can be answered now, and why no article can be stored, in one sentence; None where they can."""

    ask: str | None = None
    store: str | None = None


class Readiness:
    """Finds out what keeps a server from answering or storing; of a shared catalogue, by asking its server.

    One check of it runs at a time: while it is silent, whoever asks waits for the same one, and no threads pile up.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._found = Obstacles()

    def check(self, library: Library, worker: Worker | None) -> Obstacles:
        """Return the obstacles now; nothing is written to find out."""
        found = self._check_catalogue(library.catalogue) if library.catalogue.is_shared else Obstacles()
        return Obstacles(found.ask, found.store or _find_here(library, worker))

    def _check_catalogue(self, catalogue: Catalogue) -> Obstacles:
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._ask, args=(catalogue,), name="dateline-ready", daemon=True)
                self._thread.start()
            thread = self._thread
        thread.join(_SECONDS)
        return Obstacles(_SILENT, _SILENT) if thread.is_alive() else self._found

    def _ask(self, catalogue: Catalogue) -> None:
        try:
            self._found = Obstacles(store=catalogue.find_obstacle())
        except DatelineError as error:
            reason = error.message.replace(catalogue.name, "the catalogue")  # everyone may ask: no address
            self._found = Obstacles(reason, reason)


def _find_here(library: Library, worker: Worker | None) -> str | None:
    """Return what keeps this machine from storing."""
    if obstacle := find_obstacle(library.folder):
        return obstacle
    if library.read_only:
        return OPENED_READ_ONLY
    return worker.trouble if worker else refuse_unopened(failed=False).message
