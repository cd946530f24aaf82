"""What the checker judges: a question with its answer, and the text around that answer."""

from dataclasses import dataclass

from index.passages.chunking import split_sentences
from index.text import normalise_line
from index.types import Hit, Span

_LONGEST = 420
"""Characters of a text: about 90 tokens, so that a row of the network has at most 144 with its claim."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim, such as "Who won? Ada Park", and the text that may say so."""

    claim: str
    text: str


def state(question: str, answer: str, hit: Hit, span: Span) -> Statement:
    """Return the statement that an answer, at a span of the version of a hit, answers a question.

    The text is the headline, the sentence of the answer, and the one before it where there is room: it may name whom
    a pronoun means. Where the sentence itself is too long, its part around the answer is taken.
    """
    start = hit.passage.start
    sentences = split_sentences(hit.text, hit.head.language)
    around = [one for one in sentences if one.start < span.end - start and span.start - start < one.end]
    begin, end = (around[0].start, around[-1].end) if around else (span.start - start, span.end - start)
    before = [one for one in sentences if one.end <= begin]
    if before and end - before[-1].start <= _LONGEST:
        begin = before[-1].start
    if end - begin > _LONGEST:
        middle = (span.start + span.end) // 2 - start
        begin = max(begin, min(middle - _LONGEST // 2, end - _LONGEST))
        end = min(end, begin + _LONGEST)
    text = normalise_line(hit.text[begin:end])
    title = normalise_line(hit.head.title)
    return Statement(f"{question} {normalise_line(answer)}", f"{title} - {text}" if title else text)
