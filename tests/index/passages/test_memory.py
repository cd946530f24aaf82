"""Memory that is free but still held."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue

HOLES = """
import psutil
from index.passages.memory import give_back_memory
kept, large = [], []
for _ in range(4_000):
    large.append(bytes(60_000))
    kept.append(bytes(600))
del large
before = psutil.Process().memory_info().rss
assert give_back_memory()
print(before - psutil.Process().memory_info().rss)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be asked")
def test_holes_between_what_is_kept_are_given_back() -> None:
    """Of 240 MB freed between small things that are still held, most leaves the process when asked for.

    In a process of its own: in one that has run other tests the holes that they left are filled first.
    """
    ran = subprocess.run([sys.executable, "-c", HOLES], check=True, capture_output=True, text=True)
    assert int(ran.stdout) > 100_000_000


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]) * 1_000_000,) * 2)
from api.cli import main
sys.argv = ["dateline", *sys.argv[2:]]
main()
"""


@pytest.mark.parametrize(
    "command",
    [["ingest", "."], ["ask", "Who?"], ["serve", "--port", "0"], ["search", "x"], ["mcp"], ["rebuild"]],
    ids=lambda command: str(command[0]),
)
def test_too_little_address_space_is_told_before_anything_is_opened(tmp_path: Path, command: list[str]) -> None:
    """Under `ulimit -v` native libraries would end the process with a signal: one sentence says what is needed."""
    Catalogue(tmp_path / "data").close()
    (tmp_path / "news.txt").write_text("2015-01-27\nA text.")
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, "500", *command, "--data", str(tmp_path / "data"), "--jobs", "2"],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == (
        "dateline: this process may use 500 MB of address space, and needs 1,200 MB:"
        " raise the limit (`ulimit -v`), or use fewer threads (`--jobs`)\n"
    )


def test_enough_address_space_is_enough(tmp_path: Path) -> None:
    """With the least that is asked for, an article is ingested."""
    (tmp_path / "news.jsonl").write_text('{"title": "T", "text": "The ferry sails.", "published": "2015-01-27"}\n')
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, "1200", "ingest", "news.jsonl", "--data=data", "--jobs=2", "--source=s"],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
