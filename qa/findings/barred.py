"""Extracts without those that cannot be an answer."""

from collections.abc import Iterable

from qa.bars.proposal import Proposal
from qa.bars.rules import Bar, bar_of
from qa.findings.finding import Extract
from qa.proof.sentence import quote_at, sentence_at, text_at
from qa.question import Understood
from index.types import Span


def admit(extracts: Iterable[Extract], asked: Understood) -> list[Extract]:
    """Return the extracts that nothing bars from being the answer."""
    return [extract for extract in extracts if why_barred(extract, asked) is None]


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
        extract.hit.head.published,
    )  # fmt: skip
