"""Which findings can be a reason: neither a place, a name nor a sum that stands beside what happened, nor its effect.

The reader finds what stands near the event; a reason is told by a word such as "because", "due to" or "driven by".
"""

from collections.abc import Sequence
from dataclasses import replace

from index.types import Span
from qa.findings.finding import Finding
from qa.language.english.findings import causes as english
from qa.language.english.world import kinds
from qa.proof.sentence import sentence_at, text_at

_JOINS = frozenset(["of", "the", "and", "for", "de"])
"""Small words within a name."""
_NAMES = 5  # words of a person, a body or a place, at most
_NOUNS = kinds.PERSON_NOUNS | kinds.GROUP_NOUNS | kinds.PLACE_NOUNS
_FEWEST = 2  # words of a reason that no word such as "because" leads
_TOLD = 1.5  # log odds that such a word adds; of 57 questions for a reason, 35 are led by a right one, for 30 without

_UNTOLD = 1.0  # log odds that a clause on its own has less: it mostly repeats what is asked about


def give_reasons(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that can be a reason, the likeliest first: of several words, or led by "because".

    If none can, all of them but those that only name a person, a body or a place.
    """
    able = [one for one in findings if not _only_names(one)]
    told = [_favour(one) for one in able if _can_be_reason(one)]
    return sorted(told, key=lambda one: -one.score) or able


def _favour(finding: Finding) -> Finding:
    """Return a finding, likelier where a word says that it is the reason, less so where nothing leads it."""
    lead = finding.extracts[0]
    before, behind = _around(finding)
    if english.OPENS.match(lead.text) or english.TELLS.search(before) or english.BROUGHT.match(behind):
        return replace(finding, score=finding.score + _TOLD)
    return finding if english.LED.search(before) else replace(finding, score=finding.score - _UNTOLD)


def _only_names(finding: Finding) -> bool:
    """Return whether a finding is a person, a body or a place: "a city airport", "the Harbour Board"."""
    words = finding.extracts[0].text.lower().replace(",", " ").split()
    return len(words) <= _NAMES and words[-1] in _NOUNS and english.DOES.search(" ".join(words)) is None


def _can_be_reason(finding: Finding) -> bool:
    lead = finding.extracts[0]
    words = lead.text.split()
    if words[0][0] in "$€£" or words[0][0].isdigit() or all(word[0].isupper() or word in _JOINS for word in words):
        return False
    before, _ = _around(finding)
    if english.NO_REASON.match(lead.text) or english.BRINGS.search(before):
        return False
    return len(words) > _FEWEST or english.LED.search(before) is not None


def _around(finding: Finding) -> tuple[str, str]:
    """Return what stands before and behind a finding in its sentence."""
    lead = finding.extracts[0]
    whole = sentence_at(lead.hit, lead.span)
    before, behind = Span(whole.start, lead.span.start), Span(lead.span.end, whole.end)
    return text_at(lead.hit, before), text_at(lead.hit, behind)
