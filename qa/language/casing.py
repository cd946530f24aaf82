"""The capitals of a question that was typed without them, as the articles found for it write its words."""

import re
from collections import Counter
from collections.abc import Iterable

from index.search.spelling import FUNCTION_WORDS

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_STARTS = re.compile(r"(?:\A|[.!?:;•“\"‘(\n—–-])[^\w,]*\Z")
_OWNER = re.compile(r"[’']s\Z")
_FUNCTION = frozenset(FUNCTION_WORDS)


def lacks_capitals(question: str) -> bool:
    """Return whether a question of several words has no capital but at its beginning, so that its names have none."""
    return " " in question and not any(letter.isupper() for letter in question[1:])


def capitalise_names(question: str, texts: Iterable[str]) -> str:
    """Return a question with each word as the texts write it, where most of them write it with capitals.

    Words at the beginning of a sentence do not count, nor those in texts that are all in capitals there. A question
    that has capitals within is returned as it is.
    """
    if not lacks_capitals(question):
        return question
    forms = _count({word.lower() for word in _words(question)} - _FUNCTION, texts)
    first = question[:1]

    def restore(match: re.Match[str]) -> str:
        word = match.group()
        known = forms.get(_OWNER.sub("", word).lower())
        if not known:
            return word
        form, number = known.most_common(1)[0]
        owner = _OWNER.search(word)
        return form + (owner.group() if owner else "") if 2 * number > known.total() else word

    restored = _WORD.sub(restore, question)
    return restored if restored[:1] != first.lower() else first + restored[1:]


def _count(words: set[str], texts: Iterable[str]) -> dict[str, Counter[str]]:
    """Return how often each form of each word occurs within sentences."""
    forms: dict[str, Counter[str]] = {}
    for text in texts:
        for match in _WORD.finditer(text):
            form = _OWNER.sub("", match.group())
            plain = form.lower()
            if plain in words and not _STARTS.search(text[max(0, match.start() - 4) : match.start()]):
                forms.setdefault(plain, Counter())[form] += 1
    return forms


def _words(question: str) -> list[str]:
    return [_OWNER.sub("", word) for word in _WORD.findall(question)]
