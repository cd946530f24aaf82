"""The stages of the work on a question. A server observes how long they take; without an observer they cost nothing.

The observer is a context variable, so it follows the work into threads, and each request has its own.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from enum import StrEnum


class Stage(StrEnum):
    """A part of the work on one question. `MODEL` is one call of a model server."""

    WAIT = "wait"
    EMBED = "embed"
    SEARCH = "search"
    READ = "read"
    JUDGE = "judge"
    VERIFY = "verify"
    MODEL = "model"


Headers = Mapping[str, str]
Observer = Callable[[Stage], AbstractContextManager[Headers]]

_NO_HEADERS: Headers = {}
_observer: ContextVar[Observer | None] = ContextVar("observer", default=None)


def observe(observer: Observer | None) -> None:
    """Have an observer told of the stages in this context, and in those that are copied from it; None ends that."""
    _observer.set(observer)


def stage(kind: Stage) -> AbstractContextManager[Headers]:
    """Observe the block as a stage; the value is the headers by which another service continues the trace."""
    observer = _observer.get()
    return observer(kind) if observer else nullcontext(_NO_HEADERS)
