"""How far the evidence goes: from what was found to one number between 0 and 1, and the line below which we decline."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

from index.library import Library
from index.types import Hit
from qa.evidence import Candidate
from qa.question import Understood


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for or against the corpus holding the answer."""

    bias: float
    """Always 1."""
    best: float
    """Log odds of the likeliest sentence."""
    overlap: float
    """Largest share of the question's terms in one sentence."""
    passage: float
    """Largest share of them in one passage."""
    unknown: float
    """Share of them that stand nowhere in the corpus."""
    nearness: float
    """Largest cover of the question's word pieces by one sentence."""
    similarity: float
    """Largest cosine of question and passage."""
    agreement: float
    """1 where the first by words and the first by meaning are of one article."""


# Logistic regression fitted by bench/evidence.py on half of its questions; the threshold is chosen there on that half's
# curve. bench/results holds the curve and the figures of the other half.
_WEIGHTS = Signals(-6.0, 0.5, 1.0, 2.0, -2.0, 2.0, 5.0, 0.5)
THRESHOLD = 0.4


def read_signals(asked: Understood, hits: Sequence[Hit], candidates: Sequence[Candidate], library: Library) -> Signals:
    """Return the signals of what was found; of nothing, all are 0."""
    weights = library.engine.weigh_terms(asked.text)
    rarest = max(weights.values(), default=0.0)
    total = sum(weights.values()) or 1.0
    unknown = sum(weight for weight in weights.values() if weight >= rarest and rarest > 10)
    return Signals(
        bias=1.0,
        best=max((candidate.score for candidate in candidates), default=0.0),
        overlap=max((candidate.features.overlap for candidate in candidates), default=0.0),
        passage=max((candidate.features.passage for candidate in candidates), default=0.0),
        unknown=unknown / total,
        nearness=max((candidate.features.nearness for candidate in candidates), default=0.0),
        similarity=max((hit.similarity or 0.0 for hit in hits), default=0.0),
        agreement=float(_agrees(hits)),
    )


def judge(signals: Signals) -> float:
    """Return the probability that the corpus holds the answer."""
    odds = sum(float(getattr(_WEIGHTS, f.name)) * float(getattr(signals, f.name)) for f in fields(Signals))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def _agrees(hits: Sequence[Hit]) -> bool:
    lexical = min((hit for hit in hits if hit.lexical_rank), key=lambda hit: hit.lexical_rank or 0, default=None)
    dense = min((hit for hit in hits if hit.dense_rank), key=lambda hit: hit.dense_rank or 0, default=None)
    return bool(lexical and dense and lexical.passage.article == dense.passage.article)
