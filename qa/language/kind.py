"""What a name or a noun stands for, judged by its words: a person, a place, a group or a thing."""

import re
from enum import StrEnum

from qa.language.english.world import demonyms, names
from qa.language.english.world import kinds as english
from qa.language.name import read_name

_COMPLEMENT = re.compile(r" (?:of|in|for|at|on) (?=the |[A-Z])")
_COUNTRIES = frozenset(demonyms.COUNTRIES.values()) | english.COUNTRIES
_GIVEN_NAMES = english.FEMALE_NAMES | english.MALE_NAMES
_NOT_PERSONS = names.COMMON | names.DIVIDES | english.THING_ENDINGS | english.PLACE_ENDINGS


class Kind(StrEnum):
    """What a mention stands for."""

    PERSON = "person"
    PLACE = "place"
    GROUP = "group"
    THING = "thing"
    UNKNOWN = "unknown"


def kind_of(phrase: str, before: str = "", *, article: bool = False) -> Kind:
    """Return the kind of a phrase without its article, given the word before it and whether it has an article."""
    words = _COMPLEMENT.split(phrase)[0].split()
    head, lower = words[-1].strip(".").lower(), phrase.lower().strip(".")
    if is_place_name(lower):
        return Kind.PLACE
    if lower in demonyms.COUNTRIES:
        return Kind.GROUP if article else Kind.UNKNOWN
    if len(words) > 1 and (read := read_name(phrase)) and read.titled:
        return Kind.PERSON
    if kind := _kind_of_head(head):
        return kind
    if article and head in english.PERSON_NOUNS:
        return Kind.PERSON  # "the Queen"
    return _kind_of_name(words, phrase, before, article=article) if words[-1][0].isupper() else _kind_of_noun(head)


def gender_of(name: str) -> bool | None:
    """Return whether a person's name or title is a woman's; None where that is unknown."""
    words = [word.strip(".").lower() for word in name.split()]
    if not english.FEMALE_NOUNS.isdisjoint(words):
        return True
    if not english.MALE_NOUNS.isdisjoint(words):
        return False
    given = next((word for word in words[:-1] if word in _GIVEN_NAMES), None)
    return None if given is None else given in english.FEMALE_NAMES


def is_place_name(lower: str) -> bool:
    """Return whether a name in lower case is that of a country or of a city that is often in the news."""
    return lower in _COUNTRIES or lower in english.COUNTRY_SHORT


def is_demonym(lower: str) -> bool:
    """Return whether a word in lower case says of which country somebody is: "british"."""
    return lower in demonyms.COUNTRIES


def is_given_name(lower: str) -> bool:
    """Return whether a word in lower case is a given name of women or men."""
    return lower in _GIVEN_NAMES


def is_plural(noun: str) -> bool:
    """Return whether a noun in lower case has the form of a plural."""
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is"))


def _kind_of_head(head: str) -> Kind | None:
    """Return the kind that the last word of a phrase tells, whether it is a name or not."""
    if head in english.THING_ENDINGS:
        return Kind.THING
    if head in english.PLACE_ENDINGS:
        return Kind.PLACE
    if head in english.GROUP_NOUNS or head in names.COMMON or head in english.PEOPLE_NOUNS:
        return Kind.GROUP
    return None


def _kind_of_noun(head: str) -> Kind:
    if head in english.PERSON_NOUNS:
        return Kind.PERSON
    return Kind.PLACE if head in english.PLACE_NOUNS else Kind.THING


def _kind_of_name(words: list[str], phrase: str, before: str, *, article: bool) -> Kind:
    head = words[-1].lower()
    if len(phrase) > 1 and phrase.isupper():
        return Kind.GROUP
    if head.removesuffix("s") in demonyms.COUNTRIES or (article and is_plural(head)):
        return Kind.GROUP
    if kind := _kind_of_start(words):
        return kind
    person = _may_be_person(words)
    if before in english.SURE_BEFORE_PLACES and (article or not person):
        return Kind.PLACE
    if person and not article:
        return Kind.PERSON
    return Kind.THING if article or any(map(str.isdigit, phrase)) else Kind.UNKNOWN


def _kind_of_start(words: list[str]) -> Kind | None:
    """Return the kind that the first word of a name tells, or the last one of a company: no "he" is a storm."""
    first, others = words[0].lower(), len(words) > 1
    if others and first in english.THING_STARTS:
        return Kind.THING
    if others and first in english.PLACE_STARTS:
        return Kind.PLACE
    company = others and words[-1].lower() in names.OF_COMPANIES and first not in _GIVEN_NAMES
    return Kind.GROUP if company else None


def _may_be_person(words: list[str]) -> bool:
    """Return whether words may be a first name and a surname."""
    if not 2 <= len(words) <= 4 or not all(word[0].isupper() or word.lower() in names.PARTICLES for word in words):
        return False
    if words[0].lower() in _GIVEN_NAMES:
        return True
    return _NOT_PERSONS.isdisjoint(map(str.lower, words)) and not any(map(str.isdigit, "".join(words)))
