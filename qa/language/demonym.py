"""Countries by demonym: news says "the Mexican president" where the answer is Mexico."""

from qa.language.english.world import demonyms as english

_BY_WORDS = {tuple(people.split()): tuple(country.split()) for people, country in english.COUNTRIES.items()}


def country_of(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the words of the country of a demonym, both in lower case; None for any other words."""
    return _BY_WORDS.get(words)
