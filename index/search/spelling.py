"""Misspelt words of a question, replaced by the word of the corpus that was probably meant."""

import re
from collections.abc import Callable, Iterable

from rapidfuzz.distance import OSA

CountWord = Callable[[str], int]
WordsBefore = Callable[[str], Iterable[tuple[str, int]]]

# Words that carry no topic. Searched for only if a question has no others.
FUNCTION_WORDS = """
    a an the and or but if of in on at to for from by with about into than as is are was were be been being am has
    have had having do does did doing can could will would shall should may might must this that these those there
    here it its he his him she her hers they them their you your i me my we us our what which who whom whose where
    when why how much many s t re ve ll d m
""".split()  # noqa: SIM905 - a list of quoted words is no easier to read

_WORD = re.compile(r"\w+")
_SHORTEST = 5  # letters
_LONG = 9  # letters: from here on two errors are corrected
_PREFIX = 2  # letters that must be right: errors there are rare, and else every word of the corpus is a candidate


def correct(question: str, count: CountWord, words_with: WordsBefore) -> str:
    """Return the question with each word whose `count` is 0 replaced by its nearest neighbour, if it has one.

    A neighbour is one edit away (a letter wrong, missing, extra, or two swapped), or two for a long word that is not a
    name. A word with a digit (covid19, f16) is left as it is, and is no neighbour. `words_with` returns the words of
    the corpus that begin with a prefix, each with its count.
    """

    def replace(match: re.Match[str]) -> str:
        word = match.group().lower()
        if not match.group().isalpha() or len(word) < _SHORTEST or count(word):
            return match.group()
        is_name = match.start() > 0 and match.group()[0].isupper()
        return _nearest(word, words_with(word[:_PREFIX]), 1 if is_name or len(word) < _LONG else 2) or match.group()

    return _WORD.sub(replace, question)


def _nearest(word: str, words: Iterable[tuple[str, int]], furthest: int) -> str | None:
    """Return the nearest word, the most frequent of equally near ones; None if all are further than `furthest`."""
    near = [
        (distance, -count, other)
        for other, count in words
        if other.isalpha() and (distance := OSA.distance(word, other, score_cutoff=furthest)) <= furthest
    ]
    return min(near)[2] if near else None
