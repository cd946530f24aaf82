"""README's commands and its Python example work, in the order given, over the example corpus."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ADDRESS = "http://127.0.0.1:8000"

# Commands that are not run, with the reason. Each must be in README; every other command must exit with 0.
NOT_RUN = {
    "make demo": "installs first, which tests/test_install.py tests; `dateline demo` is run instead",
    "make test": "runs this test",
    ". .venv/bin/activate": "changes the shell; `dateline` is on the PATH of the test",
    "dateline feed https://post.example/news.rss": "needs a feed on the internet, and polls until stopped",
    "dateline watch /srv/wire --source post": "watches until stopped",
    "dateline serve": "serves until stopped; the test starts it on a free port for the calls",
    "docker compose up --detach --build": "needs Docker",
    "docker compose exec -T api dateline ingest - < articles.jsonl": "needs Docker",
}


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with the files that README mentions, and a separate home folder."""

    folder: Path
    env: dict[str, str]

    def run(self, script: str) -> "subprocess.CompletedProcess[str]":
        """Run a script in bash."""
        command = ["bash", "-c", script]
        return subprocess.run(command, cwd=self.folder, env=self.env, capture_output=True, text=True, check=False)

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Run `dateline serve` on the demo's folder inside the block; yield its address."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        command = ["dateline", "serve", "--port", port, "--data", ".demo"]
        with subprocess.Popen(
            command, cwd=self.folder, env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as server:
            try:
                _wait_until_ready(f"http://127.0.0.1:{port}/health/ready", server)
                yield f"http://127.0.0.1:{port}"
            finally:
                server.terminate()


def _wait_until_ready(url: str, server: "subprocess.Popen[bytes]") -> None:
    while server.poll() is None:
        try:
            if httpx.get(url).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"`dateline serve` ended with {server.returncode}")


def blocks(language: str) -> list[str]:
    """Return README's code blocks of a language."""
    return [body for name, body in BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8")) if name == language]


def commands() -> list[str]:
    """Return the commands of README's shell blocks in order, without comments."""
    lines = "".join(blocks("sh")).replace("\\\n", "").splitlines()
    return [stripped for line in lines if (stripped := re.sub(r"\s+#.*$", "", " ".join(line.split())))]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return a workspace with README's article as articles.jsonl, an archive, an export, and the demo's data."""
    folder = tmp_path_factory.mktemp("readme")
    article = next(block for block in blocks("json") if block.startswith('{"title"'))
    (folder / "articles.jsonl").write_text(article, encoding="utf-8")
    (folder / "archive" / "2015").mkdir(parents=True)
    shutil.copy(ROOT / "examples" / "corpus" / "kobane.jsonl", folder / "archive" / "2015")
    rows = "Headline,Body,Date\nFerry returns,The ferry to Port Amble sails again.,2025-05-06\n"
    (folder / "export.csv").write_text(rows, encoding="utf-8")
    program = folder / "bin" / "dateline"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\nfrom api.cli import main\nmain()\n", encoding="utf-8")
    program.chmod(0o755)
    env = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    more = {
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "share"),
        "PATH": f"{program.parent}:{os.environ['PATH']}",
    }
    opened = Workspace(folder, env | more | {"PYTHONPATH": str(ROOT)})
    done = opened.run("dateline demo --data .demo")
    assert done.returncode == 0, done.stderr
    return opened


def test_each_command_that_is_not_run_is_in_the_readme() -> None:
    """Each exception is a command of README, and README has commands that are run."""
    assert set(NOT_RUN) <= set(commands())
    assert len(set(commands()) - set(NOT_RUN)) > 5


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_each_command_of_the_readme_succeeds(workspace: Workspace) -> None:
    """Each command of README, run in order with the variables exported before it, exits with 0."""
    settings = ""
    with workspace.serving() as address:
        for command in commands():
            if command.startswith("export "):
                settings += f"{command}\n"
            elif command not in NOT_RUN:
                done = workspace.run(settings + command.replace("curl ", "curl --fail ").replace(ADDRESS, address))
                assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
                if command.startswith("curl "):
                    assert json.loads(done.stdout), command


@pytest.mark.slow
def test_the_python_example_of_the_readme_runs(workspace: Workspace) -> None:
    """README's Python example answers from the demo's folder and prints a citation."""
    (example,) = blocks("python")
    done = subprocess.run(
        [sys.executable, "-c", example],
        cwd=workspace.folder,
        env=workspace.env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("answered ")
    assert "https://" in done.stdout
