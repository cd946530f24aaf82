"""Reading may stop once enough articles agree with high odds, and none with such odds disagrees."""

import math

import pytest

from qa.reading.spans import NEVER, Extract, Reading
from qa.reading.stopping import ARTICLES, BOUND, sufficient

SURE, UNSURE = BOUND, BOUND - 0.01


def reading(text: str, odds: float = SURE, *more: str) -> Reading:
    """Return a reading whose likeliest extract is a text."""
    return Reading(tuple(Extract(0, len(t), t, odds) for t in (text, *more)), -odds, None)


YPG = reading("the YPG")


def test_three_articles_that_agree_are_enough() -> None:
    """As many articles as are needed, each as sure as needed, end the reading whatever case and articles they use."""
    said = [YPG, reading("YPG"), reading("“ypg”")]
    assert sufficient(["a", "b", "c", "d"], [*said, None])
    assert not sufficient(["a", "b", "c"], [YPG, YPG, None])
    assert sufficient(["a", "b"], [YPG, YPG], needed=2)


@pytest.mark.parametrize(
    "third",
    [
        None,
        Reading((), -NEVER, None),
        reading("YPG", UNSURE),
        reading("YPG", math.nan),
        reading("the jihadists"),
        reading("!"),
        reading("the jihadists", SURE, "YPG"),
    ],
)
def test_less_is_not_enough(third: Reading | None) -> None:
    """A passage unread, without answer, unsure, or sure of something else leaves the question open."""
    assert not sufficient(["a", "b", "c"], [YPG, YPG, third])


def test_passages_of_one_article_count_once() -> None:
    """However many passages of one article agree, it is one article."""
    assert not sufficient(["a"] * 5 + ["b"], [YPG] * 6)


def test_an_unsure_contradiction_does_not_keep_reading() -> None:
    """Only extracts with the log odds of the bound count."""
    assert sufficient(["a", "b", "c", "d"], [YPG, YPG, YPG, reading("the jihadists", UNSURE)])
    assert not sufficient(["a", "b", "c", "d"], [YPG, YPG, YPG, reading("the jihadists")])
    assert not sufficient([*"abcdef"], [YPG, YPG, YPG, *[reading("the jihadists")] * 3])


def test_marks_alone_are_no_answer() -> None:
    """Extracts of which SQuAD's normalisation leaves nothing never agree."""
    assert not sufficient(["a", "b", "c"], [reading(mark) for mark in ("!", "😀", "the")])


def test_nothing_read_is_not_enough() -> None:
    """Of no passages, reading has nothing to stop for; `needed` counts articles."""
    assert not sufficient([], [])
    assert ARTICLES > 1
