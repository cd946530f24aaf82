"""Score extracts so that those of different passages can be compared.

The reader sees one passage at a time, without date, rank or other passages, so its log odds do not compare across
passages. They are combined with the rank of the passage, the form of the extract, and how often other articles contain
it: a name in the text or title of many of the best passages is likely to be what the question is about.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.types import Hit, Span
from qa.findings.evidence import holds_kind
from qa.findings.finding import Extract
from qa.findings.weights import linear_of
from qa.language.amount import read_amount
from qa.language.english.calendar import DAY
from qa.language.english.findings import scores
from qa.language.name import end_with_short_form
from qa.language.role import read_action, read_role
from qa.language.words import normalise_answer
from qa.proof.sentence import sentence_at, text_at
from qa.question import Kind, Understood
from qa.reading.spans import Reading

# Part of what the features mean, so that a change of one needs a new fit. Chosen by hand, not measured.
_LARGEST_ODDS = 12.0
_SHARE_FACTOR = 10.0
_WORD = re.compile(r"[\w’'-]+")
_RATE = re.compile(r"\b(?:an?|per|each|every)\Z", re.IGNORECASE)
_DAY_AND_EVENT = re.compile(rf"(?P<day>{DAY}),? (?:after|following|before|when|as|while|amid) ", re.IGNORECASE)
_LAST_WORD = re.compile(r"(?<=[\s-])[^\W\d_]+$")


@dataclass(frozen=True, slots=True)
class ExtractFeatures:
    """What is measured of one extract."""

    span: float
    """Log odds of the span against "no answer here", clipped to ±12."""
    behind: float
    """Log odds of the best span of the passage less those of this one, clipped to ±12."""
    rank: float
    """Score of the passage (`qa.search.rank`) less that of the first one."""
    kind: float
    """1 where the extract can be of the kind that is asked for, else 0."""
    echo: float
    """Share of its words that occur in the question, in another name of what it names, or in the source's name."""
    passages: float
    """log(1 + 10 * share of the passages of other articles that contain it, each weighted by its score)."""
    titles: float
    """The same for the titles of their articles."""
    plain: float
    """log(1 + number of its words that begin with a lower-case letter)."""
    role: float
    """1 where it is the agent of the action that is asked about, -1 where it is not, 0 where that is unknown."""


class Weighing:
    """Scores the extracts of one question passage by passage, each passage once, though it is asked for repeatedly."""

    def __init__(self, asked: Understood, hits: Sequence[Hit]) -> None:
        """Prepare to score what is read of these passages."""
        self._asked, self._hits = asked, hits
        self._bodies = _WeightedTexts.of(hits, [hit.text for hit in hits])
        self._titles = _WeightedTexts.of(hits, [hit.head.title for hit in hits])
        self._action = read_action(asked.text)
        self._others = [name for one in asked.names for name in one.others]
        self._known: dict[int, list[Extract]] = {}

    def weigh(self, readings: Sequence[Reading | None]) -> list[Extract]:
        """Return every extract of the readings, with its place in the version and log odds that compare.

        `readings` has one place for each hit, None where the passage was not read; a reading stays the same.
        """
        return [extract for place, one in enumerate(readings) if one for extract in self._weigh_one(place, one)]

    def _weigh_one(self, place: int, reading: Reading) -> list[Extract]:
        if place not in self._known:
            linear = linear_of(ExtractFeatures)
            self._known[place] = [
                Extract(self._hits[place], span, text, linear.score(features))
                for span, text, features in self.measure(place, reading)
            ]
        return self._known[place]

    def measure(self, place: int, reading: Reading) -> Iterator[tuple[Span, str, ExtractFeatures]]:
        """Yield span, text and features of each extract of a passage; both include a short form after a name."""
        hit, asked = self._hits[place], self._asked
        known = frozenset(normalise_answer(f"{asked.text} {' '.join(self._others)} {hit.head.source}").split())
        best = reading.extracts[0].log_odds if reading.extracts else 0.0
        for found in reading.extracts:
            text = _without_score(asked, _without_event(asked, _without_unit(asked, found.text)))
            start, words = hit.passage.start + found.start, normalise_answer(text)
            span = Span(start, start + len(text))
            features = ExtractFeatures(
                span=_clip(found.log_odds),
                behind=_clip(best - found.log_odds),
                rank=hit.score - self._hits[0].score,
                kind=float(_fits(asked.kind, text)),
                echo=_share(words.split(), known),
                passages=self._bodies.weigh(words, hit),
                titles=self._titles.weigh(words, hit),
                plain=math.log1p(sum(word[0].islower() for word in _WORD.findall(text))),
                role=_role(self._action, hit, span),
            )
            end = end_with_short_form(hit.text, found.start, found.start + len(text))
            yield Span(start, hit.passage.start + end), hit.text[found.start : end], features


@dataclass(frozen=True, slots=True)
class _WeightedTexts:
    """The normalised texts of hits, the article or family of each, and its weight: a softmax of the hits' scores."""

    texts: tuple[str, ...]
    owners: tuple[str, ...]
    weights: tuple[float, ...]

    @classmethod
    def of(cls, hits: Sequence[Hit], texts: Sequence[str]) -> "_WeightedTexts":
        """Return one text of each hit, with the hits' weights."""
        scores = np.array([hit.score for hit in hits])
        mass = np.exp(scores - scores.max(initial=-np.inf))
        plain = tuple(f" {normalise_answer(text)} " for text in texts)
        return cls(plain, tuple(map(_owner, hits)), tuple((mass / mass.sum()).tolist()))

    def weigh(self, words: str, hit: Hit) -> float:
        """Return log(1 + 10 * weight of the texts of other articles than the hit's that contain these words)."""
        own, rows = _owner(hit), zip(self.texts, self.owners, self.weights, strict=True)
        share = sum(weight for text, owner, weight in rows if owner != own and f" {words} " in text)
        return math.log1p(_SHARE_FACTOR * share)


def _owner(hit: Hit) -> str:
    return hit.head.family or hit.passage.article


def _role(action: str | None, hit: Hit, span: Span) -> float:
    if action is None:
        return 0.0
    sentence = sentence_at(hit, span)
    return float(read_role(action, text_at(hit, sentence), span.start - sentence.start, span.end - sentence.start))


def _share(words: Sequence[str], known: frozenset[str]) -> float:
    return sum(word in known for word in words) / len(words) if words else 1.0


def _without_unit(asked: Understood, text: str) -> str:
    """Return an amount without the unit that the question names: "70" of "70 years", asked "how many years"."""
    if asked.kind is not Kind.NUMBER:
        return text
    units = {word.lower() for word in _WORD.findall(asked.text)}
    units |= {"year", "years", "old"} if "old" in units else set()
    end = len(text)
    while (last := _LAST_WORD.search(text, 0, end)) and last.group().lower() in units:
        shorter = text[: last.start()].rstrip(" -\u00a0")
        if read_amount(shorter) is None or _RATE.search(shorter):
            break  # "a share" stays whole
        end = len(shorter)
    return text[:end]


def _without_event(asked: Understood, text: str) -> str:
    """Return a day without what happened before it: "Wednesday" of "Wednesday after nine days"."""
    found = _DAY_AND_EVENT.match(text) if asked.kind is Kind.DATE else None
    return found["day"] if found else text


def _without_score(asked: Understood, text: str) -> str:
    """Return a side without the score behind it: "Holm Town" of "Holm Town 3-1", asked who won."""
    return scores.BEHIND.sub("", text) if scores.ASKS_OF_SIDE.search(asked.text) else text


def _fits(kind: Kind, text: str) -> bool:
    """Return whether an extract can be of a kind; of a thing or a reason any can."""
    if kind in (Kind.PERSON, Kind.PLACE):
        return any(word[:1].isupper() for word in text.split())
    return kind not in (Kind.NUMBER, Kind.DATE) or holds_kind(kind, text, frozenset())


def _clip(value: float) -> float:
    return max(-_LARGEST_ODDS, min(_LARGEST_ODDS, value))
