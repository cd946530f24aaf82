"""The normal form in which answers are compared."""

import unicodedata

from qa.language.english import words as english

_EM_DASH = "—"  # separates words; the other dashes join them, as in "2014–15"


def normalise_answer(text: str) -> str:
    """Return `text` as SQuAD compares answers: lower case, no punctuation, no articles, single spaces.

    Source: Rajpurkar et al., "SQuAD: 100,000+ Questions for Machine Comprehension of Text", EMNLP 2016; its script
    knows the punctuation and symbols of ASCII alone; here they are those of Unicode.
    """
    plain = unicodedata.normalize("NFC", text).lower().replace(_EM_DASH, " ")
    bare = "".join(character for character in plain if unicodedata.category(character)[0] not in "PS")
    return " ".join(english.ARTICLE.sub(" ", bare).split())
