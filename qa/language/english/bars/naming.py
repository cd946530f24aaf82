"""Words that exempt a question from a bar, and the noun that a question asks to be named."""

import re

from qa.language.english.world.names import ROLE

CHOICE = re.compile(r"\bor\b|^(?:[Ww]ho|[Ww]hat) (?:is|was|are|were) (?:the )?[A-Z]|^[Ww]ho won\b.* between [A-Z]")
"""A choice between two things named, or a question who somebody is."""
WHICH = re.compile(
    r"^(?:(?:in|on|at|from|to|by|for|of) )?which (?:[\w’'-]+ ){0,2}?(?P<noun>[a-z]{3,})(?= [a-z’']+\b)", re.IGNORECASE
)
NAME_ENDINGS = frozenset("state city county province river island street party court".split())
"""Nouns that end a name: "New Holm city"."""
FIRST_NAME = re.compile(
    r"\b(?:did|does|do|has|have|had|will|would|can|could|(?:is|was)(?= [A-ZÀ-Þ]\w+ [a-z]+ing\b)) "
    rf"(?!(?i:{ROLE})\b)(?P<name>[A-ZÀ-Þ][a-zà-ÿ]+)(?= [a-z])"
)
"""The subject of a question where it is one name: "Who did Ada beat"."""
OBJECT_NAME = re.compile(
    r"^(?i:who) (?:has |had |have )?(?!(?:is|was|are|were|did|do|does|will|would|can|could|should|plays?|played)\b)"
    rf"[a-z]{{3,}} (?!(?i:{ROLE})\b)(?P<name>[A-ZÀ-Þ][a-zà-ÿ]+)(?= [a-z]|\W*$)"
)
"""Whom a verb befell, in a question where she is one name: "Who beat Ada"."""
ASKS_NAME = re.compile(
    r"\b(?:surname|family name|last name|full name|maiden name|called|named|known as)\b", re.IGNORECASE
)
