"""The time that words of an article mean: which day "on Monday" is depends on the day of publication."""

import re
import warnings
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from qa.language.english import times as english
from qa.language.english.calendar import LANGUAGE


class Precision(StrEnum):
    """The length of a time."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Resolved:
    """The time that some words mean: its first day and its length; a week begins on Monday.

    `words` are those of the sentence that name it. `relative` is whether the day of publication is needed to resolve
    them: for "yesterday" and "26 January", but not for "26 January 2015".
    """

    day: date
    precision: Precision
    words: str
    relative: bool

    def covers(self, other: "Resolved") -> bool:
        """Return whether the other time lies within this one."""
        return self.day <= other.day and other.last <= self.last

    @property
    def last(self) -> date:
        """Return its last day."""
        if self.precision is Precision.DAY:
            return self.day
        if self.precision is Precision.WEEK:
            return date.fromordinal(min(self.day.toordinal() + 6, date.max.toordinal()))
        month = 12 if self.precision is Precision.YEAR else self.day.month
        return date(self.day.year, month, monthrange(self.day.year, month)[1])


_WORD = re.compile(r"\w+")
_SOON = re.compile(r"(?:\W*+[\w’'-]++){0,4}")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_NEAR = timedelta(days=120)


def resolve(text: str, published: datetime, sentence: str = "", *, at: int | None = None) -> Resolved | None:
    """Return the time that a text names, relative to the day of publication; None where that is not certain.

    `sentence` contains the text, at offset `at` or else at the first occurrence: the words around it decide whether a
    Monday is the last or the next one, or which year a day is of. A text with two different times gives None. Days are
    those of UTC.
    """
    published = published.astimezone(UTC)
    whole = sentence if text in sentence else text
    start = whole.find(text) if at is None or not whole.startswith(text, at) else at
    if english.COUNTED.search(text) or english.RANGE.search(text):
        return None
    end = start + len(text)
    meant = [match for match in english.TIME.finditer(whole) if start < match.end() and match.start() < end]
    times = [_read(match, whole, published) for match in meant]
    if len({(time.day, time.precision) if time else None for time in times}) != 1:
        return None
    return times[0]  # of two names for one time the first, whatever the order of the set


def _read(match: re.Match[str], sentence: str, published: datetime) -> Resolved | None:
    before, after = sentence[: match.start()], sentence[match.end() :]
    words = match.group()
    if match["iso"]:
        return _make(_read_iso(words), words, relative=False)
    if english.RANGE.search(before[-6:] + words[:2]) or english.RANGE.search(words[-4:] + after[:6]):
        return None
    if match["year"] or match["in_year"] or match["alone"]:
        return _make(_parse(match["named"] or words, published), words, relative=False, on=match["on"])
    if match["spoken"]:
        # "The last week" ends with the day of the article and "last week" before it.
        return None if english.WHOLE_RUN.search(before) else _make(_parse(words, published), words, relative=True)
    if match["weekday"] and (english.OTHER_DAY.search(before) or english.NAME_GOES_ON.match(after)):
        return None
    ahead = _lies_ahead(before, after)
    if ahead is None:
        return None
    if match["weekday"]:
        return _weekday(words, published, ahead=ahead)
    if any(int(year) != published.year for year in _YEAR.findall(sentence)):
        return None  # the day may be one of that year
    return _within_a_year(match["named"] or words, words, published, match["on"], ahead=ahead)


def _weekday(words: str, published: datetime, *, ahead: bool) -> Resolved | None:
    """Return the last such day up to that of publication or, where `ahead`, the first after it."""
    if f"{published:%A}" != words:
        return _make(_parse(words, published, ahead=ahead), words, relative=True)
    if ahead:
        return None  # today, or in a week
    return _make((published.date(), Precision.DAY), words, relative=True)


def _within_a_year(named: str, words: str, published: datetime, on: str | None, *, ahead: bool) -> Resolved | None:
    """Return the nearest such day or month in the given direction, if it is of the same year or near."""
    found = _make(_parse(named, published, ahead=ahead), words, relative=True, on=on)
    if found is None:
        return None
    gap = abs(found.day - published.date())
    return found if found.day.year == published.year or gap <= _NEAR else None


def _lies_ahead(before: str, after: str) -> bool | None:
    """Return whether a day lies in the future of its sentence; None where tense and words do not decide it."""
    if english.SINCE.search(before):
        return False
    told, planned, open_ = (_last(pattern, before) for pattern in (english.TOLD, english.PLANNED, english.OPEN))
    if max(planned, open_) > told:
        return True if planned >= open_ else None
    if english.BOUND.search(before) and not english.OWN.match(after):
        return None if _tells_of_past(_without_saying(before) or after) else True
    if english.STARTS.search(before):
        return True
    if english.PRESENT.search(before):
        return None
    soon = _first_words(after)
    if told >= 0 or english.JOINED.match(after) or not (english.PLANNED.search(soon) or english.OPEN.search(soon)):
        return False if _tells_of_past(before) or _tells_of_past(after) or _is_alone(before, after) else None
    if english.TOLD.search(soon):
        return False  # "On Monday he said that he would": the first verb is the day's
    leads = len(before.split()) <= 1
    return True if leads and english.PLANNED.search(soon) else None


def _tells_of_past(clause: str) -> bool:
    """Return whether a clause has a verb in the past tense, apart from a final "he said"."""
    return english.PAST.search(english.STATE.sub("", english.SAID_LAST.sub("", clause))) is not None


def _without_saying(before: str) -> str:
    """Return the words before a day from the last "said" on; empty where nothing but that remains."""
    clause = before[_last(english.SAYING, before) :] if english.SAYING.search(before) else before
    return clause if len(clause.split()) > 1 else ""


def _is_alone(before: str, after: str) -> bool:
    """Return whether there is no sentence around a time: "on Monday", "December"."""
    return len(_WORD.findall(before + after)) <= 1


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)


def _first_words(text: str) -> str:
    """Return the first words after a day, among which its verb is where the day begins the sentence."""
    found = _SOON.match(text)
    return found.group() if found else ""


def _read_iso(words: str) -> tuple[date, Precision] | None:
    try:
        return date.fromisoformat(words), Precision.DAY
    except ValueError:
        return None


@lru_cache(maxsize=4_096)  # 1.3 ms each, and the same words of an article are read several times for one question
def _parse(words: str, base: datetime, *, ahead: bool = False) -> tuple[date, Precision] | None:
    from dateparser.date import DateDataParser  # slow to import (0.25 s), and few answers are dates

    settings = {
        "RELATIVE_BASE": base.replace(tzinfo=None),
        "PREFER_DATES_FROM": "future" if ahead else "past",
        "PREFER_DAY_OF_MONTH": "first",
        "PREFER_MONTH_OF_YEAR": "first",
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # dateparser warns of strptime formats it tries itself
        try:
            found = DateDataParser(languages=[LANGUAGE], settings=settings).get_date_data(words)
        except OverflowError:  # before the year 1 or after 9999
            return None
    return (found.date_obj.date(), Precision(found.period)) if found.date_obj else None


def _make(
    found: tuple[date, Precision] | None, words: str, *, relative: bool, on: str | None = None
) -> Resolved | None:
    if found is None:
        return None
    day, precision = found
    if on and f"{day:%A}" != on:
        return None  # the weekday contradicts the date
    first = {
        Precision.WEEK: day - timedelta(days=day.weekday()),
        Precision.MONTH: day.replace(day=1),
        Precision.YEAR: day.replace(month=1, day=1),
    }
    return Resolved(first.get(precision, day), precision, words, relative)
