"""Items are passed on as they come, and one that never comes ends the wait."""

import threading
from collections.abc import Iterator

import pytest

from index.bulk.stalling import Stalled, until_stalled


def test_items_come_in_their_order_to_the_end() -> None:
    """A thread between changes nothing."""
    assert list(until_stalled(lambda: range(100), 60)) == list(range(100))


def test_an_error_is_raised_after_the_items_before_it() -> None:
    """It is the same error, in the thread of whoever reads."""

    def fail() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    items = until_stalled(fail, 60)
    assert next(items) == 1
    with pytest.raises(ValueError, match="broken"):
        next(items)


def test_items_that_no_longer_come_end_in_a_sentence() -> None:
    """What came before is passed on; the wait is as long as was said."""
    never = threading.Event()

    def stall() -> Iterator[int]:
        yield 1
        never.wait()

    items = until_stalled(stall, 0.05)
    assert next(items) == 1
    with pytest.raises(Stalled, match=r"nothing has come for 0\.05 s"):
        next(items)
    never.set()
