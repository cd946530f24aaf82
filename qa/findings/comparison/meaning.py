"""Compare answers by their meaning: whether two are equal, one is part of the other, or they contradict each other."""

from dataclasses import dataclass

from qa.findings.finding import Extract
from qa.language.amount import Amount, read_amount
from qa.language.name import Name, read_name
from qa.language.when import Resolved, resolve
from qa.language.words import normalise_answer
from qa.proof.sentence import sentence_at, text_at
from qa.question import Kind


@dataclass(frozen=True, slots=True)
class Meaning:
    """An answer as read for the kind of its question: `plain` always; an amount, a time or a name where it is one.

    `person` is true where a person is asked for, so that a surname is part of the full name; `place` where a place is,
    so that "Mexican" is part of "Mexico".
    """

    plain: str
    amount: Amount | None = None
    time: Resolved | None = None
    name: Name | None = None
    person: bool = False
    place: bool = False

    def equals(self, other: "Meaning") -> bool:
        """Return whether both have the same meaning."""
        if self.amount and other.amount:
            return self.amount.equals(other.amount)
        if self.time and other.time:
            return (self.time.day, self.time.precision) == (other.time.day, other.time.precision)
        if self.plain and self.plain == other.plain:
            return True
        return bool(self.name and other.name and self.name.equals(other.name))

    def part_of(self, other: "Meaning") -> bool:
        """Return whether the other has the same meaning, more specifically."""
        if self.amount and other.amount:
            return self.amount.part_of(other.amount)
        if self.time and other.time:
            return not self.equals(other) and self.time.covers(other.time)
        if self.name and other.name:
            of_country = self.place and self.name.is_people_of(other.name)
            return of_country or self.name.part_of(other.name, person=self.person)
        return False

    def excludes(self, other: "Meaning") -> bool:
        """Return whether both cannot be right: two amounts, two times, or two names with nothing in common."""
        if self.amount and other.amount:
            return self.amount.excludes(other.amount)
        if self.time and other.time:
            return not (self.time.covers(other.time) or other.time.covers(self.time))
        if self.name and other.name:
            related = self.name.shares_words(other.name) or self.part_of(other) or other.part_of(self)
            return not (related or self.equals(other))
        return False


def read_meaning(extract: Extract, kind: Kind) -> Meaning:
    """Return the meaning of an extract as the answer to a question of a kind."""
    text = extract.text
    plain = normalise_answer(text)
    match kind:
        case Kind.NUMBER:
            return Meaning(plain, amount=read_amount(text))
        case Kind.DATE:
            return Meaning(plain, time=resolve_extract(extract))
        case Kind.PERSON | Kind.PLACE:
            return Meaning(plain, name=read_name(text), person=kind is Kind.PERSON, place=kind is Kind.PLACE)
        case Kind.THING:
            amount = read_amount(text, leading=True)
            return Meaning(plain, amount=amount, name=None if amount else read_name(text))
        case _:
            return Meaning(plain)


def resolve_extract(extract: Extract) -> Resolved | None:
    """Return the time that an extract names, resolved by its sentence and the day its article was published.

    What is relative to a day that is only assumed is not resolved.
    """
    sentence = sentence_at(extract.hit, extract.span)
    place = extract.span.start - sentence.start
    head = extract.hit.head
    found = resolve(extract.text, head.published, text_at(extract.hit, sentence), at=place)
    return None if found and found.relative and head.assumed else found
