"""Answers from a sentence about another person of the same surname: what befell Tomas Wirth did not befall Felix."""

import re

from qa.bars.proposal import Proposal, words_of
from qa.language.english.bars.persons import namesakes as english


def is_of_namesake(one: Proposal) -> bool:
    """Return whether the sentence names another of the surname asked about, whom the answer does not name."""
    around, said = f"{one.title} {one.passage}", words_of(one.text)
    if any(names_namesake(one.asked, told, around, said) for told in (one.sentence, f"{one.before} {one.sentence}")):
        return True
    return goes_on_about_namesake(one.asked, one.sentence, one.passage, said)


def names_namesake(question: str, text: str, around: str, said: frozenset[str] = frozenset()) -> bool:
    """Return whether a text has the surname of a question behind another given name, and never the one asked.

    `around` is what surrounds the text. It has to name the person asked about in full: an article that does not tells
    of one person by two names, as "Liz" and "Elizabeth". A surname in `said`, the words of an answer, is no other's.
    """
    for asked in english.FULL_NAME.finditer(question):
        given, surname = asked["given"], re.sub(r"[’']s?$", "", asked["surname"])
        if words_of(surname) <= said or re.search(rf"\b{re.escape(given)}\b", text):
            continue
        before = re.findall(rf"(?:(?P<other>[A-ZÀ-Þ][\w’'.-]*) )?{re.escape(surname)}\b", text)
        others = [other for other in before if other and not english.NO_GIVEN.fullmatch(other)]
        if others and len(others) == len(before) and re.search(rf"\b{re.escape(given)} {re.escape(surname)}\b", around):
            return True
    return False


def _are_alike(given: str, other: str) -> bool:
    """Return whether two given names may be forms of one: "Joe" and "Joseph"."""
    return given[:2].lower() == other[:2].lower()


def goes_on_about_namesake(question: str, text: str, passage: str, said: frozenset[str] = frozenset()) -> bool:
    """Return whether a text has the surname asked about alone, and another who bears it was named in full right before.

    "Lund conceded" behind "defeating Petter Lund" tells nothing of Elsa Lund.
    """
    lead, found, _ = passage.partition(text)
    for asked in english.FULL_NAME.finditer(question):
        given, surname = asked["given"], re.sub(r"[’']s?$", "", asked["surname"])
        if not found or words_of(surname) <= said or not re.search(rf"\b{re.escape(surname)}\b", text):
            continue
        full = re.compile(rf"(?P<other>[A-ZÀ-Þ][\w’'.-]*) {re.escape(surname)}\b")
        bearers = [other for other in full.findall(lead) if not english.NO_GIVEN.fullmatch(other)]
        if full.search(text):
            continue
        if bearers and given not in text and bearers[-1] != given and not _are_alike(given, bearers[-1]):
            return True
    return False
