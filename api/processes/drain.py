"""Storing what was accepted where no server does: commands that watch sources have no worker beside them."""

import time
from typing import TYPE_CHECKING

from index.catalogue.catalogue import Catalogue
from index.errors import Busy
from index.intake.drain import drain
from index.library import Library, open_for_service

if TYPE_CHECKING:
    from api.settings import Settings

_GRACE_SECONDS = 3.0
_POLL_SECONDS = 0.1


class Drain:
    """Empties the inbox of a data folder; the models are opened when they are needed first, and kept."""

    def __init__(self, settings: "Settings", catalogue: Catalogue) -> None:
        self._settings, self._catalogue = settings, catalogue
        self._library: Library | None = None

    def run(self, *, wait: bool) -> None:
        """Store what waits, unless another process is seen to do it; where one holds the lock, `wait` for it or leave.

        Raises:
            DatelineError: it cannot be stored now; what waits goes on waiting.
        """
        while not self._done_elsewhere():
            if self._library is None:
                settings = self._settings
                model, threads = settings.chosen_embedder, settings.threads
                self._library = open_for_service(settings.data, model=model, threads=threads)
            try:
                drain(self._library)
            except Busy:
                if not wait:
                    return

    def close(self) -> None:
        """Close what was opened."""
        if self._library:
            self._library.close()

    def _done_elsewhere(self) -> bool:
        """Return whether nothing waits, or what has waited longest goes while it is watched."""
        first = self._oldest()
        patience = time.monotonic() + _GRACE_SECONDS
        while first is not None and self._oldest() == first:
            if time.monotonic() >= patience:
                return False
            time.sleep(_POLL_SECONDS)
        return True

    def _oldest(self) -> int | None:
        with self._catalogue.snapshot() as snapshot:
            return next((waiting.row for waiting in snapshot.inbox.next_batch(1, 1)), None)
