"""The network behind the reader: windows in, logits out, whichever library runs it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qa.reading.windows import Window

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Logits:
    """The logits of a batch of rows: where the answer begins and ends, and whether there is one.

    `starts` and `ends` have the shape (rows, tokens); the first token means "no answer here", and values past the end
    of a row mean nothing. `answers` has the shape (rows,), and is None for a network without such a head.
    """

    starts: Floats
    ends: Floats
    answers: Floats | None


class Network(Protocol):
    """A network, opened once and shared by threads; `name` identifies it."""

    name: str

    def cut(self, question: str, title: str, passage: str) -> Iterator[Window]:
        """Yield the windows over a passage, in order; at least one."""

    def run(self, windows: Sequence[Window]) -> Logits:
        """Return the logits of a batch of at least one window, a row each."""


def stack(windows: Sequence[Window], padding: int = 0) -> tuple[Ids, Ids, Ids]:
    """Return ids, attention mask and types of windows, shape (rows, tokens of the longest), padded at the end."""
    shape = (len(windows), max(len(window.ids) for window in windows))
    ids, mask, types = np.full(shape, padding, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for row, window in enumerate(windows):
        size = len(window.ids)
        ids[row, :size], types[row, :size], mask[row, :size] = window.ids, window.types, 1
    return ids, mask, types
