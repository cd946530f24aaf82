"""Messages that are a part of a question: "and in Syria?", "why?", "a week later?" become it with that part changed."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches

from qa.conversation.clauses import ask_how_many, ask_who, read_clause, recast
from qa.conversation.mentions import Kind, Mention, find_mentions, place_names
from qa.conversation.statements import state
from qa.conversation.topics import Topic, Topics
from qa.language.english import followups as english
from qa.language.english import questions
from qa.language.period import read_past_period
from qa.language.verb import is_past

_END = " ?!.…"
_WHEN = rf"(?:{questions.WHEN}|{questions.DAY_OF_MONTH} {questions.TYPED_MONTH}|{questions.TYPED_MONTH} {questions.DAY_OF_MONTH}|{questions.TYPED_MONTH})"
_TIME_PHRASE = re.compile(
    rf"^(?:(?P<prep>in|on|by|since|until|till|before|after|during|from|at|of|as of) )?(?:the )?(?:(?:early|late|mid) )?(?P<when>{_WHEN})$",
    re.IGNORECASE,
)
_TIME_IN_QUESTION = re.compile(
    rf"\b(?:(?:in|on|by|since|until|till|before|after|during|as of) )?(?:(?:early|late|mid) )?(?:{questions.WHEN}|{questions.DAY_OF_MONTH} {questions.TYPED_MONTH}"
    rf"|{questions.TYPED_MONTH} {questions.DAY_OF_MONTH})(?![\w-])|\b(?:in|since|during|by|until) {questions.TYPED_MONTH}(?![\w-])",
    re.IGNORECASE,
)
_YEAR_PHRASE = re.compile(r"\b(?:19|20)\d\d\b")
_PREPOSED = re.compile(r"^(?P<prep>in|at|on|from|to|for|by|of|with|near|against|among|over|under|into|during|about|outside|inside|across) (?P<what>.+)$", re.I)
_PREPOSED_WH = re.compile(r"^(?:to|from|for|with|by|against|at|in|on|about|of|since|until) (?:whom|who|where|what|when|how long|how much|how many times)$", re.I)
_COPULA = re.compile(r"^(?:who|what|how (?:many|much|high|large)|where|which) (?:is|was|were|are) (?:it|that|this|they|there) ", re.I)
_LONGEST = 7  # words of a fragment
_KNOWN = english.FUNCTION | {word for messages in english.BARE.values() for one in messages for word in one.split()}
_LIKE = 0.84  # how alike a typo and the message that it is of are
_BARE = {message: key for key, messages in english.BARE.items() for message in messages}
_SPELLED = [message for message in _BARE if len(message) >= 4]
_ADJECTIVE = re.compile(r"^how (?P<adjective>old|tall|rich|long|big|large|strong|far|fast|high|deep|heavy|bad)$", re.I)


def complete_fragment(message: str, topics: Topics) -> str | None:
    """Return the whole question that a fragment stands for; None where the message is not one."""
    topic = topics.last
    if topic is None:
        return None
    polite = english.POLITE.sub("", message) or message
    lead = english.LEAD.match(polite)
    core = (polite[lead.end() :] if lead else polite).rstrip(_END).strip(" ,") or polite.rstrip(_END)
    if not english.SINCE_THEN.match(core):
        core = english.ASIDE.sub("", core).strip(" ,") or core
    core = _strip_copula(core)
    plain = re.sub(r"[’',]", "", core.lower())
    if key := _read_bare(plain, topic):
        return _ask_again(core.lower() if _PREPOSED_WH.match(core) and key not in ("who", "why") else key, topic, topics) or message
    if made := _attribute(core, topic, topics):
        return made
    if len(core.split()) > _LONGEST:
        return None
    if _PREPOSED_WH.match(core):
        return recast(topic.question, core.lower(), topic.short)
    for rule in (_shift, _relate, _redate, _count, _describe):
        if made := rule(core, topic, topics):
            return made
    if _has_verb(core):
        return None
    return _replace_part(core, topic, lead=lead is not None)


def _strip_copula(core: str) -> str:
    """Return "in 2022" of "who was it in 2022"; any other message as it is."""
    match = _COPULA.match(core)
    if match is None:
        return core
    rest = core[match.end() :]
    return rest if _TIME_PHRASE.match(rest) or _PREPOSED.match(rest) or english.RELATIVE_TIME.match(rest) else core


def _read_bare(plain: str, topic: Topic) -> str | None:
    """Return what a message that is only a question word asks for, a typo allowed."""
    if plain in _BARE:
        return _BARE[plain]
    if len(plain) > 40 or any(plain in one.text.lower() for one in topic.asked):
        return None
    if plain in ("wy", "whn", "wher", "hwo", "wen", "whre", "wich", "woh", "whne", "hw many", "hwo many"):
        return {"wy": "why", "whn": "when", "wen": "when", "whne": "when", "wher": "where", "whre": "where"}.get(plain) or ("how many" if "many" in plain else "who")
    if _KNOWN.issuperset(plain.split()):
        return None  # no typo, but another message
    near = get_close_matches(plain, _SPELLED, n=1, cutoff=_LIKE) if len(plain) >= 5 else []
    alike = near and near[0][:1] == plain[:1] and len(near[0].split()) == len(plain.split())
    return _BARE[near[0]] if alike else None


def _ask_again(key: str, topic: Topic, topics: Topics) -> str | None:
    question, short = topic.question, topic.short
    rules: dict[str, Callable[[], str | None]] = {
        "again": lambda: question,
        "who": lambda: ask_who(question),
        "how many": lambda: ask_how_many(question),
        "how much": lambda: None,
        "else": lambda: _ask_else(question),
        "more": lambda: _ask_more(question, topics),
    }
    return rules[key]() if key in rules else recast(question, key, short)


def _ask_else(question: str) -> str | None:
    clause = read_clause(question)
    if clause is None or clause.word not in ("who", "what", "where"):
        return None
    asking = re.sub(rf"\b{clause.word}\b", lambda match: f"{match.group()} else", clause.asking, count=1, flags=re.IGNORECASE)
    return f"{asking} {clause.verb} {clause.rest}".strip() + "?" if " else" not in clause.asking else question


def _ask_more(question: str, topics: Topics) -> str | None:
    topic = topics.last
    if topic and (said := state(question, topic.short)):
        return f"What happened after {said}?"
    things = topics.things("") or topics.persons("he", "")
    return f"What else is known about {things[0].text}?" if things else None


def _shift(core: str, topic: Topic, topics: Topics) -> str | None:
    """Move the date of the last question: "and a week later?"."""
    match = english.SHIFT.match(core)
    if match is None:
        return None
    count = english.NUMBERS.get((match["count"] or "a").lower()) or int(match["count"])
    unit = (match["unit"] or match["one"] or match["one_way"]).lower()
    back = (match["way"] or match["next"] or match["side"] or "").lower() in ("earlier", "before", "previous", "ago")
    found = _TIME_IN_QUESTION.search(topic.question)
    dated = _read_date(_bare_date(found.group())) if found else None
    if found is None or dated is None:
        return _append(topic.question, core)
    moved, days = _move(dated[0], -count if back else count, unit), dated[1]
    head = found.group().removesuffix(_bare_date(found.group()))
    return topic.question.replace(found.group(), head + _format(moved, days, unit), 1)


def _read_date(words: str) -> tuple[date, int] | None:
    """Return the first day of a date, and how many days it has; None where it names no year."""
    period = read_past_period(words, datetime.max.replace(tzinfo=UTC))
    return (period[0].date(), (period[1] - period[0]).days + 1) if period else None


def _bare_date(words: str) -> str:
    return re.sub(r"^(?:as of|in|on|by|since|until|till|before|after|during|early|late|mid)\s+", "", words, flags=re.IGNORECASE)


def _move(day: date, count: int, unit: str) -> date:
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    return date(months // 12, months % 12 + 1, min(day.day, 28) if day.day > 28 else day.day)


def _format(day: date, days: int, unit: str) -> str:
    if days > 31 and unit == "year":
        return str(day.year)
    if days == 1 or unit in ("day", "week"):
        return f"{day.day} {day:%B} {day.year}"
    return f"{day:%B} {day.year}"


def _relate(core: str, topic: Topic, topics: Topics) -> str | None:
    """Ask for the time before or after: "and before that?", "since then?"."""
    from qa.conversation.references import date_of

    match = english.SINCE_THEN.match(core)
    if match is None:
        return None
    prep = (match["prep"] or {"before": "before", "beforehand": "before", "earlier": "before"}.get((match["alone"] or "").lower(), "after")).lower()
    clause = read_clause(topic.question)
    date = date_of(topics)
    person = next((one.text for one in topic.answered if one.kind is Kind.PERSON), None)
    if clause and clause.word == "who" and clause.verb.lower() in ("is", "was", "are", "were") and person and prep in ("before", "after"):
        verb = {"is": "was", "are": "were"}.get(clause.verb.lower(), clause.verb)
        return f"Who {verb} {_without_time(clause.rest)} {prep} {person}?"
    if date and (found := _TIME_IN_QUESTION.search(topic.question)):
        return topic.question.replace(found.group(), f"{prep} {date}", 1)
    if clause and clause.word in ("when", "where", "why") or (clause and clause.word == "who" and not clause.aided):
        if said := state(topic.question, topic.short):
            return f"What happened {prep} {said}?" if prep != "since" else f"What has happened since {said}?"
    return _append(topic.question, f"{prep} {date}") if date else _append(topic.question, core)


def _without_time(text: str) -> str:
    return " ".join(_TIME_IN_QUESTION.sub("", english.SPOKEN_TIME.sub("", text)).split())


def _attribute(core: str, topic: Topic, _: Topics) -> str | None:
    """Ask the same of one source: "according to Reuters?"."""
    match = english.SAYING.match(core)
    if match is None or _has_verb(core.removeprefix("what ")) and match["sayer"] is None:
        return None
    source = match["source"] or match["sayer"] or match["by"]
    if source.lower() in ("whom", "who", "that", "it", "he", "she", "they"):
        return None
    return _append(english.ACCORDING.sub("", topic.question), f"according to {source}")


def _redate(core: str, topic: Topic, _: Topics) -> str | None:
    """Ask the same of another time: "in 2014?", "and now?"."""
    if english.RELATIVE_TIME.match(core):
        return _append(_without_time(topic.question), core)
    match = _TIME_PHRASE.match(core)
    if match is None:
        return None
    found = _TIME_IN_QUESTION.search(topic.question)
    given = core if match["prep"] else None
    if found is None:
        bare = _YEAR_PHRASE.search(topic.question)
        if bare and re.fullmatch(r"\d{4}", match["when"]):  # "the 2022 World Cup" and "in 2018?"
            return topic.question.replace(bare.group(), match["when"], 1)
        return _append(topic.question, given or f"in {core}")
    words = found.group().split()
    head = " ".join(word for word in words[:2] if word.lower() in english.PREPOSITIONS)
    if not head and re.fullmatch(r"\d{4}", found.group()) and re.fullmatch(r"\d{4}", match["when"]):
        return topic.question.replace(found.group(), match["when"], 1)
    return topic.question.replace(found.group(), given or f"{head} {core}".strip(), 1)


def _count(core: str, topic: Topic, topics: Topics) -> str | None:
    """Ask for the number of others: "how many women?", "how many of them?", "how many in Syria?"."""
    match = re.match(r"^how (?P<much>many|much) (?P<what>.+)$", core, re.IGNORECASE)
    if match is None or _has_verb(match["what"]) or any(map(is_past, match["what"].split())):
        return None
    what = match["what"]
    if of := re.fullmatch(r"of (?:them|those|these)", what, re.IGNORECASE):
        groups = topics.groups("")
        return f"How many of {groups[0].text}?" if groups and of else None
    clause = read_clause(topic.question)
    if clause is None:
        return None
    if placed := _PREPOSED.match(what):
        return _place(placed["prep"], placed["what"], topic.question if clause.word == "how" else ask_how_many(topic.question) or topic.question)
    if clause.word == "how" and clause.noun:
        return f"How {match['much']} {what} {clause.verb} {clause.rest}".strip() + "?"
    return None


def _describe(core: str, topic: Topic, topics: Topics) -> str | None:
    """Ask how old the person is, or how large the thing: "how old?"."""
    match = _ADJECTIVE.match(core)
    if match is None:
        return None
    personal = match["adjective"].lower() in ("old", "tall", "rich")
    found = topics.persons("", "") if personal else topics.things("")
    return f"How {match['adjective'].lower()} is {found[0].text}?" if found else None


def _has_verb(core: str) -> bool:
    """Return whether a message has a question word or an auxiliary, so that it is no fragment."""
    words = core.lower().split()
    return any(re.fullmatch(rf"{english.WH}|{english.AUXILIARY}", word) for word in words)


def _replace_part(core: str, topic: Topic, *, lead: bool) -> str | None:
    """Put a place, a person or another name into the last question: "and in Syria?", "what about Balwani?"."""
    question = topic.question
    if match := _PREPOSED.match(core):
        return _place(match["prep"].lower(), match["what"], question, sure=lead)
    new = _read_name(core)
    if new is None or not (lead or (new.kind is Kind.PLACE and len(core.split()) <= 3) or (new.kind is Kind.PERSON and new.name)):
        return None
    if new.name and (old := _counterpart(new, question, topic)):
        return _swap(question, old, new.text if new.kind is Kind.PLACE else core)
    clause = read_clause(question)
    if not new.name and clause and clause.noun and len(core.split()) <= 3:  # "how many men", "and women?"
        noun = re.sub(r"^the ", "", core, flags=re.IGNORECASE)
        return f"{clause.asking[: -len(clause.noun)]}{noun} {clause.verb} {clause.rest}".strip() + "?"
    if new.kind is Kind.PLACE:
        return _append(question, f"in {new.text}")
    return None


def _read_name(core: str) -> Mention | None:
    lower = core.lower().removeprefix("the ")
    if lower in place_names():
        shown = core if any(map(str.isupper, core)) else core.upper() if len(lower) <= 3 else core.title()
        return Mention(shown, Kind.PLACE, name=True)
    found = [one for one in find_mentions(f"was {core}") if one.end == len(core) + 4]
    return found[-1] if found else None


def _counterpart(new: Mention, question: str, topic: Topic) -> Mention | None:
    """Return the mention of the last question that a new name takes the place of."""
    asked = [one for one in find_mentions(question) if one.start >= 0 and question[one.start : one.end].lower().endswith(one.text.lower().removeprefix("the "))]
    known = {one.text: one.kind for one in topic.asked}
    same = [one for one in asked if one.name and known.get(one.text, one.kind) is new.kind]
    if new.kind is Kind.PLACE:
        found = same or [one for one in asked if one.name and one.kind is Kind.UNKNOWN]
        return found[-1] if found else None
    alike = [one for one in asked if one.name and known.get(one.text, one.kind) is not Kind.PLACE]
    return next(iter((*same, *alike)), None)


def _place(prep: str, what: str, question: str, *, sure: bool = True) -> str | None:
    """Put "in Syria" in the place of the phrase with the same preposition, or at the end."""
    new = _read_name(what)
    shown = new.text if new and new.kind is Kind.PLACE and new.name else what
    asked = [one for one in find_mentions(question) if one.start >= 0]
    before = {one.start: question[: one.start].split()[-1:] for one in asked}
    same = [one for one in asked if [word.lower() for word in before[one.start]] == [prep]]
    if prep in ("in", "at") and new is not None:
        near = [one for one in asked if [word.lower() for word in before[one.start]] in (["in"], ["at"], ["of"])]
        placed = [one for one in near if one.kind is Kind.PLACE and one.name == new.name]
        same = placed or [one for one in same if one.kind in (new.kind, Kind.PLACE, Kind.UNKNOWN)]
    if not sure and new is None:
        return None
    return _swap(question, same[-1], shown) if same else _append(question, f"{prep} {shown}")


def _swap(question: str, old: Mention, new: str) -> str:
    start, end = old.start, old.end
    joined = re.match(r"\s+and\s+(?:the\s+)?[A-Z][\w-]*", question[end:])  # "in Turkey and Syria"
    if not joined:
        before = re.search(r"[A-Z][\w-]*\s+and\s+$", question[:start])
        start = before.start() if before else start
    else:
        end += joined.end()
    return f"{question[:start]}{new}{question[end:]}"


def _append(question: str, part: str) -> str:
    return f"{question.rstrip(_END)} {part.strip()}?"


