"""Drain the inbox from a command that runs without a server and its worker, such as `feed` and `watch`."""

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
    """Drains the inbox of a data folder; the library with its models is opened on first use and kept open."""

    def __init__(self, settings: "Settings", catalogue: Catalogue) -> None:
        self._settings, self._catalogue = settings, catalogue
        self._library: Library | None = None

    def run(self, *, wait: bool) -> None:
        """Store what is queued, unless another process is doing so; if one holds the lock, `wait` for it or return.

        Raises:
            DatelineError: the articles cannot be stored now; they stay queued.
        """
        while not self._is_drained_elsewhere():
            if self._library is None:
                settings = self._settings
                self._library = open_for_service(
                    settings.data,
                    model=settings.chosen_embedder,
                    threads=settings.jobs,
                    device=settings.device,
                    engine=settings.chosen_engine,
                    shared=settings.shared,
                )
            try:
                drain(self._library)
            except Busy:
                if not wait:
                    return

    def close(self) -> None:
        """Close the library, if it was opened."""
        if self._library:
            self._library.close()

    def _is_drained_elsewhere(self) -> bool:
        """Return whether the inbox is empty, or its oldest article leaves it within the grace period."""
        first = self._oldest()
        deadline = time.monotonic() + _GRACE_SECONDS
        while first is not None and self._oldest() == first:
            if time.monotonic() >= deadline:
                return False
            time.sleep(_POLL_SECONDS)
        return True

    def _oldest(self) -> int | None:
        with self._catalogue.snapshot() as snapshot:
            return next((waiting.row for waiting in snapshot.inbox.next_batch(1, 1)), None)
