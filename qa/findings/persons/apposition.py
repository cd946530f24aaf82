"""Names beside the noun that is asked for: of "Which rapper agreed?", the one of "Ada Lorn, the Bergen rapper".

A reader prefers the names near the other words of the question; the noun tells two of them apart that it likes alike.
"""

from collections.abc import Sequence
from dataclasses import replace

from qa.bars.proposal import Proposal
from qa.findings.barred import propose
from qa.findings.finding import Extract
from qa.language.english.findings import apposition as english
from qa.question import Understood

_LIFT = 0.7
"""Log odds by which such a name is likelier; see decision 0128."""


def lift_apposed(extracts: Sequence[Extract], asked: Understood) -> list[Extract]:
    """Return extracts, those likelier that stand beside the noun by which the question asks for a name."""
    noun = None if asked.wants_list else _read_noun(asked.text)
    if noun is None:
        return list(extracts)
    return [replace(one, score=one.score + _LIFT) if _is_beside(noun, propose(one, asked)) else one for one in extracts]


def _read_noun(question: str) -> str | None:
    """Return the noun by which a question asks for a name; None of any other question."""
    found = next((found for pattern in english.ASKED if (found := pattern.search(question))), None)
    return found["noun"].lower().removesuffix("s") if found and found["noun"].lower() not in english.LOOSE else None


def _is_beside(noun: str, one: Proposal) -> bool:
    before, behind = english.BEFORE.format(noun=noun), english.BEHIND.format(noun=noun)
    return english.matches(before, one.head) or english.matches(behind, one.tail)
