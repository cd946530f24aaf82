"""Extracts without those that cannot be an answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.types import Span
from qa.bars.persons.company import is_twin_in_deed, names_person_asked
from qa.bars.proposal import Proposal, words_of
from qa.bars.rules import Bar, bar_of
from qa.findings.finding import Extract
from qa.proof.sentence import quote_at, sentence_at, text_at
from qa.question import Understood

FALL = 2.0
"""Log odds below the best barred extract from which what is left is no answer; chosen by hand."""
_SAYS_NOTHING = (Bar.KIND, Bar.FURNITURE)
"""Bars of extracts that say nothing of how likely the next one is."""


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
    free = _without_twins(extracts, asked)
    fit = [extract for extract in extracts if why_barred(extract, asked) not in _SAYS_NOTHING]
    best = max(fit, key=lambda extract: extract.score, default=None)
    if best is None:
        return Admitted(free, near=False)
    nameless = best if why_barred(best, asked) is Bar.NAMELESS else None
    return Admitted(free, any(extract.score >= best.score - FALL for extract in free), nameless)


def _without_twins(extracts: Sequence[Extract], asked: Understood) -> tuple[Extract, ...]:
    """Return the extracts that nothing bars, without those that one of several has as a twin of the person asked about.

    Where Ada Lorn and Ben Roy were to be swapped, "a swap for Lorn" does not say that Roy was swapped for her.
    """
    each = [(extract, propose(extract, asked)) for extract in extracts]
    twins = frozenset[str]().union(*(words_of(one.text) for _, one in each if is_twin_in_deed(one)))
    return tuple(
        extract
        for extract, one in each
        if bar_of(one) is None and (not words_of(one.text) <= twins or names_person_asked(one))
    )


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
