"""Extracts overlap where they share characters of one version."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Span
from qa.findings.finding import Extract
from tests.qa.pieces import write_hit

TEXT = "😀 The town fell."
PLACES = st.sets(st.integers(0, len(TEXT)), min_size=2, max_size=2).map(sorted)


def at(start: int, end: int, article: str = "a", version: int = 1) -> Extract:
    """Return an extract of an article's version."""
    return Extract(write_hit(TEXT, article, version=version), Span(start, end), TEXT[start:end], 0.0)


@pytest.mark.parametrize(("start", "end", "shared"), [(6, 10, True), (9, 14, True), (0, 6, False), (10, 12, False)])
def test_extracts_overlap_where_they_share_a_character(start: int, end: int, shared: bool) -> None:
    """Adjacent spans share no character, nor do spans of other articles or versions."""
    town = at(6, 10)
    assert town.overlaps(at(start, end)) is shared
    assert not town.overlaps(at(start, end, article="b"))
    assert not town.overlaps(at(start, end, version=2))


@given(PLACES, PLACES)
def test_overlapping_is_having_places_in_common(one: list[int], other: list[int]) -> None:
    """Two extracts overlap, in either order, exactly where the sets of their offsets do."""
    left, right = (at(start, end) for start, end in (one, other))
    common = set(range(*one)) & set(range(*other))
    assert left.overlaps(right) is right.overlaps(left) is bool(common)
