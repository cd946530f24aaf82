"""The text to quote for a span: its sentence, and the one before where that is needed to understand it."""

from functools import lru_cache

from index.passages.chunking import split_sentences
from index.types import Hit, Span
from qa.language.english import clauses as english

_ENOUGH = 3  # words that need no clause around them


def leans(sentence: str) -> bool:
    """Return whether a sentence begins with a word that refers to the one before it, such as "he"."""
    return english.LEANS.match(sentence) is not None


def sentence_at(hit: Hit, span: Span) -> Span:
    """Return the sentence of a passage that contains a span of its version, or the run of sentences that does."""
    around = _sentences_around(hit, span)
    return Span(around[0].start, around[-1].end)


def quote_at(hit: Hit, span: Span) -> Span:
    """Return what to quote for a span: its sentence, with the one before it where the first word refers to that."""
    here = sentence_at(hit, span)
    before = [sentence for sentence in sentences_of(hit) if sentence.end <= here.start]
    if before and leans(text_at(hit, here)):
        return Span(before[-1].start, here.end)
    return here


def clause_at(hit: Hit, span: Span) -> Span:
    """Return the clause of a reason around a span of one or two words: "because of heavy snow" for "snow".

    Longer spans, and spans that no "because" or "after" precedes, are returned as they are.
    """
    here = sentence_at(hit, span)
    before, after = text_at(hit, Span(here.start, span.start)), text_at(hit, Span(span.end, here.end))
    led, rest = english.REASON.match(before), english.REST_OF_CLAUSE.match(after)
    if led is None or rest is None or len(text_at(hit, span).split()) >= _ENOUGH:
        return span
    return Span(here.start + led.start("clause"), span.end + rest.end())


def text_at(hit: Hit, span: Span) -> str:
    """Return the text at a span of a version that lies within its passage `hit`."""
    start = hit.passage.start
    return hit.text[span.start - start : span.end - start]


def _sentences_around(hit: Hit, span: Span) -> list[Span]:
    around = [one for one in sentences_of(hit) if one.start < span.end and span.start < one.end]
    return around or [span]


def sentences_of(hit: Hit) -> tuple[Span, ...]:
    """Return the sentences of a passage as spans of its version."""
    return _split(hit.text, hit.head.language, hit.passage.start)


@lru_cache(maxsize=256)  # the passages of one question are split once, though they have many spans
def _split(text: str, language: str | None, start: int) -> tuple[Span, ...]:
    return tuple(Span(start + span.start, start + span.end) for span in split_sentences(text, language))
