"""Items are made ahead in a thread, or used behind in one, in order, and nothing of it remains afterwards."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator

import pytest

from index.intake.ahead import behind, read_ahead


def running() -> list[str]:
    """Return the names of the threads that make or use items."""
    return [one.name for one in threading.enumerate() if one.name.startswith(("read-ahead", "behind"))]


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


def test_items_are_used_behind_in_their_order() -> None:
    """The block goes on while an item is used, waits before the next one, and ends after the last."""
    used: list[int] = []
    go_on = threading.Event()

    def use(item: int) -> None:
        assert go_on.wait(10)
        used.append(item)

    with behind(use) as hand_over:
        hand_over(1)
        assert used == []
        go_on.set()
        hand_over(2)
        assert used[:1] == [1]
    assert used == [1, 2]
    assert not running()


@pytest.mark.parametrize("number", [1, 3])
def test_an_error_behind_is_raised_by_the_next_item_or_at_the_end(number: int) -> None:
    """Nothing is used after it."""
    used: list[int] = []

    def use(item: int) -> None:
        used.append(item)
        raise KeyError("broken")

    with pytest.raises(KeyError, match="broken"):
        _use_all(range(number), use)
    assert used == [0]
    assert not running()


def test_an_error_of_the_block_waits_for_the_item_in_use() -> None:
    """It is raised once that item has been used."""
    used: list[int] = []

    def use(item: int) -> None:
        time.sleep(0.2)
        used.append(item)

    def produce() -> Iterator[int]:
        yield 1
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _use_all(produce(), use)
    assert used == [1]


def _use_all(items: Iterable[int], use: Callable[[int], None]) -> None:
    with behind(use) as hand_over:
        for item in items:
            hand_over(item)
