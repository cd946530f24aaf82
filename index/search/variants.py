"""Other spellings of a name in the corpus: a letter apart, in like company."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from rapidfuzz.distance import OSA

from index.search.spelling import KnowsWord, WordsBefore

# All chosen on the names of 5,000 articles of a year: at this likeness 25 of the first 30 pairs were one name.
SHORTEST = 5  # letters
PREFIX = 3  # letters that must be alike
SAMPLE = 20  # passages whose names are a name's company
_LEAST_LIKENESS = 0.5
_INFLECTIONS = "ds"  # Houthi and Houthis, approve and approved
_CAPITALISED = re.compile(r"\b[A-ZÀ-Þ][^\W\d_]{3,}")

TextsWith = Callable[[str], Sequence[str]]
Rarity = Callable[[str], float]


def find_variants(
    word: str, words_with: WordsBefore, texts_with: TextsWith, rarity: Rarity, knows: KnowsWord
) -> tuple[str, ...]:
    """Return the words of the corpus that are a letter from a name and stand among the names that it stands among.

    `words_with` returns the words that begin with a prefix, in lower case; `texts_with` some passages that have a word,
    and `rarity` its inverse document frequency. Words that the language has are no variants.
    """
    plain = word.lower()
    if len(plain) < SHORTEST or not plain.isalpha() or knows(plain):
        return ()
    near = [
        other
        for other, _ in words_with(plain[:PREFIX])
        if other != plain
        and len(other) >= SHORTEST
        and other.isalpha()
        and _are_near(plain, other)
        and not knows(other)
    ]
    if not near:
        return ()
    company = {name: _company(texts_with(name), {plain, *near}) for name in (plain, *near)}
    return tuple(
        other.capitalize() for other in near if _likeness(company[plain], company[other], rarity) >= _LEAST_LIKENESS
    )


def _are_near(one: str, other: str) -> bool:
    """Return whether a letter makes the difference, and not that of an inflection, which stems leave out anyway."""
    return one.rstrip(_INFLECTIONS) != other.rstrip(_INFLECTIONS) and OSA.distance(one, other, score_cutoff=1) <= 1


def _company(texts: Iterable[str], without: set[str]) -> Counter[str]:
    """Return in how many texts each name stands, those compared left out."""
    return Counter(name for text in texts for name in {found.lower() for found in _CAPITALISED.findall(text)} - without)


def _likeness(one: Counter[str], other: Counter[str], rarity: Rarity) -> float:
    """Return the cosine of two counts, each name weighted by its rarity."""
    weights = {name: rarity(name) for name in one | other}
    product = sum(count * other[name] * weights[name] ** 2 for name, count in one.items())
    return product / (_norm(one, weights) * _norm(other, weights)) if product else 0.0


def _norm(counts: Counter[str], weights: dict[str, float]) -> float:
    return math.sqrt(sum((count * weights[name]) ** 2 for name, count in counts.items()))
