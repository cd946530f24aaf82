"""Answers that belong to another person than the one asked about."""

import re

from qa.bars.proposal import Proposal, names_in, words_of
from qa.language.english.bars import predicates
from qa.language.english.bars.persons import holders as english
from qa.language.kind import Kind as Mention
from qa.language.kind import kind_of
from qa.language.role import is_akin
from qa.question import Kind

_OBJECT = 5
"""Words behind a verb among which the one to whom it was done stands."""
_FAR, _PRONOUN = 160, 60
"""Characters before a term among which its person stands, or a pronoun for one named before."""
_NO_PERSONS = (Mention.GROUP, Mention.PLACE, Mention.THING)
_AGE = re.compile(r"\bhow old\b|\bwhat age\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"^(?:when|where|how|why|in (?:what|which)|at what|on what)\b.*?\b(?:did|was|were|does|is|will|has"
    r"|had)\s+(?P<subject>.+)",
    re.IGNORECASE,
)


def belongs_to_another(one: Proposal) -> bool:
    """Return whether an age or a deed is said of another person than the question's."""
    asked = names_in(one.asked)
    if not asked:
        return False
    if one.kind is Kind.NUMBER and _AGE.search(one.asked):
        return (
            _is_age_of_nobody(one)
            or _is_age_of_another(one, asked)
            or _is_age_at_another_time(one)
            or _is_age_at_death(one)
        )
    if one.kind is Kind.NUMBER and (english.TERM.search(one.asked) or english.IN_OFFICE.search(one.asked)):
        return _is_term_of_another(one, asked)
    if one.kind in (Kind.DATE, Kind.PLACE, Kind.REASON) and _SUBJECT.match(one.asked):
        return _is_deed_of_another(one, asked)
    return False


def _is_age_of_nobody(one: Proposal) -> bool:
    """Return whether neither the sentence nor the words before it name the one whose age is asked, or say "he"."""
    surnames = words_of(" ".join(run.split()[-1] for run in english.FULL_NAME.findall(one.asked)))
    around = f"{one.title} {one.before} {one.lead[-_FAR:]} {one.sentence}"
    return bool(surnames) and not surnames & words_of(around) and english.HE.search(one.sentence) is None


def _is_age_of_another(one: Proposal, asked: frozenset[str]) -> bool:
    """Return whether the words beside an age name somebody else: "the 41-year-old suspect", "Ada Lorn, 41"."""
    if behind := english.AGED.match(one.tail):
        holder = words_of(behind["holder"])
        return not holder & (asked | words_of(one.asked)) and not _is_description(behind["holder"], one, asked)
    if before := english.NAMED_AGED.search(one.head):
        return not words_of(before["holder"]) & (asked | english.NO_HOLDERS)
    return False


def _is_age_at_another_time(one: Proposal) -> bool:
    """Return whether the age is that at a deed which the question does not ask about: "at 19 he moved".

    A question that names no deed asks how old one is, or was in the end: "dies at 91" is an answer, too.
    """
    then = english.WHEN_AGED.search(one.head) is not None
    if not then and not english.AGED_AT.search(one.head):
        return False
    deed = english.AT_DEED.search(one.asked) or english.DEED_FIRST.search(one.asked)
    words = re.findall(r"[a-z]{3,}", english.CLAUSE.split(one.head)[-1] + one.tail)
    if deed is None and not then and (english.OF_NOW.search(one.sentence) or english.IS_NOW.match(one.tail)):
        return False
    if deed is None or english.DIES.fullmatch(deed["verb"]):
        dies = english.DIED_AT.search(one.head) or any(english.DIES.fullmatch(word) for word in words)
        return then or not dies
    said = next((said for form, said in predicates.STATED.values() if form.fullmatch(deed["verb"])), None)
    said = predicates.STATED["victory"][1] if english.WINS.fullmatch(deed["verb"]) else said
    if said and said.search(" ".join(words)):
        return False
    return not any(is_akin(word.lower(), deed["verb"].lower()) for word in words)


def _is_age_at_death(one: Proposal) -> bool:
    """Return whether the age at a deed is asked for, and the sentence before tells of a death: "She was 96."."""
    deed = english.AT_DEED.search(one.asked) or english.DEED_FIRST.search(one.asked)
    if deed is None or english.DIES.fullmatch(deed["verb"]) or english.WAS_AGED.fullmatch(one.head) is None:
        return False
    return any(english.DIES.fullmatch(word) for word in re.findall(r"[a-z]+", f"{one.before} {one.lead}".lower()))


def _is_description(holder: str, one: Proposal, asked: frozenset[str]) -> bool:
    """Return whether a common noun may stand for the one asked about, since the sentence names him nowhere else."""
    return not holder[:1].isupper() and not words_of(one.sentence) & asked


def _is_deed_of_another(one: Proposal, asked: frozenset[str]) -> bool:
    stated = [
        said
        for name, (form, said) in predicates.STATED.items()
        if form.search(one.asked)
        and name not in english.OF_THINGS
        and (one.kind is not Kind.REASON or name in english.BEFALLS)
    ]
    deeds = [match for said in stated for match in said.finditer(one.sentence)]
    if not deeds:
        return False
    deed = min(deeds, key=lambda match: min(abs(match.start() - one.end), abs(one.start - match.end())))
    if english.ASKS_PASSIVE.search(one.asked) and _is_done_to_a_thing(one.sentence, deed):
        return True
    named = english.SUBJECT.search(one.sentence[: deed.start()])
    object_ = english.OBJECT_ENDS.split(one.sentence[deed.end() :])[0].split()[:_OBJECT]
    if named is None or asked & words_of(" ".join(object_)):
        return False
    return not words_of(named["holder"]) & (asked | english.NO_HOLDERS)


def _is_done_to_a_thing(sentence: str, deed: re.Match[str]) -> bool:
    """Return whether a verb has a thing for its object: of "her friends released a letter on Monday" she was not."""
    if not deed.group().endswith("ed") or english.PASSIVE_BEFORE.search(sentence[: deed.start()]):
        return False
    return english.THING_BEHIND.match(sentence[deed.end() :]) is not None


def _is_term_of_another(one: Proposal, asked: frozenset[str]) -> bool:
    """Return whether the last person named before a term of prison is another one than the question's."""
    near = (named for named in english.PERSON.finditer(one.head) if named.end() >= len(one.head) - _FAR)
    persons = [named for named in near if kind_of(named.group()) not in _NO_PERSONS]
    if not asked & words_of(f"{one.title} {one.before} {one.sentence}"):
        return True
    if not persons or asked & words_of(one.tail):
        return False
    own = max((one.head.lower().rfind(name) for name in asked), default=-1)
    if own >= 0 and english.PRONOUN.search(one.head[-_PRONOUN:]):
        return False
    return not words_of(persons[-1].group()) & asked and own < persons[-1].start()
