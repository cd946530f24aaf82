"""The uvicorn server: how it is configured, and how it stops."""

import asyncio
import signal
import socket
from collections.abc import Callable
from time import monotonic
from types import FrameType

import uvicorn

_PATIENCE = 5.0  # seconds for requests to end; what they do in a thread may take longer


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

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop; a second Ctrl-C ends the requests in progress, and only then is the app closed.

        uvicorn would leave both to the end of the process, in any order, and log what that breaks as errors.
        """
        await super().shutdown(sockets)
        if self.force_exit:
            await self._drop_requests()
            await self.lifespan.shutdown()

    async def _drop_requests(self) -> None:
        """End the requests in progress as if their clients had left."""
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        if tasks := set(self.server_state.tasks):
            await asyncio.wait(tasks, timeout=_PATIENCE)
