"""An iterator that runs in a thread of its own, some items ahead of whoever uses them."""

import threading
from collections.abc import Generator, Iterable
from contextlib import suppress
from queue import Empty, Full, Queue
from typing import TypeVar

T = TypeVar("T")

_POLL = 0.1  # seconds until a full queue is tried again, so that a thread notices that it is to stop


def read_ahead(items: Iterable[T], size: int) -> Generator[T, None, None]:
    """Yield items while a thread makes at most `size` more; what making one raises is raised in its place.

    The thread ends when the generator is closed, after the item that it is making.
    """
    queue: Queue[tuple[T | None, BaseException | None]] = Queue(size)
    stopped = threading.Event()
    thread = threading.Thread(target=_fill, args=(queue, items, stopped), name="read-ahead")
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
        thread.join()


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
