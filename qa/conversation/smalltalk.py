"""Messages that ask nothing of the articles: greetings, thanks, "what can you do?", and what the archive holds."""

import re

from qa.language.english.conversation import holdings
from qa.language.english.conversation import smalltalk as english
from qa.types import Talk

_NOT_WORDS = re.compile(r"[^\w\s]")
_LONGEST = 8  # words
_BY_WEIGHT = (
    Talk.ABOUT,
    Talk.BYE,
    Talk.DISPUTE,
    Talk.THANKS,
    Talk.GREETING,
    Talk.OK,
)  # "ok, thanks, bye" is a farewell
_KINDS = {words: Talk(kind) for kind, each in english.TALK.items() for words in each}


def find_talk(text: str) -> Talk | None:
    """Return what a message is about that is small talk and nothing else, however it is typed; None of any other."""
    plain = " ".join(_NOT_WORDS.sub("", text.replace("’", "").replace("'", "")).lower().split())
    words = plain.split()
    if not words:
        return Talk.BLANK  # "?" or a smiley
    if held := _find_holdings(text):
        return held
    if len(words) > _LONGEST:
        return None
    written = " ".join(english.SHORT.get(word, word) for word in words)
    if found := _find_phrase(plain) or _find_phrase(written):
        return found
    typed = [_unstretch(word) for word in plain.split()]
    if not all(word in english.WORDS or word in english.AROUND for word in typed):
        return None
    said = {_KINDS[word] for word in typed if word in english.WORDS}
    return next((talk for talk in _BY_WEIGHT if talk in said), None)


def _find_holdings(text: str) -> Talk | None:
    """Return what a question about the archive itself is about: its sources, its size and span, or its subjects."""
    bare = holdings.OPENING.sub("", text.strip().rstrip(" ?!."))
    if holdings.SOURCES.fullmatch(bare):
        return Talk.SOURCES
    if any(pattern.fullmatch(bare) for pattern in holdings.HELD):
        return Talk.HOLDINGS
    return Talk.COUNT if any(pattern.fullmatch(bare) for pattern in holdings.COUNTS) else None


def _find_phrase(text: str) -> Talk | None:
    """Return what a phrase is about, without the greeting before it and the "please" after it; None of any other."""
    words = text.split()
    while len(words) > 1 and words[0] in english.WORDS and " ".join(words) not in _KINDS:
        words = words[1:]
    while len(words) > 1 and words[-1] in english.AFTER and " ".join(words) not in _KINDS:
        words = words[:-1]
    return _KINDS.get(text) or _KINDS.get(" ".join(words))


def _unstretch(word: str) -> str:
    """Return a word without letters repeated for stress: "hiii" is "hi"."""
    return word if word in english.WORDS else re.sub(r"(\w)\1+\Z", r"\1", word)
