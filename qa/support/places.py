"""The places of names: between which words a name stands in a sentence, and which name stands there in its support."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from qa.language.english import contrasts as english
from qa.support.names import is_named, names_of, tokens_of
from qa.support.words import Word, words_of

_REACH = 3
"""Content words from a word to a name that belongs to it."""
_PARTICLE = re.compile(r" (?:for|of|de|des|du|la|le|von|van|van der|der|bin|al|el|da|di) ")
_JOINS = re.compile(r"(?:’s|'s)?\s*[”\"]?\s*(?:,|,? and|,? or|/|\()?\s*[“\"]?(?:the\s+)?")


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words: `words[first:last]` of its sentence."""

    text: str
    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """A name of a claim, and what its support has there.

    `held` is whether the support has the name beside one of the words that it is beside in the claim. `others` are
    names that the support has there instead, and the claim nowhere; where there are none, nothing is known.
    """

    name: Name
    held: bool
    others: tuple[str, ...] = ()

    @property
    def displaced(self) -> bool:
        """Return whether the support has another name in this place."""
        return bool(self.others) and not self.held


def places_of(claim: str, sentences: Sequence[str], whole: str) -> Iterator[Place]:
    """Yield each name of a claim with what stands in its place in sentences that support it."""
    words = words_of(claim)
    for name in find_names(claim, whole):
        left = next(filter(_is_anchor, reversed(words[: name.first])), None)
        right = next(filter(_is_anchor, words[name.last :]), None)
        held, others = False, list[str]()
        for sentence in sentences:
            for anchor, behind in ((left, True), (right, False)):
                if anchor is not None:
                    here, instead = _look(name, anchor, claim, sentence, whole, behind=behind)
                    held = held or here
                    others += instead
        yield Place(name, held, tuple(dict.fromkeys(others)))


def _is_anchor(word: Word) -> bool:
    """Return whether a word tells the place of a name beside it: a title does not, nor another name."""
    return word.content and not word.text[0].isupper()


def find_names(text: str, whole: str) -> list[Name]:
    """Return the names of a text, each a run of capitalised words; `whole` tells which first words are none."""
    return list(_names(text, whole))


@lru_cache(maxsize=512)
def _names(text: str, whole: str) -> tuple[Name, ...]:
    known = set(names_of(text, whole))
    words = words_of(text)
    marked = [at for at, word in enumerate(words) if _is_part(word, known)]
    runs: list[list[int]] = []
    for at in marked:
        if runs and _joins(text[words[runs[-1][-1]].end : words[at].start]):
            runs[-1].append(at)
        else:
            runs.append([at])
    return tuple(
        Name(
            text[words[run[0]].start : words[run[-1]].end], run[0], run[-1] + 1, words[run[0]].start, words[run[-1]].end
        )
        for run in runs
    )


def _joins(between: str) -> bool:
    """Return whether what stands between two capitalised words makes them one name."""
    return between in (" ", "-", ". ") or _PARTICLE.fullmatch(between) is not None


def _is_part(word: Word, known: set[str]) -> bool:
    return word.text in known or f"{word.text}." in known


def _look(name: Name, anchor: Word, claim: str, sentence: str, whole: str, *, behind: bool) -> tuple[bool, list[str]]:
    """Return whether a name is near a word in a sentence, and the names on its side of the word that are others."""
    words = words_of(sentence)
    held, others = False, list[str]()
    for at, word in enumerate(words):
        if word.stem != anchor.stem or not word.content:
            continue
        after, before = _run(sentence, whole, words, at, behind=True), _run(sentence, whole, words, at, behind=False)
        if any(_same(name.text, other.text, whole) for other in (*after, *before)):
            held = True
        others += [other.text for other in (after if behind else before)[:1] if not is_said(other.text, claim, whole)]
    return held, others


def _run(sentence: str, whole: str, words: Sequence[Word], at: int, *, behind: bool) -> list[Name]:
    """Return the nearest name on one side of a word, the nearest first, and those that are joined to it in a list."""
    names = [one for one in find_names(sentence, whole) if (one.first > at if behind else one.last <= at)]
    names = names if behind else names[::-1]
    if not names or _distance(words, at, names[0], behind=behind) > _REACH:
        return []
    found = names[:1]
    for one, other in pairwise(names):
        first, second = (one, other) if behind else (other, one)
        if not _JOINS.fullmatch(sentence, first.end, second.start):
            break
        found.append(other)
    return found


def _distance(words: Sequence[Word], at: int, name: Name, *, behind: bool) -> int:
    between = words[at + 1 : name.first] if behind else words[name.last : at]
    return 1 + sum(word.content for word in between)


def _same(name: str, other: str, whole: str) -> bool:
    """Return whether two runs name the same: a word of the one is a word of the other, in this form or another."""
    return any(is_named(part, other, whole) for part in _telling(name)) or any(
        is_named(part, name, whole) for part in _telling(other)
    )


def is_said(other: str, claim: str, whole: str) -> bool:
    """Return whether a claim has a name, in one form or another."""
    initials = "".join(word[0] for word in other.split() if word[0].isupper()).casefold()
    said = tokens_of(claim)
    return (len(initials) > 1 and initials in said) or any(
        tokens_of(part) & said or is_named(part, claim, whole) for part in _telling(other)
    )


def _telling(name: str) -> list[str]:
    """Return the words of a name by which it is known from others: not its titles, and not the kind of a body."""
    words = [word for word in name.split() if word.lower() not in english.NO_NAMES | english.BODIES]
    return words or name.split()
