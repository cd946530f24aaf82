"""The queue for CPU-bound work: limited, fair to every client, and cancelled when the client disconnects."""

from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import anyio
from anyio import lowlevel, to_thread
from fastapi import HTTPException, Request

from api.errors import Refusal
from index.stages import Stage, stage

T = TypeVar("T")

_RETRY_SECONDS = 5  # about how long a full queue takes on two cores
_DISCONNECTED = 499  # nobody reads it; nginx logs this status for a client that disconnects


@dataclass(eq=False, slots=True)
class _Turn:
    """The wait of one request: `settled` is set once it has a slot, or is `refused` one."""

    settled: anyio.Event = field(default_factory=anyio.Event)
    refused: bool = False


class Slots:
    """A `number` of slots for work in threads; up to `queue` requests wait for one, and `refused` counts the others.

    Clients take turns: each in its turn gets a slot for the request of its own that has waited longest. In a full
    queue, the latest request of the client with the most gives way to a client with fewer.
    """

    def __init__(self, number: int, queue: int) -> None:
        self.free = number
        self.refused = 0
        self._threads = anyio.CapacityLimiter(number)
        self._queue = queue
        self._waiting: dict[str, deque[_Turn]] = {}  # by client, the next one first; none is empty

    @property
    def waiting(self) -> int:
        """The number of requests that wait for a slot."""
        return sum(map(len, self._waiting.values()))

    @asynccontextmanager
    async def hold(self, client: str = "") -> AsyncIterator[None]:
        """Wait for a slot and hold it for the block.

        Raises:
            Refusal: the queue is full.
        """
        await self.acquire(client)
        try:
            yield
        finally:
            self.release()

    async def acquire(self, client: str = "") -> None:
        """Wait for a slot, which `release` gives back.

        Raises:
            Refusal: the queue is full, now or when clients with fewer requests have come.
        """
        await lowlevel.checkpoint_if_cancelled()
        if self.free:
            self.free -= 1
            return
        self._make_room(client)
        turn = _Turn()
        self._waiting.setdefault(client, deque()).append(turn)
        try:
            with stage(Stage.WAIT):
                await turn.settled.wait()
        except BaseException:
            self._leave(client, turn)
            raise
        if turn.refused:
            raise self._refuse()

    def release(self) -> None:
        """Give a slot back; the client whose turn it is gets it."""
        if not self._waiting:
            self.free += 1
            return
        client = next(iter(self._waiting))
        turns = self._waiting.pop(client)
        turns.popleft().settled.set()
        if turns:
            self._waiting[client] = turns  # behind all others

    async def run(self, call: Callable[[], T]) -> T:
        """Run a call in a thread; the caller holds a slot."""
        return await to_thread.run_sync(call, limiter=self._threads)

    def _make_room(self, client: str) -> None:
        """Refuse the latest request of the client with the most, where a full queue has more of it than of this one.

        Raises:
            Refusal: there is no such client.
        """
        if self.waiting < self._queue:
            return
        own = len(self._waiting.get(client, ()))
        greediest = max(self._waiting, key=lambda name: len(self._waiting[name]), default=client)
        if len(self._waiting.get(greediest, ())) <= own + 1:  # with one more, this client would have the most
            raise self._refuse()
        turn = self._waiting[greediest].pop()
        turn.refused = True
        turn.settled.set()

    def _refuse(self) -> Refusal:
        self.refused += 1
        return Refusal(503, "the queue is full; try again in a moment", retry_after=_RETRY_SECONDS)

    def _leave(self, client: str, turn: _Turn) -> None:
        """Take back the wait of a request that was cancelled."""
        turns = self._waiting.get(client, deque())
        if turn in turns:
            turns.remove(turn)
            if not turns:
                del self._waiting[client]
        elif not turn.refused:  # it had just got a slot
            self.release()


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
