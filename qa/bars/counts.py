"""Numbers that count something else than the question asks about."""

import re

from qa.bars.proposal import Proposal, words_of
from qa.language.english.bars import counts as english
from qa.language.role import is_akin
from qa.question import Kind

_NEAR = 40
"""Characters on either side of a number that say of what it is the number."""


def counts_another_thing(one: Proposal) -> bool:
    """Return whether the answer to "how many deaths" is the "five" of "five countries", beside a number of deaths.

    So is the "30" of "12 of the 30", the "154" of "among the 154 dead were 26 foreigners", the "four" of "four
    figures", the size of a crowd, those killed for those hurt, and a number where the sentence says nothing of what is
    counted.
    """
    asked = english.ASKED.search(one.asked)
    if one.kind is Kind.NUMBER and english.FIGURES.match(one.tail):
        return True
    if one.kind is Kind.NUMBER and _befell_others(one):
        return True
    if one.kind is not Kind.NUMBER or asked is None:
        return False
    if english.PART.search(one.head) and not english.ASKS_WHOLE.search(one.asked):
        return True
    if _is_whole_of_part(one, asked["noun"]):
        return True
    if english.CROWD.search(one.head) and not english.PERSONS.fullmatch(asked["noun"]):
        return True
    behind = re.search(rf"^(?:[\w’' ,.-]*?\b)?{english.NUMBER}", one.text, re.IGNORECASE)
    counted = english.BEHIND.match((one.text[behind.end() :] if behind else "") + one.tail)
    noun = asked["noun"].lower()
    if (
        counted is None
        or counted["noun"] == english.OTHERS
        or is_akin(counted["noun"], noun)
        or is_akin(noun, counted["noun"])
    ):
        return False
    of_others = counted["noun"] in english.OPPONENTS and english.OF_PEOPLE.search(one.asked)
    if of_others or re.search(rf"{english.OWN}{re.escape(noun)}\b", one.sentence, re.IGNORECASE):
        return True
    both = all(map(english.PERSONS.fullmatch, (noun, counted["noun"])))
    alike = both or any({noun, counted["noun"]} <= group for group in english.ALIKE)
    words = re.findall(r"[a-z]{3,}", f"{one.title} {one.before} {one.sentence}".lower())
    is_part = counted[0].startswith(" of ")  # "cracks in two of its four piers"
    return not alike and (is_part or not any(is_akin(word, noun) for word in words))


def is_another_amount(one: Proposal) -> bool:
    """Return whether a number is the level that something fell from, a change for a total, a prize for a price.

    So is a time ago, where it is asked how long something took, and the "one" of "that one game", which counts nothing.
    """
    if one.kind not in (Kind.NUMBER, Kind.THING):
        return False
    if one.text.lower() == "one" and one.kind is Kind.NUMBER and english.POINTED.search(one.head):
        return True
    return any(
        asked.search(one.asked) and said
        for asked, said in (
            (english.BY_HOW_MUCH, english.FROM_LEVEL.search(one.head)),
            (english.ASKS_PRICE, english.COMPARED.search(one.head)),
            (english.HOW_MANY_THERE, english.CHANGE.search(one.head)),
            (english.ASKS_PAID, english.PRIZE.match(one.tail)),
            (english.ASKS_LENGTH, english.AGO.match(one.tail) and not english.LASTED.search(one.head)),
        )
    )


def is_no_difference(one: Proposal) -> bool:
    """Return whether it is asked how many more there were here than there, and nothing says that of the number."""
    if one.kind is not Kind.NUMBER or not english.ASKS_DIFFERENCE.search(one.asked):
        return False
    return not english.DIFFERENCE.search(f"{one.head[-_NEAR:]}{one.text}{one.tail[:_NEAR]}")


def counts_choice_or_room(one: Proposal) -> bool:
    """Return whether a number counts a choice, as "two of its most popular boats", or room for those who came."""
    if one.kind is not Kind.NUMBER:
        return False
    if english.ASKS_PRESENT.search(one.asked) and (english.SEATS.match(one.tail) or english.HOLDS.search(one.head)):
        return True
    chosen = english.SELECTED.match(one.tail)
    return chosen is not None and chosen["by"].lower() not in words_of(one.asked)


def is_another_figure(one: Proposal) -> bool:
    """Return whether the turnout or the like is asked for, and the sentence tells of no such figure."""
    said = next((said for asked, said in english.FIGURES_SAID if asked.search(one.asked)), None)
    return said is not None and not said.search(f"{one.before} {one.sentence}")


def _is_whole_of_part(one: Proposal, noun: str) -> bool:
    """Return whether another number counts a part of those whom this one counts, and the noun is not the whole's."""
    if not (english.WHOLE_BEFORE.search(one.head) and english.NUMBER_BEHIND.search(one.tail)):
        return False
    counted = english.NUMBER_BEHIND.split(one.tail)[0]
    return not english.ANYBODY.fullmatch(noun) and not any(is_akin(word, noun) for word in counted.lower().split())


def _befell_others(one: Proposal) -> bool:
    """Return whether it is asked how many were hurt, or killed, and the number is of those who were killed, or hurt."""
    asked = [name for name, form in english.HARMS.items() if form.search(one.asked)]
    if len(asked) != 1:
        return False
    behind = english.HARM_BEHIND.match(one.tail)
    before = list(english.HARM_BEFORE.finditer(one.head))
    word = behind["harm"] if behind else before[-1]["harm"] if before else ""
    return bool(word) and not english.HARMS[asked[0]].search(word)
