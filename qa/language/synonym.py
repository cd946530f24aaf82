"""Words of one meaning: a question that says "freed" is about passages that say "liberated"."""

import re

from index.search.alternatives import Alternatives
from qa.language.english.synonyms import ENDINGS, OF_WORD

_ANY = re.compile(rf"\b(?:{'|'.join(sorted(OF_WORD, key=lambda word: (-len(word), word)))})\b", re.IGNORECASE)
_STEM = 4  # letters that a word has without its ending, at least, where its other forms are known by them


def synonyms_of(word: str) -> frozenset[str]:
    """Return the other words that mean the same."""
    return OF_WORD.get(word.lower(), frozenset())


def find_synonyms(question: str) -> tuple[Alternatives, ...]:
    """Return each word of a question that has synonyms, with those, for a search to find either."""
    words = dict.fromkeys(_ANY.findall(question))
    return tuple(Alternatives(word, akin=tuple(sorted(synonyms_of(word)))) for word in words)


def word_as(text: str, question: str) -> str:
    """Return a question with its words as a text has them, where it has another one of a meaning and not its own.

    A word stands for its other forms: "liberation" for "liberated".
    """
    plain = text.lower()

    def fit(match: re.Match[str]) -> str:
        word = match.group().lower()
        others = () if _has(plain, word) else sorted(synonyms_of(word), key=lambda one: (one[-2:] != word[-2:], one))
        return next((other for other in others if _has(plain, other)), match.group())

    return _ANY.sub(fit, question)


def _has(text: str, word: str) -> bool:
    """Return whether a text in lower case has a word, or another form of it."""
    stem = next((word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending)), word)
    stem = rf"{stem}\w*" if len(stem) >= _STEM else word
    return re.search(rf"\b{stem}\b", text) is not None
