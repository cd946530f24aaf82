"""Words of a follow-up that stand for something of an earlier turn: "Who replaced her?", "Who lives there?"."""

import re
from collections.abc import Callable

from qa.conversation.mentions import Mention, find_mentions
from qa.conversation.pronouns import Slot, find_pronouns
from qa.conversation.times import date_of
from qa.conversation.topics import Topics
from qa.language.english.conversation import followups as english
from qa.language.english.world import kinds
from qa.language.kind import Kind, is_place_name

_WORDS = re.compile(r"[\w’']+")
_DAY = re.compile(r"(?:\w+day,? )?\d{1,2}\b")
_LEAD = re.compile(r"\b(?:at|on|in|by) $")
_TIMES = frozenset(("after", "before", "since", "by", "until", "on", "in", "from"))
_TOWNS = frozenset(("city", "town", "village"))
_MOST = 4  # choices
_LONGEST = 15  # words: a longer message says what it is about


def refer(message: str, topics: Topics) -> list[str]:
    """Return a message with each pronoun replaced by what it stands for, in every way that is possible.

    The message alone is returned where nothing in it refers to an earlier turn.
    """
    slots = _find_slots(message, topics) if len(message.split()) <= _LONGEST else []
    if not slots:
        return [message]
    texts = [message]
    for slot in sorted(slots, key=lambda one: one.start, reverse=True):
        texts = [
            f"{text[: slot.start]}{slot.fill(mention)}{text[slot.end :]}"
            for text in texts
            for mention in slot.mentions[:_MOST]
        ]
    return [" ".join(text.split()) for text in texts[:_MOST]]


def _find_slots(message: str, topics: Topics) -> list[Slot]:
    kept: list[Slot] = []
    for find in (find_pronouns, _find_places, _find_times, _find_pointers, _find_that):
        for slot in find(message, topics):
            if all(slot.end <= one.start or one.end <= slot.start for one in kept):
                kept.append(slot)
    return kept


def _find_places(message: str, topics: Topics) -> list[Slot]:
    """Return the slots of "there", except in "were there survivors"."""
    exists = [match.span() for match in english.EXISTS.finditer(message)]
    found = []
    for match in english.THERE.finditer(message):
        at = match.end() - len("there")
        mentions = topics.places(message)
        if match.start() and mentions and not any(start <= at < end for start, end in exists):
            found.append(Slot(*match.span(), tuple(mentions), _place_filler(match["prep"], topics)))
    return found


def _place_filler(given: str | None, topics: Topics) -> Callable[[Mention], str]:
    """Return how a place is put in: with the preposition given, that of the last question, or "in"."""

    def fill(one: Mention) -> str:
        asked = topics.last.question if topics.last else ""
        there = one.start >= 0 and asked[one.start : one.end].lower() == one.text.lower()
        before = asked[: one.start].lower().split()[-1:] if there else []
        own = before[0] if before and before[0] in ("at", "on", "near", "in") else "in"
        return f"{given or own} {one.text}"

    return fill


def _find_times(message: str, topics: Topics) -> list[Slot]:
    """Return the slot of "since then" and "at that time", where a date has been spoken of."""
    match, date = english.TIME_THEN.search(message), date_of(topics.last)
    if match is None or date is None or match.start() == 0:
        return []
    usual = "on" if _DAY.match(date) else "in"
    lead = _LEAD.search(message[: match.start()])
    prep = usual if lead or not match["prep"] else match["prep"]
    start = lead.start() if lead else match.start()
    return [Slot(start, match.end(), (Mention(date, Kind.THING),), lambda one: f"{prep} {one.text}")]


def _find_pointers(message: str, topics: Topics) -> list[Slot]:
    """Return the slots of "this group" and, where the message has no name of its own, of "the city"."""
    found: list[Slot] = []
    for match in english.THIS.finditer(message):
        before = _WORDS.findall(message[: match.start()])[-1:]
        relative = match["det"].lower() == "that" and before and before[0].lower() not in english.FUNCTION
        mentions = [] if relative else _pointed(match["noun"].lower(), message, topics, sure=True)
        found += [_slot(match, mentions)] if mentions else []  # not in "images that show"
    if found or any(one.name for one in find_mentions(message)):
        return found
    for match in english.THE_NOUN.finditer(message):
        if mentions := _pointed(match["noun"].lower(), message, topics, sure=False):
            return [_slot(match, mentions)]
    return []


def _find_that(message: str, topics: Topics) -> list[Slot]:
    """Return the slots of "that" and "this" alone: a date in "before that", else what "it" would mean."""
    found = []
    for match in english.THAT.finditer(message):
        group = "that" if match["that"] else "thing"
        date = date_of(topics.last) if (match["about"] or "").lower() in _TIMES else None
        mentions = [Mention(date, Kind.THING)] if date else topics.things(message)
        found += [_slot(match, mentions, group)] if mentions else []
    return found


def _slot(match: re.Match[str], mentions: list[Mention], group: int | str = 0) -> Slot:
    return Slot(match.start(group), match.end(group), tuple(mentions), lambda one: one.text)


def _pointed(noun: str, message: str, topics: Topics, *, sure: bool) -> list[Mention]:
    """Return what "this noun" means or, where not `sure`, "the noun": then the noun must fit what was spoken of."""
    kind = next((name for name, nouns in english.POINTING.items() if noun in nouns), None)
    last = topics.last
    if kind is None or last is None:
        return []
    if kind == "person":
        spoken = re.search(rf"\b{noun}\b", f"{last.question} {last.reply} {last.short or ''}", re.IGNORECASE)
        return topics.persons("she" if noun in kinds.FEMALE_NOUNS else "he", message) if sure or spoken else []
    if kind == "place":
        said = f"{last.question} {last.reply}"
        if noun in english.BUILDINGS and not (sure or re.search(rf"\b{noun}\b", said, re.IGNORECASE)):
            return []  # "the museum" is no cathedral
        named = [one for one in topics.places(message) if one.name]
        country = noun in ("country", "nation")
        return [one for one in named if is_place_name(one.text.lower()) is country or (sure and noun not in _TOWNS)]
    if kind == "group":
        groups = [one for one in topics.groups(message) if one.kind is Kind.GROUP or one.plural]
        return [one for one in groups if one.name or sure]
    found = [one for topic in topics.each[:2] for one in topic.asked if one.text.lower().endswith(f" {noun}")]
    return found[:1] or (topics.things(message) if sure else [])
