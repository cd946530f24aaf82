"""Verbs of one meaning: a question that says "freed" is about passages that say "liberated"."""

import re

from index.search.alternatives import Alternatives
from qa.language.english.synonyms import OF_WORD

_WORD = re.compile(r"\w+")
_STEM = 5  # letters that the forms of a verb share


def synonyms_of(verb: str) -> frozenset[str]:
    """Return the other verbs that mean the same, in the past tense like this one."""
    return OF_WORD.get(verb.lower(), frozenset())


def find_synonyms(question: str) -> tuple[Alternatives, ...]:
    """Return each verb of a question that has synonyms, with those, for a search to find either."""
    verbs = {word: synonyms_of(word) for word in _WORD.findall(question)}
    return tuple(Alternatives(verb, akin=tuple(sorted(others))) for verb, others in verbs.items() if others)


def verb_as(text: str, question: str) -> str:
    """Return a question with its verb as a text has it, where the text has another one of its meaning and not its own.

    A verb stands for its other forms: "liberation" for "liberated".
    """
    words = {word.lower() for word in _WORD.findall(text)}
    for match in _WORD.finditer(question):
        others = synonyms_of(match.group())
        if others and not _has(words, match.group().lower()):
            found = sorted(other for other in others if _has(words, other))
            if found:
                return question[: match.start()] + found[0] + question[match.end() :]
    return question


def _has(words: set[str], verb: str) -> bool:
    return any(word.startswith(verb[:_STEM]) for word in words) if len(verb) > _STEM else verb in words
