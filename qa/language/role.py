"""Who did it: whether a name stands where the one who acts would stand, asked "who liberated the town?".

A reader of this size takes the nearest name of the right kind, before the verb or behind it. In a plain sentence the
one who acts stands before the verb, or after it and "by".
"""

import re

from qa.language.english import actions as english

_WORD = re.compile(r"\w+")
_SHORTEST, _ENDING = 4, 3


def read_action(question: str) -> str | None:
    """Return the verb of a question that asks who, or which of some, did something; None of any other question."""
    asked = english.ASKED.search(question)
    verb = (asked["verb"] or asked["past"]).lower() if asked else None
    return None if verb in english.NO_ACTION else verb


def read_role(action: str | None, sentence: str, start: int, end: int) -> int:
    """Return 1 where `sentence[start:end]` stands as the one who acts, -1 where not, 0 where that is not told."""
    verbs = [match.start() for match in _WORD.finditer(sentence) if action and _is_akin(match.group().lower(), action)]
    if not verbs:
        return 0
    nearest = min(verbs, key=lambda place: min(abs(place - start), abs(place - end)))
    return 1 if end <= nearest or english.BY.search(sentence[:start]) else -1


def _is_akin(word: str, verb: str) -> bool:
    """Tell whether two words are forms of one, by their beginnings: "liberation" and "liberated"."""
    shared = max(_SHORTEST, len(verb) - _ENDING)
    return word == verb or (len(verb) >= shared and word[:shared] == verb[:shared])
