"""A full or read-only disk: one sentence, no partial write, and recovery once there is room."""

import itertools
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.catalogue.locks import lock_ingest
from index.catalogue.presence import FILE_NAME
from index.errors import StorageFailed
from index.intake.ingest import ingest
from index.library import Library, open_library
from index.passages.embedding import Embedder
from qa.search.retrieve import search
from qa.types import Question
from tests.api import quick_server
from tests.api.commands.conftest import SIEGE, found_by, run, write_lines
from tests.api.conftest import make_app, running
from tests.conftest import NOW, write_article
from tests.index.history import HashEmbedder

# A word of so many letters is one word piece: dear to the disk, cheap to the model, and unknown to the word index.
FILLER = "x" * 60_000
RECORDS = [
    SIEGE | {"id": f"n{n}", "url": "", "title": f"Zeppelin {n}", "text": f"Zeppelin {n} landed. {FILLER}{n}."}
    for n in range(90)
]


@dataclass(frozen=True, slots=True)
class Disk:
    """A small file system."""

    folder: Path

    def become(self, options: str) -> None:
        """Remount it with other options."""
        subprocess.run(["mount", "-o", f"remount,{options}", str(self.folder)], check=True)

    def fill(self) -> Path:
        """Fill the disk; return the file that fills it."""
        ballast = self.folder / "ballast"
        with suppress(OSError), ballast.open("wb", buffering=0) as file:
            while file.write(b"x" * 4_096):
                pass
        return ballast


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A disk of 4 MB; skips where mounting is not permitted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "dateline-test", str(folder)]
    if os.getuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk, and not in every container")
    yield Disk(folder)
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def articles_of(data: Path) -> list[str]:
    """Return the articles of a catalogue in which SQLite finds no fault."""
    with sqlite3.connect(data / FILE_NAME) as catalogue:
        assert catalogue.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        articles = [article for (article,) in catalogue.execute("SELECT id FROM article ORDER BY id")]
    catalogue.close()
    return articles


@pytest.mark.slow
@pytest.mark.usefixtures("shared_model")
def test_an_ingest_that_fills_the_disk_keeps_what_it_stored(disk: Disk, tmp_path: Path) -> None:
    """It is one sentence and exit code 1; whole batches stay found; with more room the same command adds the rest."""
    data = disk.folder / "data"
    path = str(write_lines(tmp_path / "news.jsonl", *RECORDS))
    full = run("ingest", path, "--data", str(data))
    assert (full.exit_code, full.stdout, full.stderr.count("\n")) == (1, "", 1)
    assert "is full" in full.stderr
    kept = articles_of(data)
    assert 0 < len(kept) < len(RECORDS)
    disk.become("size=64m")
    assert set(found_by(f"zeppelin {kept[0][1:]} landed", data)) <= set(kept)
    assert kept[0] in found_by(f"zeppelin {kept[0][1:]} landed", data)
    rest = run("ingest", path, "--data", str(data))
    assert rest.stdout.startswith(f"{len(RECORDS) - len(kept)} articles added, 0 updated, {len(kept)} unchanged")
    assert len(articles_of(data)) == len(RECORDS)
    assert "n89" in found_by("zeppelin 89 landed", data)


@pytest.mark.slow
def test_a_disk_of_any_size_is_full_in_one_way(disk: Disk, embedder: Embedder) -> None:
    """Whether the catalogue or an index meets the full disk, the error is the same, and goes away with room."""
    articles = [write_article(f"Zeppelin {n}", f"Zeppelin {n} landed on the lake.", id=f"n{n}") for n in range(60)]
    failures: list[str] = []
    failed_to_open = 0
    done = 0

    def work(library: Library) -> None:
        ingest(articles, library.catalogue, library.embedder, now=lambda: NOW)
        library.engine.follow()
        library.engine.rebuild()

    for size in itertools.chain(range(4, 420, 60), range(420, 620, 16), [2_000]):
        disk.become(f"size={size}k")
        data = disk.folder / f"data-{size}"
        try:
            library = open_library(data, embedder=embedder)
        except StorageFailed:
            failed_to_open += 1
        else:
            try:
                work(library)
                done += 1
            except StorageFailed as error:
                failures.append(error.message)
                disk.become("size=16m")
                work(library)
            library.close()
            assert len(articles_of(data)) == 60
        subprocess.run(["rm", "-rf", str(data)], check=True)
    assert failed_to_open > 0
    assert done > 0
    assert all("cannot be" in failure or "is full" in failure for failure in failures)


def test_an_index_that_finds_no_room_lags_and_heals(disk: Disk, embedder: Embedder) -> None:
    """Each index reports the full disk and keeps its state; searches work, and with room it recovers."""
    library = open_library(disk.folder / "data", embedder=embedder)
    ingest([write_article("Lake", "A zeppelin landed.", id="lake")], library.catalogue, embedder, now=lambda: NOW)
    library.engine.rebuild()
    ingest([write_article("Sea", "A zeppelin crossed.", id="sea")], library.catalogue, embedder, now=lambda: NOW)
    bases = [base.name for base in (disk.folder / "data").glob("dense*")]
    ballast = disk.fill()
    with pytest.raises(StorageFailed, match="the lexical index in"):
        library.engine.follow()
    with pytest.raises(StorageFailed, match="the dense index in"):
        library.engine.rebuild()
    assert [base.name for base in (disk.folder / "data").glob("dense*")] == bases
    found = {hit.head.title: hit.lexical_rank for hit in search(Question("zeppelin", NOW), library, 10).hits}
    assert found == {"Lake": 1, "Sea": None}
    ballast.unlink()
    library.engine.rebuild()
    assert sorted(hit.lexical_rank or 0 for hit in search(Question("zeppelin", NOW), library, 10).hits) == [1, 2]
    library.close()


@pytest.mark.usefixtures("shared_model")
def test_a_disk_that_is_read_only_is_read(disk: Disk, tmp_path: Path) -> None:
    """Commands that read work; each that writes is one sentence and exit code 1, on a new folder and a filled one."""
    data, path = disk.folder / "data", str(write_lines(tmp_path / "news.jsonl", SIEGE))
    assert run("ingest", path, "--data", str(data)).exit_code == 0
    disk.become("ro")
    for command in (["status"], ["verify"], ["inbox"], ["backup", str(tmp_path / "copy")], ["search", "Kobane"]):
        result = run(*command, "--data", str(data))
        assert (result.exit_code, result.stderr) == (0, ""), (command, result.stderr)
    assert "Kobane is free" in run("ask", "Who drove Islamic State out of Kobane?", "--data", str(data)).stdout
    assert found_by("Kobane", data) == ["siege"]
    commands = [
        ["ingest", path], ["delete", "siege"], ["retract", "siege", "--reason=x"], ["rebuild"], ["compact"],
        ["watch", path, "--once", "--settle", "0"], ["feed", "http://127.0.0.1:9/", "--once"],
    ]  # fmt: skip
    for command in [*commands, ["ingest", path, "--data", str(disk.folder / "new")]]:
        result = run(*(command if "--data" in command else [*command, "--data", str(data)]))
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1), (command, result.stderr)
        assert result.stderr.startswith("dateline: ")
        assert str(disk.folder) in result.stderr
    disk.become("rw")
    assert found_by("Kobane", data) == ["siege"]


@pytest.mark.usefixtures("shared_model")
def test_a_backup_that_finds_no_room_leaves_nothing(disk: Disk, tmp_path: Path) -> None:
    """It is one sentence and exit code 1 that names the disk of the copy; its folder and the original are unchanged."""
    data = tmp_path / "data"
    assert run("ingest", str(write_lines(tmp_path / "news.jsonl", *RECORDS)), "--data", str(data)).exit_code == 0
    assert (data / FILE_NAME).stat().st_size > 4_000_000
    result = run("backup", str(disk.folder / "copy"), "--data", str(data))
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert f"the disk that holds {disk.folder}" in result.stderr
    assert list(disk.folder.iterdir()) == []
    assert len(articles_of(data)) == len(RECORDS)


@pytest.mark.anyio
async def test_a_server_whose_disk_is_full_accepts_nothing_and_loses_nothing(disk: Disk) -> None:
    """An article that cannot be written is 503; accepted ones are not set aside, and stored once there is room."""
    records = [SIEGE | {"id": f"n{n}", "text": f"Zeppelin {n} landed. {FILLER}."} for n in range(8)]
    async with running(make_app(disk.folder / "data", HashEmbedder())) as client:
        lock = lock_ingest(disk.folder / "data")  # so that what is accepted first has to wait
        assert (await client.post("/articles", json=records[0])).status_code == 202
        ballast = disk.fill()
        lock.release()
        for _ in range(4):
            refused = await client.post("/articles", json=records[1:])
            assert refused.status_code == 503
            assert refused.json()["error"]["message"].startswith("the server's disk cannot be used now")
        held = (await client.get("/index")).json()
        assert (held["lag"], held["counts"]["articles"]) == (1, 0)
        ballast.unlink()
        assert (await client.post("/articles", params={"wait": 60}, json=records[1:])).status_code == 200
        held = (await client.get("/index")).json()
        assert (held["lag"], held["counts"]["articles"]) == (0, 8)


@pytest.mark.slow
def test_a_server_on_a_disk_that_is_read_only_ends(disk: Disk) -> None:
    """It is one sentence that names the folder, and exit code 1."""
    disk.become("ro")
    data = str(disk.folder / "data")
    done = subprocess.run(
        quick_server.command("server", data), cwd=quick_server.ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert f"the server cannot start: {data} cannot be used: Read-only file system" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("shared_model")
def test_an_archive_on_a_full_disk_is_read(disk: Disk, tmp_path: Path) -> None:
    """Commands that read work; each that writes says that the disk is full; with room all goes on."""
    data, path = disk.folder / "data", str(write_lines(tmp_path / "news.jsonl", SIEGE))
    assert run("ingest", path, "--data", str(data)).exit_code == 0
    ballast = disk.fill()
    for command in (["status"], ["verify"], ["search", "Kobane"]):
        result = run(*command, "--data", str(data))
        assert (result.exit_code, result.stderr) == (0, ""), (command, result.stderr)
    assert "Kobane is free" in run("ask", "Who drove Islamic State out of Kobane?", "--data", str(data)).stdout
    for command in (["ingest", path], ["delete", "siege"], ["rebuild"], ["compact"]):
        result = run(*command, "--data", str(data))
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1), (command, result.stderr)
        assert "full" in result.stderr
    ballast.unlink()
    assert run("delete", "siege", "--data", str(data)).exit_code == 0


@pytest.mark.anyio
async def test_a_server_that_started_on_a_full_disk_says_so(disk: Disk, embedder: Embedder) -> None:
    """Asking is ready and storing is not, for the full disk; once there is room the reason is to restart the server."""
    library = open_library(disk.folder / "data", embedder=embedder)
    ingest([write_article("Lake", "A zeppelin landed.", id="lake")], library.catalogue, embedder, now=lambda: NOW)
    library.close()
    ballast = disk.fill()
    async with running(make_app(disk.folder / "data", embedder)) as client:
        full = (await client.get("/health/ready")).json()
        ballast.unlink()
        disk.become("size=64m")
        emptied = (await client.get("/health/ready")).json()
    assert (full["ask"]["ready"], full["store"]["ready"], emptied["store"]["ready"]) == (True, False, False)
    assert "full" in full["store"]["reason"]
    assert "restart the server" in emptied["store"]["reason"]
