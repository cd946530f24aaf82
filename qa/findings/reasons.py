"""Which findings can be a reason: neither a place, a name nor a sum that stands beside what happened."""

from collections.abc import Sequence

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


def give_reasons(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that can be a reason: of several words, or led by "because".

    If none can, all of them but those that only name a person, a body or a place.
    """
    able = [one for one in findings if not _only_names(one)]
    return [one for one in able if _can_be_reason(one)] or able


def _only_names(finding: Finding) -> bool:
    """Return whether a finding is a person, a body or a place: "a city airport", "the Harbour Board"."""
    words = finding.extracts[0].text.lower().replace(",", " ").split()
    return len(words) <= _NAMES and words[-1] in _NOUNS and english.DOES.search(" ".join(words)) is None


def _can_be_reason(finding: Finding) -> bool:
    lead = finding.extracts[0]
    words = lead.text.split()
    if words[0][0] in "$€£" or words[0][0].isdigit() or all(word[0].isupper() or word in _JOINS for word in words):
        return False
    before = text_at(lead.hit, Span(sentence_at(lead.hit, lead.span).start, lead.span.start))
    return len(words) > _FEWEST or english.LED.search(before) is not None
