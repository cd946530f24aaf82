"""Answers from a sentence that says the contrary: what was not done, or who did what another left undone."""

import re

from qa.bars.proposal import Proposal
from qa.language.english.bars import negations as english
from qa.language.role import is_akin
from qa.question import Kind

_ASKED_KINDS = (Kind.THING, Kind.PERSON, Kind.PLACE, Kind.NUMBER, Kind.DATE)
_WORD = re.compile(r"[a-z]{3,}", re.IGNORECASE)
_NEAR = 2
"""Words between a name and the verb that is denied of it, at most."""


def is_denied(one: Proposal) -> bool:
    """Return whether the sentence denies of the answer what the question asks for.

    A question for what is not so is answered only by a sentence that denies something.
    """
    if one.kind not in _ASKED_KINDS:
        return False
    if english.ASKED.search(one.asked):
        return _asks_who_did_not(one) and not _denies(one)
    return any(_is_asked(verb["verb"], one) and _reaches(verb, one) for verb in english.DENIED.finditer(one.sentence))


def _asks_who_did_not(one: Proposal) -> bool:
    return one.kind in (Kind.PERSON, Kind.PLACE) and english.NOT.search(one.asked) is not None


def _denies(one: Proposal) -> bool:
    """Return whether the sentence, or the one it leans on, says that something was not done that the question names."""
    said = f"{one.before} {one.sentence}"
    if any(_is_asked(verb["verb"], one) for verb in english.DENIED.finditer(said)):
        return True
    return english.DENIES.search(english.DENIED.sub(" ", said)) is not None


def _is_asked(verb: str, one: Proposal) -> bool:
    """Return whether the question asks with the verb, or with one of the same meaning."""
    asked = [word.lower() for word in _WORD.findall(one.asked)]
    lower = verb.lower()
    groups = [group for group in english.SAME if any(is_akin(lower, word) for word in group)]
    return any(is_akin(lower, word) for word in asked) or any(
        is_akin(word, same) for group in groups for same in group for word in asked
    )


def _reaches(verb: re.Match[str], one: Proposal) -> bool:
    """Return whether the answer is the object of the denied verb, in its clause, or its subject."""
    if one.start >= verb.end():
        return not english.LIMITS.search(one.sentence[verb.end() : one.start])
    between = one.sentence[one.end : verb.start()]
    return one.kind is Kind.PERSON and one.end <= verb.start() and len(between.split()) <= _NEAR
