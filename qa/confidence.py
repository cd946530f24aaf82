"""How far the evidence goes: from what was found to one number between 0 and 1, and the line below which we decline."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from index.types import Hit
from qa.evidence import Candidate
from qa.finding import Finding
from qa.question import Understood
from qa.spans import NEVER, Reading

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
    """Score of the first passage (`qa.rank`)."""
    names: float
    """Largest share of the question's names and numbers that one of the first passages holds; 1 where it has none."""


# Logistic regression by bench/fit_evidence.py on half of its questions; bench/results/refusal.json has the curves of
# both halves. The threshold was chosen on the first: it declines an eighth of what can be answered.
_WEIGHTS = Signals(-10.23, 3.05, 2.01, 0.75, 0.37)
THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class ReadSignals:
    """What speaks for or against a finding being right, or how much each of it weighs."""

    bias: float
    """Always 1."""
    score: float
    """Log odds of the finding, all its voices together."""
    lead: float
    """How far these lie above those of the best other finding, below 0 where they do; at most 4 either way."""
    answers: float
    """Largest log odds that one of the passages answers, cut off at 12 either way."""
    nearness: float
    """The rest are those of `Signals`."""
    similarity: float
    rank: float
    names: float


# Logistic regression by bench/fit_reader.py on half of its questions; bench/results/reader.json has both halves.
_READ_WEIGHTS = ReadSignals(-5.0, 0.8, 0.3, 0.1, 1.0, 1.0, 0.3, 0.2)
READ_THRESHOLD = 0.2
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


def read_findings(
    findings: Sequence[Finding], readings: Sequence[Reading | None], signals: Signals
) -> list[ReadSignals]:
    """Return the signals of each finding, which come the likeliest first."""
    answers = max((reading.verdict for reading in readings if reading), default=NEVER)
    scores = [finding.score for finding in findings]
    best, second = (*scores[:2], NEVER, NEVER)[:2]
    return [
        ReadSignals(
            bias=1.0,
            score=score,
            lead=_clip(score - (second if place == 0 else best), _FAR),
            answers=_clip(answers, _CLIP),
            nearness=signals.nearness,
            similarity=signals.similarity,
            rank=signals.rank,
            names=signals.names,
        )
        for place, score in enumerate(scores)
    ]


def judge(signals: Signals | ReadSignals) -> float:
    """Return the probability that the corpus holds the answer or, of a finding, that it is right."""
    weights = _WEIGHTS if isinstance(signals, Signals) else _READ_WEIGHTS
    odds = sum(float(getattr(weights, f.name)) * float(getattr(signals, f.name)) for f in fields(signals))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def _clip(value: float, bound: float) -> float:
    return max(-bound, min(bound, value))


def _named(question: str, hit: Hit) -> float:
    """Return the share of the question's names and numbers that stand in the passage, its title, source or date."""
    names = set(_NAMES.findall(question))
    text = f"{hit.head.setting} {hit.text}"
    return sum(name in text for name in names) / len(names) if names else 1.0
