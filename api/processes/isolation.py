"""Parsing what strangers wrote in a process of its own: one that hangs or swells is ended, and nothing else is."""

from collections.abc import Callable
from typing import TypeVar

import anyio
from anyio import BrokenWorkerProcess, to_process

from index.errors import Unreadable

T = TypeVar("T")

_SECONDS = 60


async def run_isolated(parse: Callable[[], T]) -> T:
    """Return what a call returns that can be pickled, made in another process and within a bounded time.

    Raises:
        Unreadable: it took too long, or its process died; or the call itself raised it.
    """
    try:
        with anyio.fail_after(_SECONDS):
            return await to_process.run_sync(parse, cancellable=True)
    except TimeoutError:
        raise Unreadable(f"it cannot be read within {_SECONDS} seconds") from None
    except BrokenWorkerProcess:
        raise Unreadable("whatever reads it breaks down") from None
