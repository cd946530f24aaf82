"""The default models need neither torch nor transformers nor sentence-transformers: no process imports one of them."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest

from tests.api.commands.conftest import SIEGE, SNOW, start, write_lines
from tests.api.site import Reply, entry, rss, serving

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
DATELINE = [sys.executable, "-c", "from api.cli import main; main()"]
CLIENT = {"name": "a client", "version": "1"}
QUESTION = "Who drove Islamic State out of Kobane?"


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


def run(env: Mapping[str, str], *arguments: str, typed: str = "") -> str:
    """Run `dateline` in a process of its own, which has to succeed; return what it prints."""
    done = subprocess.run(
        [*DATELINE, *arguments], input=typed, capture_output=True, text=True, env=os.environ | env, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


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


@pytest.mark.slow
def test_demo_chat_and_evaluation_do_without(without: Mapping[str, str], attempts: Path, news: Path) -> None:
    """The example articles are indexed and asked, a conversation is held, and questions with answers are measured."""
    demo = run(without, "demo", "--json", "--data", str(news.parent / "examples"))
    assert [answer["status"] for answer in json.loads(demo)] == ["answered", "answered", "declined"]
    run(without, "ingest", str(news))
    assert "Protection Units" in run(without, "chat", typed=f"{QUESTION}\nwhen?\n")
    asked = write_lines(news.parent / "asked.jsonl", {"question": QUESTION, "answer": "People's Protection Units"})
    assert "1 question" in run(without, "evaluate", str(asked))
    assert not attempts.exists()


@pytest.mark.slow
def test_feeds_and_folders_that_store_do_without(without: Mapping[str, str], attempts: Path, news: Path) -> None:
    """Without a server beside them, `feed` and `watch` embed and store what they accept."""
    with serving() as site:
        site.replies["/"] = Reply(rss(entry(1)))
        assert "1 accepted" in run(without, "feed", site.url, "--once", "--allow-private")
    (news.parent / "wire").mkdir()
    news.rename(news.parent / "wire" / news.name)
    assert "1 accepted" in run(without, "watch", str(news.parent / "wire"), "--once", "--settle", "0")
    assert "no faults found (2 articles, 2 passages)" in run(without, "verify")
    assert not attempts.exists()


@pytest.mark.slow
def test_tools_of_agents_do_without(without: Mapping[str, str], attempts: Path, news: Path) -> None:
    """A client of `mcp` asks, and is answered from the data folder."""
    run(without, "ingest", str(news))
    calls = [
        (
            "initialize",
            {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "a", "version": "1"}},
        ),
        ("tools/call", {"name": "ask", "arguments": {"question": QUESTION}}),
    ]
    pipe, replies = subprocess.PIPE, []
    with subprocess.Popen([*DATELINE, "mcp"], stdin=pipe, stdout=pipe, text=True, env=os.environ | without) as process:
        assert process.stdin
        assert process.stdout
        for number, (method, params) in enumerate(calls):
            request = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            replies.append(process.stdout.readline())
        process.stdin.close()
    assert "Protection Units" in replies[-1]
    assert process.returncode == 0
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
