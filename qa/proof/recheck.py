"""Rechecking the quotes of a kept answer against the current versions of their articles."""

import re
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

from index.catalogue.history import KeptAnswer, KeptCitation
from index.catalogue.snapshot import Snapshot
from index.errors import NotFound
from index.passages.chunking import split_sentences
from index.text import normalise_line
from index.types import Span, Version

_WORD = re.compile(r"\w+")
_NEAR = 1 / 3  # unrelated sentences share an article and a preposition, and stay below a fifth


class QuoteStatus(StrEnum):
    """The status of a quote now, in order of severity."""

    HOLDS = "holds"
    CHANGED = "changed"
    DELETED = "deleted"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a version: `version.text[start:end]`."""

    version: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A citation and its status; `now` is the text that replaced a changed quote, None where nothing resembles it."""

    citation: KeptCitation
    status: QuoteStatus
    now: str | None = None
    now_at: Place | None = None


@dataclass(frozen=True, slots=True)
class Recheck:
    """A kept answer, rechecked against one generation; the verdict is the severest status of its citations."""

    answer: KeptAnswer
    generation: int
    citations: tuple[Rechecked, ...]

    @property
    def verdict(self) -> QuoteStatus:
        """Return the severest status of the citations."""
        severity = list(QuoteStatus)
        return max((one.status for one in self.citations), key=severity.index, default=QuoteStatus.HOLDS)


def recheck(answer: KeptAnswer, snapshot: Snapshot) -> Recheck:
    """Compare each quote of an answer with what its article says now."""
    citations = tuple(_recheck(citation, snapshot) for citation in answer.citations)
    return Recheck(answer, snapshot.generation(), citations)


def find_nearest(quote: str, text: str, language: str | None = None) -> Span | None:
    """Return the run of sentences, as many as the quote has, that is most similar to it; None where none is similar."""
    length = len(split_sentences(quote, language)) or 1
    sentences = split_sentences(text, language)
    runs = [Span(first.start, last.end) for first, last in zip(sentences, sentences[length - 1 :], strict=False)] or [
        Span(sentence.start, sentences[-1].end) for sentence in sentences[:1]
    ]
    wanted = _words(quote)
    scored = [(Indel.normalized_similarity(wanted, _words(text[run.start : run.end])), run) for run in runs]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= _NEAR else None


def _recheck(citation: KeptCitation, snapshot: Snapshot) -> Rechecked:
    if citation.quote is None:  # an article that was sent again after its deletion is a new one
        return Rechecked(citation, QuoteStatus.DELETED)
    try:
        last = snapshot.version(citation.article)
    except NotFound:
        return Rechecked(citation, QuoteStatus.DELETED)
    if last.retraction:
        return Rechecked(citation, QuoteStatus.RETRACTED)
    if last.number == citation.version or normalise_line(citation.quote) in normalise_line(last.article.text):
        return Rechecked(citation, QuoteStatus.HOLDS)
    return _compare(citation, citation.quote, last)


def _compare(citation: KeptCitation, quote: str, last: Version) -> Rechecked:
    article = last.article
    span = find_nearest(quote, article.text, article.language)
    if span is None:
        return Rechecked(citation, QuoteStatus.CHANGED)
    place = Place(last.number, span.start, span.end)
    return Rechecked(citation, QuoteStatus.CHANGED, article.text[span.start : span.end], place)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
