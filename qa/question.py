"""Understanding a question: the kind of answer it wants, and the dates and sources it names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from index.dates import last_second
from index.search.alternatives import Alternatives
from index.search.spelling import Correction
from index.types import Filters
from qa.language.english import questions as english
from qa.language.form import read_shape
from qa.language.period import read_past_period, read_recent_period
from qa.language.plural import asks_for_several
from qa.language.source import find_sources
from qa.types import Question


class Kind(StrEnum):
    """The kind of answer that a question wants."""

    PERSON = "person"
    PLACE = "place"
    DATE = "date"
    NUMBER = "number"
    REASON = "reason"
    YES_NO = "yes_no"
    THING = "thing"


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it was understood.

    `anchor` is the time that it is about, the time of asking where it names none; `recent` whether it asks for what was
    new then. `wants_list` is whether it asks for several answers, `dated` whether it names a day, month or year.
    `corrected` are the words of which the spelling was corrected; everything else is of the corrected question. `names`
    are the names in it that have others.
    """

    text: str
    kind: Kind
    filters: Filters
    anchor: datetime
    recent: bool
    wants_list: bool = False
    dated: bool = False
    corrected: tuple[Correction, ...] = ()
    names: tuple[Alternatives, ...] = ()


_KIND_PATTERNS = tuple((Kind(name), re.compile(pattern, re.IGNORECASE)) for name, pattern in english.KINDS)

_SENTENCE_END = re.compile(r"(?<=[.!?][\"”’)])\s+|(?<=[.!?])\s+(?=[A-Z“\"])")


def understand(question: Question, sources: Iterable[str], *, cased: bool = True) -> Understood:
    """Understand a question: its kind, and the filters that it names where they were not given.

    A day, month or year in it becomes `since`: what happened in May is reported in May or later. A range, "between 2014
    and 2016", sets `until` too, and so does a question for all that happened in a day, a month or a year. A time after
    that of asking is part of the question, not a filter. Where the question names no time, `anchor` is the end of the
    day of asking, so that a question has the same answer all day.
    `cased` is whether the case of its letters was typed for a reason, so that it chooses between sources.
    """
    filters, anchor = question.filters, question.filters.as_of or last_second(question.asked)
    text = question.text
    if filters.as_of is None and (period := _find_period(english.AS_OF, question.text, anchor)):
        filters = replace(filters, as_of=period[1])
        anchor = min(period[1], anchor)
        text = _without(english.AS_OF_PHRASE, text)  # a filter, of which no article tells
    elif filters.since is filters.until is None and (period := _find_whole_period(question.text, anchor)):
        filters = replace(filters, since=period[0], until=period[1])
        anchor = min(period[1], anchor)
    elif ends := _find_range(question.text, anchor):
        since, until = ends
        filters = replace(filters, since=filters.since or since, until=filters.until or until)
        anchor = min(until, anchor) if until else anchor
    elif period := _find_period(english.AT, question.text, anchor):
        filters = filters if filters.since else replace(filters, since=period[0])
        anchor = min(period[1], anchor)
    if not filters.sources:
        asked_for, text = find_sources(text, sources, cased=cased)  # the source is a filter, and not searched for
        filters = replace(filters, sources=asked_for)
    return Understood(
        text,
        kind_of(question.text),
        filters,
        anchor,
        speaks_of_news(question.text),
        wants_list(question.text),
        names_time(question.text),
    )


def open_end(asked: Understood, question: Question) -> Understood:
    """Return a question without an end of the time that it names itself: later articles may tell of a day, too."""
    if asked.filters.until == question.filters.until:
        return asked
    return replace(asked, filters=replace(asked.filters, until=question.filters.until))


def _without(phrase: re.Pattern[str], text: str) -> str:
    """Return a question without a phrase, with a capital at its beginning."""
    bare = phrase.sub("", text).strip()
    return bare[:1].upper() + bare[1:] or text


def _find_whole_period(text: str, now: datetime) -> tuple[datetime, datetime] | None:
    """Return the period of which all that happened is asked for, with the day after, which tells of its last hours."""
    period = read_shape(text).period
    known = read_recent_period(period, now) or read_past_period(period, now) if period else None
    return (known[0], known[1] + timedelta(days=1)) if known else None


@lru_cache(maxsize=256)
def last_sentence(text: str) -> str:
    """Return the last sentence of a question, which asks; those before it tell."""
    return _SENTENCE_END.split(text.strip())[-1]


def kind_of(text: str) -> Kind:
    """Return the kind of answer that a question wants, by the last of its sentences."""
    last = last_sentence(text)
    parts = (last,) if english.WHAT.search(last) else (last, text)
    kinds = (kind for part in parts for kind, pattern in _KIND_PATTERNS if pattern.search(part))
    return next(kinds, Kind.THING)


def speaks_of_news(text: str) -> bool:
    """Return whether a question asks for what is new: "this week", "on Monday", "the latest"."""
    return english.RECENT.search(text) is not None


def wants_list(text: str) -> bool:
    """Return whether a question asks for several answers: "which countries", "who are the heirs", "name the three"."""
    return kind_of(text) not in (Kind.NUMBER, Kind.REASON, Kind.YES_NO) and asks_for_several(text)


def names_time(text: str) -> bool:
    """Return whether a question names the day, month or year that it is about, which "as of" does not."""
    return english.ANY_TIME.search(english.AS_OF.sub(" ", text)) is not None


def _find_range(text: str, now: datetime) -> tuple[datetime, datetime | None] | None:
    """Return the first and the last second of a range, whichever of its ends is named first.

    The last second is None where only one of the two has begun by `now`, as of "between 2014 and 2040".
    """
    if not (named := english.BETWEEN.search(text)):
        return None
    ends = [period for name in ("first", "second") if (period := read_past_period(named[name], now))]
    if not ends:
        return None
    return min(ends)[0], max(end for _, end in ends) if len(ends) > 1 else None


def _find_period(pattern: re.Pattern[str], text: str, now: datetime) -> tuple[datetime, datetime] | None:
    named = pattern.search(text)
    return read_past_period(named["when"], now) if named else None
