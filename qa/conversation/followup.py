"""Follow-up questions: "and in Syria?" becomes the whole question that it stands for, by rule and without a model."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.text import normalise_line
from qa.conversation.clauses import has_verb
from qa.conversation.contests import asks_measure, name_measure
from qa.conversation.fragments import complete_fragment, is_fragment
from qa.conversation.leaning import is_settled, leans
from qa.conversation.mentions import find_mentions, restore_case
from qa.conversation.pronouns import bind, find_unknown, replace_pronoun
from qa.conversation.recasting import ask_who_did
from qa.conversation.references import refer
from qa.conversation.smalltalk import find_talk
from qa.conversation.subjects import add_subject
from qa.conversation.topic import Topic
from qa.conversation.topics import Topics
from qa.conversation.unclear import ASK_WHOLE, UNKNOWN
from qa.language.english.conversation import followups as english
from qa.language.kind import Kind
from qa.language.verb import is_past
from qa.types import Talk, Turn

TURNS = 10
"""How many of the latest turns a follow-up may refer to."""

_SHORT = 9  # words
_FEW = 4  # words of a name, or of a noun
_LONGEST = 1_000  # characters of a question, as a client may send it
_WORD = re.compile(r"\w[\w’'-]*")
_ENDING = re.compile(r"[\s?!.…]*\Z")


@dataclass(frozen=True, slots=True)
class Completed:
    """A message as a whole question: `text`; where it may mean several, `choices` are all of them.

    `talk` is what it is about where it asks nothing that the articles could answer, as "hi" and "thanks" do. `unknown`
    is a sentence on what it leaves open; then `choices` are what it may mean, if anything. `leaning` is whether it
    leans on a turn that was answered, and no rule finds what it means.
    """

    text: str
    choices: tuple[str, ...] = ()
    talk: Talk | None = None
    unknown: str = ""
    leaning: bool = False

    @property
    def asked(self) -> bool:
        """Return whether the text is a question that can be asked."""
        return not (self.choices or self.talk or self.unknown)


def complete(text: str, turns: Sequence[Turn]) -> Completed:
    """Return a message as a whole question, given the earlier turns of its conversation, the oldest first.

    A message that is a whole question already is returned as it is, and so is one that refers to nothing known. It is
    read on one line, with single spaces.
    """
    line = normalise_line(text)
    topics = Topics()
    pending: Sequence[str] = ()
    for turn in turns[-TURNS:]:
        turn = replace(turn, question=normalise_line(turn.question[:_LONGEST]))
        made = _complete(turn.question, topics, pending)
        pending = made.choices
        if made.asked or (made.unknown and turn.reply and not turn.declined):
            whole = restore_case(made.text, (turn.reply, turn.short or ""))
            topics.add(whole, turn, fragment=made.text != turn.question)
    made = _complete(line, topics, pending)
    if len(made.text) > _LONGEST:
        return Completed(text)
    lost = not (made.choices or made.talk) and (made.unknown or (made.text == line and leans(line)))
    whole = text if made.text == line else made.text
    return replace(made, text=whole, leaning=bool(lost) and is_settled(topics))


def _complete(text: str, topics: Topics, pending: Sequence[str]) -> Completed:
    if chosen := _choose(text, pending):
        return Completed(chosen)
    if (measure := name_measure(text)) and (made := add_subject(measure, topics)):
        return Completed(_finish(made))
    if topics.last and (made := complete_fragment(text, topics)) is not None:
        return Completed(_finish(made)) if made else Completed(text, unknown=_say_unknown(text, topics.last))
    if talk := find_talk(text):
        return Completed(text, talk=talk)
    if topics.last is None:
        return _begin(text)
    return _refer(text, topics)


def _begin(text: str) -> Completed:
    """Return the first message of a conversation: without a greeting before its question, or as one of a part alone."""
    if is_fragment(text):
        return Completed(text, unknown=f"{UNKNOWN}what “{_ENDING.sub('', text)}” asks about. {ASK_WHOLE}")
    greeting = english.GREETING.match(text)
    rest = text[greeting.end() :] if greeting else text
    return Completed(_finish(rest) if greeting and has_verb(rest) else text)


def _refer(text: str, topics: Topics) -> Completed:
    polite = english.POLITE.sub("", text)
    lead = english.LEAD.match(polite)
    bare = polite[lead.end() :] if lead else polite
    if topics.last and (done := ask_who_did(bare, topics.last.question)):
        return Completed(_finish(done))
    bare = english.WHAT_SLIP.sub("What", bare)
    texts = refer(bare, topics)
    if (back := _ask_whom(text, bare, topics)) is not None:
        return back
    if topics.last and topics.last.unanswered:
        near = topics.of_last()
        if word := find_unknown(bare, near):
            choices = tuple(dict.fromkeys(_finish(made) for made in texts if not find_unknown(made, near)))
            return Completed(text, choices, unknown=_say_unknown(word, topics.last, person=True))
        texts = refer(bare, near) if texts != [bare] else texts
    bind(bare, topics)
    if texts == [bare] and lead and _is_name_alone(bare, lead.group()):
        return Completed(_finish(f"What about {bare}"))
    if texts == [bare]:
        if made := add_subject(bare, topics):
            return Completed(_finish(made))
        lost = topics.last and asks_measure(bare)
        return Completed(text, unknown=_say_unknown(text, topics.last) if topics.last and lost else "")
    found = tuple(dict.fromkeys(_finish(_complete_name(made, bare, topics)) for made in texts))
    return Completed(text, choices=found) if len(found) > 1 else Completed(found[0])


def _complete_name(made: str, message: str, topics: Topics) -> str:
    """Return what a message with its pronouns replaced asks: "and him?" is "and Macron?", a fragment."""
    whole = has_verb(re.sub("[’']s\\b", " is", message))
    return made if whole else complete_fragment(f"and {made}", topics) or made


def _is_name_alone(bare: str, lead: str) -> bool:
    """Return whether "and X" names something of which nothing more is asked, as "and the loser?" does."""
    words = bare.rstrip(" ?!.").lower().split()
    if lead.lower().split()[0].strip(",") not in ("and", "or", "also") or "mean" in lead.lower() or not words:
        return False
    if has_verb(bare) or len(words) > _FEW or is_past(words[-1]):
        return False
    return words[0] not in english.FUNCTION - {"the", "a", "an"} and words[-1] not in english.FUNCTION


def _ask_whom(text: str, bare: str, topics: Topics) -> Completed | None:
    """Return a question back about "she" or "he" where no person of the conversation fits; None where one does."""
    last = topics.last
    if last is None or last.unanswered or len(bare.split()) > _SHORT or last.question == bare:
        return None
    word = find_unknown(bare, topics)
    if word is None or english.PERSONAL[word] != "person" or any(one.name for one in find_mentions(bare)):
        return None
    persons = dict.fromkeys(one for one in (*last.answered, *last.asked) if one.kind is Kind.PERSON and one.name)
    persons = persons if has_verb(bare) else {}
    choices = dict.fromkeys(_finish(replace_pronoun(bare, word, one)) for one in persons)
    return Completed(text, tuple(choices), unknown=_say_unknown(word, last, person=True))


def _say_unknown(words: str, last: Topic, *, person: bool = False) -> str:
    """Return a sentence on a message, or a pronoun of one, that refers to what is not known."""
    shown = _ENDING.sub("", words)
    unanswered = last.declined or not (last.short or last.reply)
    why = f": I have no answer to “{last.question}”" if unanswered else ""
    if person:
        return f"{UNKNOWN}whom “{shown}” means{why}. Please give the name."
    return f"{UNKNOWN}what “{shown}” asks about{why}. {ASK_WHOLE}"


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
