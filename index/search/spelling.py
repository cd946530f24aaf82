"""Misspelt words of a question, replaced by the word of the corpus that was probably meant."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from string import ascii_lowercase

CountWord = Callable[[str], int]
WordsBefore = Callable[[str], Iterable[tuple[str, int]]]
KnowsWord = Callable[[str], bool]

# Words that carry no topic. Searched for only if a question has no others.
FUNCTION_WORDS = """
    a an the and or but if of in on at to for from by with about into than as is are was were be been being am has
    have had having do does did doing can could will would shall should may might must this that these those there
    here it its he his him she her hers they them their you your i me my we us our what which who whom whose where
    when why how much many s t re ve ll d m
""".split()  # noqa: SIM905 - a list of quoted words is no easier to read
_FUNCTION_WORDS = frozenset(FUNCTION_WORDS)

_WORD = re.compile(r"\w+")
_SHORTEST = 5  # letters
_LONG = 9  # letters: from here on two errors are corrected
_PREFIX = 2  # letters that must be right for a word to be compared: else every word of the corpus is a candidate


@dataclass(frozen=True, slots=True)
class Correction:
    """A word of a question, and the word of the corpus that is searched for instead."""

    typed: str
    meant: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A question with its spelling corrected, and the corrections in the order of its words, each once."""

    text: str
    corrections: tuple[Correction, ...] = ()


def correct(question: str, count: CountWord, words_with: WordsBefore, knows: KnowsWord) -> Corrected:
    """Return the question with each word whose `count` is 0 replaced by its nearest neighbour, if it has one.

    A neighbour is one edit away (a letter wrong, missing, extra, or two swapped), or two for a long word that is not a
    name. The first two letters must be right, except that a word which is not a name may have its one edit at the
    second. A word with a digit (covid19, f16) is left as it is, and is no neighbour. `words_with` returns the words of
    the corpus that begin with a prefix, each with its count. A word that the language has is no slip, though the corpus
    lacks it: `knows` tells, so that "painted" is not read as "pointed".
    """
    corrections: dict[Correction, None] = {}

    def replace(match: re.Match[str]) -> str:
        typed = match.group()
        word = typed.lower()
        if not typed.isalpha() or len(word) < _SHORTEST or word in _FUNCTION_WORDS or count(word) or knows(word):
            return typed
        is_name = match.start() > 0 and typed[0].isupper()
        early = () if is_name else ((other, n) for other in _edit_second_letter(word) if (n := count(other)))
        near = _nearest(word, (*words_with(word[:_PREFIX]), *early), 1 if is_name or len(word) < _LONG else 2)
        if near is None:
            return typed
        meant = near.capitalize() if typed[0].isupper() else near
        corrections[Correction(typed, meant)] = None
        return meant

    return Corrected(_WORD.sub(replace, question), tuple(corrections))


def _edit_second_letter(word: str) -> Iterator[str]:
    """Yield each word of which this one is a slip at the second letter: extra, swapped with the third, missing, wrong.

    They are few, and looked up one by one.
    """
    yield word[0] + word[2:]
    yield word[0] + word[2] + word[1] + word[3:]
    for letter in ascii_lowercase:
        yield word[0] + letter + word[1:]
        yield word[0] + letter + word[2:]


def _nearest(word: str, words: Iterable[tuple[str, int]], furthest: int) -> str | None:
    """Return the nearest word, the most frequent of equally near ones; None if all are further than `furthest`."""
    from rapidfuzz.distance import OSA  # the types of answers have that of a correction, and need no distances

    near = [
        (distance, -count, other)
        for other, count in words
        if other.isalpha() and (distance := OSA.distance(word, other, score_cutoff=furthest)) <= furthest
    ]
    return min(near)[2] if near else None
