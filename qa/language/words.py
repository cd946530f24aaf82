"""The normal form in which answers are compared."""

import unicodedata
from functools import lru_cache

from qa.language.english import words as english

_EM_DASH = "—"  # separates words; the other dashes join them, as in "2014–15"


class _Kept(dict[int, str | None]):
    """A table for `str.translate` that drops punctuation and symbols; each character is looked up once."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        self[code] = kept = None if unicodedata.category(character)[0] in "PS" else character
        return kept


_KEPT = _Kept()


@lru_cache(maxsize=4_096)  # the extracts of one question are compared many times
def normalise_answer(text: str) -> str:
    """Return `text` as SQuAD compares answers: lower case, no punctuation, no articles, single spaces.

    Source: Rajpurkar et al., "SQuAD: 100,000+ Questions for Machine Comprehension of Text", EMNLP 2016; its script
    knows the punctuation and symbols of ASCII alone; here they are those of Unicode.
    """
    plain = unicodedata.normalize("NFC", text).lower().replace(_EM_DASH, " ")
    return " ".join(english.ARTICLE.sub(" ", plain.translate(_KEPT)).split())
