"""Whole enumerations: where several are asked for, "Ada Marlow" of "Ada Marlow and Tom Reyes" is both."""

import re
from dataclasses import replace

from index.types import Span
from qa.findings.finding import Finding
from qa.language.english import enumerations as english
from qa.proof.sentence import sentence_at, text_at

_FEWEST = 2  # names of an enumeration


def complete_enumeration(finding: Finding) -> Finding:
    """Return a finding with all of the row of names in which its first extract is one; itself where it is in none."""
    lead = finding.extracts[0]
    here = sentence_at(lead.hit, lead.span)
    start, end = lead.span.start - here.start, lead.span.end - here.start
    for row in english.ROW.finditer(text_at(lead.hit, here)):
        first, last = row.span()
        if first <= start < last and first < end <= last and (first, last) != (start, end) and _counts(row.group()):
            span = Span(here.start + first, here.start + last)
            whole = replace(lead, span=span, text=text_at(lead.hit, span))
            return replace(finding, text=whole.text, extracts=(whole,))
    return finding


def find_companions(finding: Finding) -> list[Finding]:
    """Return as findings the other names of the row in which a finding's first extract is one.

    Something may be told of each: "Ada Marlow, the chief, and Tom Reyes (Lorne) left, along with Jan Holt".
    """
    lead = finding.extracts[0]
    here = sentence_at(lead.hit, lead.span)
    text, start = text_at(lead.hit, here), lead.span.start - here.start
    row = next((row for row in english.ROW_TOLD.finditer(text) if row.start() <= start < row.end()), None)
    if row is None or not _counts(row.group()):
        return []
    members = [(row.start() + one.start("name"), one["name"]) for one in english.MEMBER.finditer(row.group())]
    members += [(one.start("name"), one["name"]) for one in english.ALONG.finditer(text, row.end())]
    if start not in [place for place, _ in members]:
        return []
    spans = [Span(here.start + place, here.start + place + len(name)) for place, name in members if place != start]
    extracts = [replace(lead, span=span, text=text_at(lead.hit, span)) for span in spans]
    return [replace(finding, text=one.text, extracts=(one,)) for one in extracts]


def _counts(row: str) -> bool:
    """Return whether a row has several names, none of which is a day or a month."""
    names = [name for name in re.split(english.BETWEEN, row) if name]
    return len(names) >= _FEWEST and not any(english.NO_NAME.match(name) for name in names)
