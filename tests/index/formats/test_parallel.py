"""Pages parsed by processes: the same records in the same order, bounded in number, whatever becomes of a process."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import psutil
import pytest

from bench.samples import PAGE, write_response
from index.formats import Options, read_paths
from index.formats.parallel import Pending, Pool, resolve
from index.formats.progress import Place, Progress
from index.types import Article, Record, Rejected

PAGES = 20


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """Two processes, which start with the first page."""
    with Pool(2) as made:
        made._made = 1_000
        yield made


def write_folder(folder: Path) -> Path:
    """Return a folder of pages, a page without an article, and a text."""
    folder.mkdir()
    for number in range(PAGES):
        (folder / f"{number:03}.html").write_text(PAGE.replace("Harbour", f"Harbour {number}"))
    (folder / "010.html").write_text("<html><title>x</title></html>")
    (folder / "015.txt").write_text("March 2, 2021\nNight ferry\n\nThe ferry sails again.\n")
    return folder


def read(path: Path, pool: Pool | None) -> list[Record]:
    return list(read_paths([path], options=Options(pool=pool, source="Herald"), stdin=io.BytesIO()))


def test_the_records_of_a_folder_are_the_same_in_the_same_order(pool: Pool, tmp_path: Path) -> None:
    """Pages, rejections and texts come as they would from this process alone."""
    folder = write_folder(tmp_path / "pages")
    found = read(folder, pool)
    assert pool._executor is not None
    assert found == read(folder, None)
    assert sum(isinstance(one, Article) for one in found) == PAGES


def test_the_place_in_an_archive_is_that_of_the_record_that_is_yielded(pool: Pool, tmp_path: Path) -> None:
    """Though records are read in advance, the progress after each is what it is without processes."""
    path = tmp_path / "a.warc"
    path.write_bytes(
        b"".join(
            write_response(f"https://news.example/{number}", PAGE.replace("Harbour", f"Harbour {number}").encode())
            for number in range(PAGES)
        )
    )

    def reached(pool: Pool | None) -> list[tuple[Record, str | None, Place]]:
        options = Options(pool=pool)
        records = read_paths([path], options=options, stdin=io.BytesIO())
        return [(record, options.progress.origin, options.progress.place) for record in records]

    assert reached(pool) == reached(None)


def test_few_pages_start_no_process() -> None:
    """The first pages, and all where there is one job, are made here."""
    with Pool(2) as pool:
        assert isinstance(pool.submit(partial(Rejected, "a", 1, "b"), 1), Rejected)
        assert pool._executor is None
    with Pool(1) as pool:
        assert all(isinstance(pool.submit(partial(Rejected, "a", 1, "b"), 1), Rejected) for _ in range(99))


@pytest.mark.parametrize(("size", "ahead", "most"), [(1, 5, 5), (20_000_000, 99, 1)])
def test_no_more_are_taken_in_advance_than_may_wait(pool: Pool, size: int, ahead: int, most: int) -> None:
    """A slow record holds up the reading after a few others, by their number and by their bytes."""
    taken: list[int] = []

    def produce() -> Iterator[Record | Pending]:
        for number in range(12):
            taken.append(number)
            yield pool.submit(partial(_reject_after, 0.3), size)

    records = resolve(produce(), Progress(), ahead)
    next(records)
    assert len(taken) <= most + 2
    assert len([*records]) == 11


def _reject_after(seconds: float) -> Rejected:
    time.sleep(seconds)
    return Rejected("slow", None, "done")


def test_a_page_that_ends_its_process_is_made_here() -> None:
    """Where a process dies, its records and all later ones are made by this one; none is lost."""
    with Pool(2) as pool:
        pool._made = 1_000
        made = [pool.submit(partial(_end_process_but_for, os.getpid(), number), 1) for number in range(6)]
        found = list(resolve(made, Progress(), 9))
    assert found == [Rejected("here", number, "made") for number in range(6)]


def _end_process_but_for(parent: int, number: int) -> Rejected:
    if os.getpid() != parent:
        os._exit(9)
    return Rejected("here", number, "made")


@pytest.mark.parametrize("jobs", [0, 1, 3])
def test_jobs_are_the_cores_by_default(jobs: int) -> None:
    """Zero is one process of each core, as for embedding."""
    assert Pool(jobs).ahead == 4 * min(8, jobs or os.cpu_count() or 1)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_processes_end_with_the_one_that_started_them(number: signal.Signals) -> None:
    """However the main process ends, its processes end as well, and print nothing."""
    code = (
        "import os, signal, time; from functools import partial; from index.formats.parallel import Pool\n"
        "if __name__ == '__main__':\n"
        " signal.signal(signal.SIGINT, signal.SIG_DFL); pool = Pool(2); pool._made = 99\n"
        " print(*sorted({pool.submit(os.getpid, 1).future.result() for _ in range(40)}), flush=True); time.sleep(60)"
    )
    main = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert main.stdout is not None
    started = [int(pid) for pid in main.stdout.readline().split()]
    assert started
    assert main.pid not in started
    (os.killpg if number is signal.SIGINT else os.kill)(main.pid, number)
    assert main.communicate(timeout=30)[1] == ""
    until = time.monotonic() + 30
    while any(map(psutil.pid_exists, started)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(psutil.pid_exists, started))
