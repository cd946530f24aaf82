"""Questions without the time that they name, for an article that was published then.

"Who won the trophy in 2022?" is answered by "Lorn won the trophy on Saturday" in an article of December 2022, which
has no need to name its year. Neither reader nor checker knows the day of an article, so both take the year for a
condition that the passage does not meet: of eleven such questions that could be answered, all were declined.
"""

import re
from datetime import datetime, timedelta
from functools import lru_cache

from index.types import Hit
from qa.language.english import questions as english
from qa.language.period import read_past_period

_FIGURES = re.compile(r"(?:19|20)\d{2}")
_LATE = timedelta(days=12)  # before the last second of a month, from when it is late in it
_YEAR, _MONTH = 365, 28  # days of the shortest year and of the shortest month
_AFTER_YEAR, _AFTER_MONTH, _AFTER_DAY = timedelta(0), timedelta(days=10), timedelta(days=3)
"""How long after a year, a month or a day articles tell of it as of their own time."""


def tells_of_time(question: str, hit: Hit) -> bool:
    """Return whether a passage is of the time that a question names, or names it too; of any where none is named."""
    named = _find_time(question)
    return named is None or _is_of(named, hit.head.published) or _names(hit, named["when"])


def _names(hit: Hit, when: str) -> bool:
    """Return whether a passage names a year, or a month of the year of its article or of the one before."""
    year = _FIGURES.search(when)
    month = english.MONTH_NAME.search(when)
    text = f"{hit.head.title} {hit.text}"
    if year and month and month.group()[:3].capitalize() in text and year.group() in text:
        return True
    if year is None or month is None:
        return year is not None and year.group() in text
    recent = 0 <= hit.head.published.year - int(year.group()) <= 1
    return recent and re.search(rf"\b{month.group()[:3].capitalize()}", text) is not None


def undate(question: str, hit: Hit) -> str:
    """Return a question without the first time that it names, where a passage tells of that time without naming it."""
    if hit.head.assumed or not english.ANY_TIME.search(question):
        return question
    undated = _undate(question, hit.head.published)
    years = _FIGURES.findall(question)
    return question if any(year in hit.text or year in hit.head.title for year in years) else undated


@lru_cache(maxsize=1_024)  # each passage of a question, and several sentences of each, are of one day
def _undate(question: str, published: datetime) -> str:
    named = _find_time(question)
    if named is None or not _is_of(named, published):
        return question
    return f"{question[: named.start()]}{question[named.end() :]}".strip()


def _find_time(question: str) -> re.Match[str] | None:
    """Return the first time that a question names, `when`, with its preposition."""
    return english.DATED.search(question) or english.YEARLY.search(question)


def _is_of(named: re.Match[str], published: datetime) -> bool:
    period = read_past_period(named["when"], published)
    if period is None:
        return False
    first, last = period
    days = (last - first).days
    after = _AFTER_YEAR if days >= _YEAR - 1 else _AFTER_MONTH if days >= _MONTH - 1 else _AFTER_DAY
    if after == _AFTER_MONTH and english.LATE.search(named.group()):
        first = last - _LATE
    return first <= published <= last + after
