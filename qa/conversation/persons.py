"""Persons of a conversation: whether two names are of one, which gender they have, and whether a message names them."""

import re
from collections.abc import Iterable
from dataclasses import replace

from qa.conversation.mentions import Mention, find_names
from qa.language.english.conversation import followups as english
from qa.language.kind import Kind, gender_of, is_demonym
from qa.language.name import read_name


def gender_in(reply: str, name: str) -> bool | None:
    """Return the gender that a title before a name shows in a reply: "Mr Macron"."""
    last = re.escape(name.split()[-1])
    found = re.search(rf"\b(Mr|Mrs|Ms|Miss|Sir|Lady|King|Queen)\.?\s+(?:\w+\s+)?{last}\b", reply)
    return None if found is None else found[1] in ("Mrs", "Ms", "Miss", "Lady", "Queen")


def is_surely_person(one: Mention) -> bool:
    """Return whether a name has a title or a given name that only persons have."""
    read = read_name(one.text)
    return one.female is not None or bool(read and read.titled)


def may_be_called_so(one: Mention) -> bool:
    """Return whether a name may be a surname; "British" of "the British prime minister" is nobody's."""
    return one.kind is Kind.UNKNOWN and one.name and " " not in one.text and not is_demonym(one.text.lower())


def same_person(one: str, other: str) -> bool:
    """Return whether two names may be of one person: "Macron" and "Emmanuel Macron"."""
    left, right = read_name(one), read_name(other)
    if left is None or right is None:
        return one.lower() == other.lower()
    return left.equals(right) or left.part_of(right, person=True) or right.part_of(left, person=True)


def distinct(mentions: Iterable[Mention]) -> list[Mention]:
    """Return persons, each once and by the fuller name."""
    found: list[Mention] = []
    for one in mentions:
        same = next((at for at, other in enumerate(found) if same_person(one.text, other.text)), None)
        if same is None:
            found.append(one)
        elif len(one.text) > len(found[same].text):
            found[same] = replace(one, start=found[same].start)
    return found


def is_named(one: Mention, message: str) -> bool:
    """Return whether a message names what is mentioned; a person by the last name alone."""
    name = one.text.removeprefix("the ")
    if one.kind is Kind.PERSON and one.name:
        name = name.split()[-1]
    flags = re.NOFLAG if name.isupper() else re.IGNORECASE  # "who" does not name the WHO
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", message, flags) is not None


def find_described(reply: str, *, woman: bool) -> list[Mention]:
    """Return whom a reply that names nobody speaks of by a noun, as "a fisherman is missing" does; each noun once.

    "One man, a 44-year-old fisherman" is one of them.
    """
    if any(one.kind is Kind.PERSON for one in find_names(reply)):
        return []
    nouns = dict.fromkeys(match["noun"] for match in english.A_PERSON.finditer(reply))
    fitting = [noun for noun in nouns if _gender_of_noun(noun) in (woman, None)]
    return [Mention(f"the {noun}", Kind.PERSON, female=_gender_of_noun(noun)) for noun in fitting]


def _gender_of_noun(noun: str) -> bool | None:
    if noun.endswith("man"):
        return noun.endswith("woman")
    return gender_of(noun)
