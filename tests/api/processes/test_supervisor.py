"""The supervisor and the worker's pipe, with small programs in the place of a worker: real processes and pipes."""

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
from api.processes.supervisor import WorkerProcess, worker_command
from api.processes.worker import WakePipe
from api.settings import Settings

# Each writes a line to the file that is its argument for whatever happens to it.
WORKER = """
import os, signal, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)

def note(what):
    with open(sys.argv[1], "a") as file:
        file.write(f"{what}\\n")

note(f"begun {os.getpid()} {os.nice(0)}")
os.write(1, b"x")
while rung := os.read(0, 1):
    note("rung")
    os.write(1, b"x")
note("ended")
"""
DYING = "import os, sys; open(sys.argv[1], 'a').write('begun\\n'); os.kill(os.getpid(), 9)"
SERVER = """
import sys, time
from pathlib import Path
from api.processes.supervisor import WorkerProcess
WorkerProcess([sys.executable, "-c", sys.argv[1], sys.argv[2]], lambda: None).start()
time.sleep(600)
"""


@pytest.fixture(autouse=True)
def no_long_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test not wait for what an operator would."""
    monkeypatch.setattr(supervisor, "_FIRST_PAUSE", 0.01)


@contextmanager
def working(program: str, log: Path, on_news: Callable[[], None] = lambda: None) -> Iterator[WorkerProcess]:
    """Run a program as the worker until the block ends."""
    worker = WorkerProcess([sys.executable, "-c", program, str(log)], on_news)
    worker.start()
    yield worker
    worker.stop()


def read(log: Path) -> list[str]:
    """Return what was noted so far."""
    return log.read_text().splitlines() if log.exists() else []


def wait_for(happened: Callable[[], object]) -> None:
    """Wait until it has happened; the test's own limit ends it otherwise."""
    while not happened():
        time.sleep(0.01)


def test_a_worker_is_woken_tells_and_is_ended(tmp_path: Path) -> None:
    """Each wake reaches it, each of its words is heard, and stopping ends it in good order."""
    log, heard = tmp_path / "log", threading.Semaphore(0)
    with working(WORKER, log, heard.release) as worker:
        assert heard.acquire(timeout=60)
        worker.wake()
        assert heard.acquire(timeout=60)
        assert read(log)[1:] == ["rung"]
    assert read(log)[-1] == "ended"
    worker.wake()  # which is too late, and no error


def test_a_worker_that_dies_is_started_again(tmp_path: Path) -> None:
    """However it ends, another one follows."""
    log, heard = tmp_path / "log", threading.Semaphore(0)
    with working(WORKER, log, heard.release) as worker:
        for _ in range(3):
            assert heard.acquire(timeout=60)
            os.kill(int(read(log)[-1].split()[1]), signal.SIGKILL)
        assert heard.acquire(timeout=60)
        worker.wake()
        assert heard.acquire(timeout=60)
    assert [line.split()[0] for line in read(log)] == ["begun"] * 4 + ["rung", "ended"]


def test_a_worker_that_keeps_dying_is_given_ever_more_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The pauses double up to the longest, and each death is said with what ended it."""
    monkeypatch.setattr(supervisor, "_LONGEST_PAUSE", 0.04)
    log = tmp_path / "log"
    with working(DYING, log):
        wait_for(lambda: len(read(log)) > 4)
    said = [record.getMessage() for record in caplog.records][:4]
    assert said == [
        f"the worker was ended by SIGKILL; it is started again in {pause} seconds"
        for pause in ("0.01", "0.02", "0.04", "0.04")
    ]


def test_a_worker_that_cannot_be_started_is_tried_again(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A missing program is no end of the server."""
    worker = WorkerProcess([str(tmp_path / "none")], lambda: None)
    worker.start()
    wait_for(lambda: len(caplog.records) > 1)
    worker.stop()
    assert "cannot be started: No such file or directory" in caplog.records[0].getMessage()


def test_what_fails_at_following_does_not_end_the_supervision(tmp_path: Path) -> None:
    """An index that cannot follow now is for the next search; the worker is heard all the same."""
    log, heard = tmp_path / "log", threading.Semaphore(0)

    def fail() -> None:
        heard.release()
        raise OSError

    with working(WORKER, log, fail) as worker:
        for _ in range(3):
            assert heard.acquire(timeout=60)
            worker.wake()
    assert read(log).count("rung") == 3


def test_a_worker_ends_when_its_server_is_killed(tmp_path: Path) -> None:
    """Kill -9 leaves nobody to say goodbye: the end of the pipe says it."""
    log = tmp_path / "log"
    with subprocess.Popen([sys.executable, "-c", SERVER, WORKER, str(log)]) as server:
        wait_for(lambda: read(log))
        server.kill()
    wait_for(lambda: "ended" in read(log))


def test_a_worker_gets_the_settings_and_no_secret(tmp_path: Path) -> None:
    """What it needs is in its command line, which everybody on the machine can read, and nothing else is."""
    settings = Settings.model_validate(
        {"data": tmp_path, "worker_nice": 7, "worker_threads": 3, "keep_jobs": 5, "keep_jobs_days": 6, "port": 4242}
    )
    *_, given = worker_command(settings)
    again = Settings.model_validate_json(given)
    assert (again.data, again.worker_nice, again.worker_threads, again.port) == (tmp_path, 7, 3, 8000)
    assert (again.keep_jobs, again.keep_jobs_days) == (5, 6)
    assert "4242" not in given


def test_is_closed_does_not_consume_a_wake(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is rung while a turn goes on, which asks that, ends the wait after it at once, and that one alone."""
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
    """A byte ends a wait, several at one time end one; the end of the other side, or a blow, breaks it for good."""
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
