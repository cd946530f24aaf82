"""How far the evidence goes: from what was found to one number between 0 and 1, and the line below which we decline."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from index.types import Hit
from qa.evidence import Candidate
from qa.question import Understood

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


def judge(signals: Signals) -> float:
    """Return the probability that the corpus holds the answer."""
    odds = sum(float(getattr(_WEIGHTS, f.name)) * float(getattr(signals, f.name)) for f in fields(Signals))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def _named(question: str, hit: Hit) -> float:
    """Return the share of the question's names and numbers that stand in the passage, its title, source or date."""
    names = set(_NAMES.findall(question))
    text = f"{hit.head.setting} {hit.text}"
    return sum(name in text for name in names) / len(names) if names else 1.0
