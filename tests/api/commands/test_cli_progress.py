"""The bar of `dateline ingest` on a terminal: what is stored, how fast, and what is left; and its interruption."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

import pytest

from index.formats.parallel import Pool
from index.passages.embedding import Embedder, open_embedder
from index.passages.names import Device
from index.passages.quantized import QuantizedEmbedder
from tests.api.commands.conftest import SIEGE, run, write_lines
from tests.api.commands.test_cli_processes import check_whole, count, wait_for_more

RECORDS = [
    SIEGE | {"id": f"n{n}", "url": "", "title": f"Zeppelin {n}", "text": f"Zeppelin number {n} landed on the lake."}
    for n in range(400)
]
_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def ingest_on_terminal(*arguments: str, stdin: IO[bytes] | int = subprocess.DEVNULL) -> tuple[int, str]:
    """Run `dateline ingest` with a terminal as its standard error; return its exit code and all that it showed."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", "from api.cli import main; main()", "ingest", *arguments],
        stdin=stdin, stdout=subprocess.DEVNULL, stderr=theirs, env=os.environ | {"TERM": "xterm", "COLUMNS": "140"},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # Linux tells the end of a terminal by an error
        while block := os.read(ours, 65_536):
            shown += block
    os.close(ours)
    return process.wait(), _CODES.sub("", shown.decode())


@pytest.mark.slow
def test_the_bar_shows_what_is_stored_how_fast_and_what_is_left(tmp_path: Path) -> None:
    """Of a file: the share and the time left, how many articles are stored, and how many a second."""
    path = write_lines(tmp_path / "news.jsonl", *RECORDS)
    code, shown = ingest_on_terminal(str(path), "--data", str(tmp_path / "data"))
    assert code == 0
    assert re.search(r"\d+% \d+:\d\d .*\d+ stored, [\d.]+ a second", shown), shown
    assert "100% " in shown
    assert "400 stored, updating the indexes" in shown


@pytest.mark.slow
@pytest.mark.parametrize("piped", [False, True])
def test_the_bar_shows_the_same_of_the_standard_input(tmp_path: Path, piped: bool) -> None:
    """A file given as standard input has a share and a time left; a pipe has no end, so its rate alone is shown."""
    path = write_lines(tmp_path / "news.jsonl", *RECORDS)
    arguments = ("-", "--data", str(tmp_path / "data"))
    if piped:
        with subprocess.Popen(["cat", str(path)], stdout=subprocess.PIPE) as cat:
            assert cat.stdout
            code, shown = ingest_on_terminal(*arguments, stdin=cat.stdout)
    else:
        with path.open("rb") as file:
            code, shown = ingest_on_terminal(*arguments, stdin=file)
    assert code == 0
    assert re.search(r"\d+ stored, [\d.]+ a second", shown), shown
    assert bool(re.search(r"\d+% \d+:\d\d ", shown)) != piped, shown


@pytest.mark.slow
def test_an_interrupted_ingest_says_so_and_is_completed_by_the_next(tmp_path: Path) -> None:
    """Ctrl-C ends it with exit code 130 and one sentence; whole batches are stored, and the next run adds the rest."""
    path, data = write_lines(tmp_path / "news.jsonl", *RECORDS), tmp_path / "data"
    process = subprocess.Popen(
        [sys.executable, "-c", "from api.cli import main; main()", "ingest", str(path), "--data", str(data)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    wait_for_more(data, 0)
    process.send_signal(signal.SIGINT)
    said, complained = process.communicate(timeout=60)
    stored = count(data, "article")
    assert (process.returncode, said) == (130, "")
    told = f"dateline: interrupted with {stored} articles stored; run the same command again to add the rest\n"
    assert complained == told
    assert (stored % 64, count(data, "passage")) == (0, stored)
    assert 0 < stored < len(RECORDS), "it was interrupted too late to prove anything"
    check_whole(data)
    again = run("ingest", str(path), "--data", str(data))
    assert again.stdout.startswith(f"{len(RECORDS) - stored} articles added, 0 updated, {stored} unchanged")
    assert run("verify", "--data", str(data)).exit_code == 0


@pytest.mark.slow
def test_an_ingest_that_waits_for_its_input_can_be_interrupted(tmp_path: Path) -> None:
    """Ctrl-C ends it though the other end of the pipe stays open and says nothing more."""
    command = [
        sys.executable,
        "-c",
        "from api.cli import main; main()",
        "ingest",
        "-",
        "--data",
        str(tmp_path / "data"),
    ]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdin
    assert process.stderr
    process.stdin.write("".join(json.dumps(record) + "\n" for record in RECORDS))
    process.stdin.flush()
    wait_for_more(tmp_path / "data", 0)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 130
    assert process.stderr.read().startswith("dateline: interrupted with ")
    process.stdin.close()
    process.stderr.close()


@pytest.mark.parametrize("jobs", [1, 3])
def test_jobs_are_the_threads_of_embedding_and_the_processes_of_parsing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    """`--jobs` reaches both pools."""
    embedders: list[Embedder] = []
    pools: list[Pool] = []

    def open_noted(model: str, *, threads: int | None, device: Device) -> Embedder:
        embedders.append(open_embedder(model, threads=threads, device=device))
        return embedders[-1]

    class Noted(Pool):
        def __init__(self, jobs: int = 0) -> None:
            super().__init__(jobs)
            pools.append(self)

    monkeypatch.setattr("index.library.open_embedder", open_noted)
    monkeypatch.setattr("index.formats.parallel.Pool", Noted)
    path = write_lines(tmp_path / "news.jsonl", SIEGE)
    assert run("ingest", str(path), "--jobs", str(jobs), "--data", str(tmp_path / "data")).exit_code == 0
    (embedder,), (pool,) = embedders, pools
    assert isinstance(embedder, QuantizedEmbedder)
    assert (embedder._pool._max_workers, pool._jobs) == (jobs, jobs)
