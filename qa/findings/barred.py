"""Extracts without those that cannot be an answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.types import Span
from qa.bars.proposal import Proposal
from qa.bars.rules import Bar, bar_of
from qa.findings.finding import Extract
from qa.proof.sentence import quote_at, sentence_at, text_at
from qa.question import Understood

FALL = 2.0
"""Log odds below the best barred extract from which what is left is no answer; chosen by hand."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """The extracts that nothing bars, and whether the best of them comes near enough to the best of all."""

    extracts: tuple[Extract, ...]
    near: bool = True


def admit(extracts: Sequence[Extract], asked: Understood) -> Admitted:
    """Return the extracts that nothing bars from being the answer."""
    free = tuple(extract for extract in extracts if why_barred(extract, asked) is None)
    best = max((extract.score for extract in extracts), default=0.0)
    return Admitted(free, any(extract.score >= best - FALL for extract in free))


def why_barred(extract: Extract, asked: Understood) -> Bar | None:
    """Return why an extract cannot be the answer, None where it can."""
    return bar_of(propose(extract, asked))


def propose(extract: Extract, asked: Understood) -> Proposal:
    """Return an extract in the words around it."""
    here = sentence_at(extract.hit, extract.span)
    quoted = quote_at(extract.hit, extract.span)
    start = extract.span.start - here.start
    return Proposal(
        asked.text, asked.kind, text_at(extract.hit, here), start, start + len(extract.text),
        text_at(extract.hit, Span(quoted.start, here.start)), extract.hit.head.title,
        None if extract.hit.head.assumed else extract.hit.head.published,
    )  # fmt: skip
