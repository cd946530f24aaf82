"""Threads are chosen for the cores that the process may use, not for those of the machine."""

import subprocess
import sys

import pytest

from index.passages.cores import count_cores

CODE = """
import os
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from index.passages.cores import count_cores
from index.passages.memory import require_address_space
from index.passages.quantized import QuantizedEmbedder
print(count_cores(), QuantizedEmbedder()._pool._max_workers)
"""


@pytest.mark.skipif(not hasattr(__import__("os"), "sched_setaffinity"), reason="the affinity can be set on Linux only")
def test_a_process_of_one_core_embeds_on_one_thread() -> None:
    """In a container or under `taskset`, the machine may have more cores than the process may use."""
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "1"]


def test_there_is_a_core() -> None:
    """This process has at least the one that it runs on."""
    assert count_cores() >= 1
