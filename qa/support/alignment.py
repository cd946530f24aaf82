"""The sentences of the cited passages that a written sentence follows from, if from any."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from index.passages.chunking import split_sentences
from index.text import normalise_line
from index.types import Span
from qa.language.english.orders import ORDER
from qa.proof.sentence import leans
from qa.support.evidence import Cited, Extract
from qa.support.speech import count_quoted
from qa.support.words import stems_of, words_of

_ADDS = 0.1
"""The share of the sentence's words that a second sentence must add to be chosen."""
_AROUND = 2
"""Sentences before a chosen one in which the names of its pronouns are sought."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A sentence of a cited passage, by its number among those of the passage."""

    passage: int
    place: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """The one or two sentences that support best, the best first.

    `verbatim` is whether the claim is a sentence of a passage as it stands. `around` are the passages' words before and
    between them, where the names of their pronouns stand; `before` is the best one with the words before it.
    """

    chosen: tuple[Aligned, ...]
    around: str
    before: str
    share: float
    verbatim: bool = False

    @property
    def text(self) -> str:
        """Return the chosen sentences in the order of the passages."""
        return " ".join(one.text for one in sorted(self.chosen, key=lambda one: (one.passage, one.place)))

    def extracts(self) -> tuple[Extract, ...]:
        """Return what to quote; two adjacent sentences of one passage are one extract."""
        if len(self.chosen) > 1:
            first, last = sorted(self.chosen, key=lambda one: (one.passage, one.place))
            if first.passage == last.passage and first.place + 1 == last.place:
                return (Extract(first.passage, Span(first.span.start, last.span.end)),)
        return tuple(Extract(one.passage, one.span) for one in self.chosen)


def align(claim: str, cited: Sequence[Cited]) -> Alignment:
    """Choose the sentence that has most of a claim's words, and a second one that adds most of what is missing."""
    rows = [_sentences(number, one) for number, one in enumerate(cited)]
    if same := next((one for row in rows for one in row if _plain(one.text) == _plain(claim)), None):
        around = _around([same], rows)
        return Alignment((same,), around, around, 1.0, verbatim=True)
    found = [(one, stems_of(one.text)) for row in rows for one in row]
    wanted = _weights(claim, [stems for _, stems in found])
    total = fsum(wanted.values()) or 1.0
    rated = [(_share(wanted, stems, total), one) for one, stems in found]
    if not rated:
        return Alignment((), "", "", 0.0)
    share, best = max(rated, key=lambda pair: (count_quoted(claim, pair[1].text), pair[0], -len(pair[1].text)))
    here = stems_of(best.text)
    left = {stem: weight for stem, weight in wanted.items() if stem not in here}
    further = [(_share(left, stems, total) + _nearness(best, one), one) for one, stems in found if one is not best]
    added, second = max(further, key=lambda pair: pair[0], default=(0.0, best))
    chosen = (best, second) if added >= _ADDS else (best,)
    whole = share + (added if len(chosen) > 1 else 0.0)
    return Alignment(chosen, _around(chosen, rows), _around([best], rows), whole)


def _sentences(number: int, cited: Cited) -> list[Aligned]:
    """Return the sentences of a passage until one that speaks to a language model: an order is no report.

    Nor is what follows it in that passage: it may be what the model is to say.
    """
    spans = split_sentences(cited.text, cited.language)
    if order := ORDER.search(cited.text):
        spans = [span for span in spans if span.end <= order.start() + 1]  # it may begin with a full stop
    return [Aligned(number, place, span, cited.text[span.start : span.end]) for place, span in enumerate(spans)]


def _plain(text: str) -> str:
    return normalise_line(text).rstrip(" .")


def _weights(claim: str, sentences: Sequence[frozenset[str]]) -> dict[str, float]:
    """Return the stems of a claim's content words: names and numbers, and what few sentences have, weigh more."""
    weights = {}
    for word in words_of(claim):
        if word.content:
            has = sum(word.stem in stems for stems in sentences)
            weight = 1.5 if word.text[0].isupper() or word.text[0].isdigit() else 1.0
            weights[word.stem] = weight * (0.5 + 1.0 / (1 + has))
    return weights


def _share(wanted: Mapping[str, float], stems: frozenset[str], total: float) -> float:
    """Return the share of stems that a sentence has; the same in every process, in which sets are ordered otherwise."""
    return fsum(wanted.get(stem, 0.0) for stem in stems) / total


def _nearness(best: Aligned, other: Aligned) -> float:
    """Return a small preference for neighbours, a larger one for the sentence that a pronoun refers to."""
    if best.passage != other.passage or abs(best.place - other.place) > 1:
        return 0.0
    return 0.05 if other.place < best.place and leans(best.text) else 0.01


def _around(chosen: Sequence[Aligned], rows: Sequence[Sequence[Aligned]]) -> str:
    places = {(one.passage, place) for one in chosen for place in range(max(0, one.place - _AROUND), one.place + 1)}
    return " ".join(rows[passage][place].text for passage, place in sorted(places))
