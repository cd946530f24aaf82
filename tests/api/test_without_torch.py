"""The default models need neither torch nor transformers nor sentence-transformers: no process imports one of them."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest

from tests.api.commands.conftest import SIEGE, SNOW, start, write_lines

# Python imports a module of this name at the start of every process that finds one, so of a server's worker as well.
FORBID = """
import os, sys
class Forbidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("torch", "transformers", "sentence_transformers"):
            with open(os.environ["ATTEMPTS"], "a") as attempts:
                print(os.getpid(), name, file=attempts)
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Forbidden())
"""
ROOT = Path(__file__).parents[2]


@pytest.fixture
def attempts(tmp_path: Path) -> Path:
    """The file that would list attempts to import one of them."""
    return tmp_path / "attempts"


@pytest.fixture
def without(tmp_path: Path, attempts: Path) -> Mapping[str, str]:
    """An environment in which none of them can be imported."""
    (tmp_path / "forbidding").mkdir()
    (tmp_path / "forbidding" / "sitecustomize.py").write_text(FORBID)
    paths = os.pathsep.join([str(tmp_path / "forbidding"), str(ROOT)])
    return {"PYTHONPATH": paths, "ATTEMPTS": str(attempts), "DATELINE_DATA": str(tmp_path / "data")}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A file of one article."""
    return write_lines(tmp_path / "news.jsonl", SIEGE)


def run(env: Mapping[str, str], *arguments: str) -> str:
    """Run `dateline` in a process of its own, which has to succeed; return what it prints."""
    process = start(*arguments, **env)
    printed, errors = process.communicate()
    assert process.returncode == 0, errors
    return printed


@pytest.fixture
def client(without: Mapping[str, str]) -> Iterator[httpx.Client]:
    """A client of `dateline serve` with its worker, once it is ready."""
    process = start("serve", "--port", "0", **without)
    try:
        assert process.stdout
        line = process.stdout.readline()
        assert line.startswith("Dateline is ready on "), line
        with httpx.Client(base_url=line.split()[-1], timeout=120) as client:
            yield client
    finally:
        process.terminate()
        process.communicate()


def test_an_import_would_be_noticed(without: Mapping[str, str], attempts: Path) -> None:
    """In this environment an import fails as where the library is not installed, and is listed."""
    done = subprocess.run(
        [sys.executable, "-c", "import torch"], env=os.environ | without, capture_output=True, text=True, check=False
    )
    assert "No module named 'torch'" in done.stderr
    assert attempts.read_text().split()[1:] == ["torch"]


def test_commands_do_without(without: Mapping[str, str], attempts: Path, news: Path) -> None:
    """`ingest`, `search`, `ask` with the reader, and `rebuild` work, and try to import none of them."""
    assert "1 article added" in run(without, "ingest", str(news))
    assert "Kobane is free" in run(without, "search", "Kobane")
    assert "Protection Units" in run(without, "ask", "Who drove Islamic State out of Kobane?")
    assert "rebuilt: 1 passages" in run(without, "rebuild")
    assert not attempts.exists()


def test_other_models_are_told_to_need_the_extra(without: Mapping[str, str], news: Path, tmp_path: Path) -> None:
    """An embedder or a reader that only those libraries can open is one sentence that says what to install."""
    run(without, "ingest", str(news))
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"weights")
    (folder / "config.json").write_text("{}")  # by it a folder is known as one of transformers
    for command in (["ask", "Who?", "--reader", str(folder)], ["rebuild", "--embedder", str(folder)]):
        process = start(*command, **without)
        _, errors = process.communicate()
        said = f"dateline: the model {str(folder)!r} needs the extra torch: run `pip install 'dateline[torch]'`\n"
        assert (process.returncode, errors) == (1, said)


def test_server_and_worker_do_without(client: httpx.Client, attempts: Path) -> None:
    """An article that is sent is stored, embedded and cited in an answer; no process tries to import one of them."""
    job = client.post("/articles", json=[SIEGE, SNOW]).json()["job"]
    while client.get(f"/jobs/{job}").json()["state"] != "done":  # the timeout of the test is the limit
        time.sleep(0.05)
    answer = client.post("/ask", json={"question": "Who drove Islamic State out of Kobane?"}).json()
    assert answer.get("status") == "answered", answer
    assert "Protection Units" in answer["short"]
    assert answer["model"]["embedder"] == "all-MiniLM-L6-v2-int8"
    hits = client.get("/search", params={"q": "snowfall in Massachusetts"}).json()["hits"]
    assert {hit["dense_rank"] is not None for hit in hits} == {True}
    assert not attempts.exists()
