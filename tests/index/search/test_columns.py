"""The columns that filters use."""

from datetime import UTC, datetime

import numpy as np

from index.catalogue.snapshot import PassageRow
from index.dates import to_epoch
from index.search.columns import empty_columns
from index.types import FOREVER, Filters


def entry(
    passage: int, published: str, *, valid_to: int = FOREVER, source: str = "s", language: str = "en"
) -> PassageRow:
    """Build an entry published, and valid from, a day."""
    seconds = to_epoch(datetime.fromisoformat(published).replace(tzinfo=UTC))
    return PassageRow(passage, f"a{passage}", 1, 0, 1, seconds, seconds, valid_to, source, language)


def test_filters_keep_what_they_say() -> None:
    """Each filter keeps its passages, bounds included, and several filters are combined by and."""
    columns = empty_columns().followed(
        1,
        [
            entry(1, "2015-01-01", source="a"),
            entry(2, "2015-01-02", source="b", language="de"),
            entry(4, "2015-01-03", source="a"),
        ],
        [],
    )
    second = datetime(2015, 1, 2, tzinfo=UTC)

    def kept(filters: Filters) -> list[int]:
        return np.flatnonzero(columns.mask(filters)).tolist()

    assert kept(Filters()) == [1, 2, 4]
    assert kept(Filters(since=second)) == [2, 4]
    assert kept(Filters(until=second)) == [1, 2]
    assert kept(Filters(sources=("a",))) == [1, 4]
    assert kept(Filters(sources=("a", "b"), languages=("de",))) == [2]
    assert kept(Filters(sources=("nobody",))) == []
    assert kept(Filters(since=second, until=second)) == [2]


def test_as_of_keeps_the_version_of_then() -> None:
    """A version counts from its first second up to, not including, the first of the next."""
    change = to_epoch(datetime(2015, 2, 1, tzinfo=UTC))
    columns = empty_columns().followed(1, [entry(1, "2015-01-01", valid_to=change), entry(2, "2015-02-01")], [])

    def kept(filters: Filters) -> list[int]:
        return np.flatnonzero(columns.mask(filters)).tolist()

    assert kept(Filters(as_of=datetime(2014, 12, 31, tzinfo=UTC))) == []
    assert kept(Filters(as_of=datetime(2015, 1, 31, 23, 59, 59, tzinfo=UTC))) == [1]
    assert kept(Filters(as_of=datetime(2015, 2, 1, tzinfo=UTC))) == [2]
    assert kept(Filters()) == [2]


def test_following_leaves_the_old_columns_alone() -> None:
    """A search with one generation is not disturbed by the next; a deleted passage passes no filter."""
    old = empty_columns().followed(1, [entry(1, "2015-01-01"), entry(2, "2015-01-01")], [])
    new = old.followed(2, [entry(5, "2015-01-01")], [1])
    assert np.flatnonzero(old.mask(Filters())).tolist() == [1, 2]
    assert np.flatnonzero(new.mask(Filters())).tolist() == [2, 5]
    assert np.flatnonzero(new.mask(Filters(as_of=datetime(2016, 1, 1, tzinfo=UTC)))).tolist() == [2, 5]
