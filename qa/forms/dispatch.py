"""The forms of questions that are answered without a single span, and which module answers each."""

from collections.abc import Sequence
from dataclasses import replace

from index.catalogue.snapshot import Snapshot
from index.library import Library
from index.search.engine import Query
from index.types import Hit
from qa.findings.compose import Composed
from qa.forms.definition import define
from qa.forms.polarity import judge_all, read_assertion
from qa.forms.statement import Statement, cite_statement, draft_of, quote_of, read_statements
from qa.forms.summary import summarise
from qa.language.form import Form, Shape, read_shape
from qa.language.verb import base_of, is_past
from qa.question import Understood
from qa.search.retrieve import find
from qa.types import Agreement, Polarity
from qa.verdict import Verdict

WIDE = 40
"""Passages in which definitions, summaries and quotations are sought: none is read by a model."""
_PROVED = 0.9  # evidence of an answer that a rule has found; chosen by hand, not measured
_AFFIRMED = 0.85
_SUMMARY = 0.6


def reach_by_form(
    asked: Understood, hits: Sequence[Hit], limit: int, library: Library, snapshot: Snapshot
) -> Verdict | None:
    """Return the verdict on a question that has a form of its own; None where one span answers it, or no rule does."""
    shape = read_shape(asked.text)
    if shape.form is Form.YES_NO:
        return _affirm(asked, hits, limit, library)
    if shape.form is Form.DEFINITION:
        wide = _find_wide(shape.subject, asked, library, snapshot)
        return _verdict(define(shape.subject, wide, limit), wide)
    if shape.form is Form.SUMMARY:
        wide = _find_wide(shape.topic, asked, library, snapshot)
        weights = library.lexicon.weigh_terms(shape.topic)
        composed = summarise(shape, wide, limit, library.lexicon.terms, weights, snapshot)
        return _verdict(composed, wide, _SUMMARY)
    return None


def _find_wide(text: str, asked: Understood, library: Library, snapshot: Snapshot) -> list[Hit]:
    query = Query(text, library.embedder.embed_question(text), asked.anchor, asked.recent)
    return find(query, asked.filters, WIDE, library, snapshot)


def _verdict(composed: Composed | None, hits: Sequence[Hit], confidence: float | None = None) -> Verdict | None:
    if composed is None:
        return None
    sure = composed.claims[0].confidence if composed.claims else confidence
    return Verdict(tuple(hits), composed, sure or 0.0, _PROVED)


def _affirm(asked: Understood, hits: Sequence[Hit], limit: int, library: Library) -> Verdict | None:
    """Return a verdict that says yes or no; None where no sentence does, or where they contradict each other."""

    def stem(word: str) -> str:
        bare = base_of(word) if is_past(word) else word
        return next(iter(library.lexicon.terms(bare)), bare.lower())

    assertion = read_assertion(asked.text, stem)
    judged = judge_all(read_statements(hits), assertion, stem) if assertion else []
    said = {polarity for _, polarity in judged}
    if len(said) != 1:
        return None
    chosen = _one_of_each_article([one for one, _ in judged])[:limit]
    drafts = tuple(draft_of(cite_statement(one, quote_of(one), hits, len(chosen))) for one in chosen)
    composed = Composed(drafts, (), Agreement.SINGLE, said.pop())
    return Verdict(tuple(hits), composed, _AFFIRMED, _PROVED)


def _one_of_each_article(statements: Sequence[Statement]) -> list[Statement]:
    return list({one.article: one for one in reversed(statements)}.values())[::-1]


def mark_unclear(asked: Understood, verdict: Verdict) -> Verdict:
    """Return the verdict on a question for yes or no that no sentence affirms or denies as unclear."""
    if read_shape(asked.text).form is not Form.YES_NO:
        return verdict
    return replace(verdict, composed=replace(verdict.composed, polarity=Polarity.UNCLEAR))
