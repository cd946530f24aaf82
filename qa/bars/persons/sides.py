"""Numbers of the other side: of those who voted against, of a countersuit, of nominations in place of prizes."""

from qa.bars.proposal import Proposal, words_of
from qa.language.english.bars.persons import sides as english
from qa.language.role import is_akin
from qa.question import Kind


def is_of_other_side(one: Proposal) -> bool:
    """Return whether a number counts those who voted the other way, or is the sum of the other party's suit."""
    return one.kind is Kind.NUMBER and (_voted_otherwise(one) or _is_of_other_suit(one))


def was_tried_for(one: Proposal) -> bool:
    """Return whether it is asked how many prizes or goals one got, and the number is of nominations or attempts."""
    if one.kind is not Kind.NUMBER or not english.ASKS_WON.search(one.asked):
        return False
    tried = english.TRIED_BEHIND.match(one.tail) or english.TRIED_BEFORE.search(one.head)
    asked = one.asked.lower().split()
    return tried is not None and not any(is_akin(word.strip("?,."), tried["what"].lower()) for word in asked)


def says_other_vote(question: str, text: str) -> bool:
    """Return whether a question asks if one voted for something, and the clause that names him says against, or both.

    The question may ask for the other side just as well.
    """
    asked = english.VOTED_BY.match(question)
    if asked is None:
        return False
    surname = asked["who"].split()[-1]
    clause = next((part for part in text.split(";") if surname in part), text)
    said = {side for side, form in english.VOTES.items() if form.search(clause)}
    against = asked["side"].lower() in (english.AGAINST, "no")
    return bool(said) and said != {english.AGAINST if against else english.FOR}


def is_of_another_match(one: Proposal) -> bool:
    """Return whether it is asked who beat one whom the article does not name, or the sentence names another loser."""
    asked = english.ASKS_BEATER.search(one.asked)
    if one.kind is not Kind.PERSON or asked is None:
        return False
    beaten = words_of(next(name for name in asked.groups() if name))
    around = f"{one.before} {one.sentence}"
    if beaten & words_of(around):
        return False
    loser = english.LOSER.search(one.head)
    if loser and not words_of(loser["loser"]) & (beaten | words_of(one.text)):
        return True
    return bool(one.passage) and not beaten & words_of(f"{one.title} {one.passage}")


def _voted_otherwise(one: Proposal) -> bool:
    asked = next((side for side, form in english.SIDES_ASKED if form.search(one.asked)), None)
    said = english.SIDE_BEHIND.match(one.tail)
    if asked is None or said is None:
        return False
    return asked != (english.AGAINST if english.AGAINST_SAID.fullmatch(said["side"]) else english.FOR)


def _is_of_other_suit(one: Proposal) -> bool:
    """Return whether the sum is that of a countersuit, or of a suit against the very one who sues."""
    if not english.SUES.search(one.asked) or english.COUNTER.search(one.asked):
        return False
    who, behind = english.WHO_SUES.search(one.asked), english.SUIT_BEHIND.match(one.tail)
    if who and behind:
        return who["who"].lower() == behind["whom"].lower()
    return bool(english.COUNTER_BEHIND.match(one.tail) or english.COUNTER_BEFORE.search(one.head))
