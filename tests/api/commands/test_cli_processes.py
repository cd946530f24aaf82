"""Several processes on one data folder, and processes that are killed while they work."""

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from index.catalogue.catalogue import Catalogue
from index.catalogue.jobs import State
from index.catalogue.presence import FILE_NAME
from tests.api.commands.conftest import SIEGE, SNOW, found_by, run, start, write_lines

pytestmark = pytest.mark.slow

RECORDS = [
    SIEGE | {"id": f"n{n}", "url": "", "title": f"Zeppelin {n}", "text": f"Zeppelin number {n} landed on the lake."}
    for n in range(320)
]


def wait_for(happened: Callable[[], object], seconds: float = 60) -> None:
    """Wait until it has happened."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.005)


def count(data: Path, table: str) -> int:
    """Count the rows of a table as another process sees them; 0 if there is no catalogue yet."""
    try:
        with sqlite3.connect(f"file:{data / FILE_NAME}?mode=ro", uri=True) as reading:
            found = reading.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        reading.close()
    except sqlite3.OperationalError:
        return 0
    return int(found)


def wait_for_more(data: Path, stored: int) -> None:
    """Wait until more articles are stored than were."""
    wait_for(lambda: count(data, "article") > stored)


def check_whole(data: Path) -> None:
    """Check that SQLite finds no fault in the catalogue."""
    with sqlite3.connect(data / FILE_NAME) as catalogue:
        assert catalogue.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert catalogue.execute("PRAGMA foreign_key_check").fetchall() == []
    catalogue.close()


def ingest_from_a_pipe(data: Path) -> "subprocess.Popen[str]":
    """Start an ingest that runs until its input is closed; return once it works."""
    command = [sys.executable, "-c", "from api.cli import main; main()", "ingest", "-", "--data", str(data)]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
    wait_for((data / FILE_NAME).exists)
    return process


def test_of_two_ingests_the_second_waits(tmp_path: Path, data: Path) -> None:
    """It prints that it waits, or fails at once with --no-wait; afterwards each article is there exactly once."""
    first = ingest_from_a_pipe(data)
    path = write_lines(tmp_path / "news.jsonl", *RECORDS[:6], SIEGE)
    second = start("ingest", str(path), "--data", str(data))
    third = start("ingest", str(path), "--no-wait", "--data", str(data))
    said, complained = third.communicate(timeout=60)
    assert (third.returncode, said, complained.count("\n")) == (1, "", 1)
    assert complained.startswith("dateline: another process is ingesting into ")
    assert second.stderr is not None
    assert "waiting for it" in second.stderr.readline()
    assert (first.poll(), second.poll()) == (None, None)
    report, _ = first.communicate("".join(f"{json.dumps(record)}\n" for record in [*RECORDS[3:9], SNOW]), timeout=60)
    waited, _ = second.communicate(timeout=60)
    assert (first.returncode, second.returncode) == (0, 0)
    assert report.startswith("7 articles added, 0 updated, 0 unchanged")
    assert waited.startswith("4 articles added, 0 updated, 3 unchanged")
    check_whole(data)
    assert [count(data, table) for table in ("article", "version", "passage")] == [11, 11, 11]
    assert {f"n{n}" for n in range(9)} <= set(found_by("zeppelin number", data))


def test_an_ingest_killed_at_work_is_done_again(tmp_path: Path, data: Path) -> None:
    """Killed between or within batches, it leaves whole batches; the next run adds the rest, without duplicates."""
    path = write_lines(tmp_path / "news.jsonl", *RECORDS)
    stored = 0
    for _ in range(2):
        process = start("ingest", str(path), "--data", str(data))
        wait_for_more(data, stored)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        assert process.returncode == -signal.SIGKILL
        check_whole(data)
        stored = count(data, "article")
        assert (stored % 64, count(data, "passage")) == (0, stored)
    assert stored < len(RECORDS), "it was killed too late to prove anything"
    result = run("ingest", str(path), "--data", str(data))
    left = len(RECORDS) - stored
    assert result.stdout.startswith(f"{left} articles added, 0 updated, {stored} unchanged; {left} passages")
    assert [count(data, table) for table in ("article", "version", "passage")] == [len(RECORDS)] * 3
    assert found_by("zeppelin number 17", data).count("n17") == 1


def test_a_rebuild_killed_at_work_does_not_bar_the_next(filled: Path) -> None:
    """While it runs another is refused; after it is killed, the same command finishes it, under the same job."""
    held = FileLock(filled / "lexical.lock")  # which lets the rebuild come half-way
    held.acquire()
    process = start("rebuild", "--data", str(filled))
    wait_for(lambda: count(filled, "job"))
    refused = run("rebuild", "--data", str(filled))
    assert (refused.exit_code, "a rebuild is running" in refused.stderr) == (1, True)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    held.release()
    again = run("rebuild", "--data", str(filled))
    assert (again.exit_code, again.stdout) == (0, "rebuilt: 2 passages\n")
    catalogue = Catalogue(filled)
    with sqlite3.connect(filled / FILE_NAME) as reading:
        jobs = [job for (job,) in reading.execute("SELECT id FROM job ORDER BY created, rowid")]
    reading.close()
    with catalogue.snapshot() as snapshot:
        (done,) = (snapshot.jobs.get(job) for job in jobs)
    catalogue.close()
    assert (done.state, done.error) == (State.DONE, None)
