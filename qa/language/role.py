"""Who did it: whether a name stands where the one who acts would stand, asked "who liberated the town?".

A reader of this size takes the nearest name of the right kind, before the verb or behind it. In a plain sentence the
one who acts stands before the verb, or after it and "by".
"""

import re

_ADVERBS = r"(?:(?:has|have|had|just|also|recently|officially|finally|first)\s+)*"
_ASKED = re.compile(
    rf"\bwho\s+{_ADVERBS}(?P<verb>\w+)|\b(?:which|what)\s+\w+\s+(?:\w+\s+)?{_ADVERBS}(?P<past>\w+ed)\b", re.IGNORECASE
)
_NO_ACTION = frozenset(
    ("is", "was", "are", "were", "be", "been", "did", "does", "do", "has", "have", "had", "will", "would", "can",
     "could", "shall", "should", "may", "might", "must", "s")
)  # fmt: skip
_WORD = re.compile(r"\w+")
_BY = re.compile(r"\bby\s+(?:(?:the|an?|its|his|her|their)\s+)?$", re.IGNORECASE)
_SHORTEST, _ENDING = 4, 3


def read_action(question: str) -> str | None:
    """Return the verb of a question that asks who, or which of some, did something; None of any other question."""
    asked = _ASKED.search(question)
    verb = (asked["verb"] or asked["past"]).lower() if asked else None
    return None if verb in _NO_ACTION else verb


def read_role(action: str | None, sentence: str, start: int, end: int) -> int:
    """Return 1 where `sentence[start:end]` stands as the one who acts, -1 where not, 0 where that is not told."""
    verbs = [match.start() for match in _WORD.finditer(sentence) if action and _is_akin(match.group().lower(), action)]
    if not verbs:
        return 0
    nearest = min(verbs, key=lambda place: min(abs(place - start), abs(place - end)))
    return 1 if end <= nearest or _BY.search(sentence[:start]) else -1


def _is_akin(word: str, verb: str) -> bool:
    """Tell whether two words are forms of one, by their beginnings: "liberation" and "liberated"."""
    shared = max(_SHORTEST, len(verb) - _ENDING)
    return word == verb or (len(verb) >= shared and word[:shared] == verb[:shared])
