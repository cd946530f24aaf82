"""Where or when a conversation is: the place or the event of the question with which a run of follow-ups began."""

import re
from collections.abc import Sequence

from qa.conversation.clauses import read_clause
from qa.conversation.mentions import Mention
from qa.conversation.topic import Topic
from qa.language.english.conversation import followups as english

_DATED = re.compile(r"(?: [A-Z][a-z]+)? \d{4}(?=\s*\?*\Z)")
_OF = re.compile(r" (?:of|in|at) ")
_ABOUT = re.compile(r"\b(?:in|at|during|from|by|after|on|over|for|near) (?:the |a )?[\w’'-]+.*\Z", re.IGNORECASE)


def find_scene(topics: Sequence[Topic]) -> Topic:
    """Return the turn that asked what happened, if the last ones go on from it; else the last one.

    "When did the fire destroy the gym in Lund?" is of "What happened at the school?", and so is what is asked next.
    """
    root = next((one for one in topics if not one.fragment), topics[0])
    return root if asks_what_happened(root.question) else topics[0]


def asks_what_happened(question: str) -> bool:
    """Return whether a question asks what happened somewhere, or to somebody."""
    clause = read_clause(question)
    return clause is not None and clause.word == "what" and clause.verb.lower() in ("happened", "occurred")


def find_about(topic: Topic) -> str | None:
    """Return where or when a question is about: "in Uvalde", and of "the siege of Kobane", "in" it."""
    event = next((one for one in topic.asked if _is_event(one)), None)
    if event:
        dated = _DATED.match(topic.question, event.end)  # "of 12" goes on: "May 2015"
        return f"in {event.text}{dated.group() if dated else ''}"
    found = _ABOUT.search(topic.question.rstrip(" ?"))
    return found.group() if found and not english.PRONOUN.search(found.group()) else None


def _is_event(one: Mention) -> bool:
    """Return whether a mention is an event with a place or a name: "the siege of Kobane", "the fire at Notre-Dame"."""
    head, *place = _OF.split(one.text, maxsplit=1)
    return bool(place) and one.start >= 0 and head.split()[-1].lower() in english.POINTING["thing"]
