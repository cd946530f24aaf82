"""No command opens a socket unless told to, and none needs a network, a home folder or a cache."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.api.commands.conftest import SIEGE, SNOW, write_lines
from tests.api.site import entry, rss

pytestmark = pytest.mark.slow

# Whatever touches a socket is written down, for a library may swallow the error, and refused.
WATCH = """
import os, sys

def refuse(event, arguments):
    if event.startswith("socket.") and event != "socket.gethostname":
        log = os.open(os.environ["SOCKETS_SEEN"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(log, f"{event} {arguments}\\n".encode())
        os.close(log)
        raise PermissionError("no sockets here")

sys.addaudithook(refuse)
"""
OPEN_A_SOCKET = "import socket; socket.create_connection(('127.0.0.1', 9), 1)"
NO_NETWORK = ("unshare", "-n")


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """An environment with an empty home, without model or cache variables, in which sockets are recorded."""
    (tmp_path / "home").mkdir()
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path / "home"),
        "PYTHONPATH": os.pathsep.join([str(tmp_path / "watch"), str(Path(__file__).parents[3])]),
        "SOCKETS_SEEN": str(tmp_path / "sockets"),
    }


def dateline(*arguments: str, env: dict[str, str], within: Sequence[str] = ()) -> "subprocess.CompletedProcess[str]":
    """Run a command in a process of its own."""
    command = [*within, sys.executable, "-c", "from api.cli import main; main()", *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)


def check_work(tmp_path: Path, env: dict[str, str], within: Sequence[str] = ()) -> None:
    """Ingest and ask."""
    path, data = write_lines(tmp_path / "news.jsonl", SIEGE, SNOW), str(tmp_path / "data")
    stored = dateline("ingest", str(path), "--data", data, env=env, within=within)
    assert (stored.returncode, stored.stderr) == (0, "")
    asked = dateline("ask", "Who drove Islamic State out of Kobane?", "--data", data, env=env, within=within)
    assert (asked.returncode, asked.stderr) == (0, "")
    assert "drove Islamic State out of Kobane on Monday" in asked.stdout


def test_the_watch_sees_a_socket(tmp_path: Path, surroundings: dict[str, str]) -> None:
    """The recorder that the next test relies on refuses a connection and records it."""
    done = subprocess.run(
        [sys.executable, "-c", OPEN_A_SOCKET], env=surroundings, capture_output=True, text=True, check=False
    )
    assert "no sockets here" in done.stderr
    assert (tmp_path / "sockets").read_text().startswith("socket.")


def test_ingesting_and_asking_open_no_socket(tmp_path: Path, surroundings: dict[str, str]) -> None:
    """With sockets refused, both commands succeed, open none, and the home folder stays empty."""
    check_work(tmp_path, surroundings)
    assert not (tmp_path / "sockets").exists(), (tmp_path / "sockets").read_text()
    assert list((tmp_path / "home").iterdir()) == []


def test_watching_and_reading_markup_open_no_socket(tmp_path: Path, surroundings: dict[str, str]) -> None:
    """A page and a feed with links are read from a watched folder without opening a socket."""
    wire, data = tmp_path / "wire", str(tmp_path / "data")
    wire.mkdir()
    (wire / "feed.xml").write_bytes(rss(entry(1)))
    story = "<p>The night ferry to Port Amble sails again from Friday, the harbour board said on Tuesday.</p>" * 3
    links = '<link rel="stylesheet" href="http://127.0.0.1:9/x.css"><script src="http://127.0.0.1:9/x.js"></script>'
    page = f"<html><head><title>Ferry</title>{links}</head><body><article>{story}</article></body></html>"
    (wire / "2025-05-06-ferry.html").write_text(page)
    done = dateline("watch", str(wire), "--once", "--settle", "0", "--data", data, env=surroundings)
    assert (done.returncode, done.stdout, done.stderr) == (0, "2 files read: 2 accepted\n", "")
    assert not (tmp_path / "sockets").exists(), (tmp_path / "sockets").read_text()


def test_ingesting_and_asking_need_no_network(tmp_path: Path, surroundings: dict[str, str]) -> None:
    """In a network namespace without loopback, both succeed."""
    if (
        not shutil.which("unshare")
        or subprocess.run([*NO_NETWORK, "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("this account may not make a network namespace")
    surroundings["PYTHONPATH"] = str(Path(__file__).parents[3])  # libraries in C are not seen by the watch
    check_work(tmp_path, surroundings, NO_NETWORK)
