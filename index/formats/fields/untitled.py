"""Titles for texts without a headline: their first sentence; and which first lines are sentences of the story."""

import re

_LONGEST = 120
_SHORTEST = 20  # characters: what ends before is an abbreviation, or an exclamation
_FEWEST_WORDS = 8
_FEWEST_SIGNS = 30  # of a script without blanks between words
# Blanks are bounded: with any number of them, a row of 5,000 takes minutes.
_DATELINE = re.compile(
    r"(?P<place>(?!By\b)[A-ZÀ-Þ][\w.’'-]*(?:[ ,]{1,3}[A-ZÀ-Þ(][\w.’')-]*){0,5}),?\s{1,3}"
    r"(?P<date>(?:[A-ZÀ-Þ][a-zà-ÿ]{2,8}\.? \d{1,2}|\d{1,2}\.? [A-ZÀ-Þ][a-zà-ÿ]{2,8}\.?)(?:,? (?:1[89]|20)\d\d)?)?"
    r"\s{0,3}(?:\([^()\n]{2,40}\)|/[^/\n]{2,40}/)?\s{0,3}(?:[–—]|--?)\s{1,3}"
)
_END = re.compile(r"[.!?…](?=[\"”’»)]*\s+[\"“‘«(]*[A-ZÀ-Þ\d])|[。！？](?=.)|[.!?…。！？][\"”’»)]*\Z")
_ENDED = re.compile(r"[.。…][\"”’»)\]]*\Z")


def title_of(text: str) -> str:
    """Return the first sentence of a text without a headline, cut between words if it is long; empty of an empty text.

    A dateline before it, "TOKYO, May 6 (Example) —", is no part of it.
    """
    line = next((one for one in map(str.strip, text.split("\n")) if one), "")
    if dateline := _DATELINE.match(line):
        line = line[dateline.end() :]
    ends = (one.end() for one in _END.finditer(line, _SHORTEST))
    sentence = line[: next(ends, len(line))].strip()
    if len(sentence) > _LONGEST:
        cut = sentence[: _LONGEST - 1]
        return f"{cut[: cut.rfind(' ')] if ' ' in cut[_LONGEST // 2 :] else cut}".rstrip(" ,;:–—-") + "…"
    return sentence[:-1] if sentence.endswith((".", "。")) and not sentence.endswith("..") else sentence


def is_sentence(line: str) -> bool:
    """Return whether a first line is a sentence of the story: it has a dateline, or ends as no headline does."""
    if (dateline := _DATELINE.match(line)) and (dateline["date"] or "(" in dateline[0]):
        return True
    signs = len(re.findall(r"[\u3040-\u9fff]", line))
    return _ENDED.search(line) is not None and (len(line.split()) >= _FEWEST_WORDS or signs >= _FEWEST_SIGNS)


def place_of_dateline(text: str) -> str | None:
    """Return the place of the dateline that a text begins with; None if it has none with a date or an agency."""
    dateline = _DATELINE.match(text.lstrip())
    return (
        dateline["place"].partition("(")[0].rstrip(" ,")
        if dateline and (dateline["date"] or "(" in dateline[0])
        else None
    )


def date_of_dateline(text: str) -> str | None:
    """Return the date that the dateline of a text states; None if it has none, or states no year."""
    dateline = _DATELINE.match(text.lstrip())
    return dateline["date"] if dateline and dateline["date"] and re.search(r"\d{4}", dateline["date"]) else None
