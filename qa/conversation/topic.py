"""One earlier turn of a conversation: what was asked and answered, and what both speak of."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa.conversation.clauses import read_clause
from qa.conversation.mentions import Mention, find_mentions, find_names, order_things, read_short, recognise
from qa.conversation.persons import is_surely_person, same_person
from qa.conversation.replies import affirms, find_short, write_within
from qa.language.english.conversation import events as english
from qa.language.english.world import kinds
from qa.language.kind import Kind, gender_of
from qa.language.verb import is_past
from qa.types import Turn

_MENTIONS = 30  # of one question: more than any that asks something
_IN_PLACE = r"\b(?:in|at|near|inside) {}\b"


@dataclass(frozen=True, slots=True)
class Topic:
    """One earlier turn: its whole question, its short answer and reply, and what they mention.

    `fragment` is whether the question goes on from the one before it, `declined` whether it was not answered.
    `published` is the day of the first cited article, None where that is not known. `unsure` is whether the short
    answer is no more than possible: then it mentions what is in `possible`, and `answered` is empty.
    """

    question: str
    short: str | None
    reply: str
    asked: tuple[Mention, ...]
    answered: tuple[Mention, ...]
    fragment: bool = False
    declined: bool = False
    published: date | None = None
    unsure: bool = False
    possible: tuple[Mention, ...] = ()

    @property
    def stated(self) -> str | None:
        """Return the short answer, if it may be stated as a fact, or only says what somebody did.

        "When did the bank give up its cap?" takes more for granted than "what did it give up?" did, but of nobody.
        """
        return None if self.unsure and not self._asks_object else self.short

    @property
    def _asks_object(self) -> bool:
        clause = read_clause(self.question)
        if clause is None or clause.word not in ("what", "which"):
            return False
        done = clause.verb.lower() in ("was", "were") and is_past(clause.rest.split(" ", 1)[0])
        return done or clause.verb.lower() in ("did", "does", "do")

    @property
    def unanswered(self) -> bool:
        """Return whether nothing is known of an answer, so that a person of a follow-up may be one nobody named."""
        return self.declined or (self.asks_who and not self.short and not self.reply)

    @property
    def asks_who(self) -> bool:
        """Return whether the question asks for a person or a group."""
        clause = read_clause(self.question)
        return clause is not None and clause.word in ("who", "whom")

    @property
    def open(self) -> bool:
        """Return whether it was for yes or no, and not answered by yes: "when?" would take that for granted."""
        clause = read_clause(self.question)
        return clause is not None and not clause.asking and not affirms(self.reply, self.question)

    @property
    def named(self) -> tuple[Mention, ...]:
        """Return the names in the reply."""
        return tuple(find_names(self.reply))

    @property
    def answered_things(self) -> list[Mention]:
        """Return what a question that chooses among things was answered by."""
        clause = read_clause(self.question)
        chosen = clause is not None and clause.word in ("what", "which")
        return [one for one in self.answered if chosen and one.kind is not Kind.PERSON]

    @property
    def asked_things(self) -> list[Mention]:
        """Return the things of a question; else "Mauna Loa"."""
        persons = [one for one in self.asked if one.kind is Kind.PERSON and one.name and " " in one.text]
        return order_things(self.asked, self.question) or [one for one in persons if not is_surely_person(one)]


def read_topic(question: str, turn: Turn, known: Iterable[Mention], *, fragment: bool) -> Topic:
    """Return a turn by its whole question; a short answer that it has not is looked for in its reply.

    `known` are names of earlier answers, which are recognised as a whole.
    """
    reply = "" if turn.declined else turn.reply
    given = turn.short or (None if turn.unsure else find_short(question, reply))
    short = write_within(given, reply) if given and given.lower() not in kinds.NO_NOUNS else None
    mentions = recognise(find_mentions(question), known, question)
    names = find_names(f"{reply} {short or ''}")
    asked = tuple(_sharpen(one, question, reply, names) for one in mentions[:_MENTIONS] if not one.weak)
    named = tuple(read_short(short, question)) if short else ()
    answered, possible = ((), named) if turn.unsure else (named, ())
    return Topic(
        question, short, reply, asked, answered, fragment, turn.declined, turn.published, turn.unsure, possible
    )


def _sharpen(one: Mention, question: str, reply: str, names: Sequence[Mention]) -> Mention:
    """Return a mention of unknown kind as the person or the place that the reply shows it to be.

    What somebody is the head of is none who "she" could mean, whatever its name looks like: "Who leads Kestrel Air?".
    """
    if one.kind not in (Kind.UNKNOWN, Kind.PERSON) or not one.name:
        return one
    if not is_surely_person(one) and (office := english.OF_OFFICE.search(question[: one.start])):
        return replace(one, kind=Kind.PLACE if office["place"] else Kind.GROUP)
    if one.kind is Kind.PERSON:
        return one
    for other in names:
        if other.kind is Kind.PERSON and same_person(one.text, other.text):
            return replace(one, text=other.text, kind=Kind.PERSON, female=gender_of(other.text))
    if re.search(_IN_PLACE.format(re.escape(one.text)), f"{question} {reply}"):
        return replace(one, kind=Kind.PLACE)
    before, after = question[: one.start].split()[-1:], question[one.end :].split()[:1]
    if before and before[0].lower() in kinds.OF_THINGS:
        return replace(one, kind=Kind.THING)
    if after and after[0].strip("?.,").lower() in kinds.OF_PERSONS:
        return replace(one, kind=Kind.PERSON)
    return one
