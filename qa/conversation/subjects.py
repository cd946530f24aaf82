"""Follow-ups without a subject, "How many died?" or "Who is the director?", completed with that of the last turn."""

import re
from collections.abc import Sequence

from qa.conversation.clauses import END
from qa.conversation.contests import ask_about_contest, find_contest
from qa.conversation.events import date_event, find_event
from qa.conversation.mentions import find_mentions, is_event
from qa.conversation.recasting import state
from qa.conversation.scenes import find_about, find_scene
from qa.conversation.topic import Topic
from qa.conversation.topics import Topics
from qa.language.english.conversation import events
from qa.language.english.conversation import followups as english
from qa.language.english.world import kinds
from qa.language.kind import Kind

_SHORT = 9  # words
_WORD = re.compile(r"\w[\w’'-]*")
_RELATIVE = re.compile(
    r"^(?:who|what) (?:is|was|are|were) (?:the|its) (?:(?-i:[a-z]+) )?(?P<noun>[a-z-]+)$", re.IGNORECASE
)
_AROUND = re.compile(
    r"^(?:who|who else|how many(?: people)?) (?P<verb>[a-z]+)"
    r"(?: first| last| (?:the|a) (?:[a-z-]+ )?(?:goals?|points?|tries|runs))?$",
    re.IGNORECASE,
)


def add_subject(message: str, topics: Topics) -> str | None:
    """Return a question about the last subject that does not name it, with it: "How many died?" "in Uvalde"."""
    words = [word.lower() for word in _WORD.findall(message)]
    last = topics.last
    if last is None:
        return None
    if made := ask_about_contest(message, topics.each):
        return made
    if made := _relate(message, last) or _surround(message, last) or _place_event(message, last):
        return made
    if not (_is_general(words) or _is_about(message, words, last.reply)):
        return None
    scene = find_scene(topics.each)
    if found := find_about(scene):
        return f"{message.rstrip(' ?!.')} {found}?"
    said = state(scene.question, scene.stated) if _is_general(words) and not scene.open else None
    return f"{message.rstrip(' ?!.')} when {said}?" if said else None


def _relate(message: str, last: Topic) -> str | None:
    """Return "Who is the director of the Louvre?" for "who is the director?", "What was the record in Britain?"."""
    match, bare = _RELATIVE.match(message.rstrip(END)), message.rstrip(END)
    if match is None:
        return None
    noun = match["noun"].lower()
    if noun == "record":
        found = find_about(last)
        return f"{bare} {found}?" if found else None
    if noun not in events.RELATIONAL:
        return None
    fit = [one for one in last.asked_things if one.name or is_event(one.text)]
    places = [one for one in fit if one.kind is Kind.PLACE]
    happened = [one for one in [find_contest(last), *fit] if one and (one.start < 0 or is_event(one.text))]
    teams = (
        [one for one in last.answered if one.kind is Kind.PLACE] if last.asks_who and noun in events.OF_TEAMS else []
    )
    kept = teams or (places if noun in events.OF_PLACES else happened if noun in events.OF_EVENTS else fit)
    whole = next(iter(kept), None)
    return f"{bare} of {date_event(whole, last.question, message).text}?" if whole else None


def _surround(message: str, last: Topic) -> str | None:
    """Return "Who attended the reopening of Notre-Dame?" for "who attended?"."""
    match = _AROUND.match(message.rstrip(END))
    if match is None or match["verb"].lower() not in events.AROUND or last.open:
        return None
    if event := find_event(last.question, last.asked):
        return " ".join(f"{message.rstrip(END)} {events.AROUND[match['verb'].lower()]} {event.text}?".split())
    said = state(last.question, last.stated)
    return f"{message.rstrip(END)} when {said}?" if said else None


def _place_event(message: str, last: Topic) -> str | None:
    """Return "How long did the siege of Kobane last?" for "how long did the siege last?"."""
    found = next((one for one in english.THE_NOUN.finditer(message) if one["noun"].lower() in events.PLACED), None)
    if found is None or len(message.split()) > _SHORT or any(one.name for one in find_mentions(message)):
        return None
    if re.search(rf"\b{found['noun']}\b", last.question, re.IGNORECASE):
        return None
    place = next((one for one in last.asked if one.kind in (Kind.PLACE, Kind.UNKNOWN) and one.name), None)
    if place is None:
        return None
    prep = "of" if found["noun"].lower() in events.OF_PLACE else "in"
    return f"{message[: found.end()]} {prep} {place.text}{message[found.end() :]}"


def _is_general(words: Sequence[str]) -> bool:
    """Return whether a question has only words that many events share: "How many people died?"."""
    return len(words) > 1 and bool(english.NEEDED & set(words)) and english.GENERAL.issuperset(words)


def _is_about(message: str, words: Sequence[str], reply: str) -> bool:
    """Return whether a question without a name asks about someone of the last reply: "the gunman"."""
    if len(words) > _SHORT or any(one.name for one in find_mentions(message)):
        return False
    named = [match["noun"].lower() for match in english.THE_NOUN.finditer(message)]
    persons = kinds.PERSON_NOUNS | kinds.PEOPLE_NOUNS
    return any(noun in persons and re.search(rf"\b{noun}\b", reply, re.IGNORECASE) for noun in named)
