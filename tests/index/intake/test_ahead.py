"""Items are made ahead in a thread, in order, and nothing of it remains afterwards."""

import threading
from collections.abc import Iterator

import pytest

from index.intake.ahead import read_ahead


def running() -> list[str]:
    """Return the names of the threads that make items."""
    return [thread.name for thread in threading.enumerate() if thread.name == "read-ahead"]


def test_items_come_in_their_order() -> None:
    """All of them come, None and empty ones too, and the thread has ended."""
    items = [0, None, "", 3, *range(100)]
    assert list(read_ahead(items, 2)) == items
    assert not running()


def test_the_next_item_is_made_before_it_is_asked_for() -> None:
    """While one item is used, as many as allowed are made, and one more waits for room."""
    made: list[int] = []
    third = threading.Event()

    def make() -> Iterator[int]:
        for number in range(10):
            made.append(number)
            if number == 2:
                third.set()
            yield number

    ahead = read_ahead(make(), 1)
    assert next(ahead) == 0
    assert third.wait(10)
    ahead.close()
    assert made == [0, 1, 2]
    assert not running()


def test_an_error_comes_in_its_place() -> None:
    """The items before it come first; nothing comes after it."""

    def make() -> Iterator[int]:
        yield 1
        raise KeyError("broken")

    ahead = read_ahead(make(), 3)
    assert next(ahead) == 1
    with pytest.raises(KeyError, match="broken"):
        next(ahead)
    assert list(ahead) == []
    assert not running()
