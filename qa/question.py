"""What is asked: the kind of answer it wants, and the dates and sources that its words name."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import dropwhile

from index.dates import last_second, parse_moment, to_utc
from index.errors import InvalidDate
from index.text import normalise_line
from index.types import Filters
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


# The first pattern that matches decides, so the particular stand before the general.
_KINDS = (
    (Kind.NUMBER, r"\bhow (many|much|old|long|far|high|tall|fast|big|large|often)\b|\b(what|which) (number|percentage"
                  r"|percent|share|price|score|age|amount|sum|toll)\b"),
    (Kind.DATE, r"\bwhen\b|\b(what|which) (year|day|date|month|time|century|decade)s?\b|\bhow (soon|recently)\b"),
    (Kind.PLACE, r"\bwhere\b|\b(what|which) ([\w’'-]+ ){0,2}((country|city|town|state|place|region|nation|continent"
                 r"|island|village|province|capital|county|territory|river|airport|border)s?|countries|cities"
                 r"|counties|territories)\b"),
    (Kind.REASON, r"\bwhy\b|\b(what|which) (caused|reason|prompted|led)\b|\bhow come\b"),
    (Kind.PERSON, r"\bwho(m|se)?\b|\b(what|which|this) ([\w’'-]+ ){0,2}(person|man|woman|president|minister|leader"
                  r"|actor|actress|singer|player|senator|politician|author|artist|king|queen|team|group|party|company|star"
                  r"|official|chief|ceo|secretary|governor|mayor|judge|justice|lawyer|attorney|athlete|celebrity|rapper"
                  r"|comedian|musician|director|billionaire|coach|host|candidate|champion|golfer|band|airline|retailer"
                  r"|agency|organi[sz]ation)s?\b"
                  r"|\b(what|which|this) ([\w’'-]+ ){0,2}(people|men|women|parties|companies|country.s leader)\b"),
    (Kind.YES_NO, r"^(is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b"),
)  # fmt: skip
_KIND_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)

_SENTENCE_END = re.compile(r"(?<=[.!?][\"”’)])\s+|(?<=[.!?])\s+(?=[A-Z“\"])")
_CLOSING = " .?!…؟？！"
_INITIALS = re.compile(r"\.\w\Z")  # what is left of "U.S." without its last full stop
_WHAT = re.compile(r"\b(?:what|which)\b", re.IGNORECASE)

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_OF_MONTH = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY = rf"\d{{4}}-\d{{2}}-\d{{2}}|{_OF_MONTH} {_MONTH},? \d{{4}}|{_MONTH} {_OF_MONTH},? \d{{4}}"
_WHEN = rf"(?:{_DAY}|{_MONTH},? \d{{4}}|(?:19|20)\d{{2}})"
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_AS_OF = re.compile(rf"\bas of (?P<when>{_WHEN})\b", re.IGNORECASE)
_AT = re.compile(
    rf"\b(?:in|on|during|since|after|from|(?<!\bas )of|early|late|mid|between) (?P<when>{_WHEN})(?![\w-])",
    re.IGNORECASE,
)
_RECENT = re.compile(
    r"\b(this (week|month|weekend|year|summer|winter|spring|fall|season)|today|yesterday|tonight|recent(ly)?|latest|now"
    r"|upcoming|just|currently|on (mon|tues|wednes|thurs|fri|satur|sun)day|soon"
    r"|(last|next) (week|month|night|weekend))\b",
    re.IGNORECASE,
)
_ANY_TIME = re.compile(
    rf"(?<![\w-])(?:{_WHEN}|{_OF_MONTH} {_MONTH}|{_MONTH} {_OF_MONTH}|(?:in|during|since|until|last|this) {_MONTH})"
    r"(?![\w-])",
    re.IGNORECASE,
)

_TOKEN = re.compile(r"[\w’'-]+")
_PLURALS = {"people", "men", "women", "children", "media"}
_SINGULARS = {"news", "series", "species", "means", "headquarters", "always", "perhaps", "politics", "does", "was",
               "has", "sports", "arms"}  # fmt: skip
_VERBS = {"causes", "comes", "drives", "gives", "goes", "happens", "keeps", "lies", "makes", "remains", "takes"}
_OF_ONE = {"is", "was", "has", "does"}
_COUNTS = {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
_PASSED = {"of", "the", "these", "those", "other", "all", "some"}
_OWNERS = {"the", "these", "those", "his", "her", "its", "their", "all", "some", "among"}
_OF_SEVERAL = {"are", "were", "have", "had", "do", "did", "will", "would", "can", "could"}
_NOT_AFTER_NOUN = {"a", "an", "the", "to", "this", "that", "his", "her", "its", "their", "of", "in", "for", "it", "if",
                   "when", "you", "people"}  # fmt: skip


def understand(question: Question, sources: Iterable[str]) -> Understood:
    """Read a question: its kind, and the filters its words name where none were given beside them.

    A day, month or year in it keeps what was published since: what happened in May is told in May and later, never
    before. A time that lies ahead of the asking is part of what is asked, not a filter. Where nothing names a time, the
    day of asking does: its end, so that a question has the same answer all day.
    """
    filters, anchor = question.filters, question.filters.as_of or last_second(question.asked)
    if filters.as_of is None and (named := _AS_OF.search(question.text)) and (period := _past(named["when"], anchor)):
        filters = replace(filters, as_of=period[1])
        anchor = min(period[1], anchor)
    elif (named := _AT.search(question.text)) and (period := _past(named["when"], anchor)):
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
    """Return the kind of answer that a question wants; of several sentences the last one asks."""
    last = _SENTENCE_END.split(text.strip())[-1]
    parts = (last,) if _WHAT.search(last) else (last, text)
    kinds = (kind for part in parts for kind, pattern in _KIND_PATTERNS if pattern.search(part))
    return next(kinds, Kind.THING)


def speaks_of_news(text: str) -> bool:
    """Return whether a question speaks of what is new: "this week", "on Monday", "the latest"."""
    return _RECENT.search(text) is not None


def wants_list(text: str) -> bool:
    """Return whether a question asks for several answers: "which countries", "who are the heirs", "name the three"."""
    if kind_of(text) in (Kind.NUMBER, Kind.REASON, Kind.YES_NO):
        return False
    words = _TOKEN.findall(text.lower() if text.isupper() else text)
    for place, word in enumerate(map(str.lower, words)):
        after = words[place + 1 :]
        if word in ("which", "what", "who") and after[:1] and after[0].lower() in ("are", "were"):
            return _lists(after[1:])
        if word in ("which", "what"):
            return _asks_for_several(after, sure=word == "which")
    return bool(words) and words[0].lower() in ("name", "list") and _lists(words[1:])


def names_time(text: str) -> bool:
    """Return whether a question names the day, month or year that it asks about; "as of" names that of asking."""
    return _ANY_TIME.search(_AS_OF.sub(" ", text)) is not None


def _lists(words: Sequence[str]) -> bool:
    """Return whether "the winners", "all members" or "two players" begins here; "the Houthis" are one thing by name."""
    if not words or not (words[0].lower() in _OWNERS or _is_count(words[0])):
        return False
    return any(_is_count(word) or _is_plural(word) for word in words[:4])


def _asks_for_several(words: Sequence[str], *, sure: bool) -> bool:
    """Return whether a plural noun begins what stands behind "which" or, less `sure`, "what": "what causes" is none."""
    words = list(dropwhile(lambda word: word.lower() in _PASSED, words[:6]))
    first, second, third = (*words, "", "", "")[:3]
    if _is_count(first):
        return True
    if _is_plural(first):
        noun = sure or (second.islower() and second not in _NOT_AFTER_NOUN and first not in _VERBS)
        return noun and second not in _OF_ONE
    return _is_plural(second) and (third in _OF_SEVERAL or (sure and first[:1].isupper()))


def _is_count(word: str) -> bool:
    return word.lower() in _COUNTS or (word.isdigit() and 1 < int(word) < 100)


def _is_plural(word: str) -> bool:
    return word in _PLURALS or (re.fullmatch(r"[a-z-]+[^siu\W]s", word) is not None and word not in _SINGULARS)


def _past(text: str, now: datetime) -> tuple[datetime, datetime] | None:
    """Return the first and the last second of a day, month or year that has begun by `now`; else None."""
    period = _period(text)
    return period if period and period[0] <= now else None


def _period(text: str) -> tuple[datetime, datetime] | None:
    """Return the first and the last second of a day, month or year; None where there is no such day."""
    if re.fullmatch(r"\d{4}", text):
        year = int(text)
        return datetime(year, 1, 1, tzinfo=UTC), datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC)
    if _ISO_DAY.fullmatch(text):  # which the parser below would read with day and month changed, were there no such day
        with suppress(InvalidDate):
            return parse_moment(text), parse_moment(text, end_of_day=True)
        return None
    from dateparser.date import DateDataParser  # a quarter of a second to import, and few questions name a date

    settings = {"PREFER_DAY_OF_MONTH": "first", "REQUIRE_PARTS": ["month", "year"], "PARSERS": ["absolute-time"]}
    found = DateDataParser(languages=["en"], settings=settings).get_date_data(text)
    if found.date_obj is None:
        return None
    start = to_utc(found.date_obj.replace(hour=0, minute=0, second=0))
    after = start + timedelta(days=1) if found.period == "day" else (start + timedelta(days=32)).replace(day=1)
    return start, after - timedelta(seconds=1)
