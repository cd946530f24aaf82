"""A sentence follows from its quotes where it is the first of them on one line."""

import pytest

from qa.proof.support import check_support


@pytest.mark.parametrize(
    ("sentence", "quotes"),
    [
        ("They won.", ["They won."]),
        ("They won. Flags flew.", ["They won.\nFlags flew."]),
        ("They won.", ["They won.", "The town fell."]),
    ],
)
def test_a_sentence_that_is_its_first_quote_follows(sentence: str, quotes: list[str]) -> None:
    """Line breaks do not count, and further quotes may say it in other words."""
    assert check_support(sentence, quotes) is None


@pytest.mark.parametrize(
    ("sentence", "quotes", "reason"),
    [
        ("They won.", [], "the sentence cites nothing"),
        ("They won.", ["They lost."], "the sentence is not its quote"),
        ("They won.", ["They won, he said."], "the sentence is not its quote"),
        ("They won.", ["The town fell.", "They won."], "the sentence is not its quote"),
        ("They won\nthen.", ["They won\nthen."], "the sentence is not its quote"),
    ],
)
def test_any_other_sentence_does_not_follow(sentence: str, quotes: list[str], reason: str) -> None:
    """A part of a quote, another quote than the first, or no quote at all do not support a sentence."""
    assert check_support(sentence, quotes) == reason
