"""The log of the server and its worker: no key stands in it, and no question unless the settings ask for it."""

import json
import logging
import sqlite3
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal

from api.telemetry.record import current_record, requests
from index.catalogue.keys import hide_keys
from index.errors import DatelineError

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# What these say is Dateline's own, or about files. Any other message may hold what a client sent.
_KNOWN = (DatelineError, OSError, sqlite3.Error, MemoryError, ImportError)

Failure = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

server = logging.getLogger("dateline")
"""Where the server says what it says on standard output in the plain format."""
questions = logging.getLogger("dateline.questions")
"""Where every question is logged, if the settings ask for it."""


class PrivateFormatter(logging.Formatter):
    """Write keys as their prefix, and unexpected errors with their places in the code but without their messages."""

    def __init__(self, *, messages: bool) -> None:
        super().__init__(_FORMAT)
        self._messages = messages

    def format(self, record: logging.LogRecord) -> str:
        """Return the lines of a record."""
        fields = _fields_of(record) if record.name == requests.name else {}
        more = "".join(f" {name}={json.dumps(value)}" for name, value in fields.items() if value not in (None, {}))
        return hide_keys(super().format(record) + more)

    def formatException(self, ei: Failure) -> str:  # noqa: N802 - as its parent names it
        """Return the traceback of an exception and of those that led to it."""
        if self._messages or ei[1] is None:
            return super().formatException(ei)
        return "\n".join(_lines_of(ei[1]))


class JsonFormatter(PrivateFormatter):
    """Write each record as one line of JSON, with the id of the request that it is about."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        entry: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_fields_of(record),
        }
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return hide_keys(json.dumps(entry))


def configure_logs(
    form: Literal["plain", "json"] = "plain", *, log_requests: bool = False, log_questions: bool = False
) -> None:
    """Log warnings and errors on standard error; requests and questions, too, if asked for."""
    handler = logging.StreamHandler(sys.stderr)
    formatter = JsonFormatter if form == "json" else PrivateFormatter
    handler.setFormatter(formatter(messages=log_questions))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    questions.setLevel(logging.INFO if log_questions else logging.WARNING)
    requests.setLevel(logging.INFO if log_requests else logging.WARNING)
    if form == "json":  # also for what the server and Python itself would print
        server.setLevel(logging.INFO)
        logging.captureWarnings(capture=True)
        sys.excepthook = _log_uncaught
        threading.excepthook = lambda given: _log_uncaught(given.exc_type, given.exc_value, given.exc_traceback)


def _log_uncaught(kind: type[BaseException], error: BaseException | None, at: TracebackType | None) -> None:
    if error is None or issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    server.critical("an error was not handled", exc_info=(kind, error, at))


def _fields_of(record: logging.LogRecord) -> Mapping[str, object]:
    """Return the fields of a record, with the ids of its request and of its trace if there are any."""
    fields: dict[str, object] = dict(getattr(record, "fields", {}))
    if request := current_record():
        fields["request_id"] = request.id
        if request.trace:
            fields["trace_id"] = request.trace.id
    return fields


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
