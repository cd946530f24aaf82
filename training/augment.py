"""Augment questions as people type them: lower case, no punctuation, misspelt, keywords, quiz statements."""

import random
import re
from collections.abc import Callable

_FUNCTION_WORDS = frozenset(
    {
        *("a", "an", "the", "is", "are", "was", "were", "be", "been", "do", "does", "did", "has", "have", "had"),
        *("of", "in", "on", "at", "to", "for", "from", "by", "with", "as", "that", "this", "it", "and"),
        *("what", "which", "who", "whom", "whose", "when", "where", "why", "how", "much", "many"),
    }
)
_WHICH = re.compile(
    r"\b([Ww])(?:hich|hat) (?=[a-z]+)(?!is |are |was |were |did |does |do |has |have |had |would |can )"
)
_TELLING = ("this week", "recently", "according to a new report", "on Monday", "this month", "last week", "this year")


def mess_up(question: str, context: str, answers: tuple[str, ...], rng: random.Random) -> str:
    """Return the question, in six of ten cases changed in one or more of these ways."""
    if rng.random() < 0.10:
        question = _with_setting(question, context, answers, rng)
    if rng.random() < 0.10:
        question = _told(question, rng)
    draw = rng.random()
    for share, change in _CHANGES:
        if draw < share:
            return change(question, rng)
        draw -= share
    return question


def _lower(question: str, rng: random.Random) -> str:
    return question.lower() if rng.random() < 0.5 else question.lower().rstrip("?")


def _unmarked(question: str, _: random.Random) -> str:
    return question.rstrip("?. ")


def _misspelt(question: str, rng: random.Random) -> str:
    words = question.split(" ")
    long = [place for place, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    for place in rng.sample(long, min(len(long), rng.choice((1, 1, 2)))):
        words[place] = _slip(words[place], rng)
    return " ".join(words)


def _slip(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    return rng.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + rng.choice("abcdefghijklmnoprstuvw") + word[at + 1 :],
        )
    )


def _keywords(question: str, rng: random.Random) -> str:
    words = [w for w in question.rstrip("?. ").split() if w.lower() not in _FUNCTION_WORDS or rng.random() < 0.1]
    return " ".join(words).lower() if len(words) >= 3 else question


def _stated(question: str, rng: random.Random) -> str:
    """Return a question with "which" or "who" as a quiz statement."""
    stated = _WHICH.sub(lambda m: "This " if m.group(1) == "W" else "this ", question, count=1)
    if stated == question and question.startswith("Who "):
        stated = "This person " + question.removeprefix("Who ")
    return stated.rstrip("?") + rng.choice((".", "?")) if stated != question else _unmarked(question, rng)


def _told(question: str, rng: random.Random) -> str:
    telling = rng.choice(_TELLING)
    bare = question.rstrip("?. ")
    return f"{bare} {telling}?" if rng.random() < 0.7 else f"{telling.capitalize()}, {bare[:1].lower()}{bare[1:]}?"


def _with_setting(question: str, context: str, answers: tuple[str, ...], rng: random.Random) -> str:
    """Return the question, preceded by a sentence of its context that does not contain the answer."""
    sentences = [s.strip() for s in re.split(r"(?<=[.!?]) (?=[A-Z])", context)]
    fit = [s for s in sentences if 30 < len(s) < 180 and not any(a.lower() in s.lower() for a in answers)]
    return f"{rng.choice(fit)} {question}" if fit else question


_CHANGES: tuple[tuple[float, Callable[[str, random.Random], str]], ...] = (
    (0.20, _lower),
    (0.08, _unmarked),
    (0.10, _misspelt),
    (0.07, _keywords),
    (0.15, _stated),
)
