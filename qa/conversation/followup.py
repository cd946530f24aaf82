"""Follow-up questions: "and in Syria?" becomes the whole question that it stands for, by rule and without a model."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.conversation.clauses import has_verb
from qa.conversation.fragments import complete_fragment, is_open
from qa.conversation.mentions import Mention, find_mentions, restore_case
from qa.conversation.pronouns import bind, find_unknown
from qa.conversation.recasting import ask_who_did, state
from qa.conversation.references import refer
from qa.conversation.smalltalk import find_talk
from qa.conversation.topics import Topic, Topics
from qa.language.english import followups as english
from qa.language.english import kinds
from qa.types import Talk, Turn

TURNS = 10
"""How many of the latest turns a follow-up may refer to."""

UNKNOWN = "I cannot tell "
"""How each sentence on what a message leaves open begins."""

OWN_WORDS = f"{UNKNOWN}whom means what asks about I have no answer to Please give the name ask the whole question"
"""The words of such a sentence besides those that it quotes."""

_SHORT = 9  # words
_LONGEST = 1_000  # characters of a question, as a client may send it
_WORD = re.compile(r"\w[\w’'-]*")
_ENDING = re.compile(r"[\s?!.…]*\Z")
_DATED = re.compile(r"(?: [A-Z][a-z]+)? \d{4}(?=\s*\?*\Z)")
_OF = re.compile(r" (?:of|in|at) ")
_ABOUT = re.compile(r"\b(?:in|at|during|from|by|after|on|over|for|near) (?:the |a )?[\w’'-]+.*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Completed:
    """A message as a whole question: `text`; where it may mean several, `choices` are all of them.

    `talk` is what it is about where it asks nothing that the articles could answer, as "hi" and "thanks" do. `unknown`
    is a sentence on what it leaves open; then `choices` are what it may mean, if anything.
    """

    text: str
    choices: tuple[str, ...] = ()
    talk: Talk | None = None
    unknown: str = ""

    @property
    def asked(self) -> bool:
        """Return whether the text is a question that can be asked."""
        return not (self.choices or self.talk or self.unknown)


def complete(text: str, turns: Sequence[Turn]) -> Completed:
    """Return a message as a whole question, given the earlier turns of its conversation, the oldest first.

    A message that is a whole question already is returned as it is, and so is one that refers to nothing known.
    """
    topics = Topics()
    pending: Sequence[str] = ()
    for turn in turns[-TURNS:]:
        made = _complete(turn.question, topics, pending)
        pending = made.choices
        if made.asked or (made.unknown and turn.reply and not turn.declined):
            whole = restore_case(made.text, (turn.reply, turn.short or ""))
            topics.add(whole, turn, fragment=made.text != turn.question)
    made = _complete(text, topics, pending)
    return made if len(made.text) <= _LONGEST else Completed(text)


def _complete(text: str, topics: Topics, pending: Sequence[str]) -> Completed:
    if chosen := _choose(text, pending):
        return Completed(chosen)
    if topics.last and (made := complete_fragment(text, topics)) is not None:
        return Completed(_finish(made)) if made else Completed(text, unknown=_say_unknown(text, topics.last))
    if talk := find_talk(text):
        return Completed(text, talk=talk)
    if topics.last is None:
        return Completed(text)
    return _refer(text, topics)


def _refer(text: str, topics: Topics) -> Completed:
    polite = english.POLITE.sub("", text)
    lead = english.LEAD.match(polite)
    bare = polite[lead.end() :] if lead else polite
    if topics.last and (done := ask_who_did(bare, topics.last.question)):
        return Completed(_finish(done))
    texts = refer(bare, topics)
    if topics.last and topics.last.unanswered:
        near = topics.of_last()
        if word := find_unknown(bare, near):
            choices = tuple(dict.fromkeys(_finish(made) for made in texts if not find_unknown(made, near)))
            return Completed(text, choices, unknown=_say_unknown(word, topics.last, person=True))
        texts = refer(bare, near) if texts != [bare] else texts
    bind(bare, topics)
    if texts == [bare]:
        return Completed(_finish(made) if (made := _add_subject(bare, topics)) else text)
    found = tuple(dict.fromkeys(_finish(_complete_name(made, bare, topics)) for made in texts))
    return Completed(text, choices=found) if len(found) > 1 else Completed(found[0])


def _complete_name(made: str, message: str, topics: Topics) -> str:
    """Return what a message with its pronouns replaced asks: "and him?" is "and Macron?", a fragment."""
    return made if has_verb(message) else complete_fragment(f"and {made}", topics) or made


def _say_unknown(words: str, last: Topic, *, person: bool = False) -> str:
    """Return a sentence on a message, or a pronoun of one, that refers to what is not known."""
    shown = _ENDING.sub("", words)
    unanswered = last.declined or not (last.short or last.reply)
    why = f": I have no answer to “{last.question}”" if unanswered else ""
    if person:
        return f"{UNKNOWN}whom “{shown}” means{why}. Please give the name."
    return f"{UNKNOWN}what “{shown}” asks about{why}. Please ask the whole question."


def _add_subject(message: str, topics: Topics) -> str | None:
    """Return a question about the last subject that does not name it, with it: "How many died?" "in Uvalde"."""
    words = [word.lower() for word in _WORD.findall(message)]
    last = topics.last
    if last is None or not (_is_general(words) or _is_about(message, words, last.reply)):
        return None
    if found := _find_about(last):
        return f"{message.rstrip(' ?!.')} {found}?"
    said = state(last.question, last.short) if _is_general(words) and not is_open(last) else None
    return f"{message.rstrip(' ?!.')} when {said}?" if said else None


def _find_about(last: Topic) -> str | None:
    """Return where or when a question is about: "in Uvalde", and of "the siege of Kobane", "in" it."""
    event = next((one for one in last.asked if _is_event(one)), None)
    if event:
        dated = _DATED.match(last.question, event.end)  # "of 12" goes on: "May 2015"
        return f"in {event.text}{dated.group() if dated else ''}"
    found = _ABOUT.search(last.question.rstrip(" ?"))
    return found.group() if found and not english.PRONOUN.search(found.group()) else None


def _is_event(one: Mention) -> bool:
    """Return whether a mention is an event with a place or a name: "the siege of Kobane", "the fire at Notre-Dame"."""
    head, *place = _OF.split(one.text, maxsplit=1)
    return bool(place) and one.start >= 0 and head.split()[-1].lower() in english.POINTING["thing"]


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


def _choose(text: str, choices: Sequence[str]) -> str | None:
    """Return the one of the choices that a message picks, by a name or a place in the list."""
    if not choices:
        return None
    words = [word.lower() for word in _WORD.findall(text)]
    common = set.intersection(*({word.lower() for word in _WORD.findall(choice)} for choice in choices))
    for word in words:
        if word in english.ORDINALS and len(words) <= 4 and -len(choices) <= english.ORDINALS[word] < len(choices):
            return choices[english.ORDINALS[word]]
    picked = [choice for choice in choices if {word.lower() for word in _WORD.findall(choice)} - common & set(words)
              and set(words) & ({word.lower() for word in _WORD.findall(choice)} - common)]  # fmt: skip
    return picked[0] if len(picked) == 1 and len(words) <= 5 else None


def _finish(text: str) -> str:
    bare = _ENDING.sub("", text)
    return f"{bare[:1].upper()}{bare[1:]}?"
