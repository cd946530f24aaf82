"""Commands that open indexes without a model say what they need, too, where memory is short."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.index.passages.test_memory import LIMITED


@pytest.mark.parametrize(
    "command", [["rebuild", "--jobs", "1"], ["compact"], ["verify"]], ids=lambda given: str(given[0])
)
def test_indexes_are_not_opened_with_too_little(filled: Path, command: list[str]) -> None:
    """Under `ulimit -v` their libraries would end the process with a signal: one sentence says what is needed."""
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, "300", *command, "--data", str(filled)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == (
        "dateline: this process may use 300 MB of address space, and needs 1,125 MB: raise the limit (`ulimit -v`)\n"
    )
