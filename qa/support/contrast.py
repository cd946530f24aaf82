"""Contradictions between a sentence and what supports it best: what one denies, doubts or compares the other way."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa.language.english import contrasts as english
from qa.support.evidence import Fault
from qa.support.words import Word, words_of

_SCOPE = 4
"""Content words behind a negation that it may deny."""
_FAR = 8
"""Content words behind a word of possibility that may be only possible."""
_NEAR = 3
_TO = re.compile(r" to (?:help )?$")
_GOING = re.compile(r"\b(?:is|are) (?:\w+ly )?\w{2,}ing\b")  # "is opening" may be what "will open"
_CONDITION = re.compile(r"\b(?:where|when|because|after|before|until|which|who)\b")
"""Where what is possible or planned ends: "they expect to return where their homes stood"."""
_CLAUSE = re.compile(
    r"[;:–—“”\"]|, (?:and|but|while|which|who|although|though)\b|\b(?:but|and that|and will|and would)\b"
)


def find_flip(claim: str, best: str, support: str, *, near: bool) -> tuple[Fault, str] | None:
    """Return how a claim contradicts its support, with the word concerned; None where it does not.

    `best` is the sentence of the support that has most of the claim: what it denies or doubts the claim must not say.
    Where the two are `near` copies, a word that only the claim has is enough.
    """
    if word := _find_negation(claim, best, support, near=near):
        return Fault.NEGATION, word
    if word := _find_modality(claim, support, near=near):
        return Fault.MODALITY, word
    word = _find_opposite(claim, support, near=near)
    return (Fault.COMPARISON, word) if word else None


def _find_negation(claim: str, best: str, support: str, *, near: bool) -> str | None:
    """Return a word that one denies and the other does not."""
    ours, theirs = list(_reached(claim, english.NEGATION)), list(_reached(support, english.NEGATION))
    if ours and not theirs and near and not _denials(support) - _denials(claim):
        return ours[0][0].text
    denied = {word.stem for words in theirs for word in words}
    for words in ours:
        if words[0].stem in _stems(support) and not denied & {word.stem for word in words}:
            return words[0].text
    if ours or _denials(claim) - _denials(support):
        return None
    return _contradicted(_stems(claim), support, list(_reached(best, english.NEGATION)))


def find_doubt(claim: str, support: str) -> Fault | None:
    """Return in what a claim may contradict its support: it denies, doubts or compares in words that this has not.

    That is no fault by itself: "no longer works" may stand for "resigned".
    """
    denies = next(_reached(claim, english.NEGATION), None)
    if denies and not next(_reached(support, english.NEGATION), None) and not _denials(support) - _denials(claim):
        return Fault.NEGATION
    ours = {word.stem for words in _reached(claim, english.DOUBTFUL, _FAR) for word in words}
    theirs = {
        word.stem for words in _reached(support, english.POSSIBLE, _FAR, without=english.CERTAIN) for word in words
    }
    if ours and not ours & theirs:
        return Fault.MODALITY
    said, known = _lower(claim), _lower(support)
    for left, right in english.OPPOSITES:
        for one, other in ((left, right), (right, left)):
            if said & one and not said & other and known & other and not known & one:
                return Fault.COMPARISON
    return None


def _contradicted(said: set[str], support: str, theirs: Sequence[tuple[Word, ...]]) -> str | None:
    """Return what the support only denies or doubts, and the claim says plainly."""
    for words in theirs:
        first = words[0].stem in said and _only(words[0], support, list(_reached(support, english.NEGATION)))
        near = [word for word in words[:_NEAR] if word.stem in said]
        if first or len(near) == _NEAR - 1:
            return words[0].text
    return None


def _denials(text: str) -> set[str]:
    return {match.group().lower() for match in english.DENYING.finditer(text)}


def _find_modality(claim: str, support: str, *, near: bool) -> str | None:
    """Return a word that is only possible in the one and a fact in the other."""
    possible = list(_reached(support, english.POSSIBLE, _FAR))
    open_ = list(_reached(support, english.POSSIBLE, _FAR, without=english.CERTAIN))
    for words in _reached(claim, english.DOUBTFUL):
        if (words[0].stem in _stems(support) and not _is_among(words[0], open_)) or (near and not possible):
            return words[0].text
    for words in _reached(claim, english.PLANNED):
        if words[0].stem in _stems(support) and not _is_among(words[0], possible) and not _is_aim(words[0], support):
            return words[0].text
    if _GOING.search(claim):
        return None
    theirs = [*_reached(support, english.DOUBTFUL), *_reached(support, english.PLANNED)]
    ours = [*_reached(claim, english.POSSIBLE, _FAR), *_reached(claim, english.PLANNED, _FAR)]
    said = _stems(claim)
    return next(
        (
            words[0].text
            for words in theirs
            if words[0].stem in said
            and _only(words[0], support, theirs)
            and not _is_among(words[0], ours)
            and not _is_aim(words[0], claim)
        ),
        None,
    )


def _is_among(word: Word, reached: Sequence[tuple[Word, ...]]) -> bool:
    return any(word.stem == other.stem for words in reached for other in words)


def _is_aim(word: Word, text: str) -> bool:
    """Return whether a text has a word behind "to": "an effort to deploy" for "plans to deploy"."""
    return any(_TO.search(text[: other.start]) for other in words_of(text) if other.stem == word.stem)


def _find_opposite(claim: str, support: str, *, near: bool) -> str | None:
    """Return a word in the place of which the support has its opposite."""
    ours, theirs = _lower(claim), _lower(support)
    for left, right in english.OPPOSITES:
        for one, other in ((left, right), (right, left)):
            if near and ours & one and not ours & other and theirs & other and not theirs & one:
                return min(ours & one)
            if ours & one and theirs & other and _beside(claim, one) & _beside(support, other) - _beside(support, one):
                return min(ours & one)
    return None


def _beside(text: str, side: frozenset[str]) -> set[str]:
    """Return the stems of the content words right behind the words of one side, and those before them with a space."""
    content = [word for word in words_of(text) if word.content or word.text.lower() in side]
    behind = {after.stem for word, after in pairwise(content) if word.text.lower() in side}
    before = {f"{word.stem} " for word, after in pairwise(content) if after.text.lower() in side}
    return behind | before


def _reached(
    text: str, cue: re.Pattern[str], scope: int = _SCOPE, without: frozenset[str] = frozenset()
) -> Iterator[tuple[Word, ...]]:
    """Yield the first content words behind each cue that is not one `without`, in its clause."""
    words = words_of(text)
    for match in cue.finditer(text):
        if cue is english.NEGATION and english.NO_DENIAL.match(text, match.end()):
            continue
        if match.group().lower() in without:
            continue
        borders = (_CLAUSE,) if cue is english.NEGATION else (_CLAUSE, _CONDITION)
        ends = [border.start() for each in borders if (border := each.search(text, match.end()))]
        end = min(ends, default=len(text))
        reached = tuple(word for word in words if word.content and match.end() <= word.start < end)[:scope]
        if reached:
            yield reached


def _only(word: Word, text: str, reached: Sequence[tuple[Word, ...]]) -> bool:
    """Return whether a word is nowhere in a text but behind a cue."""
    places = {each.start for words in reached for each in words}
    return all(each.start in places for each in words_of(text) if each.stem == word.stem)


def _stems(text: str) -> set[str]:
    return {word.stem for word in words_of(text) if word.content}


def _lower(text: str) -> set[str]:
    words = [re.sub(r"[’']s?$", "", word.text.lower()) for word in words_of(text)]
    return {part for word in words for part in (word, *word.split("-"))}
