"""Answers from what web pages put around their text: credits, captions, bylines, greetings, links to other articles."""

import re

from qa.bars.proposal import Proposal
from qa.language.english.bars import furniture as english
from qa.language.orders import is_order


def is_furniture(one: Proposal) -> bool:
    """Return whether the answer stands in a credit, a link, an invitation or a greeting, not in a report."""
    if (
        is_order(one.sentence)
        or _is_list_number(one)
        or english.BYLINE.search(one.sentence)
        or english.INVITES.search(one.sentence)
        or english.INTRODUCES.match(one.sentence)
    ):
        return True
    if (link := english.LINK.match(one.sentence)) and "\n" not in link.group():
        return True
    return any(
        _touches(pattern, one) for pattern in (english.CREDIT, english.CAPTION, english.DATELINE, english.SIGNATURE)
    )


def _touches(pattern: re.Pattern[str], one: Proposal) -> bool:
    return any(match.start() < one.end and one.start < match.end() for match in pattern.finditer(one.sentence))


def _is_list_number(one: Proposal) -> bool:
    number = english.LIST_NUMBER.match(one.sentence)
    return bool(number and one.end <= number.end())
