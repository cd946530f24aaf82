"""Numbers, days and places of what another did than the one asked about."""

import re

from qa.bars.proposal import Proposal, words_of
from qa.language.alias import find_aliases
from qa.language.english.bars.persons import deeds as english
from qa.language.kind import is_demonym, is_place_name
from qa.language.verb import base_of, is_past
from qa.question import Kind

_KINDS = (Kind.NUMBER, Kind.DATE, Kind.PLACE, Kind.REASON)


def is_deed_of_another(one: Proposal) -> bool:
    """Return whether it is asked when one bought something, and the sentence says that another did.

    A country, a known place or a name that has others may act by one of them, as the United States by Washington; and
    so may a firm by the person who leads it.
    """
    asked = english.ASKS_WHAT_ONE_DID.match(one.asked)
    if one.kind not in _KINDS or asked is None or _has_other_names(asked["doer"]):
        return False
    if words_of(asked["doer"]) & words_of(one.sentence):
        return False
    doers = [done["doer"] for done in english.DONE_BY.finditer(one.head) if _is_same_verb(done["verb"], asked["verb"])]
    return bool(doers) and not _may_act_for(doers[-1], asked["doer"], one)


def is_of_receiver(one: Proposal) -> bool:
    """Return whether it is asked how much somebody has to pay, and the sentence says that it is paid to him."""
    asked = english.ASKS_WHAT_ONE_PAYS.match(one.asked)
    if one.kind is not Kind.NUMBER or asked is None:
        return False
    surname = re.escape(asked["doer"].split()[-1])
    paid = re.search(english.PAID_TO.format(surname=surname), one.sentence)
    return paid is not None and re.search(english.PAYS.format(surname=surname), one.sentence) is None


def _is_same_verb(said: str, asked: str) -> bool:
    return is_past(said) and base_of(said) == asked


def _has_other_names(name: str) -> bool:
    return is_place_name(name.lower()) or is_demonym(name.lower()) or bool(find_aliases(name))


def _may_act_for(doer: str, asked: str, one: Proposal) -> bool:
    """Return whether the one who acts may stand for the one asked about: known, a person, or a part of it."""
    around = f"{one.title} {one.passage}"
    if _has_other_names(doer) or f"{doer} {asked}" in around or f"{asked} {doer}" in around:
        return True
    persons = [re.search(english.GIVEN.format(surname=re.escape(name)), around) for name in (doer, asked)]
    return (" " in doer or persons[0] is not None) and not (" " in asked or persons[1] is not None)
