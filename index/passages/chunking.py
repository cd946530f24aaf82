"""Sentences and passages, as spans of a text."""

import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sentencex import get_sentence_boundaries

from index.dates import to_utc
from index.types import Article, Span

PASSAGE_TOKENS = 200  # with the line of `describe` it fits the packaged model's 256 tokens

Tokenise = Callable[[Sequence[str]], Sequence[Sequence[int]]]

_LINE = re.compile(r"[^\n]+")
# Where a sentence too long for a passage is cut: at clause marks first, then at any whitespace.
_CLAUSE_BORDERS = re.compile(r"(?<=[;:,–—])\s+|(?<=[，；：、。])")
_BLANK = re.compile(r"\s+")
_DOTTED = re.compile(r" \.(?=\w)")
_APART = re.compile(r"[ \n]")  # whitespace to every tokenizer


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of sentences, its size in tokens, and these: None if there is no blank between two of its sentences."""

    span: Span
    size: int
    tokens: Sequence[int] | None


def split_sentences(text: str, language: str | None = None) -> list[Span]:
    """Return the spans of the sentences of `text`, without surrounding whitespace, in order.

    A line break ends a sentence, because a headline or a caption has no full stop.
    """
    boundaries = get_sentence_boundaries(language or "en", text)
    whole = _join_dotted(text, [Span(b["start_index"], b["end_index"]) for b in boundaries])
    return [span for one in whole for span in _lines(text, one.start, one.end)]


def cut_passages(
    text: str, tokenise: Tokenise, language: str | None = None, budget: int = PASSAGE_TOKENS
) -> list[Piece]:
    """Return passages of `text`: runs of whole sentences of at most `budget` tokens, neighbours sharing one.

    A sentence longer than the budget is cut at clause borders, or else at whitespace, or else anywhere. Together the
    passages cover every character of `text` that is not whitespace. The tokens of a passage are those of its sentences.
    """
    pieces = _tokenise(text, split_sentences(text, language), tokenise)
    fitting = [
        part
        for piece in pieces
        for part in ([piece] if piece.size <= budget else _cut_long(text, piece.span, tokenise, budget))
    ]
    return [_merge(text, run) for run in _pack(fitting, budget)]


def describe(article: Article) -> str:
    """Return the line put before a passage for embedding: who published it, when, under which title."""
    return describe_by(article.title, article.source, to_utc(article.published))


def describe_by(title: str, source: str, published: datetime) -> str:
    """Return the same line from its parts; `published` is in UTC."""
    return f"{title[:160]} ({source[:40]}, {published.day} {published:%B %Y})"


def _join_dotted(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return spans of sentences, joined where a name that begins with a full stop was cut: "Bren .Taak"."""
    joined: list[Span] = []
    for span in spans:
        before = joined[-1] if joined else None
        if before and before.end == span.start and _DOTTED.search(text, max(0, span.start - 2), span.start + 1):
            joined[-1] = Span(before.start, span.end)
        else:
            joined.append(span)
    return joined


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _LINE.finditer(text, start, end):
        line = match.group()
        left, right = len(line) - len(line.lstrip()), len(line.rstrip())
        if left < right:
            yield Span(match.start() + left, match.start() + right)


def _tokenise(text: str, spans: Sequence[Span], tokenise: Tokenise) -> list[Piece]:
    tokenised = tokenise([text[span.start : span.end] for span in spans])
    return [Piece(span, len(tokens), tokens) for span, tokens in zip(spans, tokenised, strict=True)]


def _pack(pieces: Sequence[Piece], budget: int) -> Iterator[Sequence[Piece]]:
    first = 0
    while first < len(pieces):
        size, last = pieces[first].size, first
        while last + 1 < len(pieces) and size + pieces[last + 1].size <= budget:
            last += 1
            size += pieces[last].size
        yield pieces[first : last + 1]
        if last + 1 == len(pieces):
            return
        overlaps = last > first and pieces[last].size + pieces[last + 1].size <= budget
        first = last if overlaps else last + 1


def _merge(text: str, run: Sequence[Piece]) -> Piece:
    whole, tokens = Span(run[0].span.start, run[-1].span.end), array("i")
    for left, right in pairwise(run):
        if not _APART.search(text, left.span.end, right.span.start):
            return Piece(whole, sum(piece.size for piece in run), None)
    for piece in run:
        if piece.tokens is None:
            return Piece(whole, sum(piece.size for piece in run), None)
        tokens.extend(piece.tokens)
    return Piece(whole, len(tokens), tokens)


def _cut_long(text: str, sentence: Span, tokenise: Tokenise, budget: int) -> Iterator[Piece]:
    """Cut a sentence into the longest runs of clauses that fit; a longer clause into words, a longer word in half."""
    for border in (_CLAUSE_BORDERS, _BLANK):
        spans = _split_at(text, sentence, border)
        if len(spans) > 1:
            break
    else:
        middle = (sentence.start + sentence.end) // 2
        spans = [Span(sentence.start, middle), Span(middle, sentence.end)]
    run, size = list[Piece](), 0
    for piece in _tokenise(text, spans, tokenise):
        if run and size + piece.size > budget:
            yield _merge(text, run)
            run, size = [], 0
        if piece.size > budget:
            yield from _cut_long(text, piece.span, tokenise, budget)
        else:
            run.append(piece)
            size += piece.size
    if run:
        yield _merge(text, run)


def _split_at(text: str, span: Span, border: re.Pattern[str]) -> list[Span]:
    borders = [match.span() for match in border.finditer(text, span.start, span.end)]
    edges = [(span.start, span.start), *borders, (span.end, span.end)]
    return [Span(left[1], right[0]) for left, right in pairwise(edges) if left[1] < right[0]]
