"""Answers that something may be, was wanted or is expected, where the question asks what is or was."""

from qa.bars.proposal import Proposal
from qa.language.english import modality as english
from qa.question import Kind

_FACTS = (Kind.NUMBER, Kind.PERSON, Kind.DATE)


def is_unreal(one: Proposal) -> bool:
    """Return whether the answer is only possible, sought, expected or denied, and the question asks for a fact."""
    if one.kind not in _FACTS or english.ASKED.search(one.asked) or not english.PAST.search(one.asked):
        return False
    if one.kind is Kind.PERSON and (english.EXPECTED_AFTER.search(one.tail) or english.DENIED_AFTER.search(one.tail)):
        return True
    if one.kind is Kind.PERSON:
        return False
    clause = english.CLAUSE.split(one.head)[-1]
    wanted = _is_wanted(clause) or english.SOUGHT_BEHIND.match(one.tail) is not None
    return wanted or english.POSSIBLE.search(clause) is not None


def _is_wanted(clause: str) -> bool:
    """Return whether a clause has a verb of wanting, and no verb of getting behind it."""
    wanted = max((match.end() for match in english.SOUGHT.finditer(clause)), default=-1)
    return wanted >= 0 and not english.DONE.search(clause, wanted)
