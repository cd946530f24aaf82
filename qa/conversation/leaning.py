"""Whether a message leans on the turns before it: something in it stands for what it does not say itself."""

import re

from qa.conversation.mentions import find_mentions
from qa.conversation.pronouns import refers_outside
from qa.conversation.topics import Topics
from qa.language.english.conversation import followups as english
from qa.language.english.conversation.rewriting import POINTS

_LONGEST = 15  # words: a longer message says what it is about
_NAMED = re.compile(r"(?<=\s)[A-Z]|\d")
_NOUNS = frozenset().union(*english.POINTING.values()) - {"pope"}


def leans(message: str) -> bool:
    """Return whether a message has a pronoun, "this" or "there" of another one or, without a name, "the mayor"."""
    if len(message.split()) > _LONGEST:
        return False
    if english.LEAD.match(message) or POINTS.search(message) or refers_outside(message) or _has_there(message):
        return True
    named = _NAMED.search(message) or any(one.name for one in find_mentions(message))
    return not named and any(match["noun"] in _NOUNS for match in english.THE_NOUN.finditer(message))


def is_settled(topics: Topics) -> bool:
    """Return whether the last turn was answered, so that what a message says of it is not taken for granted."""
    return topics.last is not None and not topics.last.unanswered and not topics.last.open


def _has_there(message: str) -> bool:
    exists = [match.span() for match in english.EXISTS.finditer(message)]
    ends = [match.end() for match in english.THERE.finditer(message) if match.start()]
    return any(not any(start < end <= stop for start, stop in exists) for end in ends)
