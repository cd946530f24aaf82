"""Names of one thing: a question that names Kyiv is about passages that name Kiev."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Alternatives:
    """A name as a question has it, and the other names of the same thing, of which any may stand in a passage.

    `akin` are words that speak of it without naming it: "British", where the question has "Britain".
    """

    name: str
    others: tuple[str, ...] = ()
    akin: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Return the words that may stand in a passage instead of the name."""
        return self.others + self.akin

    def find(self, text: str) -> str | None:
        """Return the first of the other names that a text has, as this lists them; None if it has none."""
        return _first(self.others, text)

    def stands_in(self, text: str) -> bool:
        """Return whether a text has another name, or a word that is akin."""
        return _first(self.all, text) is not None


def add_named(terms: Iterable[str], text: str, alternatives: Iterable[tuple[Alternatives, frozenset[str]]]) -> set[str]:
    """Return the terms of a text and those of each name, given with its terms, for which another one stands in it."""
    found = set(terms)
    for one, own in alternatives:
        if not own <= found and one.stands_in(text):
            found |= own
    return found


def _first(names: tuple[str, ...], text: str) -> str | None:
    return next((name for name in names if _stands_in(name, text)), None)


def _stands_in(name: str, text: str) -> bool:
    """Return whether a text has a name as a whole; that most lack even its letters is seen thirty times as fast."""
    return (name in text or name.upper() in text) and _pattern(name).search(text) is not None


@lru_cache(maxsize=4_096)
def _pattern(name: str) -> re.Pattern[str]:
    """Return what finds a name as a whole; case counts, since US is not "us", but a name may stand all in capitals."""
    forms = "|".join(re.escape(form) for form in dict.fromkeys((name, name.upper())))
    return re.compile(rf"(?<![\w-])(?:{forms})(?!\w)")
