"""A proposed answer in the words around it."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

from qa.language.english.calendar import TYPED_MONTH
from qa.language.words import normalise_answer
from qa.question import Kind, last_sentence

_NAME = re.compile(r"(?<!^)(?<![.?!] )\b[A-ZÀ-Þ][\w’'-]*[\w]")
_NOT_NAMES = re.compile(rf"{TYPED_MONTH}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|i", re.IGNORECASE)
_CONTINUES = re.compile(r"\s*(?P<next>[^.!?]*?\b(?:he|she|they|it|his|her|their|its)\b[^.!?]*)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"[’']s?$")


@dataclass(frozen=True, slots=True)
class Proposal:
    """The span `sentence[start:end]`, proposed as the answer to a question of a kind.

    `before` is the sentence that this one leans on, empty where it stands alone; `title` and `published` are those
    of the article. `passage` is the text around, empty where it is unknown.
    """

    question: str
    kind: Kind
    sentence: str
    start: int
    end: int
    before: str = ""
    title: str = ""
    published: datetime | None = None
    passage: str = ""

    @property
    def text(self) -> str:
        """Return the proposed answer."""
        return self.sentence[self.start : self.end]

    @property
    def asked(self) -> str:
        """Return the sentence of the question that asks, behind those that tell."""
        return last_sentence(self.question)

    @property
    def head(self) -> str:
        """Return the words of the sentence before the answer."""
        return self.sentence[: self.start]

    @property
    def tail(self) -> str:
        """Return the words of the sentence behind the answer."""
        return self.sentence[self.end :]

    @property
    def after(self) -> str:
        """Return the sentence behind this one where a pronoun goes on about what this one names, else nothing."""
        found = _CONTINUES.match(self.passage, len(self.lead) + len(self.sentence)) if self._is_placed else None
        return found["next"] if found else ""

    @property
    def lead(self) -> str:
        """Return the text of the passage before the sentence."""
        return self.passage[: self.passage.index(self.sentence)] if self._is_placed else ""

    def clause(self, ends: re.Pattern[str]) -> str:
        """Return the clause of the sentence that the answer begins in, by where clauses end."""
        places = [0, *(found.end() for found in ends.finditer(self.sentence)), len(self.sentence)]
        return next(self.sentence[first:last] for first, last in pairwise(places) if first <= self.start < last)

    @property
    def _is_placed(self) -> bool:
        return self.sentence in self.passage


@lru_cache(maxsize=256)
def names_in(question: str) -> frozenset[str]:
    """Return the names in a question, as answers are compared: words with a capital, but the first, months and days."""
    words = (_POSSESSIVE.sub("", word) for word in _NAME.findall(question))
    return frozenset(normalise_answer(word) for word in words if not _NOT_NAMES.fullmatch(word))


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text in the form that answers are compared in, without possessive endings."""
    return frozenset(normalise_answer(re.sub(r"[’']s\b", "", text)).split())
