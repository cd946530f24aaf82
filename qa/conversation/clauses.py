"""The parts of a question: its question phrase, its verb, and the rest."""

import re
from dataclasses import dataclass

from qa.language.english.conversation import followups as english
from qa.language.verb import is_past

_AUXILIARY = re.compile(rf"{english.AUXILIARY}\Z", re.IGNORECASE)
_WH = re.compile(rf"{english.WH}\Z", re.IGNORECASE)
END = " ?!.…"
"""What may stand at the end of a question."""

_NOUN_PHRASE = 6  # words of a phrase such as "how many Islamic State fighters"


@dataclass(frozen=True, slots=True)
class Clause:
    """A question in parts: `asking` is its question phrase, empty in a question for yes or no.

    `verb` is the auxiliary, or the verb itself where the question word is the subject: "who | liberated | Kobane".
    """

    asking: str
    verb: str
    rest: str

    @property
    def word(self) -> str:
        """Return the first question word, in lower case; empty where there is none."""
        words = self.asking.lower().split()
        return next((word for word in words if _WH.match(word)), "")

    @property
    def noun(self) -> str:
        """Return what the question phrase counts or chooses: "bundles" in "how many bundles"; empty for none."""
        words = self.asking.split()
        at = next((place for place, word in enumerate(words) if _WH.match(word)), len(words))
        skip = 2 if self.asking.lower().split()[at : at + 2] in (["how", "many"], ["how", "much"]) else 1
        if self.word in ("how", "which", "what", "whose") and (self.word != "how" or skip == 2):
            return " ".join(words[at + skip :])
        return ""

    @property
    def aided(self) -> bool:
        """Return whether its verb is an auxiliary."""
        return bool(_AUXILIARY.match(self.verb))


def read_clause(question: str) -> Clause | None:
    """Return the parts of a question; None where it has not the form of one."""
    words = question.rstrip(END).split()
    if not words:
        return None
    if _AUXILIARY.match(words[0]):
        return Clause("", words[0], " ".join(words[1:]))
    at = next((place for place, word in enumerate(words[:3]) if _WH.match(word)), None)
    if at is None or (at and words[0].lower() not in english.PREPOSITIONS):
        return None
    end = _find_verb(words, at)
    if end is None:
        return None
    return Clause(" ".join(words[:end]), words[end], " ".join(words[end + 1 :]))


def _find_verb(words: list[str], wh: int) -> int | None:
    """Return the place of the verb after the question phrase that begins with the question word at `wh`."""
    word = words[wh].lower()
    after = wh + 1
    if word == "who" and after < len(words):
        return after
    for place in range(after, min(len(words), after + _NOUN_PHRASE)):
        if _AUXILIARY.match(words[place]) or (place > after and is_past(words[place])):
            return place
        if place == after and word in ("what", "which") and is_past(words[place]):
            return place
    return None


def has_verb(words: str) -> bool:
    """Return whether words have a question word or an auxiliary among them, so that they are no part of a question."""
    return any(_WH.match(word) or _AUXILIARY.match(word) for word in words.split())


def join(*parts: str) -> str:
    """Return the parts of a question as a question."""
    return " ".join(" ".join(part for part in parts if part).split()) + "?"


def append(question: str, part: str) -> str:
    """Return a question with one more part at its end."""
    return f"{question.rstrip(END)} {part.strip()}?"
