"""Who does what to whom: a sentence must not swap two names of what it cites."""

import re
from collections.abc import Sequence
from itertools import dropwhile, islice, takewhile

from qa.language.english import contrasts as english
from qa.language.verb import is_past
from qa.support.words import Word, words_of

_BE = re.compile(r"\b(?:is|are|was|were|be|been|being)(?: not)?(?: \w+ly)? $", re.IGNORECASE)
_BY = re.compile(r"^(?: \w+){0,6}? by (?:[^\s,;]+ ){0,4}$", re.IGNORECASE)


_INTO = re.compile(r"\b(?:to|into|towards?|inside|within)(?: the)? $", re.IGNORECASE)
_OUT = re.compile(r"\b(?:from|out of|outside|beyond|off)(?: the)? $", re.IGNORECASE)
_IN = re.compile(r"\b(?:in|inside|within|at)(?: the)? $", re.IGNORECASE)
_LEADS = re.compile(r" [A-ZÀ-Þ]")
_PRONOUN = re.compile(r"\b(?:he|she|they|it|who)(?: (?:has|have|had|also|later|then))* $", re.IGNORECASE)
_LONGEST = 4
"""Words of a name, at most."""
_OUTSIDE = re.compile(r"\b(?:outside|beyond|out of)(?: the)? $", re.IGNORECASE)


def find_turned(claim: str, support: str) -> str | None:
    """Return a name that a claim has behind "to" or "in" where its support has it only behind "from" or "outside"."""
    for name in filter(_is_name, words_of(claim)):
        if _LEADS.match(claim, name.end):
            continue  # "outside the London embassy" is not outside London
        before = claim[: name.start]
        theirs = [support[: word.start] for word in words_of(support) if word.stem == name.stem and _is_name(word)]
        for one, other in ((_INTO, _OUT), (_OUT, _INTO), (_IN, _OUTSIDE), (_OUTSIDE, _IN)):
            if theirs and one.search(before) and all(other.search(each) for each in theirs):
                return name.text
    return None


def find_swapped(claim: str, sentences: Sequence[str]) -> str | None:
    """Return a verb whose agent and object, both names, a sentence has the other way round; None where none is."""
    for first, verb, last in _triples(claim):
        if first.stem == last.stem:
            continue
        for sentence in sentences:
            said = [(one, each, other) for one, each, other in _triples(sentence) if each.stem == verb.stem]
            straight = any((one.stem, other.stem) == (first.stem, last.stem) for one, _, other in said)
            crossed = any((one.stem, other.stem) == (last.stem, first.stem) for one, _, other in said)
            if not straight and (crossed or first.stem in _objects(sentence, verb)):
                return verb.text
    return None


def _objects(text: str, verb: Word) -> set[str]:
    """Return the stems of the name behind a verb of which a pronoun is the agent: "she accused Bo Lund"."""
    words = words_of(text)
    for at, word in enumerate(words):
        if word.stem == verb.stem and _PRONOUN.search(text[: word.start]):
            names = islice(dropwhile(lambda one: not _is_name(one), words[at + 1 :]), _LONGEST)
            return {one.stem for one in takewhile(_is_name, names)}
    return set()


def _triples(text: str) -> list[tuple[Word, Word, Word]]:
    """Return each agent, verb and object: the names nearest to a verb, in the order of an active sentence."""
    words = words_of(text)
    found = []
    for at, verb in enumerate(words):
        if verb.content and verb.text[0].islower() and is_past(verb.text):
            left = next((word for word in reversed(words[:at]) if _is_name(word)), None)
            right = next((word for word in words[at + 1 :] if _is_name(word)), None)
            if left and right:
                passive = _BY.search(text[verb.end : right.start])
                if not passive and _BE.search(text[: verb.start]):
                    continue  # "was featured in": whoever did it is not named
                found.append((right, verb, left) if passive else (left, verb, right))
    return found


def _is_name(word: Word) -> bool:
    return word.text[0].isupper() and word.text.lower() not in english.NO_NAMES
