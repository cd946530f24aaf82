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
    """The extracts that nothing bars, and whether the best of them comes near enough to the best of all.

    `nameless` is the best of all where it is only barred because it names nothing: its sentence may still be shown.
    """

    extracts: tuple[Extract, ...]
    near: bool = True
    nameless: Extract | None = None


def admit(extracts: Sequence[Extract], asked: Understood) -> Admitted:
    """Return the extracts that nothing bars from being the answer."""
    free = tuple(extract for extract in extracts if why_barred(extract, asked) is None)
    fit = [extract for extract in extracts if why_barred(extract, asked) is not Bar.KIND]
    best = max(fit, key=lambda extract: extract.score, default=None)
    if best is None:
        return Admitted(free, near=False)
    nameless = best if why_barred(best, asked) is Bar.NAMELESS else None
    return Admitted(free, any(extract.score >= best.score - FALL for extract in free), nameless)


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
        None if extract.hit.head.assumed else extract.hit.head.published, extract.hit.text,
    )  # fmt: skip
