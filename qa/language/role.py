"""Agents of verbs: whether a name is where the agent of "who liberated the town?" would be.

A reader of this size extracts the nearest name of the right kind, on either side of the verb. In a plain sentence the
agent comes before the verb, or after it and "by".
"""

import re
from functools import lru_cache

from qa.language.english import actions as english
from qa.language.synonym import synonyms_of

_WORD = re.compile(r"\w+")
_SHORTEST, _ENDING = 4, 3


def read_action(question: str) -> str | None:
    """Return the verb of a question that asks who, or which of several, did something; None for other questions."""
    asked = english.ASKED.search(question)
    verb = (asked["verb"] or asked["past"]).lower() if asked else None
    return None if verb in english.NO_ACTION else verb


def read_role(action: str | None, sentence: str, start: int, end: int) -> int:
    """Return 1 where `sentence[start:end]` is the agent of `action`, -1 where not, 0 where that is unknown."""
    verbs = _places_of(action, sentence) if action else ()
    if not verbs:
        return 0
    nearest = min(verbs, key=lambda place: min(abs(place - start), abs(place - end)))
    return 1 if end <= nearest or english.BY.search(sentence[:start]) else -1


@lru_cache(maxsize=1_024)  # many spans of one sentence are asked about
def _places_of(action: str, sentence: str) -> tuple[int, ...]:
    return tuple(match.start() for match in _WORD.finditer(sentence) if is_akin(match.group().lower(), action))


def is_akin(word: str, verb: str) -> bool:
    """Return whether two words share a stem, by their first letters: "liberation" and "liberated", or "freed"."""
    return any(_share_stem(word, form) for form in (verb, *synonyms_of(verb)))


def _share_stem(word: str, verb: str) -> bool:
    shared = max(_SHORTEST, len(verb) - _ENDING)
    return word == verb or (len(verb) >= shared and word[:shared] == verb[:shared])
