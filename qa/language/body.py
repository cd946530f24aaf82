"""The names of a body that has an office: of a country those of its people, too, of others those that news gives it."""

import re

from qa.language.alias import names_like
from qa.language.english.world import demonyms
from qa.language.english.world import offices as english
from qa.language.english.world.aliases import AMBIGUOUS


def is_country(word: str) -> bool:
    """Return whether a word is the name of a country, or of its people."""
    lower = re.sub(r"[’']s$", "", word.lower())
    return lower in demonyms.COUNTRIES or lower in demonyms.COUNTRIES.values() or lower in english.COUNTRIES


def names_of(body: str) -> frozenset[str]:
    """Return the names of a body: of a country those of its people as well."""
    lower = re.sub(r"[’']s?$", "", body.strip().lower()).rstrip(".")
    if not lower:
        return frozenset()
    if lower in english.COUNTRIES:
        return frozenset({lower, *_split(english.COUNTRIES[lower])})
    country = demonyms.COUNTRIES.get(lower, lower)
    people = {people for people, of in demonyms.COUNTRIES.items() if of == country}
    if people:
        return frozenset({lower, country, *people} - {"us", "uk"})
    plain = re.sub(r"[’']s?(?= )", "", lower)  # "Holm's police": the Holm police commissioner
    return frozenset({plain, re.sub(rf"(?i:(?<=\w) (?:{english.OF_KIND})$)", "", plain), *names_like(lower)})


def mentions(name: str, text: str) -> bool:
    """Return whether a text has a name; "US", "UK" and "WHO" only in capitals."""
    short = len(name) == 2 or name in AMBIGUOUS
    return (
        re.search(rf"\b{re.escape(name.upper() if short else name)}(?!\w)", text if short else text.lower()) is not None
    )


def _split(names: str) -> set[str]:
    return {name for name in ("united kingdom", "united states") if name in names} | set(
        names.replace("united kingdom", "").replace("united states", "").split()
    )
