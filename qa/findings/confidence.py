"""Two probabilities: that the articles hold an answer at all, and that a finding is the right one.

A question whose first probability lies below `Parameters.refusal_threshold` is declined, with a reader and without.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from index.types import Hit
from qa.findings.evidence import Candidate
from qa.findings.finding import Finding
from qa.findings.weights import linear_of
from qa.question import Understood
from qa.reading.spans import NEVER, Reading

# Part of what the features mean, so that a change of one needs a new fit. Chosen by hand, not measured.
_FIRST_PASSAGES = 3
_LARGEST_ODDS = 12.0
_LARGEST_LEAD = 4.0
_FEWEST_PASSAGES = 100  # the smallest corpora that were measured

# A capital or a digit within the question: its first word has a capital whether it is a name or not.
_NAMES = re.compile(r"(?<!^)\b(?:[A-ZÀ-Þ][\w’'-]+|\d[\d,.]*\d|\d)")


@dataclass(frozen=True, slots=True)
class SearchSignals:
    """What the search tells about whether the articles hold an answer."""

    nearness: float
    """Largest `SentenceFeatures.nearness` of a sentence of the hits."""
    similarity: float
    """Largest cosine of question and passage."""
    rank: float
    """Score of the first passage (`qa.search.rank`)."""
    names: float
    """Largest share of the question's names and numbers in one of the first passages; 1 where it has none."""
    size: float
    """log10 of the passages of the corpus, 2 at least: the more there are, the nearer one comes by chance."""


@dataclass(frozen=True, slots=True)
class ReadSignals:
    """What the search and the reader tell about whether the articles hold an answer."""

    answers: float
    """Largest log odds, by the reader, that one of the passages answers, clipped to ±12."""
    nearness: float
    """This and the rest as in `SearchSignals`."""
    similarity: float
    rank: float
    names: float
    size: float


@dataclass(frozen=True, slots=True)
class FindingSignals:
    """What tells whether a finding is right."""

    score: float
    """Its log odds, all independent sources together."""
    lead: float
    """Its log odds less those of the best other finding, clipped to ±4."""
    rank: float
    """As in `SearchSignals`."""
    names: float
    """As in `SearchSignals`."""


def read_signals(
    asked: Understood, hits: Sequence[Hit], candidates: Sequence[Candidate], passages: int
) -> SearchSignals:
    """Return the signals of a search in a corpus of so many passages; without hits all but its size are 0."""
    return SearchSignals(
        nearness=max((candidate.features.nearness for candidate in candidates), default=0.0),
        similarity=max((hit.similarity or 0.0 for hit in hits), default=0.0),
        rank=hits[0].score if hits else 0.0,
        names=max((_share_of_names(asked, hit) for hit in hits[:_FIRST_PASSAGES]), default=0.0),
        size=math.log10(max(passages, _FEWEST_PASSAGES)),
    )


def read_verdicts(signals: SearchSignals, readings: Iterable[Reading | None]) -> ReadSignals:
    """Return the signals of a search whose passages were read."""
    answers = max((reading.verdict for reading in readings if reading), default=NEVER)
    return ReadSignals(_clip(answers, _LARGEST_ODDS), **asdict(signals))


def read_findings(findings: Sequence[Finding], signals: SearchSignals) -> list[FindingSignals]:
    """Return the signals of each finding; the findings come in descending order of score."""
    scores = [finding.score for finding in findings]
    best, second = (*scores[:2], NEVER, NEVER)[:2]
    return [
        FindingSignals(score, _clip(score - (best if place else second), _LARGEST_LEAD), signals.rank, signals.names)
        for place, score in enumerate(scores)
    ]


def judge(signals: SearchSignals | ReadSignals | FindingSignals) -> float:
    """Return the probability that the articles hold an answer or, for a finding's signals, that it is right."""
    return linear_of(type(signals)).probability(signals)


def _clip(value: float, bound: float) -> float:
    return max(-bound, min(bound, value))


def _share_of_names(asked: Understood, hit: Hit) -> float:
    """Return the share of the question's names and numbers in the passage, its title, source or date.

    Another name of the same thing counts as well, and case does not.
    """
    text = f"{hit.head.setting} {hit.text}"
    plain = text.casefold()
    other = {word for one in asked.names if one.stands_in(text) for word in one.name.split()}
    names = set(_NAMES.findall(asked.text))
    return sum(name in other or name.casefold() in plain for name in names) / len(names) if names else 1.0
