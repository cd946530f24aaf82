"""Whether measured ratios are too low: what they are compared with, and which of them fall short in every run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

SLACK = 0.8
SLACK_OF_OTHERS = 0.5
ATTEMPTS = 3

Ratios = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Bar:
    """The least that each ratio may be, and a sentence that says what it was taken from."""

    least: Ratios
    told: str


def set_bar(kinds: Mapping[str, Mapping[str, Any]], kind: str, names: tuple[str, ...]) -> Bar:
    """Return the bar for a kind of processor, from the ratios that are committed by kind.

    A ratio may fall by a fifth. Where none are committed for the kind, ratios are compared with the lowest of any other
    kind, and may be half of that: instructions differ between processors by less, so that a model run without int8, or
    texts embedded twice, are seen there as well.

    Raises:
        ValueError: no ratios are committed at all.
    """
    if kind in kinds:
        least = {name: SLACK * kinds[kind][name]["ratio"] for name in names}
        return Bar(least, f"compared with the ratios committed for {kind!r}: each may fall by a fifth")
    if not kinds:
        raise ValueError(
            "no ratios are committed: run `python -m bench.ratios` on an idle machine, and commit the result"
        )
    least = {name: SLACK_OF_OTHERS * min(other[name]["ratio"] for other in kinds.values()) for name in names}
    told = (
        f"no ratios are committed for {kind!r}: compared with the lowest of other kinds, of which each may be half; "
        "for a closer comparison, run `python -m bench.ratios` on such a machine while it is idle and commit its result"
    )
    return Bar(least, told)


def find_slow(bar: Bar, measure: Callable[[], Ratios], attempts: int = ATTEMPTS) -> list[str]:
    """Return the ratios that are below the bar in each of several runs; no further run is made once none is."""
    slow = set(bar.least)
    for _ in range(attempts):
        found = measure()
        slow &= {name for name, least in bar.least.items() if found[name] < least}
        if not slow:
            break
    return sorted(slow)
