"""Where somebody is from: a place that is said to be so, or a people, and not the scene of what he did."""

from qa.bars.proposal import Proposal
from qa.language.demonym import country_of
from qa.language.english.bars import origins as english
from qa.language.verb import is_past


def is_no_origin(one: Proposal) -> bool:
    """Return whether it is asked where somebody is from, and the sentence does not say that he is from the answer."""
    asked = english.ASKS.search(one.asked)
    if not asked or (asked["who"] and is_past(asked["who"].split()[-1])):
        return False
    if country_of(tuple(one.text.lower().removeprefix("the ").split())):
        return english.OF_LAND.match(one.tail) is not None
    said = english.BEFORE.search(one.head) and not english.REMOVED.search(one.head)
    return not (said or english.BEHIND.match(one.tail))
