"""How far the evidence goes: whether the collection holds an answer, and whether a finding is right; as probabilities.

Below `THRESHOLD` of the first a question is declined, with a reader and without.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from index.types import Hit
from qa.findings.evidence import Candidate
from qa.findings.finding import Finding
from qa.question import Understood
from qa.reading.spans import NEVER, Reading

_FIRST_PASSAGES = 3


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for or against the corpus holding the answer, or how much each of it weighs."""

    bias: float
    """Always 1."""
    nearness: float
    """Largest cover of the question's word pieces by one sentence."""
    similarity: float
    """Largest cosine of question and passage."""
    rank: float
    """Score of the first passage (`qa.search.rank`)."""
    names: float
    """Largest share of the question's names and numbers that one of the first passages holds; 1 where it has none."""


# Logistic regression by bench/fit_evidence.py on half of its questions; bench/results/refusal.json has the curves of
# both halves. The threshold was chosen on the first: it declines an eighth of what can be answered.
_WEIGHTS = Signals(-10.23, 3.05, 2.01, 0.75, 0.37)
THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class ReadSignals:
    """The same where passages were read, or how much each of it weighs."""

    bias: float
    """Always 1."""
    answers: float
    """Largest log odds that one of the passages answers, by the reader, cut off at 12 either way."""
    nearness: float
    """The rest are those of `Signals`."""
    similarity: float
    rank: float
    names: float


@dataclass(frozen=True, slots=True)
class FindingSignals:
    """What speaks for or against a finding being right, or how much each of it weighs."""

    bias: float
    """Always 1."""
    score: float
    """Log odds of the finding, all its voices together."""
    lead: float
    """How far these lie above those of the best other finding, below 0 where they do; at most 4 either way."""
    rank: float
    """Score of the first passage (`qa.search.rank`)."""
    names: float
    """As in `Signals`."""


# Logistic regressions by bench/fit_reader.py on half of its questions; bench/results has both halves.
_READ_WEIGHTS = ReadSignals(-7.93, 0.33, 3.08, 3.69, 0.33, 0.17)
_FINDING_WEIGHTS = FindingSignals(-3.29, 0.28, 0.57, 0.08, 0.62)
_WEIGHTS_OF: dict[type, object] = {
    Signals: _WEIGHTS, ReadSignals: _READ_WEIGHTS, FindingSignals: _FINDING_WEIGHTS,
}  # fmt: skip
_CLIP = 12.0
_FAR = 4.0

# A capital or a digit within the question: its first word has a capital whether it is a name or not.
_NAMES = re.compile(r"(?<!^)\b(?:[A-ZÀ-Þ][\w’'-]+|\d[\d,.]*\d|\d)")


def read_signals(asked: Understood, hits: Sequence[Hit], candidates: Sequence[Candidate]) -> Signals:
    """Return the signals of what was found; of nothing, all but the bias are 0."""
    return Signals(
        bias=1.0,
        nearness=max((candidate.features.nearness for candidate in candidates), default=0.0),
        similarity=max((hit.similarity or 0.0 for hit in hits), default=0.0),
        rank=hits[0].score if hits else 0.0,
        names=max((_named(asked.text, hit) for hit in hits[:_FIRST_PASSAGES]), default=0.0),
    )


def read_verdicts(signals: Signals, readings: Iterable[Reading | None]) -> ReadSignals:
    """Return the signals of what was found and read."""
    answers = max((reading.verdict for reading in readings if reading), default=NEVER)
    return ReadSignals(1.0, _clip(answers, _CLIP), signals.nearness, signals.similarity, signals.rank, signals.names)


def read_findings(findings: Sequence[Finding], signals: Signals) -> list[FindingSignals]:
    """Return the signals of each finding, which come the likeliest first."""
    scores = [finding.score for finding in findings]
    best, second = (*scores[:2], NEVER, NEVER)[:2]
    return [
        FindingSignals(1.0, score, _clip(score - (best if place else second), _FAR), signals.rank, signals.names)
        for place, score in enumerate(scores)
    ]


def judge(signals: Signals | ReadSignals | FindingSignals) -> float:
    """Return the probability that the corpus holds the answer or, of a finding's signals, that it is right."""
    weights = _WEIGHTS_OF[type(signals)]
    odds = sum(float(getattr(weights, f.name)) * float(getattr(signals, f.name)) for f in fields(signals))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def _clip(value: float, bound: float) -> float:
    return max(-bound, min(bound, value))


def _named(question: str, hit: Hit) -> float:
    """Return the share of the question's names and numbers that stand in the passage, its title, source or date."""
    names = set(_NAMES.findall(question))
    text = f"{hit.head.setting} {hit.text}"
    return sum(name in text for name in names) / len(names) if names else 1.0
