"""The supervisor of the worker process: it starts, wakes, restarts and stops it.

The two processes talk over pipes: a byte on the worker's standard input wakes it, the end of the pipe stops it; on its
standard output it reports changes of the index and of its own state.
"""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from time import monotonic

from api.processes.passed import CATALOGUE, ENGINE_KEY
from api.settings import Settings
from index.errors import DatelineError

_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 60.0
_STEADY_SECONDS = 60.0  # after running this long, the next failure counts as the first
_STOP_SECONDS = 30.0
_MAIN = "from api.processes.worker import main; main()"
_PASSED_ON = {
    "data", "embedder", "engine", "device", "worker_threads", "worker_nice", "keep_jobs", "keep_jobs_days",
    "log_format",
}  # fmt: skip

READY = b"+"
"""The worker sends it when it can store articles, at the start and after a failure."""
TROUBLE = b"-"
"""The worker sends it when it cannot store articles."""

log = logging.getLogger(__name__)


def worker_command(settings: Settings) -> tuple[str, ...]:
    """Return the command line of the worker; it imports nothing from the current folder."""
    passed_on = _PASSED_ON if settings.chosen_embedder else _PASSED_ON - {"embedder"}  # else the data folder decides
    # Neither the key of the engine nor the address of a catalogue: other users can see the arguments of a process.
    return sys.executable, "-P", "-c", _MAIN, settings.model_dump_json(include=passed_on)


def worker_environment(settings: Settings) -> dict[str, str]:
    """Return the environment of the worker: this one's, and what its arguments may not show."""
    secret = {ENGINE_KEY: settings.chosen_engine.key, CATALOGUE: settings.shared}
    return {**os.environ, **{name: value for name, value in secret.items() if value}}


class WorkerProcess:
    """One worker process at a time; `on_change` is called when the indexes have something new to follow."""

    def __init__(
        self, command: Sequence[str], on_change: Callable[[], None], environment: Mapping[str, str] | None = None
    ) -> None:
        self._command, self._on_change, self._environment = command, on_change, environment
        self._process: subprocess.Popen[bytes] | None = None
        self._trouble: str | None = "the worker is starting"
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="dateline-supervisor", daemon=True)

    def start(self) -> None:
        """Start the worker, which begins with whatever is in the inbox."""
        self._thread.start()

    def wake(self) -> None:
        """Have the worker look into the inbox now."""
        with self._lock, suppress(BrokenPipeError):  # it may just have died
            if self._process and self._process.stdin and not self._stopping.is_set():
                self._process.stdin.write(b"\n")  # not blocking: a full pipe wakes it anyway

    @property
    def trouble(self) -> str | None:
        """Why the worker cannot store articles, as a clause; None if it can."""
        return self._trouble

    def stop(self) -> None:
        """Stop the worker after its current batch; after 30 seconds it is left to finish on its own."""
        self._stopping.set()
        with self._lock:
            if self._process:
                _close_stdin(self._process)
                self._process.terminate()  # ends it at once while it starts, later after the batch
        self._thread.join(_STOP_SECONDS)
        if self._thread.is_alive():
            log.warning("the worker is still storing articles; it will end by itself when they are stored")

    def _run(self) -> None:
        pause, failures = _FIRST_PAUSE, 0
        while not self._stopping.is_set():
            started = monotonic()
            ended = self._run_once()
            if self._stopping.is_set():
                return
            if monotonic() - started > _STEADY_SECONDS:
                pause, failures = _FIRST_PAUSE, 0
            failures += 1
            log.warning("the worker %s; it will be restarted in %g seconds", ended, pause)
            in_a_row = f" ({failures} times in a row)" if failures > 1 else ""
            self._trouble = f"the worker {ended}{in_a_row}; it is being restarted"
            self._stopping.wait(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _run_once(self) -> str:
        """Start a worker and read its output until it ends; return how it ended, as a predicate."""
        try:
            process = self._start_process()
        except OSError as error:
            return f"cannot be started: {error.strerror or error}"
        if process is None:
            return "is stopped"
        assert process.stdout  # noqa: S101 - opened with a pipe
        while output := process.stdout.read(4_096):
            self._handle(output)
        with self._lock:
            self._process = None
            _close_stdin(process)
        process.stdout.close()
        return _describe(process.wait())

    def _start_process(self) -> "subprocess.Popen[bytes] | None":
        """Start a worker; None if the supervisor is stopping."""
        with self._lock:
            if self._stopping.is_set():
                return None
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, on our own module
                self._command,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                bufsize=0,
                process_group=0,  # Ctrl-C goes to the server only, which then stops the worker
            )
            os.set_blocking(self._process.stdin.fileno(), False)  # type: ignore[union-attr] # opened with a pipe
            return self._process

    def _handle(self, output: bytes) -> None:
        if (ready := output.rfind(READY)) != (trouble := output.rfind(TROUBLE)):
            self._trouble = None if ready > trouble else "the worker cannot store articles; see the log for the reason"
        try:
            self._on_change()
        except DatelineError as error:
            log.warning("the indexes cannot follow the catalogue now; every search retries: %s", error.message)
        except Exception:
            if not self._stopping.is_set():
                log.exception("the indexes cannot follow the catalogue now; every search retries")


def _close_stdin(process: "subprocess.Popen[bytes]") -> None:
    """Close the pipe to a worker, which tells it to end."""
    if process.stdin:
        process.stdin.close()


def _describe(code: int) -> str:
    if code >= 0:
        return f"exited with code {code}"
    try:
        return f"was killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"was killed by signal {-code}"
