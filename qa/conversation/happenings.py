"""What a reply tells that happened, as a question of its own: "when?" after "What happened at the school?"."""

import re

from qa.conversation.clauses import join
from qa.conversation.scenes import asks_what_happened
from qa.conversation.topic import Topic
from qa.language.english.conversation import events as english
from qa.language.english.conversation import followups
from qa.language.english.conversation.headlines import DATELINE, STARTS
from qa.language.verb import base_of, is_past

_SENTENCE = re.compile(r"(?<=[a-z0-9)”\"’][.!?])\s")
_ARTICLE = re.compile(r"^(?:An?|The|One) ")
_SUBJECT = 8  # words, at most
_LONGEST = 22  # words of the question
_BEING = frozenset(("was", "were"))


def ask_when_told(topic: Topic) -> str | None:
    """Return "When did the fire destroy the gym?" of a reply that says so; None where it tells no such event.

    What happened is then known, and "When did it happen at the school?" is answered by no sentence.
    """
    if topic.declined or not asks_what_happened(topic.question):
        return None
    first = english.TOLD_END.split(DATELINE.sub("", _SENTENCE.split(topic.reply, maxsplit=1)[0]), maxsplit=1)[0]
    words = first.split()
    place = _find_verb(words)
    if not place or len(words) > _LONGEST or words[0] in english.NOT_TOLD or words[place] in english.SAYING:
        return None
    subject, verb, rest = " ".join(words[:place]), words[place], " ".join(words[place + 1 :])
    subject = _ARTICLE.sub("the ", subject)
    subject = f"{subject[0].lower()}{subject[1:]}" if words[0] in STARTS else subject
    return join("When", verb, subject, rest) if verb in _BEING else join("When did", subject, base_of(verb), rest)


def _find_verb(words: list[str]) -> int:
    """Return the place of the verb of a sentence, 0 for none: "was arrested" of "a man wanted for murder was arrested".

    "Armed" of "an armed man" is none.
    """
    places = range(1, min(_SUBJECT, len(words) - 1))
    passive = (at for at in places if words[at] in _BEING and is_past(words[at + 1]))
    past = (at for at in range(1, min(_SUBJECT, len(words))) if _is_past_verb(words, at))
    return next(passive, 0) or next(past, 0)


def _is_past_verb(words: list[str], at: int) -> bool:
    known = words[at].islower() and is_past(words[at]) and words[at] not in _BEING
    return known and words[at - 1].lower() not in followups.FUNCTION
