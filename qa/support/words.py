"""The words of a text with their stems: what two sentences share."""

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.language.english import contrasts as english
from qa.language.english.verbs import IRREGULAR
from qa.language.synonym import synonyms_of
from qa.language.verb import base_of, is_past

_WORD = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*")
_ENDING = re.compile(r"(?:ing|ies|es|s|y|e)$")
_SHORTEST, _STEM = 4, 6
_BASES = {participle: base for base, _, participle in IRREGULAR}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text at `[start, end)`; `content` is whether it names or says something."""

    text: str
    stem: str
    start: int
    end: int
    content: bool


@lru_cache(maxsize=1_024)  # the sentences of a passage are compared with several written ones
def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order."""
    return tuple(
        Word(match.group(), stem_of(match.group()), match.start(), match.end(), _is_content(match.group()))
        for match in _WORD.finditer(text)
    )


def stems_of(text: str) -> frozenset[str]:
    """Return the stems of the content words of a text, with those of their synonyms."""
    own = [word for word in words_of(text) if word.content]
    return frozenset({word.stem for word in own} | {stem_of(other) for word in own for other in synonyms_of(word.text)})


@lru_cache(maxsize=8_192)
def stem_of(word: str) -> str:
    """Return the stem of a word: "liberated", "liberation" and "liberates" have the same one."""
    lower = re.sub(r"[’']s?$", "", word.lower()).replace(".", "")
    if not lower.isalpha():
        return lower
    base = _BASES.get(lower) or (base_of(lower) if is_past(lower) else lower)
    return (_ENDING.sub("", base) if len(base) > _SHORTEST else base)[:_STEM]


def _is_content(word: str) -> bool:
    lower = word.lower()
    return lower not in english.FUNCTION and not lower.endswith(("n't", "n’t"))
