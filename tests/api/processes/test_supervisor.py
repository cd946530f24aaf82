"""The supervisor and the wake pipe, with small programs as the worker: real processes and pipes."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.processes import supervisor
from api.processes.passed import PassedSettings
from api.processes.supervisor import WorkerProcess, worker_command
from api.processes.worker import WakePipe
from api.settings import Settings

# It appends a line to the file named in its argument for every event.
WORKER = """
import os, signal, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)

def note(what):
    with open(sys.argv[1], "a") as file:
        file.write(f"{what}\\n")

note(f"started {os.getpid()} {os.nice(0)}")
os.write(1, b"x")
while os.read(0, 1):
    note("woken")
    os.write(1, b"x")
note("ended")
"""
DYING = "import os, sys; open(sys.argv[1], 'a').write('started\\n'); os.kill(os.getpid(), 9)"
SERVER = """
import sys, time
from pathlib import Path
from api.processes.supervisor import WorkerProcess
WorkerProcess([sys.executable, "-c", sys.argv[1], sys.argv[2]], lambda: None).start()
time.sleep(600)
"""


@pytest.fixture(autouse=True)
def no_long_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the pause before a restart."""
    monkeypatch.setattr(supervisor, "_FIRST_PAUSE", 0.01)


@contextmanager
def working(program: str, log: Path, on_change: Callable[[], None] = lambda: None) -> Iterator[WorkerProcess]:
    """Run a program as the worker until the block ends, and yield its supervisor."""
    worker = WorkerProcess([sys.executable, "-c", program, str(log)], on_change)
    worker.start()
    yield worker
    worker.stop()


def read(log: Path) -> list[str]:
    """Return the lines of the log so far."""
    return log.read_text().splitlines() if log.exists() else []


def wait_for(happened: Callable[[], object]) -> None:
    """Wait until the condition is true; the timeout of the test is the limit."""
    while not happened():
        time.sleep(0.01)


def test_a_worker_is_woken_heard_and_stopped(tmp_path: Path) -> None:
    """Each wake reaches the worker, each message is handled, and `stop` lets it end in order."""
    log, heard = tmp_path / "log", threading.Semaphore(0)
    with working(WORKER, log, heard.release) as worker:
        assert heard.acquire(timeout=60)
        worker.wake()
        assert heard.acquire(timeout=60)
        assert read(log)[1:] == ["woken"]
    assert read(log)[-1] == "ended"
    worker.wake()  # too late, but not an error


def test_a_killed_worker_is_restarted(tmp_path: Path) -> None:
    """A worker killed several times is restarted each time."""
    log, heard = tmp_path / "log", threading.Semaphore(0)
    with working(WORKER, log, heard.release) as worker:
        for _ in range(3):
            assert heard.acquire(timeout=60)
            os.kill(int(read(log)[-1].split()[1]), signal.SIGKILL)
        assert heard.acquire(timeout=60)
        worker.wake()
        assert heard.acquire(timeout=60)
    assert [line.split()[0] for line in read(log)] == ["started"] * 4 + ["woken", "ended"]


def test_pauses_between_restarts_grow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The pauses double up to the longest, and each failure is logged with its cause."""
    monkeypatch.setattr(supervisor, "_LONGEST_PAUSE", 0.04)
    log = tmp_path / "log"
    with working(DYING, log):
        wait_for(lambda: len(read(log)) > 4)
    logged = [record.getMessage() for record in caplog.records][:4]
    assert logged == [
        f"the worker was killed by SIGKILL; it will be restarted in {pause} seconds"
        for pause in ("0.01", "0.02", "0.04", "0.04")
    ]


def test_a_worker_that_cannot_be_started_is_retried(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A missing program is logged and retried; the supervisor goes on."""
    worker = WorkerProcess([str(tmp_path / "none")], lambda: None)
    worker.start()
    wait_for(lambda: len(caplog.records) > 1)
    worker.stop()
    assert "cannot be started: No such file or directory" in caplog.records[0].getMessage()


def test_a_failing_callback_does_not_end_the_supervisor(tmp_path: Path) -> None:
    """If `on_change` raises, later messages of the worker are still handled."""
    log, heard = tmp_path / "log", threading.Semaphore(0)

    def fail() -> None:
        heard.release()
        raise OSError

    with working(WORKER, log, fail) as worker:
        for _ in range(3):
            assert heard.acquire(timeout=60)
            worker.wake()
    assert read(log).count("woken") == 3


def test_a_worker_ends_when_its_server_is_killed(tmp_path: Path) -> None:
    """After `kill -9` of the server, the worker sees the end of its pipe and ends."""
    log = tmp_path / "log"
    with subprocess.Popen([sys.executable, "-c", SERVER, WORKER, str(log)]) as server:
        wait_for(lambda: read(log))
        server.kill()
    wait_for(lambda: "ended" in read(log))


def test_a_worker_gets_only_the_settings_it_needs(tmp_path: Path) -> None:
    """The command line, which everybody on the machine can read, has no other setting."""
    settings = Settings.model_validate(
        {"data": tmp_path, "worker_nice": 7, "worker_threads": 3, "keep_jobs": 5, "keep_jobs_days": 6, "port": 4242}
    )
    *_, given = worker_command(settings)
    again = Settings.model_validate_json(given)
    assert (again.data, again.worker_nice, again.worker_threads, again.port) == (tmp_path, 7, 3, 8000)
    assert (again.keep_jobs, again.keep_jobs_days) == (5, 6)
    assert "4242" not in given


def test_a_worker_reads_neither_environment_nor_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong variable or key that a flag of the server overrides does not keep its worker from starting."""
    monkeypatch.setenv("DATELINE_PORT", "abc")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dateline.toml").write_text("queue = 'x'\n")
    *_, given = worker_command(Settings.model_validate({"data": tmp_path, "port": 1, "queue": 3}))
    assert PassedSettings.model_validate_json(given).data == tmp_path


def test_a_worker_makes_no_folder(tmp_path: Path) -> None:
    """Of a data folder that was moved while its server runs it says so, and leaves no empty one in its place."""
    ran = subprocess.run(
        worker_command(Settings.model_validate({"data": tmp_path / "moved"})),
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (1, "")
    reason = f"{tmp_path / 'moved'} has been moved or removed since the server was started: move it back"
    assert ran.stderr.endswith(f"the worker cannot start: {reason}\n")
    assert not (tmp_path / "moved").exists()


def test_is_closed_does_not_consume_a_wake(monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte read by `is_closed` still ends the next wait at once, and only that one."""
    reading, writing = os.pipe()
    pipe = WakePipe(reading)
    os.write(writing, b"x")
    assert not pipe.is_closed()
    pipe.wait(600)  # the suite's timeout is shorter than this
    waited: list[float] = []
    monkeypatch.setattr(pipe, "_listen", waited.append)
    pipe.wait(600)
    assert waited == [600]
    os.close(reading)
    os.close(writing)


def test_a_pipe_wakes_and_closes() -> None:
    """One or more bytes end one wait; closing the other end, or `mark_closed`, closes the pipe for good."""
    reading, writing = os.pipe()
    pipe = WakePipe(reading)
    os.write(writing, b"xxx")
    pipe.wait(600)
    assert not pipe.is_closed()
    os.close(writing)
    pipe.wait(600)
    pipe.wait(600)
    assert pipe.is_closed()
    os.close(reading)
    marked = WakePipe(0)
    marked.mark_closed()
    assert marked.is_closed()
