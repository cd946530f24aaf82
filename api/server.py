"""The uvicorn server: how it is configured, and how it stops."""

import signal
from collections.abc import Callable
from time import monotonic
from types import FrameType

import uvicorn


class StoppingServer(uvicorn.Server):
    """A server that, told to stop by SIGTERM, calls `on_stop` and goes on serving for some `seconds`.

    Meanwhile whoever routes requests to it sees that it is not ready, and routes them elsewhere. Ctrl-C, or a second
    signal, ends that time. Then no connection is accepted, and the requests in progress are finished.
    """

    def __init__(self, config: uvicorn.Config, on_stop: Callable[[], None], seconds: float) -> None:
        super().__init__(config)
        self._on_stop, self._seconds = on_stop, seconds
        self._exit_at: float | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Note a signal; uvicorn calls it within whatever the signal has interrupted, so it takes no lock."""
        if sig == signal.SIGTERM and self._seconds and self._exit_at is None and not self.should_exit:
            self._exit_at = monotonic() + self._seconds
        else:
            super().handle_exit(sig, frame)

    async def on_tick(self, counter: int) -> bool:
        """Return whether to stop now; uvicorn calls it ten times a second."""
        if self.should_exit or self._exit_at is not None:
            self._on_stop()
        if self._exit_at is not None and monotonic() >= self._exit_at:
            self.should_exit = True
        return await super().on_tick(counter)
