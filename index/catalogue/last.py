"""The latest version of an article, and from when a retraction covers it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Last:
    """The latest version of an article by time: the active one, unless it was retracted."""

    number: int
    modified: int | None
    valid_from: int
    valid_to: int | None
    revision: int | None = None


def due_time(last: Last | None, waiting: int | None) -> int | None:
    """Return the earliest second at which a retraction covers all versions and what waits; None where there is nothing.

    A version that begins later, because a clock went back, would stay active otherwise. What waits will be stored as no
    older than the last version.
    """
    if last is None:
        return waiting
    return last.valid_from if waiting is None else max(waiting, last.valid_from + 1)
