"""Figures that grow from day to day: the newest leads, and the older ones contradict nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from qa.findings.comparison.likeness import says_of_it
from qa.findings.comparison.meaning import read_meaning
from qa.findings.finding import Finding
from qa.language.amount import Amount
from qa.language.english.findings import developments as english
from qa.question import Kind, Understood

MARGIN = 4.0
"""Log odds below the best finding within which a newer figure may lead; chosen by hand, not measured."""
AFTERWARDS = timedelta(days=7)
"""After the end of the time that a question names, within which articles still report on it."""


def grows(asked: Understood) -> bool:
    """Return whether a question asks for a number that grows while it is reported, such as a death toll."""
    return asked.kind is Kind.NUMBER and english.GROWING.search(asked.text) is not None


def lead_with_newest(findings: Sequence[Finding], asked: Understood) -> list[Finding]:
    """Return findings with the newest figure first, where the question asks for one that grows.

    A later figure leads only if it is not less than the best one, and its sentence is about the same thing.
    """
    if not findings or not grows(asked):
        return list(findings)
    best, amount = findings[0], _amount(findings[0])
    if amount is None:
        return list(findings)
    later = [one for one in findings[1:] if _follows(one, best, amount, asked)]
    if not later:
        return list(findings)
    newest = max(later, key=lambda one: (first_published(one).date(), one.score))
    rest = [one for one in findings if one is not newest]
    return [replace(newest, score=max(newest.score, best.score)), *rest]


def first_published(finding: Finding) -> datetime:
    """Return when the first article gave a figure: later articles may repeat an old one."""
    return min(extract.hit.head.published for extract in finding.extracts)


def _follows(one: Finding, best: Finding, than: Amount, asked: Understood) -> bool:
    amount = _amount(one)
    if amount is None or amount.unit != than.unit or amount.value < than.value or one.score < best.score - MARGIN:
        return False
    if asked.dated and first_published(one) > asked.anchor + AFTERWARDS:
        return False
    later = first_published(one).date() > first_published(best).date()
    return later and says_of_it(one.extracts[0], asked)


def _amount(finding: Finding) -> Amount | None:
    return read_meaning(finding.extracts[0], Kind.NUMBER).amount
