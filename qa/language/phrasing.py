"""The normal form of a question: one line, without what encloses it, with one question mark."""

import re

from index.text import normalise_line
from qa.language.english import shorthand as english

_OPENING = re.compile(r"(?:[\s¿¡؟,;:!?…–—•*>]|[-.]+(?=\s))+")
_CLOSING = " .?!…؟？！,;¿¡"  # no colon or dash, which may stand for what is asked: "the record is held by:"
_INITIALS = re.compile(r"\.\w\Z")  # what is left of "U.S." without its last full stop
_FAMILIES = ('"“”„‟', "'`´‘’‚‛", "«»‹›")
_SHORT = re.compile(rf"(?<![\w.’'-])(?:{'|'.join(english.SHORT)})(?![\w.’'-])")
_FIRST = re.compile(rf"(?:{'|'.join(english.FIRST)})(?= )", re.IGNORECASE)
_MARKS = "".join(_FAMILIES)
_QUOTATION = re.compile(rf"(?<!\w)[{_MARKS}]|[{_MARKS}](?!\w)")  # not the apostrophe of "women's"
_OPENS = re.compile(rf"(?<!\S)[{_MARKS}]")


def phrase(text: str) -> str:
    """Return a question in normal form, however it was typed.

    It is on one line, begins with a capital and ends with one question mark: to a model, "Who won", "who won ??" and
    "Who won?" are three questions. Quotation marks around it and punctuation before it are dropped. A question all in
    capitals is lowered, since they do not mark names. Words typed short ("ppl") are written out.
    """
    line = normalise_line(text)
    if not (bare := _strip(line)):
        return line
    bare = _capitalise(_write_out(bare))
    return f"{_capitalise(bare.lower()) if is_in_capitals(bare) else bare}?"


def is_in_capitals(text: str) -> bool:
    """Return whether a question of several words has no small letter, so that its case tells nothing of names."""
    return text.isupper() and " " in text.strip()


def _write_out(line: str) -> str:
    """Return a question with the words written out that were typed short: "how many ppl died"."""
    if first := _FIRST.match(line):
        line = f"{english.FIRST[first.group().lower()]}{line[first.end() :]}"
    return _SHORT.sub(lambda short: english.SHORT[short.group()], line)


def _strip(line: str) -> str:
    """Return a line without the punctuation and the quotation marks around it; an abbreviation keeps its full stop."""
    while (bare := _unquote(_strip_punctuation(line))) != line:
        line = bare
    return line


def _strip_punctuation(line: str) -> str:
    opening = _OPENING.match(line)
    line = line[opening.end() :] if opening else line
    bare = line.rstrip(_CLOSING)
    return f"{bare}." if line.startswith(".", len(bare)) and _INITIALS.search(bare) else bare


def _unquote(line: str) -> str:
    """Return a line without a pair of quotation marks around it, or the single one that was left of a pair.

    The first and the last mark of `"Cars" or "Frozen"` are no pair.
    """
    places = [mark.start() for mark in _QUOTATION.finditer(line)]
    if not places:
        return line
    begins, ends = places[0] == 0, places[-1] == len(line) - 1
    if len(places) == 1:
        return line[1:] if begins else line[:-1] if ends else line
    return line[1:-1] if begins and ends and not _are_two_quotations(line, places[1:-1]) else line


def _are_two_quotations(line: str, inner: list[int]) -> bool:
    """Return whether, of the marks inside that are like the first one, the first closes and a later one opens."""
    alike = next(family for family in _FAMILIES if line[0] in family)
    opening = [_OPENS.match(line, place) is not None for place in inner if line[place] in alike]
    return bool(opening) and not opening[0] and any(opening)


def _capitalise(line: str) -> str:
    return normalise_line(f"{line[:1].upper()}{line[1:]}")  # a letter's other case may be two characters
