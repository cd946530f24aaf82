"""As of any time, what is found is what had been said by then: random histories against a slow reference."""

from pathlib import Path

import pytest

from tests.index.history import compare


@pytest.mark.parametrize("seed", range(20))
def test_a_history_is_seen_as_the_reference_sees_it(seed: int, tmp_path: Path) -> None:
    """After adding, correcting, late corrections, retracting and deleting, each time shows its own versions."""
    assert compare(seed, tmp_path) == 18
