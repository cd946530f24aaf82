"""What is asked: the kind of answer it wants, and the dates and sources that its words name."""

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

    `anchor` is the time around which its event lies, if only the time of asking; `recent` says that its words speak of
    what is new then. `wants_list` says that they ask for several answers, `dated` that they name a day, month or year.
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
    """Read a question: its kind, and the filters its words name where none were given beside them.

    A day, month or year in it keeps what was published since: what happened in May is told in May and later, never
    before. A time that lies ahead of the asking is part of what is asked, not a filter. Where nothing names a time, the
    day of asking does: its end, so that a question has the same answer all day.
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
        asked_for, text = find_sources(text, sources)  # who says it is no part of what is asked
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
    """Return a question in the one form in which it is searched for and read, however it was typed.

    It is on one line, begins with a capital and ends with one question mark: models take "Who won", "who won ??" and
    "Who won?" for three questions. Capitals throughout tell no names, and are read as small letters.
    """
    line = normalise_line(text)
    line = line.lower() if line.isupper() and " " in line else line
    bare = line.rstrip(_CLOSING)
    if not bare:
        return line
    stop = "." if line.startswith(".", len(bare)) and _INITIALS.search(bare) else ""
    return f"{bare[0].upper()}{bare[1:]}{stop}?"


def kind_of(text: str) -> Kind:
    """Return the kind of answer that a question wants; of several sentences the last one asks."""
    last = _SENTENCE_END.split(text.strip())[-1]
    parts = (last,) if english.WHAT.search(last) else (last, text)
    kinds = (kind for part in parts for kind, pattern in _KIND_PATTERNS if pattern.search(part))
    return next(kinds, Kind.THING)


def speaks_of_news(text: str) -> bool:
    """Return whether a question speaks of what is new: "this week", "on Monday", "the latest"."""
    return english.RECENT.search(text) is not None


def wants_list(text: str) -> bool:
    """Return whether a question asks for several answers: "which countries", "who are the heirs", "name the three"."""
    return kind_of(text) not in (Kind.NUMBER, Kind.REASON, Kind.YES_NO) and asks_for_several(text)


def names_time(text: str) -> bool:
    """Return whether a question names the day, month or year that it asks about; "as of" names that of asking."""
    return english.ANY_TIME.search(english.AS_OF.sub(" ", text)) is not None


def _find_period(pattern: re.Pattern[str], text: str, now: datetime) -> tuple[datetime, datetime] | None:
    named = pattern.search(text)
    return read_past_period(named["when"], now) if named else None
