"""Decide what the passages answer, how likely that is right, and whether the evidence is enough to answer at all."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.library import Library
from index.types import Hit
from qa.findings.barred import admit
from qa.findings.comparison.agreement import group
from qa.findings.compose import Composed, compose, compose_findings
from qa.findings.confidence import judge, read_findings, read_signals, read_verdicts
from qa.findings.evidence import gather
from qa.findings.figures.development import grows, lead_with_newest
from qa.findings.figures.owned import add_owned
from qa.findings.figures.revisions import follow_revisions
from qa.findings.figures.totals import asks_for_total, lead_with_total
from qa.findings.finding import Finding
from qa.findings.persons.apposition import lift_apposed
from qa.findings.persons.doers import add_doers
from qa.findings.persons.holders import find_holder
from qa.findings.persons.relatives import find_relative
from qa.findings.persons.successors import find_successor
from qa.findings.premise import Refuted, find_contrary
from qa.findings.reasons import give_reasons
from qa.findings.settling import settled
from qa.findings.weighing import Weighing
from qa.findings.weights import parameters
from qa.question import Kind, Understood
from qa.reading.reader import Reader
from qa.reading.spans import Reading
from qa.reading.stopping import sufficient
from qa.search.rerank import rerank
from qa.search.retrieve import read
from qa.types import Agreement, ReadCount

_POSSIBLE = 0.5  # of the evidence that an answer needs; chosen by hand, as near as 0.6 was to the evidence of reader-2
# Of evidence and confidence together. From -1 to -1.4, 12 of 24 answers more to questions of strangers are right, from
# there to -2 nine of 21 are (decision 0147).
_SUPPORT = -1.4
_LEAST_LIKELY = 0.003
_RULED = 0.9  # evidence of an answer that a sentence gives in so many words; chosen by hand
_BY_RULE = (find_holder, find_successor, find_relative)  # what sentences say in so many words goes before the reader
SCANNED = 8
"""Passages whose sentences are scored where there is no reader; chosen by hand, not measured."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The composed answer, the probability that it is right (`confidence`) and that there is one at all (`evidence`).

    `hits` are ranked again by how well they answer, if a reader read them. `read` counts the passages read. `findings`
    are what the reader found, the best first; none where a rule says which of them leads, or nothing was claimed.
    `unanswered` are the parts of a question of several that the evidence is not enough for, `contrary` is the sentence
    that says the contrary of what the question takes for granted, and `supposed` what it takes for granted, as a
    question for yes or no, where no sentence says so. An answer that a second look leaves little of is `doubted`. Where
    several answers are put together, `least` is by how much the one with least support is better than a refusal.
    """

    hits: tuple[Hit, ...]
    composed: Composed
    confidence: float
    evidence: float
    read: ReadCount = ReadCount()
    unanswered: tuple[str, ...] = ()
    contrary: Refuted | None = None
    supposed: str = ""
    doubted: bool = False
    findings: tuple[Finding, ...] = ()
    least: float | None = None

    @property
    def enough(self) -> bool:
        """Whether the evidence is enough not to decline, and there is something to say."""
        return bool(self.composed.drafts) and self.fit and self.lead_over_refusal >= 0

    @property
    def fit(self) -> bool:
        """Return whether nothing is known that speaks against the answer."""
        return self.contrary is None and not self.supposed and not self.doubted

    @property
    def lead_over_refusal(self) -> float:
        """Return the log odds by which the answer is better supported than one that is declined.

        A likely short answer makes up for weak evidence, and good evidence for an unlikely one.
        """
        if self.least is not None:
            return self.least
        evident = log_odds(self.evidence) - log_odds(parameters().refusal_threshold)
        if not self.composed.claims:
            return evident
        supported = log_odds(self.evidence) + log_odds(self.confidence) - _SUPPORT
        return min(evident, supported) if self.composed.agreement is Agreement.LIST else supported

    @property
    def possible(self) -> bool:
        """Return whether there is a sentence that the evidence is enough for to show as unsure.

        With reader-2 and 0.6 of the evidence, 37 of 400 questions of a news quiz were declined though the archive
        answers them: 24 of these showed a sentence, and 14 sentences answered. Of 150 on later events, 20 showed one.
        """
        return bool(self.composed.drafts) and self.evidence >= parameters().refusal_threshold * _POSSIBLE


def log_odds(probability: float) -> float:
    """Return the log odds of a probability, none of them infinite."""
    likely = min(max(probability, _LEAST_LIKELY), 1 - _LEAST_LIKELY)
    return math.log(likely / (1 - likely))


def reach_verdict(
    asked: Understood, hits: Sequence[Hit], limit: int, library: Library, reader: Reader | None
) -> Verdict:
    """Return the verdict, with an answer of at most `limit` sentences; without a reader it goes by words alone."""
    return _read(asked, hits, limit, library, reader) if reader else _scan(asked, hits, limit, library)


def _scan(asked: Understood, hits: Sequence[Hit], limit: int, library: Library) -> Verdict:
    """Score the sentences of the first passages by their words, without a reader."""
    candidates = gather(asked, hits[:SCANNED], library)
    evidence = judge(read_signals(asked, hits, candidates, library.lexicon.count_passages()))
    drafts = tuple(compose(candidates, hits, limit, library))
    return Verdict(tuple(hits), Composed(drafts, (), Agreement.SINGLE), evidence, evidence)


def _read(asked: Understood, hits: Sequence[Hit], limit: int, library: Library, reader: Reader) -> Verdict:
    """Read the first passages, and combine their extracts.

    Where reading was cut short, confidence is multiplied by the share that was read: a passage left unread may
    contradict the answer.
    """
    signals = read_signals(asked, hits, gather(asked, hits, library), library.lexicon.count_passages())
    weighing = Weighing(asked, hits)

    def decided(articles: Sequence[str], readings: Sequence[Reading | None]) -> bool:
        return sufficient(articles, readings) or settled(asked, signals, readings, weighing)

    readings, count = (found := read(asked, hits, reader, decided)).each, found.count
    extracts = add_owned(follow_revisions(weighing.weigh(readings), asked), asked)
    admitted = admit(lift_apposed(add_doers(extracts, asked, hits), asked), asked)
    findings = lead_with_total(lead_with_newest(group(admitted.extracts, asked.kind), asked), asked)
    findings = give_reasons(findings) if asked.kind is Kind.REASON else findings
    holder = next((one for find in _BY_RULE if (one := find(asked, hits, findings))), None)
    nameless = None if holder or admitted.near else admitted.nameless
    findings = [holder.finding] if holder else findings if admitted.near else []
    findings = [Finding(nameless.text, (nameless,), nameless.score)] if nameless else findings
    seen = read_findings(findings, signals)
    rated = [replace(finding, confidence=count.share * judge(one)) for finding, one in zip(findings, seen, strict=True)]
    confidence = rated[0].confidence or 0.0 if rated else 0.0
    ordered = rerank(hits, readings)
    composed = compose_findings(rated, ordered, asked, limit, claimed=not (nameless or (holder and holder.left)))
    evidence = max(judge(read_verdicts(signals, readings)), _RULED if holder else 0.0)
    return Verdict(
        tuple(ordered),
        composed,
        confidence,
        evidence if composed.drafts else min(evidence, parameters().refusal_threshold * _POSSIBLE),
        count,
        contrary=find_contrary(asked.text, hits),
        findings=() if holder or nameless or grows(asked) or asks_for_total(asked) else tuple(rated),
    )
