"""Answers from a sentence about another person of the same surname: what befell Tomas Wirth did not befall Felix."""

import re

from qa.bars.proposal import Proposal, words_of
from qa.language.english.bars.persons import namesakes as english


def is_of_namesake(one: Proposal) -> bool:
    """Return whether the sentence names another of the surname asked about, whom the answer does not name."""
    around, said = f"{one.title} {one.passage}", words_of(one.text)
    clause = english.CLAUSE_END.split(one.head)[-1] + english.CLAUSE_END.split(one.sentence[one.start :])[0]
    told = (clause, one.sentence, f"{one.before} {one.sentence}")
    if any(names_namesake(one.asked, text, around, said) for text in told):
        return True
    return goes_on_about_namesake(one.asked, one.sentence, one.passage, said, one.title)


def names_namesake(question: str, text: str, around: str, said: frozenset[str] = frozenset()) -> bool:
    """Return whether a text has the surname of a question behind another given name, and never the one asked.

    `around` is what surrounds the text. It has to name the person asked about in full: an article that does not tells
    of one person by two names, as "Liz" and "Elizabeth". A surname in `said`, the words of an answer, is no other's.
    """
    return any(
        (given := asked["given"]) not in (before := _given_names(asked["surname"], text))
        and any(before)
        and all(before)
        and given in _given_names(asked["surname"], around)
        for asked in _persons(question, text, said)
    )


def goes_on_about_namesake(
    question: str, text: str, passage: str, said: frozenset[str] = frozenset(), title: str = ""
) -> bool:
    """Return whether a text has the surname asked about alone, and another who bears it was named in full right before.

    "Lund conceded" behind "defeating Petter Lund" tells nothing of Elsa Lund, unless the title has her given name.
    """
    lead, found, _ = passage.partition(text)
    for asked in _persons(question, text, said):
        bearers = [given for given in _given_names(asked["surname"], lead) if given]
        places = _given_names(asked["surname"], text)
        if found and places and not any(places) and bearers and not _are_alike(asked["given"], bearers[-1]):
            return asked["given"] not in title
    return False


def _persons(question: str, text: str, said: frozenset[str]) -> list[re.Match[str]]:
    """Return the full names of a question but those whose surname an answer has, or whose given name a text has."""
    return [
        asked
        for asked in english.FULL_NAME.finditer(question)
        if not words_of(asked["surname"]) <= said and not words_of(asked["given"]) <= words_of(text)
    ]


def _given_names(surname: str, text: str) -> list[str]:
    """Return what stands before each place of a surname: a given name, or nothing, if only a title does."""
    plain = re.sub(english.RELATED.format(surname=re.escape(surname)), "", text)
    found = re.findall(rf"(?:([A-ZÀ-Þ][\w’'.-]*) )?{re.escape(surname)}\b", plain)
    return ["" if english.NO_GIVEN.fullmatch(given) else given for given in found]


def _are_alike(given: str, other: str) -> bool:
    """Return whether two given names are one, or may be forms of one: "Joe" and "Joseph"."""
    return given[:2].lower() == other[:2].lower()
