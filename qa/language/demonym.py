"""Countries by the words for their people: news says "the Mexican president" where Mexico is what answers."""

from qa.language.english import demonyms as english

_BY_WORDS = {tuple(people.split()): tuple(country.split()) for people, country in english.COUNTRIES.items()}


def country_of(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the words of the country whose people these words are, in lower case; None where they are no people's."""
    return _BY_WORDS.get(words)
