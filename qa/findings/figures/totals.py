"""Wholes of several sums: where a total is asked for, the sum that a sentence calls one leads its parts."""

from collections.abc import Sequence
from dataclasses import replace

from qa.findings.barred import propose
from qa.findings.finding import Finding
from qa.language.english.findings import totals as english
from qa.question import Kind, Understood

MARGIN = 3.0
"""Log odds below the best finding within which a total may lead; chosen by hand, not measured."""


def lead_with_total(findings: Sequence[Finding], asked: Understood) -> list[Finding]:
    """Return findings with the best that its sentence calls a total first, where the question asks for a total."""
    if not findings or not asks_for_total(asked):
        return list(findings)
    near = [one for one in findings if one.score >= findings[0].score - MARGIN]
    total = next((one for one in near if _is_total(one, asked)), None)
    if total is None:
        return list(findings)
    rest = [one for one in findings if one is not total]
    return [replace(total, score=max(total.score, findings[0].score)), *rest]


def asks_for_total(asked: Understood) -> bool:
    """Return whether a question asks for a number in total."""
    return asked.kind is Kind.NUMBER and english.ASKED.search(asked.text) is not None


def _is_total(finding: Finding, asked: Understood) -> bool:
    proposed = (propose(extract, asked) for extract in finding.extracts)
    return any(english.BEFORE.search(one.head) or english.BEHIND.match(one.tail) for one in proposed)
