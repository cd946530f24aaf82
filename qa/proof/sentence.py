"""The text to quote for a span: its sentence, and the one before where that is needed to understand it."""

from functools import lru_cache

from index.passages.chunking import split_sentences
from index.types import Hit, Span
from qa.language.english import clauses as english

_SCANT = 3  # words


def leans(sentence: str) -> bool:
    """Tell whether a sentence begins with a word that points back to the one before it."""
    return english.LEANS.match(sentence) is not None


def sentence_at(hit: Hit, span: Span) -> Span:
    """Return the sentence of a passage that holds a span of its version, or the sentences where it crosses borders."""
    held = _held(hit, span)
    return Span(held[0].start, held[-1].end)


def quote_at(hit: Hit, span: Span) -> Span:
    """Return what to quote for a span: its sentence, from the one before on where its first word points back to it."""
    here = sentence_at(hit, span)
    before = [sentence for sentence in _sentences_of(hit) if sentence.end <= here.start]
    if before and leans(text_at(hit, here)):
        return Span(before[-1].start, here.end)
    return here


def clause_at(hit: Hit, span: Span) -> Span:
    """Return the clause of a reason of which a span is a scant part: "because of heavy snow" for "snow".

    A span of three words or more says enough, and one that no "because" or "after" leads up to stays as it is.
    """
    here = sentence_at(hit, span)
    before, after = text_at(hit, Span(here.start, span.start)), text_at(hit, Span(span.end, here.end))
    led, rest = english.REASON.match(before), english.REST_OF_CLAUSE.match(after)
    if led is None or rest is None or len(text_at(hit, span).split()) >= _SCANT:
        return span
    return Span(here.start + led.start("clause"), span.end + rest.end())


def text_at(hit: Hit, span: Span) -> str:
    """Return the text at a span of a version that lies within its passage `hit`."""
    start = hit.passage.start
    return hit.text[span.start - start : span.end - start]


def _held(hit: Hit, span: Span) -> list[Span]:
    held = [one for one in _sentences_of(hit) if one.start < span.end and span.start < one.end]
    return held or [span]


def _sentences_of(hit: Hit) -> list[Span]:
    start = hit.passage.start
    return [Span(start + span.start, start + span.end) for span in _split(hit.text, hit.head.language)]


@lru_cache(maxsize=256)  # the passages of one question are asked for again with each of their spans
def _split(text: str, language: str | None) -> tuple[Span, ...]:
    return tuple(split_sentences(text, language))
