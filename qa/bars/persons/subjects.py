"""Answers from passages about another event or person: what the question names in full is nowhere in them."""

import re
from functools import lru_cache

from qa.bars.proposal import Proposal, words_of
from qa.language.alias import find_aliases

_RUN = re.compile(r"(?<!^)(?<![.?!] )\b[A-ZÀ-Þ][\w’'-]*\w(?: [A-ZÀ-Þ][\w’'-]*\w)+")
_STEM = 5  # letters that a name and its people share: "Korea", "Koreans"


def is_of_another(one: Proposal) -> bool:
    """Return whether the passage has no word of a name of several words in the question: "the Mount Tarn eruption"."""
    if not one.passage or one.asked.isupper():
        return False
    around = _stems(f"{one.title} {one.passage}")
    return any(not words & around for words in _names_in_full(one.asked))


@lru_cache(maxsize=256)
def _names_in_full(question: str) -> tuple[frozenset[str], ...]:
    """Return the words of each name of several words, with its initials; those that have other names are left out."""
    known = [one.name for one in find_aliases(question)]
    runs = [run for run in _RUN.findall(question) if not any(name in run or run in name for name in known)]
    return tuple(_stems(run) | {"".join(word[0] for word in run.split()).lower()} for run in runs)


@lru_cache(maxsize=256)
def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in words_of(text))
