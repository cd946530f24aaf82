"""Answers of another type than the noun that a question asks for: a country for a city, a court for a justice."""

import re

from qa.bars.proposal import Proposal
from qa.language.english.bars import nouns as english
from qa.language.english.world import kinds
from qa.question import Kind

_PARTS = re.compile(r",? and |,? or |, | & |; ")


def is_of_another_type(one: Proposal) -> bool:
    """Return whether a city is asked for and the answer is a country, or a person and it is a town or a court."""
    parts = _parts_of(one)
    if any(asked.search(one.asked) and parts and parts <= others for asked, others in english.PLACES_ASKED):
        return True
    if _is_no_house(one) or _is_no_punishment(one):
        return True
    if one.kind is Kind.PLACE and english.OTHER_PARTY.search(one.head):
        return True
    if english.ONE_PLACE.search(one.asked) and len(parts) >= english.MANY_PLACES:
        return True
    if english.DIED_OF.search(one.asked):
        return english.SOMEWHERE.search(one.head) is not None
    no_person = parts <= english.PLACES - english.PERSONS_TOO
    if english.PERSONS.search(one.asked):
        return _ends_with_body(one.text) or no_person
    if one.kind is not Kind.PERSON:
        return False
    if any(form.search(one.asked) for form in (english.HOLDER, english.FOR_WHOM)) and no_person:
        return True
    return english.ONE_HOLDER.search(one.asked) is not None and english.MANY.fullmatch(one.text) is not None


def lacks_name(one: Proposal) -> bool:
    """Return whether names are asked for, of executives or of firms, and the answer is a noun: "employees"."""
    if english.FOR_WHOM.search(one.asked) and one.text.lower() in kinds.PERSON_NOUNS:
        return True
    asked = any(form.search(one.asked) for form in (english.PERSONS, english.NAMED, english.ONE_HOLDER))
    return asked and not any(map(str.isupper, one.text)) and not any(map(str.isdigit, one.text))


def speaks_of_no_house(one: Proposal) -> bool:
    """Return whether a prison or the like is asked for, and the sentence is about none."""
    said = next((said for asked, said in english.HOUSE_WORDS if asked.search(one.asked)), None)
    return said is not None and not said.search(f"{one.title} {one.before} {one.sentence}")


def _parts_of(one: Proposal) -> frozenset[str]:
    """Return the names that an answer enumerates, as places are compared."""
    return frozenset(re.sub(r"^the |[’']s?$", "", part.lower().strip(" .")) for part in _PARTS.split(one.text))


def _is_no_house(one: Proposal) -> bool:
    """Return whether a prison or the like is asked for, and the answer is a town, a time or a sum."""
    if not english.HOUSES.search(one.asked):
        return False
    return _is_town(one) or english.TIME_OR_SUM.fullmatch(one.text) is not None


def _is_no_punishment(one: Proposal) -> bool:
    return english.PUNISHMENT.search(one.asked) is not None and not english.PUNISHES.search(one.text)


def _is_town(one: Proposal) -> bool:
    """Return whether an answer is a town in which something is, with its state or its country: "in Holm, Ohio"."""
    found = english.IN_STATE.fullmatch(one.text.strip())
    known = found is not None and found["state"].lower() in english.REGIONS | english.COUNTRIES
    return known and english.IN.search(one.head) is not None


def _ends_with_body(text: str) -> bool:
    return any(part.split()[-1:] and part.split()[-1].lower() in english.BODIES for part in _PARTS.split(text))
