"""Work in threads of its own: items made ahead of whoever uses them, and items used behind whoever makes them."""

import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from queue import Empty, Full, Queue
from typing import TypeVar

T = TypeVar("T")

_PATIENCE = 3.0  # seconds
_POLL = 0.1  # seconds until a full queue is tried again, so that a thread notices that it is to stop


def read_ahead(items: Iterable[T], size: int) -> Generator[T, None, None]:
    """Yield items while a thread makes at most `size` more; what making one raises is raised in its place.

    The thread ends when the generator is closed, after the item that it is making. If that takes longer than a few
    seconds, as when it waits for a terminal, it is left behind and ends with the process.
    """
    queue: Queue[tuple[T | None, BaseException | None]] = Queue(size)
    stopped = threading.Event()
    thread = threading.Thread(target=_fill, args=(queue, items, stopped), name="read-ahead", daemon=True)
    thread.start()
    try:
        while True:
            item, error = queue.get()
            if isinstance(error, _End):
                return
            if error is not None:
                raise error
            yield item  # type: ignore[misc] # None only where there is an error
    finally:
        stopped.set()
        with suppress(Empty):
            queue.get_nowait()
        thread.join(_PATIENCE)


@contextmanager
def behind(use: Callable[[T], None]) -> Iterator[Callable[[T], None]]:
    """Yield a function that lets a thread use an item, one at a time and in their order.

    It returns once the thread has begun with the item, and so waits for the item before; what using that raised is
    raised there, or at the end of the block. The block ends after the last item has been used, however it ends.
    """
    running: Future[None] | None = None

    def hand_over(item: T) -> None:
        nonlocal running
        if running is not None:
            running.result()
        running = thread.submit(use, item)

    with ThreadPoolExecutor(1, "behind") as thread:
        yield hand_over
        if running is not None:
            running.result()


class _End(Exception):
    """There are no more items."""


def _fill(queue: "Queue[tuple[T | None, BaseException | None]]", items: Iterable[T], stopped: threading.Event) -> None:
    try:
        for item in items:
            if not _put(queue, (item, None), stopped):
                return
        _put(queue, (None, _End()), stopped)
    except BaseException as error:  # noqa: BLE001 - raised again by whoever takes the items
        _put(queue, (None, error), stopped)


def _put(
    queue: "Queue[tuple[T | None, BaseException | None]]",
    entry: tuple[T | None, BaseException | None],
    stopped: threading.Event,
) -> bool:
    """Put an entry once there is room; return False if it is to stop instead."""
    while not stopped.is_set():
        with suppress(Full):
            queue.put(entry, timeout=_POLL)
            return not stopped.is_set()
    return False
