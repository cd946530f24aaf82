"""The record of one request: its id, its stages and its outcome. Metrics, log lines and traces are made from it."""

import logging
import re
import secrets
import time
from contextvars import ContextVar, Token
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING

from index.catalogue.keys import has_key
from index.stages import Headers, Stage, observe

if TYPE_CHECKING:
    from api.telemetry.tracing import RequestTrace, StageSpan
    from qa.types import Answer

requests = logging.getLogger("dateline.requests")
"""Where each request is logged, if the settings ask for it."""

_GIVEN = re.compile(r"[A-Za-z0-9._-]{1,64}")
_NO_HEADERS: Headers = {}


@dataclass(frozen=True, slots=True)
class StageTime:
    """How long one stage took, and whether it failed; one that is cancelled has not failed."""

    stage: Stage
    seconds: float
    failed: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question, without any of its words: `dropped` is the number of sentences left out."""

    status: str
    reason: str | None
    fallback: str | None
    dropped: int


@dataclass(eq=False, slots=True)
class Record:
    """What is recorded of one request; threads that work on it add to it."""

    id: str
    trace: "RequestTrace | None" = None
    stages: list[StageTime] = field(default_factory=list)
    outcome: Outcome | None = None

    def observe(self, stage: Stage) -> "_Timing":
        """Time the block as a stage."""
        return _Timing(self, stage)

    def milliseconds(self) -> dict[str, float]:
        """Return the time spent in each stage."""
        spent: dict[str, float] = {}
        for one in self.stages:
            spent[one.stage] = spent.get(one.stage, 0.0) + 1_000 * one.seconds
        return {stage: round(milliseconds, 2) for stage, milliseconds in spent.items()}


class _Timing:
    """One stage while it lasts. It touches no context variable, so that a generator may hold it while it is left."""

    __slots__ = ("_begun", "_record", "_span", "_stage")

    def __init__(self, record: Record, stage: Stage) -> None:
        self._record, self._stage = record, stage
        self._span: StageSpan | None = None
        self._begun = 0.0

    def __enter__(self) -> Headers:
        self._begun = time.perf_counter()
        if self._record.trace is None:
            return _NO_HEADERS
        self._span = self._record.trace.begin(self._stage)
        return self._span.headers if self._stage is Stage.MODEL else _NO_HEADERS

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None) -> None:
        failed = isinstance(error, Exception)  # neither a cancellation nor the end of a generator
        self._record.stages.append(StageTime(self._stage, time.perf_counter() - self._begun, failed))
        if self._span:
            self._span.end(failed=failed)


_current: ContextVar[Record | None] = ContextVar("record", default=None)


def current_record() -> Record | None:
    """Return the record of the request that this context works on."""
    return _current.get()


def begin_record(record: Record, *, timed: bool) -> Token[Record | None]:
    """Make a record that of this context, and of those that are copied from it; `end_record` takes the token.

    Stages are recorded if it is `timed`.
    """
    observe(record.observe if timed else None)
    return _current.set(record)


def end_record(token: Token[Record | None]) -> None:
    """Leave the context without a record."""
    observe(None)
    _current.reset(token)


def note_answer(given: "Answer") -> None:
    """Record what became of the question of this request."""
    if record := current_record():
        record.outcome = Outcome(given.status, given.reason, given.fallback, len(given.dropped))


def choose_id(given: str) -> str:
    """Return the id that a client gave to its request if it is a plain word and no key, else a new one."""
    return given if _GIVEN.fullmatch(given) and not has_key(given) else secrets.token_hex(8)
