"""The language of a question, by its script and its most common words."""

import re
from functools import cache

from qa.language import tongues

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_ELISION = re.compile(r"\A(?:l|d|qu|c|s|n|dell|all|nell|un)[’'](?=\w)", re.IGNORECASE)
_FEWEST = 2  # common words of a language that a question must have to be told as of it
_SHARE = 0.25  # of its words
_SCRIPT_SHARE = 0.5  # of its letters


def tell_language(text: str) -> str | None:
    """Return the two-letter code of the language of a question; None where it is in English, or cannot be told.

    It is told where its letters are of another script, or clearly more of its words are common ones of that language
    than are common ones of English. Keywords and names alone tell nothing.
    """
    if script := _tell_script(text):
        return script
    words = [_ELISION.sub("", word).lower() for word in _WORD.findall(text)]
    if not words:
        return None
    distinct, english = set(words), _common()["en"]
    counts = {code: len(distinct & (common - english)) for code, common in _common().items() if code != "en"}
    best = max(counts, key=lambda code: counts[code] + (words[0] in tongues.ASKING.get(code, "").split()))
    known = len(distinct & english - _all_others())
    asks = len(words) > 1 and not known and words[0] in tongues.ASKING.get(best, "").split()
    enough = counts[best] >= max(_FEWEST, _SHARE * len(words)) and counts[best] > 2 * known
    return best if enough or asks else None


def name_language(code: str) -> str:
    """Return the name of a language by its code, or the code where the name is unknown."""
    return tongues.NAMES.get(code.partition("-")[0].lower(), f"'{code}'")


def _tell_script(text: str) -> str | None:
    letters = [ord(letter) for letter in text if letter.isalpha()]
    for first, last, language in tongues.SCRIPTS:
        held = sum(first <= letter <= last for letter in letters)
        if held and held > _SCRIPT_SHARE * len(letters):
            return language
    return None


@cache
def _common() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in tongues.WORDS.items()}


@cache
def _all_others() -> frozenset[str]:
    return frozenset().union(*(common for code, common in _common().items() if code != "en"))
