"""Windows of different lengths become one batch, padded where nothing is read."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.types import Span
from qa.reading.network import stack
from qa.reading.windows import Window

WINDOWS = st.lists(st.lists(st.integers(1, 30_000), min_size=1, max_size=12), min_size=1, max_size=5)


def window(ids: list[int]) -> Window:
    """Return a row whose second half is the passage."""
    half = len(ids) // 2
    return Window(tuple(ids), (0,) * half + (1,) * (len(ids) - half), half, (Span(0, 1),) * (len(ids) - half))


@given(WINDOWS, st.integers(0, 9))
def test_a_batch_holds_each_row_and_nothing_else(rows: list[list[int]], padding: int) -> None:
    """Each row begins its line of ids and types, the mask covers just it, and all behind it is padding."""
    ids, mask, types = stack([window(row) for row in rows], padding)
    longest = max(map(len, rows))
    assert ids.shape == mask.shape == types.shape == (len(rows), longest)
    assert ids.dtype == mask.dtype == types.dtype == np.int64
    for place, row in enumerate(rows):
        size = len(row)
        assert ids[place].tolist() == row + [padding] * (longest - size)
        assert mask[place].tolist() == [1] * size + [0] * (longest - size)
        assert types[place].tolist() == list(window(row).types) + [0] * (longest - size)
