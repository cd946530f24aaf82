"""Who may keep a processor busy: some at one time, some more in a queue, and nobody for a client that has gone."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import anyio
from anyio import to_thread
from fastapi import HTTPException, Request

from api.errors import Refusal

T = TypeVar("T")

_RETRY_SECONDS = 5  # about what a full queue takes on two cores
_HUNG_UP = 499  # nobody reads it: the number that nginx gives to a request whose client has gone


class Slots:
    """Slots for work in threads, `number` of them, given in the order of asking; `queue` requests may wait for one."""

    def __init__(self, number: int, queue: int) -> None:
        self._free = anyio.Semaphore(number)
        self._threads = anyio.CapacityLimiter(number)
        self._queue = queue

    @property
    def free(self) -> int:
        """How many slots nobody holds."""
        return self._free.value

    @property
    def waiting(self) -> int:
        """How many requests wait for a slot."""
        return self._free.statistics().tasks_waiting

    @asynccontextmanager
    async def hold(self) -> AsyncIterator[None]:
        """Wait for a slot and hold it for the block.

        Raises:
            Refusal: as many wait already as may.
        """
        await self.acquire()
        try:
            yield
        finally:
            self.release()

    async def acquire(self) -> None:
        """Wait for a slot, which `release` gives back.

        Raises:
            Refusal: as many wait already as may.
        """
        if not self.free and self.waiting >= self._queue:
            raise Refusal(503, "too many requests wait already; try again in a moment", retry_after=_RETRY_SECONDS)
        await self._free.acquire()

    def release(self) -> None:
        """Give a slot back, to whoever has waited longest."""
        self._free.release()

    async def run(self, call: Callable[[], T]) -> T:
        """Run a call in a thread, for whoever holds a slot."""
        return await to_thread.run_sync(call, limiter=self._threads)


async def while_connected(request: Request, work: Callable[[], Awaitable[T]]) -> T:
    """Return what some work returns; cancel it when the client of a request disconnects.

    The body of the request must have been read. Work in a thread goes on until it calls `check_cancelled` of anyio.

    Raises:
        Refusal: the client has gone, and nobody will read this.
    """
    done: list[T] = []
    failed: list[Exception] = []
    async with anyio.create_task_group() as group:
        group.start_soon(_cancel_on_disconnect, request, group.cancel_scope, failed)
        try:
            done.append(await work())
        except Exception as error:  # noqa: BLE001 - raised below, out of the group, which would wrap it
            failed.insert(0, error)
        group.cancel_scope.cancel()
    if done:  # a client that disconnects at the last moment changes nothing: a slot may have been acquired
        return done[0]
    raise failed[0] if failed else Refusal(_HUNG_UP, "the client has disconnected")


async def _cancel_on_disconnect(request: Request, scope: anyio.CancelScope, failed: list[Exception]) -> None:
    try:
        while (await request.receive())["type"] != "http.disconnect":
            pass
    except HTTPException as error:  # what is left of a body is too long, or stops coming
        failed.append(error)
    scope.cancel()
