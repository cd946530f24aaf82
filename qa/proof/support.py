"""The check whether a sentence follows from the quotes that it cites."""

from collections.abc import Sequence

from index.text import normalise_line


def check_support(sentence: str, quotes: Sequence[str]) -> str | None:
    """Return why a sentence does not follow from its quotes, the first of which leads; None where it follows.

    The check is literal: the sentence must be its first quote on one line.
    """
    if not quotes:
        return "the sentence cites nothing"
    if sentence != normalise_line(quotes[0]):
        return "the sentence is not its quote"
    return None
