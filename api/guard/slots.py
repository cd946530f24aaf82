"""The queue for CPU-bound work: limited, in order of arrival, and cancelled when the client disconnects."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import anyio
from anyio import to_thread
from fastapi import HTTPException, Request

from api.errors import Refusal

T = TypeVar("T")

_RETRY_SECONDS = 5  # about how long a full queue takes on two cores
_DISCONNECTED = 499  # nobody reads it; nginx logs this status for a client that disconnects


class Slots:
    """A `number` of slots for work in threads, first come, first served; up to `queue` requests wait for one."""

    def __init__(self, number: int, queue: int) -> None:
        self._free = anyio.Semaphore(number)
        self._threads = anyio.CapacityLimiter(number)
        self._queue = queue

    @property
    def free(self) -> int:
        """The number of free slots."""
        return self._free.value

    @property
    def waiting(self) -> int:
        """The number of requests that wait for a slot."""
        return self._free.statistics().tasks_waiting

    @asynccontextmanager
    async def hold(self) -> AsyncIterator[None]:
        """Wait for a slot and hold it for the block.

        Raises:
            Refusal: the queue is full.
        """
        await self.acquire()
        try:
            yield
        finally:
            self.release()

    async def acquire(self) -> None:
        """Wait for a slot, which `release` gives back.

        Raises:
            Refusal: the queue is full.
        """
        if not self.free and self.waiting >= self._queue:
            raise Refusal(503, "the queue is full; try again in a moment", retry_after=_RETRY_SECONDS)
        await self._free.acquire()

    def release(self) -> None:
        """Give a slot back; the request that has waited longest gets it."""
        self._free.release()

    async def run(self, call: Callable[[], T]) -> T:
        """Run a call in a thread; the caller holds a slot."""
        return await to_thread.run_sync(call, limiter=self._threads)


async def while_connected(request: Request, work: Callable[[], Awaitable[T]]) -> T:
    """Return the result of some work; cancel it when the client of a request disconnects.

    The body of the request must have been read. Work in a thread goes on until it calls `check_cancelled` of anyio.

    Raises:
        Refusal: the client has disconnected.
    """
    done: list[T] = []
    failed: list[Exception] = []
    async with anyio.create_task_group() as group:
        group.start_soon(_cancel_on_disconnect, request, group.cancel_scope, failed)
        try:
            done.append(await work())
        except Exception as error:  # noqa: BLE001 - raised below, outside the group, which would wrap it
            failed.insert(0, error)
        group.cancel_scope.cancel()
    if done:  # also if the client disconnected meanwhile: the work may have acquired a slot
        return done[0]
    raise failed[0] if failed else Refusal(_DISCONNECTED, "the client has disconnected")


async def _cancel_on_disconnect(request: Request, scope: anyio.CancelScope, failed: list[Exception]) -> None:
    try:
        while (await request.receive())["type"] != "http.disconnect":
            pass
    except HTTPException as error:  # the rest of a body is too long, or stops arriving
        failed.append(error)
    scope.cancel()
