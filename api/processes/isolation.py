"""Run a call in a subprocess with a time limit: parsers of untrusted input may hang or crash."""

from collections.abc import Callable
from typing import TypeVar

import anyio
from anyio import BrokenWorkerProcess, to_process

from index.errors import Unreadable

T = TypeVar("T")

_SECONDS = 60


async def run_isolated(call: Callable[[], T]) -> T:
    """Run a picklable call in a subprocess and return its result, which must be picklable too.

    Raises:
        Unreadable: the call takes too long or its process dies; or the call itself raises it.
    """
    try:
        with anyio.fail_after(_SECONDS):
            return await to_process.run_sync(call, cancellable=True)
    except TimeoutError:
        raise Unreadable(f"it cannot be parsed within {_SECONDS} seconds") from None
    except BrokenWorkerProcess:
        raise Unreadable("it crashes the parser") from None
