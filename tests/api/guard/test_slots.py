"""The queue is fair: clients take turns, and none fills it alone while others come."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import anyio
import pytest
from anyio.abc import TaskGroup

from api.errors import Refusal
from api.guard.slots import Slots

pytestmark = pytest.mark.anyio


class Crowd:
    """Clients that wait for the one slot of a queue, which `taken` holds at first."""

    def __init__(self, slots: Slots, group: TaskGroup) -> None:
        self.slots, self._group = slots, group
        self.served: list[str] = []
        self.refused: list[str] = []
        self._scopes: dict[str, anyio.CancelScope] = {}

    async def come(self, *requests: str) -> None:
        """Let requests wait, in order; the first letter of each is its client."""
        for request in requests:
            self._group.start_soon(self._wait, request)
            await anyio.wait_all_tasks_blocked()

    async def leave(self, request: str) -> None:
        """Let a request be cancelled."""
        self._scopes[request].cancel()
        await anyio.wait_all_tasks_blocked()

    async def _wait(self, request: str) -> None:
        with anyio.CancelScope() as self._scopes[request]:
            try:
                await self.slots.acquire(request[0])
            except Refusal:
                self.refused.append(request)
            else:
                self.served.append(request)

    async def serve(self, number: int) -> None:
        """Give the slot back so many times, each time when the next one has it."""
        for _ in range(number):
            self.slots.release()
            await anyio.wait_all_tasks_blocked()


MakeCrowd = Callable[[int], Awaitable[Crowd]]


@pytest.fixture
async def make_crowd() -> AsyncIterator[MakeCrowd]:
    """Make a crowd around one slot that is taken, for a length of the queue."""
    async with anyio.create_task_group() as group:

        async def make(queue: int) -> Crowd:
            slots = Slots(1, queue)
            await slots.acquire()
            return Crowd(slots, group)

        yield make
        group.cancel_scope.cancel()


async def test_clients_take_turns(make_crowd: MakeCrowd) -> None:
    """The requests of each client are served in order, and one of every client before the second of any."""
    crowd = await make_crowd(10)
    await crowd.come("a1", "a2", "a3", "b1", "a4", "b2", "c1")
    await crowd.serve(7)
    assert crowd.served == ["a1", "b1", "c1", "a2", "b2", "a3", "a4"]


async def test_who_comes_back_waits_behind_the_others(make_crowd: MakeCrowd) -> None:
    """A client that sends a request as soon as it has an answer gets one turn among the others, not every second."""
    crowd = await make_crowd(10)
    await crowd.come("a1", "b1", "c1")
    await crowd.serve(1)
    await crowd.come("a2")
    await crowd.serve(3)
    assert crowd.served == ["a1", "b1", "c1", "a2"]


async def test_one_client_may_use_the_whole_queue_while_it_is_alone(make_crowd: MakeCrowd) -> None:
    """What is beyond the queue is refused, and everything before it is served."""
    crowd = await make_crowd(3)
    await crowd.come("a1", "a2", "a3", "a4")
    assert crowd.refused == ["a4"]
    with pytest.raises(Refusal, match="queue is full") as refused:
        await crowd.slots.acquire("a")
    assert refused.value.headers == {"Retry-After": "5"}
    await crowd.serve(3)
    assert crowd.served == ["a1", "a2", "a3"]


async def test_a_full_queue_makes_room_for_others(make_crowd: MakeCrowd) -> None:
    """The latest requests of the client with the most give way until all have the same number; then others are refused.

    The queue is never longer than it may be.
    """
    crowd = await make_crowd(4)
    await crowd.come("a1", "a2", "a3", "a4", "b1", "b2", "b3", "c1", "d1", "e1", "a5")
    assert crowd.refused == ["a4", "a3", "b3", "a2", "b2", "e1", "a5"]
    assert crowd.slots.waiting == 4
    await crowd.serve(4)
    assert crowd.served == ["a1", "b1", "c1", "d1"]


async def test_no_queue_is_no_room_for_anybody(make_crowd: MakeCrowd) -> None:
    """With a queue of 0, and with one of 1 that is taken, a request is refused at once."""
    for length in (0, 1):
        crowd = await make_crowd(length)
        await crowd.come(*["a1"] * length, "b1")
        assert crowd.refused == ["b1"]


async def test_who_leaves_takes_no_turn(make_crowd: MakeCrowd) -> None:
    """A cancelled request is forgotten, its client too if it was the last, and every slot comes back."""
    crowd = await make_crowd(4)
    await crowd.come("a1", "a2", "b1", "c1")
    for request in ("a1", "b1"):
        await crowd.leave(request)
    assert crowd.slots.waiting == 2
    await crowd.serve(3)
    assert crowd.served == ["a2", "c1"]
    assert (crowd.slots.free, crowd.slots.waiting) == (1, 0)


async def test_a_slot_given_to_one_who_leaves_is_passed_on() -> None:
    """A request that is cancelled in the moment in which it gets a slot gives it to the next, or back."""
    slots = Slots(1, 2)
    await slots.acquire()
    leaving, staying = (asyncio.create_task(slots.acquire(client)) for client in ("a", "b"))
    await anyio.wait_all_tasks_blocked()
    slots.release()
    leaving.cancel()
    await staying
    assert leaving.cancelled()
    slots.release()
    assert (slots.free, slots.waiting) == (1, 0)


async def test_a_refused_one_who_leaves_takes_nothing() -> None:
    """A request that is cancelled in the moment in which it is refused neither gives nor takes a slot."""
    slots = Slots(1, 2)
    await slots.acquire()
    waiting = [asyncio.create_task(slots.acquire("a")) for _ in range(2)]
    await anyio.wait_all_tasks_blocked()
    other = asyncio.create_task(slots.acquire("b"))
    await asyncio.sleep(0)
    waiting[1].cancel()
    await anyio.wait_all_tasks_blocked()
    assert waiting[1].cancelled()
    for task in (waiting[0], other):
        slots.release()
        await task
    slots.release()
    assert (slots.free, slots.waiting) == (1, 0)
