"""Sentences and passages, as spans of a text."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from sentencex import get_sentence_boundaries

from index.dates import to_utc
from index.types import Article, Span

PASSAGE_TOKENS = 200  # with the line of `describe` it fits the packaged model's 256 tokens

CountTokens = Callable[[Sequence[str]], list[int]]

_LINE = re.compile(r"[^\n]+")
# Where a sentence too long for a passage is cut: at clause marks first, then at any whitespace.
_CLAUSE_BORDERS = re.compile(r"(?<=[;:,–—])\s+|(?<=[，；：、。])")
_BLANK = re.compile(r"\s+")


def split_sentences(text: str, language: str | None = None) -> list[Span]:
    """Return the spans of the sentences of `text`, without surrounding whitespace, in order.

    A line break ends a sentence, because a headline or a caption has no full stop.
    """
    boundaries = get_sentence_boundaries(language or "en", text)
    return [span for b in boundaries for span in _lines(text, b["start_index"], b["end_index"])]


def cut_passages(
    text: str, count: CountTokens, language: str | None = None, budget: int = PASSAGE_TOKENS
) -> list[Span]:
    """Return passages of `text`: runs of whole sentences of at most `budget` tokens, neighbours sharing one.

    A sentence longer than the budget is cut at clause borders, or else at whitespace, or else anywhere. Together the
    passages cover every character of `text` that is not whitespace.
    """
    sentences = split_sentences(text, language)
    sizes = count([text[s.start : s.end] for s in sentences])
    units = [
        unit
        for sentence, size in zip(sentences, sizes, strict=True)
        for unit in ([(sentence, size)] if size <= budget else _cut_long(text, sentence, count, budget))
    ]
    return list(_pack(units, budget))


def describe(article: Article) -> str:
    """Return the line put before a passage for embedding: who published it, when, under which title."""
    return describe_by(article.title, article.source, to_utc(article.published))


def describe_by(title: str, source: str, published: datetime) -> str:
    """Return the same line from its parts; `published` is in UTC."""
    return f"{title[:160]} ({source[:40]}, {published.day} {published:%B %Y})"


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _LINE.finditer(text, start, end):
        line = match.group()
        left, right = len(line) - len(line.lstrip()), len(line.rstrip())
        if left < right:
            yield Span(match.start() + left, match.start() + right)


def _pack(units: Sequence[tuple[Span, int]], budget: int) -> Iterator[Span]:
    first = 0
    while first < len(units):
        size, last = units[first][1], first
        while last + 1 < len(units) and size + units[last + 1][1] <= budget:
            last += 1
            size += units[last][1]
        yield Span(units[first][0].start, units[last][0].end)
        if last + 1 == len(units):
            return
        overlaps = last > first and units[last][1] + units[last + 1][1] <= budget
        first = last if overlaps else last + 1


def _cut_long(text: str, sentence: Span, count: CountTokens, budget: int) -> Iterator[tuple[Span, int]]:
    """Cut a sentence into the longest runs of clauses that fit; a longer clause into words, a longer word in half."""
    for border in (_CLAUSE_BORDERS, _BLANK):
        pieces = _split_at(text, sentence, border)
        if len(pieces) > 1:
            break
    else:
        middle = (sentence.start + sentence.end) // 2
        pieces = [Span(sentence.start, middle), Span(middle, sentence.end)]
    sizes = count([text[p.start : p.end] for p in pieces])
    run: tuple[Span, int] | None = None
    for piece, size in zip(pieces, sizes, strict=True):
        if run and run[1] + size <= budget:
            run = Span(run[0].start, piece.end), run[1] + size
            continue
        if run:
            yield run
        run = (piece, size)
        if size > budget:
            yield from _cut_long(text, piece, count, budget)
            run = None
    if run:
        yield run


def _split_at(text: str, span: Span, border: re.Pattern[str]) -> list[Span]:
    borders = [match.span() for match in border.finditer(text, span.start, span.end)]
    edges = [(span.start, span.start), *borders, (span.end, span.end)]
    return [Span(left[1], right[0]) for left, right in pairwise(edges) if left[1] < right[0]]
