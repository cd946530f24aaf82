"""What the passages amount to: what would be said of them, how likely it is right, and whether that is enough."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.library import Library
from index.types import Hit
from qa.findings.agreement import group
from qa.findings.compose import Composed, compose, compose_findings
from qa.findings.confidence import THRESHOLD, judge, read_findings, read_signals, read_verdicts
from qa.findings.evidence import gather
from qa.findings.weighing import weigh
from qa.question import Understood
from qa.reading.reader import Reader
from qa.search.rerank import rerank
from qa.search.retrieve import read
from qa.types import Agreement, ReadCount

SCANNED = 8
"""Passages whose sentences are weighed where there is no reader."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What would be said: `confidence` is the probability that it is right, `evidence` that there is an answer at all.

    `hits` are in the order in which they turned out to answer, the best first. `read` says how many were read.
    """

    hits: tuple[Hit, ...]
    composed: Composed
    confidence: float
    evidence: float
    read: ReadCount = ReadCount()

    @property
    def enough(self) -> bool:
        """Whether the evidence will do."""
        return self.evidence >= THRESHOLD


def reach_verdict(
    asked: Understood, hits: Sequence[Hit], limit: int, library: Library, reader: Reader | None
) -> Verdict:
    """Return what at most `limit` sentences would say: what the reader finds or, without one, what the words tell."""
    return _read(asked, hits, limit, library, reader) if reader else _scan(asked, hits, limit, library)


def _scan(asked: Understood, hits: Sequence[Hit], limit: int, library: Library) -> Verdict:
    """Weigh the sentences of the first passages by their words, without a reader."""
    candidates = gather(asked, hits[:SCANNED], library)
    evidence = judge(read_signals(asked, hits, candidates))
    drafts = tuple(compose(candidates, hits, limit, library))
    return Verdict(tuple(hits), Composed(drafts, (), Agreement.SINGLE), evidence, evidence)


def _read(asked: Understood, hits: Sequence[Hit], limit: int, library: Library, reader: Reader) -> Verdict:
    """Read the first passages, and put together what they say.

    Where reading was cut short, confidence is that of what was read times the share that was read: each passage left
    unread may bear the answer out as well as contradict it.
    """
    readings, count = (found := read(asked, hits, reader)).each, found.count
    candidates = gather(asked, hits, library)
    findings = group(weigh(asked, hits, readings), asked.kind)
    signals = read_signals(asked, hits, candidates)
    seen = read_findings(findings, signals)
    rated = [replace(finding, confidence=count.share * judge(one)) for finding, one in zip(findings, seen, strict=True)]
    confidence = rated[0].confidence or 0.0 if rated else 0.0
    ordered = rerank(hits, readings)
    composed = compose_findings(rated, ordered, asked, limit)
    return Verdict(tuple(ordered), composed, confidence, judge(read_verdicts(signals, readings)), count)
