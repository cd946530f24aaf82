"""Which findings can be a reason: neither a place, a name nor a sum that stands beside what happened."""

from collections.abc import Sequence

from index.types import Span
from qa.findings.finding import Finding
from qa.language.english import causes as english
from qa.proof.sentence import sentence_at, text_at

_FEWEST = 2  # words of a reason that no word such as "because" leads


def give_reasons(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that can be a reason: of several words, or led by "because"; all of them if none can."""
    return [one for one in findings if _can_be_reason(one)] or list(findings)


def _can_be_reason(finding: Finding) -> bool:
    lead = finding.extracts[0]
    words = lead.text.split()
    if words[0][0] in "$€£" or words[0][0].isdigit() or all(word[0].isupper() for word in words):
        return False
    before = text_at(lead.hit, Span(sentence_at(lead.hit, lead.span).start, lead.span.start))
    return len(words) > _FEWEST or english.LED.search(before) is not None
