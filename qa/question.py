"""Understanding a question: the kind of answer it wants, and the dates and sources it names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from index.dates import last_second
from index.text import normalise_line
from index.types import Filters
from qa.language.english import questions as english
from qa.language.period import read_past_period
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
    """

    text: str
    kind: Kind
    filters: Filters
    anchor: datetime
    recent: bool
    wants_list: bool = False
    dated: bool = False


_KIND_PATTERNS = tuple((Kind(name), re.compile(pattern, re.IGNORECASE)) for name, pattern in english.KINDS)

_SENTENCE_END = re.compile(r"(?<=[.!?][\"”’)])\s+|(?<=[.!?])\s+(?=[A-Z“\"])")
_CLOSING = " .?!…؟？！"
_INITIALS = re.compile(r"\.\w\Z")  # what is left of "U.S." without its last full stop


def understand(question: Question, sources: Iterable[str]) -> Understood:
    """Understand a question: its kind, and the filters that it names where they were not given.

    A day, month or year in it becomes `since`: what happened in May is reported in May or later. A time after that of
    asking is part of the question, not a filter. Where the question names no time, `anchor` is the end of the day of
    asking, so that a question has the same answer all day.
    """
    filters, anchor = question.filters, question.filters.as_of or last_second(question.asked)
    if filters.as_of is None and (period := _find_period(english.AS_OF, question.text, anchor)):
        filters = replace(filters, as_of=period[1])
        anchor = min(period[1], anchor)
    elif period := _find_period(english.AT, question.text, anchor):
        filters = filters if filters.since else replace(filters, since=period[0])
        anchor = min(period[1], anchor)
    text = question.text
    if not filters.sources:
        asked_for, text = find_sources(text, sources)  # the source is a filter, and not searched for
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


def phrase(text: str) -> str:
    """Return a question in normal form, however it was typed.

    It is on one line, begins with a capital and ends with one question mark: to a model, "Who won", "who won ??" and
    "Who won?" are three questions. A question all in capitals is lowered, since they do not mark names.
    """
    line = _capitalise(normalise_line(text))
    line = _capitalise(line.lower()) if line.isupper() and " " in line else line
    bare = line.rstrip(_CLOSING)
    if not bare:
        return line
    stop = "." if line.startswith(".", len(bare)) and _INITIALS.search(bare) else ""
    return f"{bare}{stop}?"


def _capitalise(line: str) -> str:
    return normalise_line(f"{line[:1].upper()}{line[1:]}")  # a letter's other case may be two characters


def kind_of(text: str) -> Kind:
    """Return the kind of answer that a question wants, by the last of its sentences."""
    last = _SENTENCE_END.split(text.strip())[-1]
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


def _find_period(pattern: re.Pattern[str], text: str, now: datetime) -> tuple[datetime, datetime] | None:
    named = pattern.search(text)
    return read_past_period(named["when"], now) if named else None
