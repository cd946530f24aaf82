"""Keeping a worker process at work: started, woken, started again when it dies, and ended with the server."""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from time import monotonic

from api.settings import Settings

_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 60.0
_STEADY_SECONDS = 60.0  # one that lived longer died of something new
_STOP_SECONDS = 30.0
_MAIN = "from api.processes.worker import main; main()"
_HANDED_ON = {"data", "embedder", "worker_threads", "worker_nice", "keep_jobs", "keep_jobs_days"}

READY = b"+"
"""What a worker says when it is able to store, at first and again after trouble."""
TROUBLE = b"-"
"""What it says when something is in the way of that."""

log = logging.getLogger(__name__)


def worker_command(settings: Settings) -> tuple[str, ...]:
    """Return how the worker of these settings is started; nothing of the current folder is imported by it."""
    handed_on = _HANDED_ON if settings.chosen_embedder else _HANDED_ON - {"embedder"}  # else the data folder says which
    return sys.executable, "-P", "-c", _MAIN, settings.model_dump_json(include=handed_on)


class WorkerProcess:
    """One worker at a time, in a process of its own; `on_news` is called when there is something new to follow."""

    def __init__(self, command: Sequence[str], on_news: Callable[[], None]) -> None:
        self._command, self._on_news = command, on_news
        self._process: subprocess.Popen[bytes] | None = None
        self._trouble: str | None = "the worker is starting"
        self._holding = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="dateline-supervisor", daemon=True)

    def start(self) -> None:
        """Begin, with what an earlier process left in the inbox."""
        self._thread.start()

    def wake(self) -> None:
        """Let the worker look into the inbox now."""
        with self._holding, suppress(BrokenPipeError):  # it may just have died
            if self._process and self._process.stdin and not self._stopping.is_set():
                self._process.stdin.write(b"\n")  # a pipe that is full has rung often enough

    @property
    def trouble(self) -> str | None:
        """What keeps the worker from storing, as a clause; None where nothing does."""
        return self._trouble

    def stop(self) -> None:
        """End it after the batch at hand; one that takes very long over that is left to end by itself."""
        self._stopping.set()
        with self._holding:
            if self._process:
                _part_with(self._process)
                self._process.terminate()  # while it starts it ends at once; later on, after the batch
        self._thread.join(_STOP_SECONDS)
        if self._thread.is_alive():
            log.warning("the worker ends when it is done with the articles at hand")

    def _run(self) -> None:
        pause, deaths = _FIRST_PAUSE, 0
        while not self._stopping.is_set():
            begun = monotonic()
            ended = self._run_once()
            if self._stopping.is_set():
                return
            if monotonic() - begun > _STEADY_SECONDS:
                pause, deaths = _FIRST_PAUSE, 0
            deaths += 1
            log.warning("the worker %s; it is started again in %g seconds", ended, pause)
            again = f" ({deaths} times in a row)" if deaths > 1 else ""
            self._trouble = f"the worker {ended}{again}; it is being started again"
            self._stopping.wait(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _run_once(self) -> str:
        """Start a worker and stay with it until it ends; return how it ended."""
        try:
            process = self._start_process()
        except OSError as error:
            return f"cannot be started: {error.strerror or error}"
        if process is None:
            return "is not wanted any more"
        assert process.stdout  # noqa: S101 - opened with a pipe
        while said := process.stdout.read(4_096):
            self._hear(said)
        with self._holding:
            self._process = None
            _part_with(process)
        process.stdout.close()
        return _describe(process.wait())

    def _start_process(self) -> "subprocess.Popen[bytes] | None":
        with self._holding:
            if self._stopping.is_set():
                return None
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, on our own module
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                bufsize=0,
                process_group=0,  # Ctrl-C is for the server, which then says when to end
            )
            os.set_blocking(self._process.stdin.fileno(), False)  # type: ignore[union-attr] # opened with a pipe
            return self._process

    def _hear(self, said: bytes) -> None:
        if (ready := said.rfind(READY)) != (trouble := said.rfind(TROUBLE)):
            self._trouble = None if ready > trouble else "the worker cannot store what was accepted; the log says why"
        try:
            self._on_news()
        except Exception:
            if not self._stopping.is_set():
                log.exception("the indexes cannot follow the worker now; every search tries again")


def _part_with(process: "subprocess.Popen[bytes]") -> None:
    """Let go of the pipe, which tells a worker that it is time to end."""
    if process.stdin:
        process.stdin.close()


def _describe(code: int) -> str:
    if code >= 0:
        return f"ended with code {code}"
    try:
        return f"was ended by {signal.Signals(-code).name}"
    except ValueError:
        return f"was ended by signal {-code}"
