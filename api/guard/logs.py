"""The log of the server and its worker: no key stands in it, and no question unless the settings ask for it."""

import logging
import sqlite3
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType

from index.catalogue.keys import hide_keys
from index.errors import DatelineError

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# What these say is Dateline's own, or about files. Any other message may hold what a client sent.
_KNOWN = (DatelineError, OSError, sqlite3.Error, MemoryError, ImportError)

Failure = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

questions = logging.getLogger("dateline.questions")
"""Where every question is logged, if the settings ask for it."""


class PrivateFormatter(logging.Formatter):
    """Write keys as their prefix, and unexpected errors with their places in the code but without their messages."""

    def __init__(self, *, messages: bool) -> None:
        super().__init__(_FORMAT)
        self._messages = messages

    def format(self, record: logging.LogRecord) -> str:
        """Return the lines of a record."""
        return hide_keys(super().format(record))

    def formatException(self, ei: Failure) -> str:  # noqa: N802 - as its parent names it
        """Return the traceback of an exception and of those that led to it."""
        if self._messages or ei[1] is None:
            return super().formatException(ei)
        return "\n".join(_lines_of(ei[1]))


def configure_logs(*, log_questions: bool = False) -> None:
    """Log warnings and errors on standard error, and questions if `log_questions`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PrivateFormatter(messages=log_questions))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    questions.setLevel(logging.INFO if log_questions else logging.WARNING)


def _lines_of(error: BaseException) -> Iterator[str]:
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause:
        yield from _lines_of(cause)
        yield "which led to:"
    yield "Traceback (most recent call last):"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip()
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    yield f"{kind}: {error}" if isinstance(error, _KNOWN) else f"{kind} (--log-questions shows its message)"
    for part in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        yield from _lines_of(part)
