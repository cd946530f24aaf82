"""Memory: whether there is enough to begin, and free heap memory returned to the operating system."""

import ctypes
import resource
from collections.abc import Callable
from functools import cache

from index.errors import ModelError
from index.passages.cores import count_cores

# Megabytes of address space; measured on two cores: 60 articles are ingested with 1,200 MB, and not with 900.
_LIBRARIES_AND_MODELS = 1_050
_THREAD = 75  # a stack of 8 MB and a heap of 64 MB


def require_address_space(threads: int = 0) -> None:
    """Check, before native libraries are loaded, that a limit on address space (`ulimit -v`) leaves room for them.

    Without room they end the process with a signal. `threads` are those of embedding, 0 for one of each core.

    Raises:
        ModelError: the limit is too low.
    """
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    needed = _LIBRARIES_AND_MODELS + _THREAD * (threads or count_cores())
    if limit != resource.RLIM_INFINITY and limit < needed * 1_000_000:
        fewer = "" if threads == 1 else ", or use fewer threads (`--jobs`)"
        raise ModelError(
            f"this process may use {limit // 1_000_000:,} MB of address space, and needs {needed:,} MB:"
            f" raise the limit (`ulimit -v`){fewer}"
        )


def give_back_memory() -> bool:
    """Return unused heap pages to the operating system; return whether there were any. Does nothing without glibc.

    Between batches of embedding, glibc keeps what torch has freed if something small was allocated behind it: after
    640 articles 324 of 496 MiB of heap were such holes, and they kept growing.
    """
    trim = _trim()
    return trim is not None and bool(trim(0))


@cache
def _trim() -> Callable[[int], int] | None:
    try:
        trim: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # no glibc: musl, macOS, Windows
        return None
    return trim
