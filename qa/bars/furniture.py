"""Answers from what web pages put around their text: credits, captions, bylines, greetings, links to other articles."""

import re
from functools import lru_cache

from qa.bars.proposal import Proposal
from qa.language.english.bars import furniture as english
from qa.language.orders import is_order


def is_furniture(one: Proposal) -> bool:
    """Return whether the answer stands in a credit, a link, an invitation or a greeting, not in a report."""
    if _is_no_report(one.sentence) or _is_list_number(one):
        return True
    return any(
        _touches(pattern, one) for pattern in (english.CREDIT, english.CAPTION, english.DATELINE, english.SIGNATURE)
    )


@lru_cache(maxsize=512)  # most sentences have several extracts
def _is_no_report(sentence: str) -> bool:
    """Return whether a whole sentence is a byline, an invitation, a greeting or a link."""
    link = english.LINK.match(sentence)
    return (
        is_order(sentence)
        or any(form.search(sentence) for form in (english.BYLINE, english.INVITES))
        or english.INTRODUCES.match(sentence) is not None
        or (link is not None and "\n" not in link.group())
    )


def _touches(pattern: re.Pattern[str], one: Proposal) -> bool:
    return any(match.start() < one.end and one.start < match.end() for match in pattern.finditer(one.sentence))


def _is_list_number(one: Proposal) -> bool:
    number = english.LIST_NUMBER.match(one.sentence)
    return bool(number and one.end <= number.end())
