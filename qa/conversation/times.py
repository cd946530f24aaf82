"""The time of a question, changed by what a follow-up says: "in 2014?", "a week later?", "and before that?"."""

import re
from datetime import UTC, date, datetime, timedelta

from qa.conversation.clauses import append, read_clause
from qa.conversation.recasting import state
from qa.conversation.topic import Topic
from qa.language.english import questions
from qa.language.english.calendar import DAY_OF_MONTH, TYPED_MONTH
from qa.language.english.conversation import followups as english
from qa.language.kind import Kind
from qa.language.period import read_past_period
from qa.language.verb import is_past

Period = tuple[datetime, datetime]
_DAY = rf"{DAY_OF_MONTH} {TYPED_MONTH}|{TYPED_MONTH} {DAY_OF_MONTH}"
_PREP = r"(?:in|on|by|since|until|till|before|after|during|as of)"
_PHRASE = re.compile(
    rf"^(?:(?P<prep>{_PREP}|from|at|of) )?(?:the )?(?:(?:early|late|mid) )?(?P<when>{questions.WHEN}|{_DAY}"
    rf"|{TYPED_MONTH})$",
    re.IGNORECASE,
)
_IN_QUESTION = re.compile(
    rf"\b(?P<head>(?:{_PREP} )?(?:(?:early|late|mid) )?)(?P<when>{questions.WHEN}|{_DAY})(?![\w-])"
    rf"|\b(?P<prep>in |since |during |by |until )(?P<month>{TYPED_MONTH})(?![\w-])",
    re.IGNORECASE,
)
_DATE = re.compile(rf"\b(?:{questions.WHEN}|{_DAY})", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_STATED = re.compile(r"\d{1,2}\b.*\b(?:19|20)\d\d\b")
_WEEKDAY = re.compile(r"^\w+day,? ")
_BEING = {"is": "was", "are": "were", "was": "was", "were": "were"}
_EARLIER = ("before", "beforehand", "earlier")
_BACK = ("earlier", "before", "previous", "ago")
_SHORT = 40  # characters of a short answer that is a date and little else


def is_time(words: str) -> bool:
    """Return whether words are a time and nothing else: "in 2014", "now"."""
    return bool(_PHRASE.match(words) or english.RELATIVE_TIME.match(words))


def date_of(topic: Topic | None) -> str | None:
    """Return the date that a turn speaks of: that of its question, else its short answer."""
    if topic is None:
        return None
    if found := _DATE.search(topic.question):
        return found.group()
    if topic.short and (found := _DATE.search(topic.short)):
        return _WEEKDAY.sub("", topic.short.strip(" .,")) if len(topic.short) < _SHORT else found.group()
    return None


def change_time(core: str, topic: Topic) -> str | None:
    """Return the question of a turn, asked of the time that a follow-up names; None where it names none.

    It is empty where the time counts from one that is not known.
    """
    if match := english.SHIFT.match(core):
        return _shift(match, topic)
    made = _relate(core, topic)
    return _redate(core, topic) if made is None else made


def _shift(match: re.Match[str], topic: Topic) -> str:
    """Move the date of the question, or that of its answer: "and a week later?"; empty where none is known."""
    unit = (match["unit"] or match["one"] or match["one_way"]).lower()
    found = _IN_QUESTION.search(topic.question)
    period = _read_period(found["when"] or "") if found else _period_of_answer(topic)
    if period and unit in ("day", "week") and (period[1] - period[0]).days:
        period = _within(_period_of_answer(topic), period)  # "a week later" than a month counts from a day of it
    if period is None:
        return ""
    count = english.NUMBERS.get((match["count"] or "a").lower()) or int(match["count"])
    back = (match["way"] or match["next"] or match["side"]).lower() in _BACK
    moved = _move(period[0].date(), -count if back else count, unit)
    shown = _format(moved, unit, days=(period[1] - period[0]).days + 1)
    if found:
        head = "on " if found["head"].lower() == "in " and shown[0].isdigit() and " " in shown else found["head"]
        return topic.question.replace(found.group(), f"{head}{shown}", 1)
    return _ask_at(shown, topic)


def _read_period(words: str) -> Period | None:
    return read_past_period(words, datetime.max.replace(tzinfo=UTC))


def _within(day: Period | None, period: Period) -> Period | None:
    """Return a day that lies in a period; None for any other."""
    return day if day and period[0] <= day[0] <= period[1] else None


def _period_of_answer(topic: Topic) -> Period | None:
    """Return the time of an answer: that of the short one, if it names the year, else the day of publication.

    Where that is not known, it is the only whole date of the reply; a mere year there may be that of anything.
    """
    for match in _DATE.finditer(topic.short or ""):
        if _YEAR.search(match.group()) and (period := _read_period(match.group())):
            return period
    if topic.published:
        day = datetime(topic.published.year, topic.published.month, topic.published.day, tzinfo=UTC)
        return day, day
    stated = {match.group() for match in _DATE.finditer(topic.reply) if _STATED.search(match.group())}
    return _read_period(stated.pop()) if len(stated) == 1 else None


def _ask_at(shown: str, topic: Topic) -> str:
    """Return a question without a date, asked of one: of a count by then, of "when?" what happened then."""
    clause = read_clause(topic.question)
    on = "on" if shown[:1].isdigit() and " " in shown else "in"
    if clause and clause.word == "when" and (said := state(topic.question, topic.stated)):
        return f"What happened {on} {shown} after {said}?"
    return append(topic.question, f"{'by' if clause and clause.word == 'how' else on} {shown}")


def _move(day: date, count: int, unit: str) -> date:
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    return date(months // 12, months % 12 + 1, min(day.day, 28))


def _format(day: date, unit: str, *, days: int) -> str:
    """Return a date with the precision of the one that was moved, which was so many days long."""
    if days == 1 or unit in ("day", "week"):
        return f"{day.day} {day:%B} {day.year}"
    return str(day.year) if days > 31 and unit == "year" else f"{day:%B} {day.year}"


def _relate(core: str, topic: Topic) -> str | None:
    """Ask for the time before or after: "and before that?", "since then?"."""
    match = english.SINCE_THEN.match(core)
    if match is None:
        return None
    alone = (match["alone"] or "").lower()
    prep = (match["prep"] or ("before" if alone in _EARLIER else "after")).lower()
    if made := _ask_for_other_holder(prep, topic):
        return made
    if match["person"]:
        return ""
    named = date_of(topic) or _show_published(topic)
    if named and (found := _IN_QUESTION.search(topic.question)):
        return topic.question.replace(found.group(), f"{prep} {named}", 1)
    clause = read_clause(topic.question)
    event = clause and (clause.word in ("when", "where", "why") or (clause.word == "who" and not clause.aided))
    if event and (said := state(topic.question, topic.stated)):
        return f"What has happened since {said}?" if prep == "since" else f"What happened {prep} {said}?"
    return append(topic.question, f"{prep} {named}") if named else ""


def _show_published(topic: Topic) -> str | None:
    day = topic.published
    return f"{day.day} {day:%B} {day.year}" if day else None


def _ask_for_other_holder(prep: str, topic: Topic) -> str | None:
    """Return "Who was prime minister before Keir Starmer?" for "and before him?" where he is the answer.

    Of a question for the one before or after somebody that is not answered, he is that one.
    """
    clause = read_clause(topic.question)
    if clause is None or clause.word != "who" or prep not in ("before", "after"):
        return None
    verb = clause.verb.lower()
    if verb in english.SUCCEEDED and prep == "after" and topic.answered:
        return f"Who {verb} {topic.answered[0].text}?"
    verb = "was" if verb in english.BECAME else _BEING.get(verb, "")
    role = english.ELECTED.sub("", _without_time(clause.rest))
    former = english.HOLDER.search(role)
    person = next((one.text for one in topic.answered if one.kind is Kind.PERSON), former and former["holder"])
    role = english.HOLDER.sub("", role).strip()
    if not (verb and person and role[:1].islower()) or is_past(role.split()[0]):
        return None
    return f"Who {verb} {role} {prep} {person}?"


def _redate(core: str, topic: Topic) -> str | None:
    """Ask the same of another time: "in 2014?", "and now?"."""
    if english.RELATIVE_TIME.match(core):
        return append(_without_time(topic.question), core)
    match = _PHRASE.match(core)
    if match is None:
        return None
    found, year = _IN_QUESTION.search(topic.question), _YEAR.search(topic.question)
    if year and _YEAR.fullmatch(match["when"]) and (found is None or found.group() == year.group()):
        return topic.question.replace(year.group(), match["when"], 1)  # "the 2022 World Cup" and "in 2018?"
    if found is None:
        return append(topic.question, core if match["prep"] else f"in {core}")
    head = found["head"] or found["prep"] or ""
    return topic.question.replace(found.group(), core if match["prep"] else f"{head}{core}", 1)


def _without_time(text: str) -> str:
    return " ".join(_IN_QUESTION.sub("", english.SPOKEN_TIME.sub("", text)).split())
