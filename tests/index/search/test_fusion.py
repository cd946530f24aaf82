"""Fusion by reciprocal ranks, and the prior for recency."""

from datetime import UTC, datetime

import numpy as np

from index.dates import to_epoch
from index.search.fusion import Ranking, Recency, fuse


def ranking(*ids: int, scores: list[float] | None = None) -> Ranking:
    """Build a ranking of ids, best first."""
    return Ranking(np.array(ids, np.int64), np.array(scores or range(len(ids), 0, -1), np.float32))


def test_fusion_by_hand() -> None:
    """Weighted reciprocal ranks add up as worked out by hand, and equal sums go by id."""
    fused = fuse([ranking(7, 8), ranking(8, 9)], (1.0, 0.5), k=10)
    assert fused.ids.tolist() == [8, 7, 9]
    np.testing.assert_allclose(fused.scores, [1 / 12 + 0.5 / 11, 1 / 11, 0.5 / 12], rtol=1e-6)
    assert fuse([ranking(2), ranking(1)], (1.0, 1.0)).ids.tolist() == [1, 2]


def test_fusion_of_nothing_is_nothing() -> None:
    """Empty rankings give no hit."""
    assert fuse([ranking(), ranking()], (1.0, 1.0)).ids.tolist() == []


def test_recency_raises_the_recent_and_leaves_the_old() -> None:
    """An article of the day is raised by the whole weight, one of years ago by nothing; old ones keep their order."""
    asked = datetime(2022, 6, 1, tzinfo=UTC)
    published = np.array([to_epoch(datetime(year, 6, 1, tzinfo=UTC)) for year in (2010, 2012, 2022)])
    raised = Recency(0.6, 14).apply(ranking(1, 2, 3, scores=[10.0, 9.0, 8.0]), published, asked)
    assert raised.ids.tolist() == [3, 1, 2]
    np.testing.assert_allclose(raised.scores, [12.8, 10.0, 9.0], rtol=1e-6)


def test_recency_raises_what_was_published_soon_after_as_well() -> None:
    """An article published a week after the time asked about is raised as much as one published a week before."""
    asked = datetime(2022, 6, 8, tzinfo=UTC)
    published = np.array([to_epoch(datetime(2022, 6, day, tzinfo=UTC)) for day in (1, 15)])
    raised = Recency(0.6, 14).apply(ranking(1, 2, scores=[10.0, 10.0]), published, asked)
    np.testing.assert_allclose(raised.scores, [10 * (1 + 0.6 * np.exp(-0.5))] * 2, rtol=1e-6)
