"""What a sentence must not bring along: addresses, markup, letters of another alphabet, opinions and causes."""

import re
import unicodedata
from collections.abc import Iterator

from qa.support.words import stems_of, words_of

_ADDRESS = re.compile(r"\b[a-z]{2,12}:(?://|\w)\S*|\b(?:[\w-]+\.)+[a-z]{2,}\b(?:/\S*)?", re.IGNORECASE)
_MARKUP = re.compile(r"\]\s*\(|<[a-z/!?][^<>]*>?|&#?\w{2,8};|```|\||\ufffd", re.IGNORECASE)
_CAUSE = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|thanks to|caused by|as a result of|blamed on|in response to|in order to)\b"
    r"(?P<why>[^,.;:]*)",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"^(?:(?:un)?fortunately|sadly|tragically|thankfully|(?:un)?surprisingly|interestingly|shockingly|obviously|clearly"
    r"|of course|undoubtedly|certainly|needless to say|every(?:one|body) knows)\b",
    re.IGNORECASE,
)


def find_foreign(claim: str, whole: str) -> str | None:
    """Return an address, markup, an opinion or a word of mixed alphabets in a claim that the passages do not have."""
    known = whole.casefold()
    found = (match.group() for pattern in (_MARKUP, _ADDRESS, _OPINION) for match in pattern.finditer(claim))
    return next((one for one in (*found, *_mixed(claim)) if one.casefold() not in known), None)


def find_unknown_cause(claim: str, support: str) -> str | None:
    """Return a cause that a claim gives and no content word of which its support has."""
    known = stems_of(support)
    for match in _CAUSE.finditer(claim):
        own = [word for word in words_of(match["why"]) if word.content]
        if own and not any(word.stem in known or stems_of(word.text) & known for word in own):
            return match.group().strip()
    return None


def _mixed(text: str) -> Iterator[str]:
    """Yield the words that have letters of two alphabets: one of them looks like another word."""
    for word in words_of(text):
        if not word.text.isascii():
            scripts = {unicodedata.name(c, "").split(" ")[0] for c in word.text if c.isalpha()}
            if len(scripts & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "FULLWIDTH", "MATHEMATICAL"}) > 1:
                yield word.text
