"""How far the evidence goes: from what was found to one number between 0 and 1, and the line below which we decline."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

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
    nearness: float
    """Largest cover of the question's word pieces by one sentence."""
    similarity: float
    """Largest cosine of question and passage."""
    agreement: float
    """1 where the first by words and the first by meaning are of one article."""
    rank: float
    """Score of the first passage (`qa.rank`)."""
    names: float
    """Largest share of the question's names that one of the first passages holds; 1 where it has none."""


# Logistic regression fitted by bench/evidence.py on half of its questions; the threshold is chosen there on that half's
# curve. bench/results holds the curve and the figures of the other half.
_WEIGHTS = Signals(-8.5, -0.7, 0.8, 0.1, 4.3, 3.1, 0.3, 0.7, 0.6)
THRESHOLD = 0.4

# A capital or a digit within the question: its first word has a capital whether it is a name or not.
_NAMES = re.compile(r"(?<!^)\b(?:[A-ZÀ-Þ][\w’'-]+|\d[\d,.]*\d|\d)")


def read_signals(asked: Understood, hits: Sequence[Hit], candidates: Sequence[Candidate]) -> Signals:
    """Return the signals of what was found; of nothing, all are 0."""
    return Signals(
        bias=1.0,
        best=max((candidate.score for candidate in candidates), default=0.0),
        overlap=max((candidate.features.overlap for candidate in candidates), default=0.0),
        passage=max((candidate.features.passage for candidate in candidates), default=0.0),
        nearness=max((candidate.features.nearness for candidate in candidates), default=0.0),
        similarity=max((hit.similarity or 0.0 for hit in hits), default=0.0),
        agreement=float(_agrees(hits)),
        rank=hits[0].score if hits else 0.0,
        names=max((_named(asked.text, hit) for hit in hits[:3]), default=0.0),
    )


def judge(signals: Signals) -> float:
    """Return the probability that the corpus holds the answer."""
    odds = sum(float(getattr(_WEIGHTS, f.name)) * float(getattr(signals, f.name)) for f in fields(Signals))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def _named(question: str, hit: Hit) -> float:
    """Return the share of the question's names and numbers that the passage or its title holds."""
    names = set(_NAMES.findall(question))
    text = f"{hit.head.title} {hit.text}"
    return sum(name in text for name in names) / len(names) if names else 1.0


def _agrees(hits: Sequence[Hit]) -> bool:
    lexical = min((hit for hit in hits if hit.lexical_rank), key=lambda hit: hit.lexical_rank or 0, default=None)
    dense = min((hit for hit in hits if hit.dense_rank), key=lambda hit: hit.dense_rank or 0, default=None)
    return bool(lexical and dense and lexical.passage.article == dense.passage.article)
