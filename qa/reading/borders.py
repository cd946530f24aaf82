"""Word boundaries: from the characters of tokens to whole words, with the punctuation that belongs to them."""

import re
import unicodedata

from index.types import Span
from qa.language.english import wholes
from qa.language.english import words as english

# The most characters of an extract: thirty tokens of prose have some 150, and one token may be 5,000 digits.
LONGEST = 300

_ACRONYM = re.compile(r"(?<![^\W_])(?:[^\W\d_]{1,2}\.){2,}")
_FIGURE = re.compile(r"\d[.,:/]\d")  # 1,500 and 10:30 are one word each
_FAR = 20  # characters, longer than any acronym or abbreviation
_ROW = 60  # characters of a score of five sets
# Thai, Lao, Tibetan, Burmese, Khmer, kana and Chinese characters: a run of these is not one word.
_UNSPACED = re.compile("[\u0e00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LOOSE = frozenset(".,;:!?…-–—•*|/")
_CLOSERS = {"(": ")", "[": "]", "{": "}", "“": "”", "‘": "’", "«": "»", "‹": "›", "„": "“"}
_OPENERS = {closer: opener for opener, closer in _CLOSERS.items()}
_ONLY_CLOSERS = _OPENERS.keys() - _CLOSERS.keys()
_APOSTROPHES = frozenset("'’")
_STRAIGHT = frozenset("\"'")
_JOINERS = frozenset("\u200c\u200d")


def snap(text: str, start: int, end: int) -> Span | None:
    """Return the span of the whole words that `text[start:end]` overlaps; None where there are none, or too many.

    White space, commas, and quotes and brackets without a counterpart are stripped from the ends. "(YPG)", "U.S." and
    "Acme Inc." keep their punctuation, and a score, a range or a name in which the span ends is not cut.
    """
    start, end = _make_whole(text, *_strip(text, *_widen(text, start, end)))
    end = _complete(text, start, end)
    return Span(start, end) if end - start <= LONGEST and any(map(_says, text[start:end])) else None


def _says(char: str) -> bool:
    """Return whether a character is a letter, a digit or a symbol such as an emoji."""
    return unicodedata.category(char)[0] in "LNS"


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    while 0 < start < len(text) and _joined(text, start):
        start -= 1
    while 0 < end < len(text) and _joined(text, end):
        end += 1
    for match in _ACRONYM.finditer(text, max(0, start - _FAR), end + _FAR):
        if match.start() < start < match.end():
            start = match.start()
        if match.start() < end < match.end():
            end = match.end()
    return start, end


def _make_whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span with all of a score, a range or a name of which it has a part: "7-6 6-2", "5 to 7 years"."""
    for pattern in wholes.PATTERNS:
        for match in pattern.finditer(text, max(0, start - _ROW), end + _ROW):
            if wholes.CHANGED.search(text[max(0, match.start() - _FAR) : match.start()]):
                continue
            if match.start() < start < match.end():
                start = match.start()
            if match.start() < end < match.end():
                end = match.end()
    return start, end


def _joined(text: str, place: int) -> bool:
    """Return whether the characters before and after `place` belong to one word or one grapheme."""
    before, after = text[place - 1], text[place]
    if _clings(after) or before == "\u200d":
        return True
    if _is_inner(before) and _is_inner(after):
        return not (_UNSPACED.match(before) or _UNSPACED.match(after))
    middle = place - 1 if before in ".,:/" else place
    return bool(_FIGURE.match(text, max(0, middle - 1)))


def _clings(char: str) -> bool:
    """Return whether a character combines with the one before it: a mark, joiner, skin tone or flag tag."""
    return (
        unicodedata.category(char).startswith("M")
        or char in _JOINERS
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
    )


def _is_inner(char: str) -> bool:
    return char.isalnum() or char == "_" or _clings(char)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end:
        if _is_stray_at_start(text, start, end):
            start += 1
        elif _is_stray_at_end(text, start, end):
            end -= 1
        else:
            break
    return start, end


def _is_stray_at_start(text: str, start: int, end: int) -> bool:
    char, after = text[start], text[start + 1 : min(start + 2, end)]
    if _is_blank(char) or _clings(char):
        return True
    if char in "-.'’" and after.isdigit():  # -5, .5, ’90s
        return False
    if char == "." and after.isupper() and text[start - 1 : start].isspace():  # Bren .Taak
        return False
    return char in _LOOSE or char in _ONLY_CLOSERS or _lacks_partner(text, start, end, char)


def _is_stray_at_end(text: str, start: int, end: int) -> bool:
    char = text[end - 1]
    if _clings(char):
        return False
    return _is_blank(char) or char in _LOOSE or char in _CLOSERS or _lacks_partner(text, start, end, char)


def _is_blank(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in ("Cc", "Cf")


def _lacks_partner(text: str, start: int, end: int, char: str) -> bool:
    """Return whether a quote or bracket of `text[start:end]` has no counterpart there."""
    if char in _STRAIGHT:
        return _count(text, start, end, char) % 2 == 1
    partner = _CLOSERS.get(char) or _OPENERS.get(char)
    return partner is not None and _count(text, start, end, char) > _count(text, start, end, partner)


def _count(text: str, start: int, end: int, char: str) -> int:
    """Count a quote or bracket; an apostrophe within a word is not counted."""
    if char not in _APOSTROPHES:
        return text.count(char, start, end)
    part = f" {text[start:end]} "
    places = (place for place, here in enumerate(part) if here == char)
    return sum(not (part[place - 1].isalnum() and part[place + 1].isalnum()) for place in places)


def _complete(text: str, start: int, end: int) -> int:
    """Return the end of the words with the full stop of an abbreviation, or the quote or bracket that closes them."""
    if start < end and text[end : end + 1] == ".":
        for pattern in (_ACRONYM, english.ABBREVIATION):
            if any(match.end() == end + 1 for match in pattern.finditer(text, max(0, end - _FAR), end + 1)):
                return end + 1
    after = text[end : end + 1]
    opener = after if after in _STRAIGHT else _OPENERS.get(after)
    if start < end and opener and _lacks_partner(text, start, end, opener):
        return end + 1
    return end
