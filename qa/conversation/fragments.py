"""Messages that are a part of a question: "and in Syria?", "why?", "a week later?" become it with that part changed."""

import re
from collections.abc import Callable
from difflib import get_close_matches

from qa.conversation.clauses import END, has_verb, join, read_clause
from qa.conversation.happenings import ask_when_told
from qa.conversation.parts import attribute, change_state, count, describe, is_part, replace_part
from qa.conversation.recasting import ask_how_many, ask_who, recast, state
from qa.conversation.times import change_time, is_time
from qa.conversation.topic import Topic
from qa.conversation.topics import Topics
from qa.language.english.conversation import followups as english
from qa.language.verb import base_of

_ELSE = re.compile(r"\belse\b", re.IGNORECASE)
_WHO_SAID = "Who said that"
_LONGEST = 7  # words of a fragment
_PREPOSED_WH = re.compile(
    r"^(?:to|from|for|with|by|against|at|in|on|about|of|since|until)"
    r" (?:whom|who|where|what|when|how long|how much|how many times|(?:whose|which|what) [a-z]+)$",
    re.IGNORECASE,
)
_COPULA = re.compile(
    r"^(?:who|what|how (?:many|much|high|large)|where|which) (?:is|was|were|are) (?:it|that|this|they|there) ",
    re.IGNORECASE,
)
_STRANDED = re.compile(
    r"^(?P<wh>who|whom|where|when) (?P<prep>to|from|with|by|for|against|until|since)$", re.IGNORECASE
)
_MARKS = re.compile(r"[’',]")
_BARE = (
    {message: key for key, messages in english.BARE.items() for message in messages}
    | {f"{key} {doing}": key for key in ("when", "where", "why", "how") for doing in english.DOING}
    | {
        f"{key} {aid} {who}": key
        for key in ("when", "where", "why", "how")
        for aid in ("did", "does", "do")
        for who in ("it", "he", "she", "they", "that", "this")
    }
)
_KNOWN = english.FUNCTION | {word for message in _BARE for word in message.split()}
_LONG = 5  # letters of a message in which a typo can be told
_SPELLED = [message for message in _BARE if len(message) >= _LONG - 1]
_LIKE = 0.84  # how alike a typo and the message that it is of are
_LIKE_WORD = 0.6  # and each of its words


_SAFE = frozenset(("again", "else", "more", "who", "how many", "said", "true"))  # what takes nothing for granted


def complete_fragment(message: str, topics: Topics) -> str | None:
    """Return the whole question that a fragment stands for; None where the message is not one.

    Of a fragment that cannot be completed, that is an empty text.
    """
    topic = topics.last
    if topic is None:
        return None
    core, lead = _trim(message)
    core = _STRANDED.sub(lambda one: f"{one['prep']} {'whom' if one['wh'].lower() == 'who' else one['wh']}", core)
    if key := _read_bare(_MARKS.sub("", core.lower()), topic):
        asking = core.lower() if _PREPOSED_WH.match(core) and key not in ("who", "why") else key
        return _ask_again(asking, topic, topics) or ""
    if made := attribute(core, topic):
        return made
    if len(core.split()) > _LONGEST:
        return None
    if _PREPOSED_WH.match(core):
        return (None if topic.open else recast(topic.question, core.lower(), topic.stated)) or ""
    if (changed := change_time(core, topic)) is not None:
        return changed
    made = count(core, topic, topics) or describe(core, topics) or change_state(core, topic, lead=lead)
    return made or (None if has_verb(core) else replace_part(core, topic, lead=lead))


def is_fragment(message: str) -> bool:
    """Return whether a message is a part of a question though nothing comes before it: "why?", "and in Rome?"."""
    core, lead = _trim(message)
    plain = _MARKS.sub("", core.lower())
    return plain in _BARE or plain in english.PERSONAL or (lead and is_part(core) and not has_verb(core))


def _trim(message: str) -> tuple[str, bool]:
    """Return a message without the words around it that mean nothing, and whether it begins as a follow-up does."""
    polite = english.POLITE.sub("", message) or message
    lead = english.LEAD.match(polite)
    core = (polite[lead.end() :] if lead else polite).rstrip(END).strip(" ,") or polite.rstrip(END)
    core = english.ONLY.sub("", core)
    if not english.SINCE_THEN.match(core):
        core = english.ASIDE.sub("", core).strip(" ,") or core
    if copula := _COPULA.match(core):  # "who was it in 2022"
        rest = core[copula.end() :]
        elsewhere = core.lower().startswith("where") and english.RELATIVE_TIME.match(rest)  # "where are they now"
        core = rest if (is_time(rest) or is_part(rest)) and not elsewhere else core
    too = english.TOO.search(polite) is not None and not has_verb(core)
    return core, lead is not None or too


def _read_bare(plain: str, topic: Topic) -> str | None:
    """Return what a message that is only a question word asks for, a typo allowed."""
    if plain in _BARE:
        return _BARE[plain]
    if plain in english.SLIPS:
        return english.SLIPS[plain]
    if len(plain) < _LONG or _KNOWN.issuperset(plain.split()) or any(plain in one.text.lower() for one in topic.asked):
        return None  # no typo, but another message
    near = get_close_matches(plain, _SPELLED, n=1, cutoff=_LIKE)
    return _BARE[near[0]] if near and _is_typo(plain, near[0]) else None


def _is_typo(plain: str, message: str) -> bool:
    """Return whether each word of a message is that of another one or a typo of it: "died" is none of "were"."""
    pairs = list(zip(plain.split(), message.split(), strict=False))
    if len(plain.split()) != len(message.split()) or plain[:1] != message[:1]:
        return False
    return all(typed == meant or get_close_matches(typed, [meant], cutoff=_LIKE_WORD) for typed, meant in pairs)


def _ask_again(asking: str, topic: Topic, topics: Topics) -> str | None:
    """Return the last question with another question phrase, or what else "really?" and "who else?" ask."""
    question = topic.question
    rules: dict[str, Callable[[], str | None]] = {
        "again": lambda: question,
        "who": lambda: ask_who(question, topic.stated),
        "how many": lambda: ask_how_many(question, topic.stated),
        "how much": lambda: None,
        "said": lambda: _ask_speaker(_told(topics)),
        "true": lambda: _ask_whether(_told(topics)),
        "else": lambda: _ask_else(question),
        "more": lambda: _ask_more(topic, topics),
    }
    if asking in rules and (asking in _SAFE or not topic.open):
        return rules[asking]()
    if asking == "when" and (made := ask_when_told(topic)):
        return made
    return None if topic.open else recast(question, asking, topic.stated or _stand_in(topic))


def _told(topics: Topics) -> Topic:
    """Return the last turn that does not itself ask who said so."""
    return next((one for one in topics.each if not one.question.startswith(_WHO_SAID)), topics.each[0])


def _ask_speaker(topic: Topic) -> str:
    """Return "Who said that the rangers freed Ostrava?"; the last question where nobody did anything in it."""
    said = state(topic.question, topic.stated)
    return f"{_WHO_SAID} {said}?" if said else topic.question


def _ask_whether(topic: Topic) -> str:
    """Return "Did the rangers free Ostrava?" of "Who freed Ostrava?"; the last question where it cannot be turned."""
    clause = read_clause(topic.question)
    if clause is None or clause.aided or clause.word != "who" or not topic.stated:
        return topic.question
    return join("Did", topic.stated, base_of(clause.verb), clause.rest)


def _stand_in(topic: Topic) -> str | None:
    """Return a word for what a question asked for and was answered, though by no short answer: "someone", "it"."""
    clause = read_clause(topic.question)
    if clause is None or topic.declined or not topic.reply:
        return None
    if clause.noun or clause.verb.lower() not in ("did", "does", "do"):
        return None
    return {"who": english.SOMEONE, "whom": english.SOMEONE, "what": "it"}.get(clause.word)


def _ask_else(question: str) -> str | None:
    clause = read_clause(question)
    if clause is None or clause.word not in ("who", "what", "where"):
        return None
    if _ELSE.search(question):
        return question
    asking = re.sub(rf"\b({clause.word})\b", r"\1 else", clause.asking, count=1, flags=re.IGNORECASE)
    return join(asking, clause.verb, clause.rest)


def _ask_more(topic: Topic, topics: Topics) -> str | None:
    clause = read_clause(topic.question)
    counted = clause is not None and clause.word == "how"  # "after people died" says less than "the earthquake"
    if not (topic.declined or counted or topic.open) and (said := state(topic.question, topic.stated)):
        return f"What happened after {said}?"
    found = topics.things("") or topics.persons("he", "")
    return f"Tell me about {found[0].text}?" if found else None
