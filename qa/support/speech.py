"""What a sentence quotes, and to whom it gives the words: both as the cited passages have them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.text import normalise_line
from qa.language.english import contrasts as english
from qa.support.names import tokens_of

_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_SUBJECT = 40  # characters of a sentence in which its subject stands
_FEWEST = 2  # words that are speech; a single one in quotation marks is a term
_NAME = r"[A-ZÀ-Þ][\w’'.-]*(?:\s+(?:(?:de|von|van|bin|al|el|der)\s+)?[A-ZÀ-Þ][\w’'.-]*)*"
_SAY = english.SAY
_JOINS = r"(?:who|whose|which|that|from|in|at|of|on|to|with|inside|and|as|after|before|when|while|was|is|had|has)\b"
# "X said", "X, the mayor, said"; "said X"; "according to X".
_BEFORE = re.compile(
    rf"(?P<who>(?:\b[\w’'.-]+\s+){{0,5}}?[\w’'.-]+)(?:,(?P<also>[^,]{{2,90}}),)?\s+(?:(?:has|have|had|also|later|then|\w+ly)\s+)?"
    rf"(?:{_SAY})\b(?!\s+(?:by|in)\b)"
)
_BEHIND = re.compile(
    rf"(?:^|[,”\"]\s*)(?:{_SAY})\s+(?P<who>(?:[a-z][\w-]*\s+){{0,5}}{_NAME}"
    rf"|(?:the|an?)\s+\w[\w-]*(?:\s+(?!{_JOINS})[a-z][\w-]*){{0,2}}|(?!(?:that|his|her|its|their)\b)\w+)"
)
_ACCORDING = re.compile(
    rf"\baccording to\s+(?P<who>(?:[\w’'.-]+\s+){{0,5}}?{_NAME}|(?:the\s+)?[\w-]+(?:\s[\w-]+)?)", re.IGNORECASE
)
_PASSIVE = re.compile(rf"\b(?:{_SAY})\s+by\s+(?P<who>(?:[\w’'.-]+\s+){{0,5}}?{_NAME})")
_PASSIVE_BE = re.compile(r"\b(?:is|are|was|were|be|been|being)(?:\s+(?:not|\w+ly))?$")  # "was not believed"
_LEADS = frozenset(
    [
        "the",
        "a",
        "an",
        "that",
        "and",
        "but",
        "as",
        "when",
        "while",
        "after",
        "before",
        "who",
        "which",
        "in",
        "on",
        "at",
        "of",
        "for",
        "with",
        "by",
        "to",
    ]
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is said to have said something: the words of the name, or of the group where `named` is false."""

    words: frozenset[str]
    named: bool
    pronoun: bool = False


def find_misquoted(claim: str, texts: Sequence[str]) -> str | None:
    """Return words in quotation marks that no text has word for word; None where all are verbatim."""
    whole = [_plain(text) for text in texts]
    return next((said for said, words in _quoted(claim) if not any(words in text for text in whole)), None)


def count_quoted(claim: str, sentence: str) -> int:
    """Return how many of the quotations of a claim a sentence has word for word."""
    plain = _plain(sentence)
    return sum(words in plain for _, words in _quoted(claim))


def _quoted(claim: str) -> Iterator[tuple[str, str]]:
    """Yield what a claim quotes, and its parts between ellipses as they are compared."""
    for match in _QUOTED.finditer(claim):
        for part in re.split(r"…|\.\.\.|\[[^\]]*\]", match[1]):
            words = _plain(part).strip(" ,.;:!?")
            if len(words.split()) >= _FEWEST:
                yield match[1], words


def find_other_speaker(claim: str, best: str, support: str, before: str, source: str) -> str | None:
    """Return whom a claim names as a speaker where its support names another or nobody; None where it is right.

    `best` is the sentence of the support with most of the claim, `before` it with the sentences before: the one that a
    pronoun stands for is named there. The publisher of a passage may be named as its speaker.
    """
    ours, first = list(find_speakers(claim)), list(find_speakers(best))
    quiet = not english.SPEECH.search(support) and not english.SPEECH.search(before)
    theirs = first if len(ours) == 1 and any(one.named for one in first) else list(find_speakers(support))
    for own in ours:
        if own.pronoun or not own.words or own.words & tokens_of(source):
            continue
        if quiet:
            return " ".join(sorted(own.words))
        if not own.named:
            if not own.words & english.STANDS_FOR and not _may_be_unnamed(own, first or theirs, best, before):
                return " ".join(sorted(own.words))
            continue
        if not _may_speak(own, theirs, best, before):
            return " ".join(sorted(own.words))
    return None


def _may_be_unnamed(own: Speaker, theirs: Sequence[Speaker], best: str, before: str) -> bool:
    """Return whether a speaker without a name is that of the support: the one of its sentence, or else one before."""
    plain = [one for one in theirs if not one.pronoun] or [one for one in find_speakers(before) if not one.pronoun]
    if not plain or any(own.words & one.words for one in plain):
        return True
    return bool(own.words & tokens_of(best)) or (any(one.pronoun for one in theirs) and own.words <= tokens_of(before))


def _may_speak(own: Speaker, theirs: Sequence[Speaker], best: str, before: str) -> bool:
    """Return whether a named speaker is that of the support, the one its pronoun stands for, or its subject."""
    plain = [one for one in theirs if one.named and not one.pronoun]
    if plain:
        return any(own.words & one.words for one in plain)
    if any(one.pronoun for one in theirs):
        return own.words <= tokens_of(before)
    if theirs:
        return own.words <= tokens_of(best)
    return any(own.words & one.words for one in find_speakers(before)) or own.words <= tokens_of(best[:_SUBJECT])


def find_speakers(text: str) -> Iterator[Speaker]:
    """Yield whom a text names as saying something."""
    for pattern in (_ACCORDING, _PASSIVE, _BEHIND, _BEFORE):
        for match in pattern.finditer(text):
            if speaker := _read(match["who"], match.groupdict().get("also") or ""):
                yield speaker


def _read(who: str, also: str = "") -> Speaker | None:
    """Return the speaker of a subject and of what stands between commas behind it."""
    words = who.split()
    if _PASSIVE_BE.search(who):
        return None
    if words[-1].lower() in english.PRONOUNS:
        return Speaker(frozenset(), named=False, pronoun=True)
    while words and words[0].lower() in _LEADS:
        words = words[1:]
    names = tokens_of(" ".join(word for word in [*words, *also.split()] if word[0].isupper())) - english.NO_NAMES
    if names:
        return Speaker(frozenset(names), named=True)
    return Speaker(tokens_of(words[-1]), named=False) if words else None


def _plain(text: str) -> str:
    line = normalise_line(text).replace("’", "'").replace("‘", "'")
    return re.sub(r"[“”\"]", "", line).lower()
