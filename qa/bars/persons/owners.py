"""Numbers and days of another than the question asks about, by the words of the sentence that give them an owner."""

from qa.bars.persons.roles import forms_of_event
from qa.bars.proposal import Proposal, names_in, words_of
from qa.language.english.bars.persons import owners as english
from qa.question import Kind


def is_of_another_owner(one: Proposal) -> bool:
    """Return whether the sentence gives a number or a day to another person, side or event than the question's.

    Of "Lorn won 80 votes to Roy's 60" the 80 are not Roy's; of "Lorn was freed, unlike Ben Roy, who has been held
    since May" May is not Lorn's; of "the attack in Holm and the massacre of ten in Tarn" the ten are not of Holm.
    """
    if one.kind in (Kind.DATE, Kind.PLACE) and _befell_another(one):
        return True
    if one.kind not in (Kind.NUMBER, Kind.DATE):
        return False
    if one.kind is Kind.DATE and _is_of_another_deed(one):
        return True
    return _is_possessed(one) or _is_told_of_another(one) or _is_of_second_event(one)


def subject_of(question: str) -> str:
    """Return of whom a number or a day is asked, by name; nothing where the question names nobody so."""
    asked = english.SUBJECT.search(question)
    return asked["subject"] if asked else ""


def _is_possessed(one: Proposal) -> bool:
    """Return whether a possessive gives the number to another, or the next number to the very one asked about."""
    subject = words_of(subject_of(one.asked))
    if not subject or one.kind is not Kind.NUMBER:
        return False
    if behind := english.OTHER_BEHIND.match(one.tail):
        return bool(subject & words_of(behind["owner"]))
    before = english.OWNER_BEFORE.search(one.head)
    return before is not None and not words_of(before["owner"]) & (subject | words_of(one.asked))


def _is_told_of_another(one: Proposal) -> bool:
    """Return whether a value is part of the relative clause of a person whom the question does not name."""
    told = english.TOLD_OF.search(one.head)
    asked = words_of(subject_of(one.asked))
    return told is not None and bool(asked) and not words_of(told["owner"]) & (asked | names_in(one.asked))


def _befell_another(one: Proposal) -> bool:
    """Return whether it is asked when or where something befell one, and the sentence names only another whom it did.

    Of "Roy was held in Holm in May" neither says when Lorn was freed, though the title of the article does.
    """
    asked = english.ASKS_WHAT_BEFELL.search(one.asked)
    befell = english.BEFELL.search(one.head)
    if asked is None or befell is None:
        return False
    return not words_of(asked["subject"]) & words_of(f"{one.before} {one.sentence}")


def _is_of_another_deed(one: Proposal) -> bool:
    """Return whether a day stands right behind a verb that says nothing of what is asked: "what I wrote in April".

    Of "the bridge reopened on Friday" Friday is not when it collapsed, though the title tells of the collapse.
    """
    events = forms_of_event(one.asked)
    deeds = (english.DEED_BEFORE.search(one.head), english.EVENT_BEFORE.search(one.head))
    return bool(events) and any(deed and not any(said.search(deed["verb"]) for said in events) for deed in deeds)


def _is_of_second_event(one: Proposal) -> bool:
    """Return whether a number is of a second event, and what the question names belongs to the first alone."""
    joined = english.OTHER_EVENT.match(one.head)
    if joined is None or one.kind is not Kind.NUMBER:
        return False
    asked = names_in(one.asked)
    second = words_of(one.head[joined.end("before") :] + english.CLAUSE_END.split(one.tail)[0])
    return bool(asked & words_of(joined["before"])) and not asked & second
