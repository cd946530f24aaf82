"""A model server that keeps failing is left alone for a while."""

import threading
from collections.abc import Callable

MOST_FAILURES = 3
PAUSE = 30.0
"""Seconds after which a failing server is tried again."""


class Breaker:
    """Counts failures in a row; shared by threads. `clock` gives seconds that never go back."""

    def __init__(self, clock: Callable[[], float], failures: int = MOST_FAILURES, pause: float = PAUSE) -> None:
        self._clock, self._most, self._pause = clock, failures, pause
        self._failures, self._until = 0, 0.0
        self._lock = threading.Lock()

    @property
    def waits(self) -> float:
        """Return the seconds until the server may be asked; 0 where it may be asked now."""
        with self._lock:
            return max(0.0, self._until - self._clock())

    def succeed(self) -> None:
        """Note that the server responded."""
        with self._lock:
            self._failures, self._until = 0, 0.0

    def fail(self, retry_after: float | None = None) -> None:
        """Note a failure; after several, or where the server asks for it, it is left alone for a while."""
        with self._lock:
            self._failures += 1
            pause = retry_after or (self._pause if self._failures >= self._most else 0.0)
            self._until = max(self._until, self._clock() + min(pause, 10 * self._pause))
