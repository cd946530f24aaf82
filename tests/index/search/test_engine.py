"""Fusion, the prior for recency, and the columns that filters ask."""

from datetime import UTC, datetime

import numpy as np

from index.catalogue.snapshot import PassageRow
from index.dates import to_epoch
from index.search.columns import empty_columns
from index.search.engine import Ranking, Recency, fuse
from index.types import Filters

FOREVER = 2**62


def ranking(*ids: int, scores: list[float] | None = None) -> Ranking:
    """Build a ranking of ids, best first."""
    return Ranking(np.array(ids, np.int64), np.array(scores or range(len(ids), 0, -1), np.float32))


def entry(
    passage: int, published: str, *, valid_to: int = FOREVER, source: str = "s", language: str = "en"
) -> PassageRow:
    """Build an entry published, and valid from, a day."""
    seconds = to_epoch(datetime.fromisoformat(published).replace(tzinfo=UTC))
    return PassageRow(passage, f"a{passage}", 1, 0, 1, seconds, seconds, valid_to, source, language)


def test_fusion_by_hand() -> None:
    """Weighted reciprocal ranks add up as worked out by hand, and equal sums go by id."""
    fused = fuse([ranking(7, 8), ranking(8, 9)], (1.0, 0.5), k=10)
    assert fused.ids.tolist() == [8, 7, 9]
    np.testing.assert_allclose(fused.scores, [1 / 12 + 0.5 / 11, 1 / 11, 0.5 / 12], rtol=1e-6)
    assert fuse([ranking(2), ranking(1)], (1.0, 1.0)).ids.tolist() == [1, 2]


def test_fusion_of_nothing_is_nothing() -> None:
    """No ranking, no hit."""
    assert fuse([ranking(), ranking()], (1.0, 1.0)).ids.tolist() == []


def test_recency_lifts_the_recent_and_leaves_the_old() -> None:
    """An article of the day is lifted by the whole weight, one of years ago by nothing; the old keep their order."""
    asked = datetime(2022, 6, 1, tzinfo=UTC)
    published = np.array([to_epoch(datetime(year, 6, 1, tzinfo=UTC)) for year in (2010, 2012, 2022)])
    lifted = Recency(0.6, 14).lifted(ranking(1, 2, 3, scores=[10.0, 9.0, 8.0]), published, asked)
    assert lifted.ids.tolist() == [3, 1, 2]
    np.testing.assert_allclose(lifted.scores, [12.8, 10.0, 9.0], rtol=1e-6)


def test_recency_lifts_what_was_published_soon_after_as_well() -> None:
    """An article of a week after the time asked about is lifted as one of a week before is, and no more."""
    asked = datetime(2022, 6, 8, tzinfo=UTC)
    published = np.array([to_epoch(datetime(2022, 6, day, tzinfo=UTC)) for day in (1, 15)])
    lifted = Recency(0.6, 14).lifted(ranking(1, 2, scores=[10.0, 10.0]), published, asked)
    np.testing.assert_allclose(lifted.scores, [10 * (1 + 0.6 * np.exp(-0.5))] * 2, rtol=1e-6)


def test_filters_keep_what_they_say() -> None:
    """Each filter keeps its passages, ends included, and they hold together."""
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
    """Who searches with one generation is not disturbed by the next; a dead passage is kept by no filter."""
    old = empty_columns().followed(1, [entry(1, "2015-01-01"), entry(2, "2015-01-01")], [])
    new = old.followed(2, [entry(5, "2015-01-01")], [1])
    assert np.flatnonzero(old.mask(Filters())).tolist() == [1, 2]
    assert np.flatnonzero(new.mask(Filters())).tolist() == [2, 5]
    assert np.flatnonzero(new.mask(Filters(as_of=datetime(2016, 1, 1, tzinfo=UTC)))).tolist() == [2, 5]
