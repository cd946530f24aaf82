"""The guard of speed: what ratios are compared with, and when it fails."""

from collections.abc import Callable, Iterator

import pytest

from bench.guard import find_slow, set_bar

NAMES = ("ingest", "question")
KINDS = {
    "AMD EPYC, 2, vnni": {"ingest": {"ratio": 2.0}, "question": {"ratio": 4.0}, "articles": "generated"},
    "Intel, 8, avx2": {"ingest": {"ratio": 1.8}, "question": {"ratio": 5.0}, "articles": "generated"},
}
FAST, SLOW, SLIGHTLY = ({"ingest": ingest, "question": 4.0} for ingest in (2.0, 1.59, 1.61))


def runs(*found: dict[str, float]) -> tuple[Callable[[], dict[str, float]], list[dict[str, float]]]:
    """Return a measurement that gives these ratios in turn, and the list of those it gave."""
    left: Iterator[dict[str, float]] = iter(found)
    made: list[dict[str, float]] = []

    def measure() -> dict[str, float]:
        made.append(next(left))
        return made[-1]

    return measure, made


def test_a_ratio_may_fall_by_a_fifth() -> None:
    """On a kind of processor that is known, the bar is four fifths of what is committed for it."""
    bar = set_bar(KINDS, "AMD EPYC, 2, vnni", NAMES)
    assert bar.least == pytest.approx({"ingest": 1.6, "question": 3.2})
    assert "'AMD EPYC, 2, vnni'" in bar.told


@pytest.mark.parametrize(
    ("found", "slow", "number"),
    [
        ([SLOW, SLOW, SLOW], ["ingest"], 3),
        ([SLOW, SLOW, FAST], [], 3),
        ([SLOW, FAST], [], 2),
        ([SLIGHTLY], [], 1),
        ([{"ingest": 1.0, "question": 1.0}] * 3, ["ingest", "question"], 3),
        ([{"ingest": 1.0, "question": 4.0}, {"ingest": 2.0, "question": 1.0}], [], 2),
    ],
)
def test_it_fails_where_the_same_ratio_is_low_in_all_runs(
    found: list[dict[str, float]], slow: list[str], number: int
) -> None:
    """One run that is fast enough passes, whatever the others were, and ends the measurement."""
    measure, made = runs(*found)
    assert find_slow(set_bar(KINDS, "AMD EPYC, 2, vnni", NAMES), measure) == slow
    assert len(made) == number


def test_on_another_kind_the_bar_is_half_of_the_lowest_of_any() -> None:
    """It says that nothing is committed for the kind, and how to; a ratio of less than half fails there too."""
    bar = set_bar(KINDS, "ARM, 4, other", NAMES)
    assert bar.least == pytest.approx({"ingest": 0.9, "question": 2.0})
    assert "no ratios are committed for 'ARM, 4, other'" in bar.told
    assert "`python -m bench.ratios`" in bar.told
    measure, _ = runs(*[{"ingest": 0.8, "question": 4.0}] * 3)
    assert find_slow(bar, measure) == ["ingest"]


def test_without_any_ratios_it_fails() -> None:
    """A file without ratios, or none, does not pass for a comparison."""
    with pytest.raises(ValueError, match="no ratios are committed: run `python"):
        set_bar({}, "ARM, 4, other", NAMES)
