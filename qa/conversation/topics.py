"""What a conversation has spoken of so far, the latest first, and whom or what a pronoun takes from it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from qa.conversation.contests import find_contest
from qa.conversation.events import (
    PERSON_WHO,
    date_event,
    describe_asked,
    find_doers,
    find_event,
    find_loot,
    happens_to_it,
)
from qa.conversation.mentions import Mention
from qa.conversation.persons import (
    distinct,
    find_described,
    gender_in,
    is_named,
    is_surely_person,
    may_be_called_so,
    same_person,
)
from qa.conversation.scenes import find_about, find_scene
from qa.conversation.topic import Topic, read_topic
from qa.language.english.world import kinds
from qa.language.kind import Kind, is_place_name
from qa.types import Turn

_REACH = 3  # turns whose questions come before the reply of the last turn


@dataclass(slots=True)
class Topics:
    """The topics of a conversation, the latest first; `women` are persons that "she" or "he" has been used for.

    `bound` are the pronouns of the last question with what they stood for, None if that was never said.
    """

    each: list[Topic] = field(default_factory=list)
    women: dict[str, bool] = field(default_factory=dict)
    bound: dict[str, Mention | None] = field(default_factory=dict)

    def add(self, question: str, turn: Turn, *, fragment: bool = False) -> None:
        """Add a turn by its whole question."""
        known = [one for topic in self.each[:_REACH] for one in topic.answered if one.name]
        self.each.insert(0, read_topic(question, turn, known, fragment=fragment))

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
        uncertain = self.last and (self.last.unsure or self.last.unanswered)
        if self.last and uncertain and (meant := self._possible_person(self.last, avoid, woman=woman)):
            return [meant]
        for layer in self._layers():
            others = [one for one in layer if not is_named(one, avoid)]
            sure = distinct(one for one in others if one.kind is Kind.PERSON)
            sure = [one for one in sure if one.name] or sure[:1]
            for found in (sure, distinct(one for one in others if may_be_called_so(one))[:1]):
                fitting = [one for one in found if self._gender(one) in (woman, None)]
                if fitting:
                    return [one for one in fitting if self._gender(one) is woman] or fitting
        return self._described(woman=woman) if self.last else []

    def _described(self, *, woman: bool) -> list[Mention]:
        """Return whom the last reply speaks of by a noun, with the place of it all: "the gunman in Uvalde"."""
        where = find_about(find_scene(self.each))
        named = find_described(self.each[0].reply, woman=woman)
        return [replace(one, text=f"{one.text} {where}") for one in named] if where else named

    def _possible_person(self, last: Topic, avoid: str, *, woman: bool) -> Mention | None:
        """Return whom "she" means after an answer that is no more than possible, or none.

        That is a woman of the question; else the holder of the office that it asks for; else the person who was shown
        as the answer, since the user goes on about what was read; else whoever it asks for, by what it says, unless
        nobody was shown.
        """
        persons = [one for one in last.asked if one.kind is Kind.PERSON and one.name and self._gender(one) is woman]
        shown = [one for one in last.possible if one.kind is Kind.PERSON and self._gender(one) in (woman, None)]
        persons = [one for one in persons if not is_named(one, avoid)]
        fitting = [one for one in shown[: len(last.possible) == 1] if not is_named(one, avoid)]
        described = describe_asked(last.question, several=False)
        office = described if described and not described.text.startswith(PERSON_WHO) else None
        return (
            next(iter(persons), None) or office or next(iter(fitting), None) or (None if last.unanswered else described)
        )

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
            scorer = shown[:1] and shown[0].kind is Kind.PERSON and " " in shown[0].text
            if scorer and (team := self._plurals(avoid)):
                return team  # "their coach", after who scored
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
        last = self.last if happens_to_it(avoid) else None
        if last and (event := find_event(last.question, last.asked) or find_contest(last)):
            return [event]
        if "it" in self.bound:
            return self._continue("it", avoid)
        for topic in self.each[:_REACH]:
            if found := [one for one in topic.answered_things + topic.asked_things if not is_named(one, avoid)]:
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
