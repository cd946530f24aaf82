"""What a conversation has spoken of so far, the latest first, and whom or what a pronoun takes from it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from qa.conversation.clauses import read_clause
from qa.conversation.events import (
    PERSON_WHO,
    date_event,
    describe_asked,
    find_doers,
    find_event,
    find_loot,
    happens_to_it,
)
from qa.conversation.mentions import Mention, find_mentions, find_names, order_things, read_short, recognise
from qa.conversation.persons import (
    distinct,
    gender_in,
    is_named,
    is_surely_person,
    may_be_called_so,
    same_person,
)
from qa.conversation.replies import find_short, write_within
from qa.language.english.world import kinds
from qa.language.kind import Kind, gender_of, is_place_name
from qa.language.verb import is_past
from qa.types import Turn

_MENTIONS = 30  # of one question: more than any that asks something
_REACH = 3  # turns whose questions come before the reply of the last turn
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
    def named(self) -> tuple[Mention, ...]:
        """Return the names in the reply."""
        return tuple(find_names(self.reply))


@dataclass(slots=True)
class Topics:
    """The topics of a conversation, the latest first; `women` are persons that "she" or "he" has been used for.

    `bound` are the pronouns of the last question with what they stood for, None if that was never said.
    """

    each: list[Topic] = field(default_factory=list)
    women: dict[str, bool] = field(default_factory=dict)
    bound: dict[str, Mention | None] = field(default_factory=dict)

    def add(self, question: str, turn: Turn, *, fragment: bool = False) -> None:
        """Add a turn by its whole question; a short answer that it has not is looked for in its reply."""
        reply = "" if turn.declined else turn.reply
        given = turn.short or (None if turn.unsure else find_short(question, reply))
        short = write_within(given, reply) if given and given.lower() not in kinds.NO_NOUNS else None
        known = [one for topic in self.each[:_REACH] for one in topic.answered if one.name]
        mentions = recognise(find_mentions(question), known, question)
        names = find_names(f"{reply} {short or ''}")
        asked = tuple(_sharpen(one, question, reply, names) for one in mentions[:_MENTIONS] if not one.weak)
        named = tuple(read_short(short, question)) if short else ()
        answered, possible = ((), named) if turn.unsure else (named, ())
        made = Topic(
            question, short, reply, asked, answered, fragment, turn.declined, turn.published, turn.unsure, possible
        )
        self.each.insert(0, made)

    @property
    def last(self) -> Topic | None:
        """Return the latest topic; None at the beginning."""
        return self.each[0] if self.each else None

    def of_last(self) -> "Topics":
        """Return the topics of the last turn, with those that it goes on from unless it asks for a person itself."""
        root = next((at for at, topic in enumerate(self.each) if not topic.fragment), 0)
        alone = self.each[:1] and self.each[0].asks_who
        return Topics(self.each[: 1 if alone else root + 1], self.women, self.bound)

    def persons(self, pronoun: str, avoid: str) -> list[Mention]:
        """Return the persons that "he" or "she" may mean; more than one where nothing decides between them.

        `avoid` is the message itself: whom it names, it does not mean by a pronoun.
        """
        woman = pronoun in kinds.FEMALE
        name = "she" if woman else "he"
        if name in self.bound:
            return self._continue(name, avoid)
        if self.last and self.last.unsure and (meant := self._possible_person(self.last, avoid, woman=woman)):
            return [meant]
        for layer in self._layers():
            others = [one for one in layer if not is_named(one, avoid)]
            sure = distinct(one for one in others if one.kind is Kind.PERSON)
            sure = [one for one in sure if one.name] or sure[:1]
            for found in (sure, distinct(one for one in others if may_be_called_so(one))[:1]):
                fitting = [one for one in found if self._gender(one) in (woman, None)]
                if fitting:
                    return [one for one in fitting if self._gender(one) is woman] or fitting
        return []

    def _possible_person(self, last: Topic, avoid: str, *, woman: bool) -> Mention | None:
        """Return whom "she" means after an answer that is no more than possible.

        That is a woman of the question; else the holder of the office that it asks for; else the person who was shown
        as the answer, since the user goes on about what was read; else whoever it asks for, by what it says.
        """
        persons = [one for one in last.asked if one.kind is Kind.PERSON and one.name and self._gender(one) is woman]
        shown = [one for one in last.possible if one.kind is Kind.PERSON and self._gender(one) in (woman, None)]
        persons = [one for one in persons if not is_named(one, avoid)]
        fitting = [one for one in shown[: len(last.possible) == 1] if not is_named(one, avoid)]
        described = describe_asked(last.question, several=False)
        office = described if described and not described.text.startswith(PERSON_WHO) else None
        return next(iter(persons), None) or office or next(iter(fitting), None) or described

    def places(self, avoid: str) -> list[Mention]:
        """Return the place that "there" means, if any: the last one, and of those answered before those asked about."""
        run = next((at for at, topic in enumerate(self.each) if not topic.fragment), 0)
        answered = [one for topic in self.each[: run + 1] for one in topic.answered]
        asked = [topic.asked for topic in self.each[:_REACH]]
        named = self.last.named if self.last else ()
        for fits in (_is_place, _may_be_place, _may_be_event):
            for layer in (answered, *asked, *((named,) if fits is _may_be_place else ())):
                if found := [one for one in layer if fits(one) and not is_named(one, avoid)]:
                    return found[-1:]
        return []

    def groups(self, avoid: str) -> list[Mention]:
        """Return the group that "they" means, if any; two names joined by "and" are one."""
        if loot := [
            one for topic in self.each[:_REACH] for one in find_loot(avoid, (*topic.answered, *topic.possible))
        ]:
            return loot[:1]
        if "they" in self.bound:
            return self._continue("they", avoid)
        if self.last and (doers := find_doers(avoid, self.last.question)):
            return [doers]
        if self.last and self.last.unsure:
            shown = [one for one in self.last.possible if one.name and not is_surely_person(one)]
            asked = describe_asked(self.last.question, several=True)
            if meant := [one for one in (*shown[:1], *filter(None, [asked])) if not is_named(one, avoid)]:
                return meant[:1]
        return self._plurals(avoid) or self._teams(avoid) or self._singles(avoid)

    def _plurals(self, avoid: str) -> list[Mention]:
        for topic in self.each[:_REACH]:
            found = [one for one in topic.answered if one.kind is Kind.GROUP or one.plural]
            if len(topic.answered) > 1:
                found = [replace(topic.answered[0], text=_list(one.text for one in topic.answered), kind=Kind.GROUP)]
            groups = [one for one in topic.asked if one.plural and one.kind is Kind.GROUP]
            found = found or sorted(groups, key=lambda one: not one.name and " that " in one.text)
            found = found or [one for one in topic.asked if one.kind is Kind.GROUP or one.plural]
            found = [one for one in found if not is_named(one, avoid)]
            if found := found or _pair(topic):
                return found[:1]
        return []

    def _singles(self, avoid: str) -> list[Mention]:
        for topic in self.each[:_REACH]:  # not whom a reply only names: "how did they get in?" is not of a prosecutor
            layer = (*topic.answered, *topic.asked)
            fit = (one for one in layer if one.kind in (Kind.PERSON, Kind.UNKNOWN) and not is_named(one, avoid))
            if found := [one for one in fit if not is_place_name(one.text.lower())]:
                return found[:1]
        return []

    def _teams(self, avoid: str) -> list[Mention]:
        """Return the country that won, beat or did something else, as its people: "How many titles do they have?"."""
        answered = self.last.answered if self.last and self.last.asks_who else ()
        return [one for one in answered if one.kind is Kind.PLACE and not is_named(one, avoid)][:1]

    def things(self, avoid: str) -> list[Mention]:
        """Return what "it" means, if anything: what was asked for, else the first thing or body of a question.

        A name that looks like a person's, as "Mauna Loa" does, is one where a question names nothing else.
        """
        if happens_to_it(avoid) and self.last and (event := find_event(self.last.question, self.last.asked)):
            return [event]
        if "it" in self.bound:
            return self._continue("it", avoid)
        for topic in self.each[:_REACH]:
            if found := [one for one in _answered_things(topic) + _asked_things(topic) if not is_named(one, avoid)]:
                several = found[0].plural and not found[0].name and found[0].start < 0  # the answer, no "it"
                return [] if several else [date_event(found[0], topic.question, avoid)]
        return []

    def _continue(self, pronoun: str, avoid: str) -> list[Mention]:
        """Return what a pronoun stood for in the last question, which it goes on to mean."""
        meant = self.bound[pronoun]
        return [meant] if meant and not is_named(meant, avoid) else []

    def _layers(self) -> Iterator[Sequence[Mention]]:
        for topic in self.each[:_REACH]:
            yield (*topic.answered, *topic.asked)
        for topic in self.each[:1]:
            persons = [one for one in topic.named if one.kind is Kind.PERSON and is_surely_person(one)]
            places = [one for one in topic.named if one.kind is Kind.PLACE]
            yield (*persons, *places) if len(distinct(persons)) < 2 else ()
        for topic in self.each[_REACH:]:
            yield (*topic.answered, *topic.asked)

    def _gender(self, person: Mention) -> bool | None:
        for name, woman in self.women.items():
            if same_person(name, person.text):
                return woman
        if person.female is not None:
            return person.female
        shown = (gender_in(topic.reply, person.text) for topic in self.each)
        return next((one for one in shown if one is not None), None)


def _sharpen(one: Mention, question: str, reply: str, names: Sequence[Mention]) -> Mention:
    """Return a mention of unknown kind as the person or the place that the reply shows it to be."""
    if one.kind is not Kind.UNKNOWN or not one.name:
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


def _answered_things(topic: Topic) -> list[Mention]:
    clause = read_clause(topic.question)
    chosen = clause is not None and clause.word in ("what", "which")
    return [one for one in topic.answered if chosen and one.kind is not Kind.PERSON]


def _asked_things(topic: Topic) -> list[Mention]:
    """Return the things of a question; else "Mauna Loa"."""
    persons = [one for one in topic.asked if one.kind is Kind.PERSON and one.name and " " in one.text]
    return order_things(topic.asked, topic.question) or [one for one in persons if not is_surely_person(one)]


def _is_place(one: Mention) -> bool:
    return one.kind is Kind.PLACE and (one.name or one.start >= 0)


def _may_be_place(one: Mention) -> bool:
    return one.kind is Kind.PLACE or (one.kind is Kind.UNKNOWN and one.name and one.start >= 0)


def _may_be_event(one: Mention) -> bool:
    return one.kind is Kind.THING and one.text.startswith("the ")


def _pair(topic: Topic) -> list[Mention]:
    """Return two names of one kind joined by "and" in a question, as one mention."""
    for left, right in zip(topic.asked, topic.asked[1:], strict=False):
        if left.kind is right.kind and topic.question[left.end : right.start].strip() in ("and", "or"):
            text = f"{left.text} and {right.text}"
            return [replace(left, text=text, kind=Kind.GROUP, end=right.end, plural=True)]
    return []


def _list(texts: Iterable[str]) -> str:
    *others, last = texts
    return f"{', '.join(others)} and {last}" if others else last
