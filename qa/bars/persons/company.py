"""Answers that are the one of whom a question asks, or stand in one row with him.

Of "a swap for Ada Lorn and Ben Roy" neither is the one for whom the other was swapped, and who will crown the king is
not King Olaf.
"""

import re

from qa.bars.proposal import Proposal, words_of
from qa.language.english.bars.persons import company as english
from qa.language.kind import Kind as Mention
from qa.language.kind import is_given_name
from qa.language.kind import kind_of as mention_of
from qa.language.name import read_name
from qa.language.role import is_akin
from qa.question import Kind

_PARTS = re.compile(r",? and |, | & ")


def is_twin(one: Proposal) -> bool:
    """Return whether "and" joins the answer to a person of the question, which asks for nobody's company."""
    if not _asks_who(one) or english.EACH_OTHER.search(one.sentence):
        return False
    persons = _persons(one)
    return any(_is_one(name, person) for name in _row(one) for person in persons)


def is_twin_in_deed(one: Proposal) -> bool:
    """Return whether the sentence that has the answer beside a person of the question tells of what is asked."""
    deed = english.DEED_OF_PERSON.match(one.asked[:1].lower() + one.asked[1:])
    if deed is None or not is_twin(one):
        return False
    return any(is_akin(word.lower(), deed["verb"]) for word in one.sentence.split())


def names_person_asked(one: Proposal) -> bool:
    """Return whether the sentence, or the one that it leans on, names a person of the question."""
    words = words_of(f"{one.before} {one.sentence}")
    return any(words_of(person.split()[-1]) <= words for person in _persons(one))


def is_the_one_asked(one: Proposal) -> bool:
    """Return whether the answer names, or holds the name of, the very person of whom something is asked."""
    if one.kind is Kind.PERSON and (left := english.LEFT.search(one.asked)):
        said, known = words_of(one.text), words_of(left["whose"] or left["beside"])
        return said <= known or known <= said
    if not _asks_who(one) or english.COPULAR.match(one.asked):
        return False
    parts = _PARTS.split(one.text)
    if _is_crowned(one) or _is_unnamed_holder(one):
        return True
    return any(_is_one(part, person) for part in parts for person in _persons(one))


def _asks_who(one: Proposal) -> bool:
    asks = one.kind is Kind.PERSON and english.ASKS_WHO.match(one.asked)
    return bool(asks) and english.COMPANY.search(one.asked) is None


def _persons(one: Proposal) -> list[str]:
    """Return the persons whom a question names: a surname alone where the article names one who has it."""
    names = (english.POSSESSIVE.sub("", name) for name in english.NAMES.findall(one.asked))
    return [name for name in names if not english.NO_PERSONS.fullmatch(name) and _is_person(name, one)]


def _is_person(name: str, one: Proposal) -> bool:
    if " " in name:
        return mention_of(name) is Mention.PERSON
    if english.FOUNDS.search(one.asked):
        return False
    whole = re.compile(rf"\b(?P<given>[A-ZÀ-Þ][\w’'-]+) {re.escape(name)}\b")
    return any(is_given_name(found["given"].lower()) for found in whole.finditer(f"{one.title} {one.passage}"))


def _is_one(name: str, person: str) -> bool:
    """Return whether a name, with a title or without, is that of a person; one of another given name is not."""
    said, known = read_name(english.ORDINAL.sub("", name)), read_name(person)
    if said is None or known is None or said.words[-1] != known.words[-1]:
        return False
    return said.words[-2:] == known.words[-2:] or 1 in (len(said.words), len(known.words))


def _row(one: Proposal) -> list[str]:
    """Return the names that stand in one row with the answer, of one part with it in the sentence."""
    row = []
    if (behind := english.AND_BEHIND.match(one.tail)) and _is_row(one.head, behind["rest"]):
        row.append(behind["name"])
    if (before := english.AND_BEFORE.search(one.head)) and _is_row(one.head[: before.start()], one.tail):
        row.append(before["name"])
    if (before := english.COMMA_BEFORE.search(one.head)) and english.ROW_GOES_ON.match(one.tail):
        row.append(before["name"])
    return row


def _is_row(before: str, behind: str) -> bool:
    """Return whether "and" joins two names here, and not a clause to the one before it: "beat Lorn and Roy fell"."""
    return english.CLAUSE_STARTS.search(before) is not None or english.VERB.match(behind) is None


def _is_crowned(one: Proposal) -> bool:
    """Return whether something is asked of "the king", and the answer is the one whom the article calls so."""
    asked = english.CROWNED.search(one.asked)
    if asked is None or english.FOLLOWS.search(one.asked):
        return False
    title = asked["title"].capitalize()
    name = next((word for word in one.text.split() if word[:1].isupper() and word != title), "")
    return bool(name) and re.search(rf"\b{title} {re.escape(name)}\b", f"{one.title} {one.passage}") is not None


def _is_unnamed_holder(one: Proposal) -> bool:
    """Return whether it is asked who replaced somebody as what, and the answer is only called by that post."""
    asked, said = english.AS_ROLE.search(one.asked), english.UNNAMED.fullmatch(one.text.strip())
    return asked is not None and said is not None and said["role"].lower() == asked["role"].lower()
