"""Whether a question asks for one thing or for several: "which countries", "who are the heirs"."""

import re
from collections.abc import Sequence
from itertools import dropwhile, takewhile

from qa.language.english import plurals as english

_NOUN_PHRASE = 6  # words of "the northern and southern towns"
_TOKEN = re.compile(r"[\w’'-]+")


def asks_for_several(text: str) -> bool:
    """Return whether the nouns of a question ask for several things: "which countries", "name the three"."""
    words = _TOKEN.findall(text.lower() if text.isupper() else text)
    for place, word in enumerate(map(str.lower, words)):
        after = words[place + 1 :]
        if word in english.ASKING and after[:1] and after[0].lower() in english.ARE:
            return _lists(after[1:])
        if word == english.WHO and english.SHARED.match(" ".join(after)):
            return True
        if word in english.CHOOSING:
            return _asks_for_several(after, sure=word == english.WHICH)
    return bool(words) and words[0].lower() in english.ORDERS and _lists(words[1:])


def read_count(text: str) -> int | None:
    """Return how many things a question for several asks for: 4 of "which four teams", None where it does not say."""
    words = _TOKEN.findall(text.lower())
    asking = next((place for place, word in enumerate(words) if word in english.CHOOSING | english.ASKING), None)
    if asking is None:
        return None
    passed = english.PASSED | english.ARE
    first = next(dropwhile(lambda word: word in passed, words[asking + 1 :]), "")
    return (english.COUNTS.get(first) or int(first)) if _is_count(first) else None


def _lists(words: Sequence[str]) -> bool:
    """Return whether "the winners", "all members" or "two players" begins here; "the Houthis" are one thing by name."""
    if not words or not (words[0].lower() in english.OWNERS or _is_count(words[0])):
        return False
    rest = dropwhile(lambda word: word.lower() in english.PASSED, words[:_NOUN_PHRASE])
    named = takewhile(lambda word: word.lower() not in english.BEHIND_NOUN, rest)
    return any(_is_count(word) or _is_plural(word) for word in named)


def _asks_for_several(words: Sequence[str], *, sure: bool) -> bool:
    """Return whether a plural noun follows "which" (`sure`) or "what", where it may be a verb: "what causes"."""
    words = list(dropwhile(lambda word: word.lower() in english.PASSED, words[:6]))
    first, second, third = (*words, "", "", "")[:3]
    if _is_count(first):
        return True
    if _is_plural(first):
        noun = sure or (second.islower() and second not in english.NOT_AFTER_NOUN and first not in english.VERBS)
        return noun and second not in english.OF_ONE
    if second == english.AND:  # "northern and southern towns"
        return sure and any(map(_is_plural, words[2:4]))
    return _is_plural(second) and (third in english.OF_SEVERAL or (sure and first[:1].isupper()))


def _is_count(word: str) -> bool:
    return word.lower() in english.COUNTS or (word.isdigit() and 1 < int(word) < 100)


def _is_plural(word: str) -> bool:
    if word in english.PLURALS:
        return True
    return english.PLURAL_FORM.fullmatch(word) is not None and word not in english.SINGULARS
