"""What texts for people say in words: days, periods, and how uncertain a short answer is."""

import re
from datetime import date
from typing import Literal, assert_never

from index.article import UNKNOWN_SOURCE
from qa.language.when import Precision

ASSUMED = "how `published` was assumed, where the source states no date; null where it does"
# Of short answers to three strangers 27 were right, 4 partly and 6 wrong from 0.4 to 0.5; 26, 14 and 9 from 0.2 to 0.4;
# 13, 8 and 10 below (decision 0145).
PERHAPS = 0.4
"""A short answer of less confidence is introduced by "Perhaps"; the scripts of the pages repeat both numbers."""
UNLIKELY = 0.2
"""A short answer of less confidence is introduced by "Unlikely" instead."""
DISAGREEMENT = "The articles give different answers:"
FALLBACK = {
    "model_unavailable": "The language model gave no answer",
    "model_declined": "The language model found no answer in the articles",
    "nothing_verified": "No sentence of the language model could be proved",
}
_DIGEST = re.compile(r"\+[0-9a-f]{8}$")  # of its prompt


def is_unsure(confidence: float | None) -> bool:
    """Return whether a short answer is too uncertain to be stated without "Perhaps" or "Unlikely"."""
    return say_doubt(confidence) is not None


def say_doubt(confidence: float | None) -> Literal["Perhaps", "Unlikely"] | None:
    """Return the word that introduces an uncertain short answer; None if it needs none."""
    if confidence is None or confidence >= PERHAPS:
        return None
    return "Perhaps" if confidence >= UNLIKELY else "Unlikely"


def name_source(source: str) -> str:
    """Return how a source is called; one that is not known is not shown as an outlet of that name."""
    return "unknown source" if source.casefold() == UNKNOWN_SOURCE else source


def tell_assumed(assumed: str | None) -> str:
    """Return the note that a date is only assumed, to follow it; empty if it is stated."""
    return " (assumed)" if assumed else ""


def format_day(day: date) -> str:
    """Return a day in English: 26 January 2015."""
    return f"{day.day} {day:%B} {day.year}"


def format_period(day: date, precision: Precision) -> str:
    """Return a period in English: 26 January 2015, the week of 26 January 2015, January 2015, 2015."""
    match precision:
        case Precision.DAY:
            return format_day(day)
        case Precision.WEEK:
            return f"the week of {format_day(day)}"
        case Precision.MONTH:
            return f"{day:%B} {day.year}"
        case Precision.YEAR:
            return str(day.year)
    assert_never(precision)


def say_writer(generator: str | None, fallback: str | None) -> str:
    """Return that a language model wrote an answer, or why it did not; empty if none was asked."""
    if fallback:
        return f"{FALLBACK[fallback]}, so the articles are quoted."
    if generator is None:
        return ""
    return f"Written by {_DIGEST.sub('', generator)}; each sentence was checked against the articles it cites."


def say_correction(typed: str, meant: str) -> str:
    """Return the sentence on a word that was searched for in another spelling."""
    return f"Searched for '{meant}' instead of '{typed}'."
