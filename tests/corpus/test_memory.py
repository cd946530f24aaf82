"""Memory that is free but still held."""

import sys

import psutil
import pytest

from index.memory import give_back_memory


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc can be asked")
def test_holes_between_what_is_kept_are_given_back() -> None:
    """What was freed between small things that are still held leaves the process, most of it, when asked for."""
    process = psutil.Process()
    kept, large = [], []
    for _ in range(4_000):
        large.append(bytes(60_000))
        kept.append(bytes(600))
    del large
    before = process.memory_info().rss
    assert give_back_memory()
    assert before - process.memory_info().rss > 100_000_000
    assert len(kept) == 4_000
