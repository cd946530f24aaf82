"""Messages that ask nothing of an archive: greetings, thanks, and "what can you do?"."""

import re

from qa.language.english import smalltalk as english

_NOT_WORDS = re.compile(r"[^\w\s]")
_LONGEST = 8  # words


def is_small_talk(text: str) -> bool:
    """Return whether a message is small talk and nothing else, however it is typed."""
    plain = " ".join(_NOT_WORDS.sub("", text.replace("’", "").replace("'", "")).lower().split())
    words = plain.split()
    if not words:
        return True  # "?" or a smiley
    if len(words) > _LONGEST:
        return False
    while words and words[0] in english.WORDS and len(words) > 1 and " ".join(words) not in english.PHRASES:
        words = words[1:]
    rest = " ".join(words)
    if rest in english.PHRASES or plain in english.PHRASES:
        return True
    return any(_unstretch(word) in english.WORDS for word in plain.split()) and all(
        _unstretch(word) in english.WORDS or word in english.AROUND for word in plain.split()
    )


def _unstretch(word: str) -> str:
    """Return a word without letters repeated for stress: "hiii" is "hi"."""
    return word if word in english.WORDS else re.sub(r"(\w)\1+\Z", r"\1", word)
