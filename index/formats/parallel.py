"""Pages parsed by processes, on all cores: readers yield a `Pending` in place of a record, and in its order."""

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import resource_tracker
from typing import Self

from index.formats.progress import Place, Progress
from index.types import Record

_INLINE = 32  # pages that are parsed before processes are started, which takes a second
_MOST_JOBS = 8  # each takes 80 MB, and eight parse more than is embedded meanwhile
_AHEAD = 4  # pages for each process that may wait
_MOST_BYTES = 32_000_000  # of pages that wait


@dataclass(frozen=True, slots=True)
class Pending:
    """A record that a process is making, from `size` bytes; `make` makes it here if the process dies."""

    future: "Future[Record]"
    make: Callable[[], Record]
    size: int

    def result(self) -> Record:
        """Return the record, once it is made."""
        try:
            return self.future.result()
        except BrokenProcessPool:
            return self.make()


class Pool:
    """Processes that make records; they are started once there are many to make, and end with this process."""

    def __init__(self, jobs: int = 0) -> None:
        """Use `jobs` processes, 0 for one of each core, but no more than 8; with one, everything is made here."""
        self._jobs = min(jobs or os.cpu_count() or 1, _MOST_JOBS)
        self._made = 0
        self._executor: ProcessPoolExecutor | None = None

    @property
    def ahead(self) -> int:
        """How many records may be pending."""
        return self._jobs * _AHEAD

    def submit(self, make: Callable[[], Record], size: int) -> Record | Pending:
        """Return the record that a call makes, or a pending one; the call has to be picklable, as its record is."""
        self._made += 1
        if self._jobs == 1 or self._made <= _INLINE:
            return make()
        try:
            executor = self._executor = self._executor or self._start()
        except OSError:  # a system without shared locks
            self._jobs = 1
            return make()
        # A process that starts meanwhile must not print that it was interrupted: this one is, and ends it.
        masked = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
        try:
            return Pending(executor.submit(make), make, size)
        except BrokenProcessPool:
            return make()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, masked)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)

    def _start(self) -> ProcessPoolExecutor:
        _track_quietly()
        # Threads of embedding run here, so that this process cannot be forked.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._jobs, mp_context=context, initializer=_settle_in)


def resolve(records: Iterable[Record | Pending], progress: Progress, ahead: int) -> Iterator[Record]:
    """Yield records in their order, the pending ones once they are made; at most `ahead` are taken in advance.

    `progress` says of each record that is yielded how far its archive was read, as if none had been taken in advance.
    """
    waiting: deque[tuple[Record | Pending, str | None, Place]] = deque()
    held = 0
    for record in records:
        waiting.append((record, progress.origin, progress.place))
        held += _size(record)
        reached = progress.origin, progress.place
        while waiting and (_is_ready(waiting[0][0]) or len(waiting) > ahead or held > _MOST_BYTES):
            held -= _size(waiting[0][0])
            yield _take(waiting, progress)
        progress.reach(*reached)
    while waiting:
        yield _take(waiting, progress)


def _take(waiting: "deque[tuple[Record | Pending, str | None, Place]]", progress: Progress) -> Record:
    record, origin, place = waiting.popleft()
    made = record.result() if isinstance(record, Pending) else record
    progress.reach(origin, place)
    return made


def _is_ready(record: Record | Pending) -> bool:
    return not isinstance(record, Pending) or record.future.done()


def _size(record: Record | Pending) -> int:
    return record.size if isinstance(record, Pending) else 0


def _track_quietly() -> None:
    """Start the process by which Python frees shared locks; if this one is killed, it does not print that it did."""
    sys.warnoptions.append("ignore:resource_tracker:UserWarning")
    try:
        resource_tracker.ensure_running()
    finally:
        sys.warnoptions.pop()


def _settle_in() -> None:
    """Leave interrupts to the process that started this one, and end when it ends, however it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT,))
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)
