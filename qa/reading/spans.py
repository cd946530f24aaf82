"""Decoding of logits: the likeliest spans of a passage, and the odds that it has no answer."""

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.types import Span
from qa.reading.borders import snap
from qa.reading.network import Floats
from qa.reading.windows import Window

KEPT = 5
LONGEST = 30
# Log odds of the practically impossible: the value for a passage whose logits are all NaN or infinite.
NEVER = -100.0
# The most spans of one window that are tried: some are punctuation alone, and so may be a whole passage.
_TRIES = 20
# A blank line; or the end of a photo credit such as "Jo Lorn/AFP/Getty Images", which web pages run into the text.
_BREAK = re.compile(
    r"\n\s*\n|/(?:AFP|Alamy|Anadolu(?: Agency)?|AP|Bloomberg|CNN|EPA(?:-EFE)?|Getty(?: Images)?|NurPhoto|PA|Redux"
    r"|R(?:euters|EUTERS)|Shutterstock|Sipa(?: USA)?|TASS|USA T(?:oday|ODAY)|Xinhua|ZUMA)(?=\s)"
)


@dataclass(frozen=True, slots=True)
class Extract:
    """A run of whole words of a passage: `text == passage[start:end]`, in code points.

    `log_odds` are the network's log odds that the answer is here, against "no answer here", a finite number. They sum
    over all spans that overlap this one and no other extract, since "the YPG" and "YPG" are the same place.
    """

    start: int
    end: int
    text: str
    log_odds: float


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading of one passage: at most `KEPT` extracts that do not overlap, the likeliest first.

    `null_odds` are the log odds of "no answer here" against all spans together. `answer_odds` are the log odds that the
    passage answers, by the head trained for this; None for a network without one. All are finite.
    """

    extracts: tuple[Extract, ...]
    null_odds: float
    answer_odds: float | None

    @property
    def verdict(self) -> float:
        """Return the log odds that the passage answers, by the head for this where the network has one."""
        return -self.null_odds if self.answer_odds is None else self.answer_odds


@dataclass(frozen=True, slots=True)
class Scored:
    """A span of a passage, and the log of the summed exp(start + end) of all spans that overlap it and no other."""

    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Decoded:
    """The result for one window: spans that do not overlap, best first, and the score and log odds of no answer."""

    spans: tuple[Scored, ...]
    null: float
    null_odds: float


def decode(window: Window, text: str, starts: Floats, ends: Floats) -> Decoded | None:
    """Decode one row of logits, shape (tokens,), of a window over `text`.

    A span lies within a paragraph of the passage, does not run on from a photo credit, and has at most `LONGEST`
    tokens. No span begins or ends at a token whose logit is not finite; None where that for "no answer" is not.
    """
    null = float(starts[0]) + float(ends[0])
    if not math.isfinite(null):
        return None
    here = slice(window.first, window.first + len(window.spans))
    scores = _score(starts[here], ends[here])
    _exclude_breaks(scores, window.spans, text)
    top = float(scores.max(initial=-math.inf))
    if top == -math.inf:
        return Decoded((), null, -NEVER)
    mass = top + math.log(float(np.exp(scores - top).sum()))
    return Decoded(tuple(_pick(scores, window.spans, text)), null, null - mass)


def merge(windows: Sequence[Decoded | None], text: str, answers: Sequence[float] | None) -> Reading:
    """Return the reading of a passage from those of its windows and their answer logits.

    The score of no answer is the lowest of any window, since the answer may be in one window alone.
    """
    sound = [window for window in windows if window]
    answer_odds = None if answers is None else max((odds for odds in answers if math.isfinite(odds)), default=NEVER)
    if not sound:
        return Reading((), -NEVER, answer_odds)
    null = min(window.null for window in sound)
    extracts: list[Extract] = []
    for found in sorted((found for window in sound for found in window.spans), key=lambda found: -found.score):
        start, end = found.span.start, found.span.end
        if len(extracts) < KEPT and all(end <= other.start or other.end <= start for other in extracts):
            extracts.append(Extract(start, end, text[start:end], found.score - null))
    return Reading(tuple(extracts), min(window.null_odds for window in sound), answer_odds)


def _score(starts: Floats, ends: Floats) -> NDArray[np.float64]:
    """Return the score of each span, shape (first token, tokens after it); -inf where there is no such span."""
    begin, finish = (np.where(np.isfinite(row), row, -np.inf).astype(np.float64) for row in (starts, ends))
    finish = np.concatenate([finish, np.full(LONGEST - 1, -np.inf)])
    if not len(begin):
        return np.empty((0, LONGEST))
    return begin[:, None] + np.lib.stride_tricks.sliding_window_view(finish, LONGEST)


def _exclude_breaks(scores: NDArray[np.float64], tokens: Sequence[Span], text: str) -> None:
    """Exclude spans across paragraphs, or on from a photo credit: "Jo Lorn/AP Ada Ott swims"."""
    begins = [token.start for token in tokens]
    for match in _BREAK.finditer(text):
        after = bisect_left(begins, match.end())
        for first in range(max(0, after - LONGEST + 1), min(after, len(tokens))):
            scores[first, after - first :] = -np.inf


def _pick(scores: NDArray[np.float64], tokens: Sequence[Span], text: str) -> Iterator[Scored]:
    """Yield the best spans, widened to whole words, the likeliest first; of overlapping ones only the best."""
    left = scores.copy()
    found: list[tuple[Span, range]] = []
    for _ in range(_TRIES):
        first, more = divmod(int(left.argmax()), LONGEST)
        if left[first, more] == -math.inf or len(found) == KEPT:
            break
        span = snap(text, tokens[first].start, tokens[first + more].end)
        if span is None:
            left[first, more] = -np.inf
            continue
        covered = _covered(tokens, span)
        _exclude(left, covered)
        found.append((span, covered))
    masses = _masses(scores, [covered for _, covered in found])
    yield from sorted(
        (Scored(span, mass) for (span, _), mass in zip(found, masses, strict=True)), key=lambda one: -one.score
    )


def _masses(scores: NDArray[np.float64], places: Sequence[range]) -> list[float]:
    """Return for each run of tokens the log of the summed mass of the spans that overlap it and none of the others."""
    begin = np.arange(len(scores))[:, None]
    end = begin + np.arange(LONGEST)
    touched = [(begin <= place[-1]) & (end >= place[0]) for place in places]
    alone = np.sum(touched, axis=0) == 1
    return [float(np.logaddexp.reduce(scores[own & alone])) for own in touched]


def _covered(tokens: Sequence[Span], span: Span) -> range:
    """Return the indices of the tokens that share a character with `span`."""
    covered = [place for place, token in enumerate(tokens) if token.start < span.end and span.start < token.end]
    return range(covered[0], covered[-1] + 1)


def _exclude(scores: NDArray[np.float64], covered: range) -> None:
    """Exclude spans that share a token with those `covered`."""
    for first in range(max(0, covered[0] - LONGEST + 1), covered[-1] + 1):
        scores[first, max(0, covered[0] - first) :] = -np.inf
