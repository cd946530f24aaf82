"""The sentences that a written one follows from."""

from datetime import UTC, datetime
from itertools import combinations

from qa.support.alignment import align
from qa.support.evidence import Cited

WORDS = ["river", "bridge", "harbour", "lantern", "meadow", "orchard", "pebble", "quarry", "saddle", "timber", "walnut"]


def test_of_sentences_with_every_word_the_shorter_one_is_chosen() -> None:
    """Whatever words they are: what is chosen hangs on no error of rounding, which differs between processes."""
    whole = f"The old {' and the '.join(WORDS)} were sold, with all that belonged to them at the time."
    for chosen in combinations(WORDS, 7):
        claim = f"The {', the '.join(chosen)} were sold."
        shorter = f"Also the {' and the '.join(chosen)} were sold."
        alignment = align(claim, [Cited(f"{whole} {shorter}", datetime(2015, 1, 26, tzinfo=UTC))])
        assert alignment.text == shorter
        assert alignment.share == 1.0
