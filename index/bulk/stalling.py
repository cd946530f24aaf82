"""Items that may stop coming without an end or an error."""

import threading
from collections.abc import Callable, Iterable, Iterator
from queue import Empty, SimpleQueue
from typing import TypeVar

T = TypeVar("T")


class Stalled(Exception):
    """Say that nothing has come for too long."""


class _End(Exception):
    """Say that there is no further item."""


def until_stalled(items: Callable[[], Iterable[T]], seconds: float) -> Iterator[T]:
    """Yield items, which a thread iterates over; what that raises is raised here.

    A thread whose items no longer come is left behind, and ends with the process.

    Raises:
        Stalled: none has come for so many seconds.
    """
    queue: SimpleQueue[tuple[T | None, BaseException | None]] = SimpleQueue()
    threading.Thread(target=_fill, args=(queue, items), name="until-stalled", daemon=True).start()
    while True:
        try:
            item, error = queue.get(timeout=seconds)
        except Empty:
            raise Stalled(f"nothing has come for {seconds:g} s") from None
        if isinstance(error, _End):
            return
        if error is not None:
            raise error
        yield item  # type: ignore[misc] # None only where there is an error


def _fill(queue: "SimpleQueue[tuple[T | None, BaseException | None]]", items: Callable[[], Iterable[T]]) -> None:
    try:
        for item in items():
            queue.put((item, None))
    except BaseException as error:  # noqa: BLE001 - raised again by whoever reads the queue
        queue.put((None, error))
    else:
        queue.put((None, _End()))
