"""The API keys of a running server.

Every request looks its key up in the catalogue, so a key that is added or revoked counts from the next request on, on
every server of the data folder.
"""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from index.catalogue.catalogue import Catalogue
from index.catalogue.keys import Key
from index.catalogue.snapshot import Snapshot
from index.errors import DatelineError

T = TypeVar("T")

_THREADS = 4  # of their own: the others may all wait for the disk

log = logging.getLogger(__name__)


class Keyring:
    """The keys of a data folder; `current` returns its catalogue, or raises a `Refusal` while it is not open."""

    def __init__(
        self, current: Callable[[], Catalogue], *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._current, self.now = current, now
        self._exist = False
        self._used: dict[str, date] = {}
        self._threads = CapacityLimiter(_THREADS)
        self._writing: threading.Thread | None = None

    async def find(self, secret: str) -> Key | None:
        """Return the key with this secret, active or not; None if there is none."""
        return await self._read(lambda snapshot: snapshot.keys.find(secret))

    async def exist(self) -> bool:
        """Return whether there has ever been a key."""
        self._exist = self._exist or await self._read(lambda snapshot: snapshot.keys.exist())  # never false again
        return self._exist

    async def origins(self) -> frozenset[str]:
        """Return the origins whose pages have an active key."""
        keys = await self._read(lambda snapshot: snapshot.keys.all())
        now = self.now()
        return frozenset(origin for key in keys if key.is_active(now) for origin in key.origins)

    def note_use(self, key: Key) -> None:
        """Store, in a thread, that a key is used today; once a day, so that a request waits for no write."""
        today = self.now().date()
        if self._used.get(key.prefix) == today or key.used == today or self._is_writing():
            return
        self._used[key.prefix] = today
        work = partial(_write, self._current(), key.prefix, today)
        self._writing = threading.Thread(target=work, name="dateline-keys")
        self._writing.start()

    def stop(self) -> None:
        """Wait for what is being written."""
        if self._writing:
            self._writing.join()

    async def _read(self, read: Callable[[Snapshot], T]) -> T:
        catalogue = self._current()

        def run() -> T:
            with catalogue.snapshot() as snapshot:
                return read(snapshot)

        return await to_thread.run_sync(run, limiter=self._threads)

    def _is_writing(self) -> bool:
        return self._writing is not None and self._writing.is_alive()


def _write(catalogue: Catalogue, prefix: str, day: date) -> None:
    if catalogue.read_only:
        return
    try:
        with catalogue.write() as transaction:
            transaction.keys.note_use(prefix, day)
    except DatelineError as error:
        log.warning("the last use of the key %s cannot be stored: %s", prefix, error.message)
