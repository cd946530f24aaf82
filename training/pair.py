"""A row that teaches the checker."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and a text; `label` is 1 where the text says so. `group` is held out as a whole."""

    kind: str
    group: str
    claim: str
    text: str
    label: int


def is_held_out(group: str) -> bool:
    """Tell whether a group is for measuring: three of a hundred, by digest."""
    return int.from_bytes(hashlib.sha256(group.encode()).digest()[:4]) / 2**32 < 0.03


def count_kinds(pairs: Iterable[Pair]) -> dict[str, tuple[int, int]]:
    """Return the number of positives and negatives of each kind."""
    counts: dict[str, tuple[int, int]] = {}
    for pair in pairs:
        yes, no = counts.get(pair.kind, (0, 0))
        counts[pair.kind] = (yes + pair.label, no + 1 - pair.label)
    return counts
