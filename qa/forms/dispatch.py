"""The forms of questions that are answered without a single span, and which module answers each."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.catalogue.snapshot import Snapshot
from index.library import Library
from index.types import Hit
from qa.findings.compose import Composed
from qa.findings.persons.holders import find_holder
from qa.forms.affirmation.affirming import Affirmed, affirm, keep_relevant
from qa.forms.cause import explain
from qa.forms.compounds.choice import read_choice
from qa.forms.compounds.choosing import choose, keep_offered
from qa.forms.compounds.parts import Part, read_comparison, split_parts
from qa.forms.compounds.several import Event, answer_parts, compare, names_nothing
from qa.forms.definition import define, read_named
from qa.forms.nickname import find_bearers
from qa.forms.quotes.attribution import keep_said
from qa.forms.quotes.quotation import find_speaker, find_teller, find_words
from qa.forms.second_look import look_again
from qa.forms.statement import cite_statement, claim_of, draft_of, first_of_each, quote_of, read_statements
from qa.forms.summary import recall, summarise
from qa.forms.supposed import require_premise
from qa.forms.tenure import complete_tenure, tell_tenure
from qa.language.dated import tells_of_time
from qa.language.form import Form, Shape, read_shape
from qa.language.office import read_tenure
from qa.language.polarity import Polarity
from qa.proof.verify import Claim, Draft
from qa.question import Kind, Understood
from qa.reading.reader import Reader
from qa.search.newest import add_newest
from qa.search.retrieve import find, find_in_article, fit_names, query_of, understand_in
from qa.types import Agreement, Question
from qa.verdict import Verdict, reach_verdict

HITS = 10
"""Passages that are read for a question, at most."""
WIDE = 40
"""Passages in which definitions, summaries and quotations are sought: none is read by a model."""
_PROVED = 0.9  # evidence of an answer that a rule has found; chosen by hand, not measured
_SUMMARY = 0.6
_FEWEST = 2  # words of a definition
_CAPTION = 12
"""Words of a sentence that may be a caption, and comes after longer ones."""
_OWNED = re.compile(r"(?:[’']s|s[’']) [a-z]")
"""In a subject: that it is somebody's."""


_NOTHING = Verdict((), Composed((), (), Agreement.SINGLE), 0.0, 0.0)


def decide(
    asked: Understood, question: Question, hits: Sequence[Hit], library: Library, reader: Reader | None
) -> Verdict:
    """Return the verdict on a question, of which the hits were retrieved: by its parts, by its form, or by reading."""
    verdict = _by_choice(asked, library, reader) or _by_parts(asked, question, library, reader)
    return verdict or _of_one(asked, question, hits, library, reader)


def _by_choice(asked: Understood, library: Library, reader: Reader | None) -> Verdict | None:
    """Return the verdict that names one of two things that a question offers; None where no sentence tells which."""
    choice = read_choice(asked.text)
    if choice is None:
        return None
    with library.catalogue.snapshot() as snapshot:
        hits = _find_wide(asked.text, asked, library, snapshot)
    chosen = choose(choice, asked.text, list(read_statements(hits)), library, reader)
    if chosen is None:
        return None
    citation = cite_statement(chosen.statement, quote_of(chosen.statement), hits)
    claim = claim_of(chosen.words, citation, chosen.confidence)
    composed = Composed((draft_of(citation),), (claim,), Agreement.SINGLE)
    return Verdict(tuple(hits), composed, chosen.confidence, _PROVED)


def look_up(question: Question, library: Library) -> tuple[Understood, list[Hit]]:
    """Return a whole question as it is understood, and the passages that are read for it."""
    with library.catalogue.snapshot() as snapshot:
        understood = understand_in(question, library, snapshot)
        query = query_of(understood, library)
        hits = find(query, understood.filters, HITS, library, snapshot)
        return understood, add_newest(hits, understood, query, library, snapshot)


def _by_parts(asked: Understood, question: Question, library: Library, reader: Reader | None) -> Verdict | None:
    """Return the verdict on a question of two parts, or on one that compares two things; None on any other."""

    def ask(part: Part, event: Event | None) -> Verdict:
        whole = replace(question, text=part.text)
        understood, hits = look_up(whole, library)
        if event and not part.leans and names_nothing(fit_names(understood, hits).text):
            return _ask_of_event(replace(whole, text=event.ask(part.text)), event, library, reader)
        verdict = _of_one(understood, whole, hits, library, reader) if hits else _NOTHING
        if not (event and part.leans and verdict.enough) or _is_told_in(event, verdict):
            return verdict
        return _ask_of_event(whole, event, library, reader)

    if comparison := read_comparison(asked.text):
        return compare(comparison, ask)
    parts = split_parts(asked.text)
    return answer_parts(parts, ask) if len(parts) > 1 else None


def _ask_of_event(part: Question, event: Event, library: Library, reader: Reader | None) -> Verdict:
    """Return the verdict on a question by the article that tells of an event."""
    if event.hit is None:
        return _NOTHING
    with library.catalogue.snapshot() as snapshot:
        asked = understand_in(part, library, snapshot)
        hits = find_in_article(query_of(asked, library), event.hit, part.filters, library, snapshot)
    verdict = _of_one(asked, part, hits, library, reader) if hits else _NOTHING
    return verdict if _is_told_in(event, verdict) else _NOTHING


def _is_told_in(event: Event, verdict: Verdict) -> bool:
    """Return whether the article that tells of an event proves what leads a verdict."""
    told_in = {citation.article for draft in verdict.composed.drafts[:1] for citation in draft.citations}
    return event.hit is not None and told_in == {event.hit.passage.article}


def _of_one(
    asked: Understood, question: Question, hits: Sequence[Hit], library: Library, reader: Reader | None
) -> Verdict:
    """Return the verdict on a question that is one: by its form, or by what the hits say."""
    with library.catalogue.snapshot() as snapshot:
        formed = _by_tenure(asked, question, hits, library) or _by_form(
            asked, question.most_quoted, library, snapshot, reader
        )
    if formed:
        return require_premise(asked.text, formed, library, reader)
    fitted = fit_names(asked, hits)
    verdict = _settle(fitted, reach_verdict(fitted, hits, question.most_quoted, library, reader), library)
    looked = look_again(fitted, question.most_quoted, verdict, library, reader)
    seen = keep_said(fitted.text, looked, library.lexicon.terms)
    return require_premise(fitted.text, seen, library, reader, asked.names)


def _by_tenure(asked: Understood, question: Question, hits: Sequence[Hit], library: Library) -> Verdict | None:
    """Return the verdict on whether somebody holds an office, by who holds it; None on any other question."""
    tenure = read_tenure(asked.text)
    if tenure is None or (whole := complete_tenure(tenure, hits)) is None:
        return None
    _, found = look_up(replace(question, text=whole.question), library)
    affirmed = tell_tenure(whole, found)
    return _verdict_of(affirmed, found, question.most_quoted) if affirmed else None


def _by_form(
    asked: Understood, limit: int, library: Library, snapshot: Snapshot, reader: Reader | None
) -> Verdict | None:
    """Return the verdict on a question that has a form of its own; None where one span answers it, or no rule does."""
    shape = read_shape(asked.text)
    if shape.form is Form.YES_NO and not read_choice(asked.text):
        return _affirm(asked, _find_wide(asked.text, asked, library, snapshot), limit, library, reader)
    if shape.form is Form.DEFINITION:
        wide = read_named(shape.subject, _find_wide(shape.subject, asked, library, snapshot), snapshot)
        bearers = find_bearers(shape.subject, wide, snapshot) if asked.kind is Kind.PERSON else []
        return _verdict(define(shape.subject, wide, limit, bearers), wide)
    if shape.form is Form.SUMMARY:
        return _summarise(shape, asked, limit, library, snapshot)
    if shape.form is Form.SPEAKER:
        wide = _find_wide(shape.subject, asked, library, snapshot)
        return _verdict(find_speaker(shape.subject, wide), wide)
    if shape.form is Form.TELLER:
        wide = _find_wide(shape.subject, asked, library, snapshot)
        weights = library.lexicon.weigh_terms(shape.subject)
        return _verdict(find_teller(shape.subject, wide, library.lexicon.terms, weights), wide)
    if shape.form is Form.CAUSE:
        wide = _find_wide(asked.text, asked, library, snapshot)
        return _verdict(explain(shape.subject, wide, limit, library.lexicon.terms), wide)
    if shape.form is Form.WORDS:
        latest = asked if shape.topic else replace(asked, recent=True)  # what somebody said last
        wide = _find_wide(asked.text, latest, library, snapshot)
        return _verdict(find_words(shape.subject, shape.topic, wide, limit, library.lexicon.terms), wide, _SUMMARY)
    return None


def _summarise(shape: Shape, asked: Understood, limit: int, library: Library, snapshot: Snapshot) -> Verdict | None:
    """Return the verdict that tells what happened, or what later articles tell of a time of which there are none."""
    wide = _find_wide(shape.topic or asked.text, asked, library, snapshot)
    told = [hit for hit in wide if tells_of_time(asked.text, hit)]
    if wide and not told:
        return Verdict(tuple(wide), Composed((), (), Agreement.SINGLE), 0.0, 0.0)
    terms = library.lexicon.terms
    if shape.period and asked.filters.until is None:
        return _verdict(recall(shape.period, told, limit, terms), told, _SUMMARY)
    weights = library.lexicon.weigh_terms(shape.topic)
    return _verdict(summarise(shape, told, limit, terms, weights, snapshot), told, _SUMMARY)


def _find_wide(text: str, asked: Understood, library: Library, snapshot: Snapshot) -> list[Hit]:
    return find(query_of(replace(asked, text=text), library), asked.filters, WIDE, library, snapshot)


def _verdict(composed: Composed | None, hits: Sequence[Hit], confidence: float | None = None) -> Verdict | None:
    if composed is None:
        return None
    sure = composed.claims[0].confidence if composed.claims else confidence
    return Verdict(tuple(hits), composed, sure or 0.0, _PROVED)


def _affirm(
    asked: Understood, hits: Sequence[Hit], limit: int, library: Library, reader: Reader | None
) -> Verdict | None:
    """Return a verdict that says yes or no; None where no sentence does clearly, or where they differ."""
    affirmed = affirm(asked.text, list(read_statements(hits)), library, reader)
    return _verdict_of(affirmed, hits, limit) if affirmed else None


def _verdict_of(affirmed: Affirmed, hits: Sequence[Hit], limit: int) -> Verdict:
    plain = sorted(affirmed.statements, key=lambda one: len(one.text.split()) < _CAPTION)
    chosen = first_of_each(plain, lambda one: one.article)[:limit]
    drafts = tuple(draft_of(cite_statement(one, quote_of(one), hits, len(chosen))) for one in chosen)
    composed = Composed(drafts, (), Agreement.SINGLE, affirmed.polarity)
    return Verdict(tuple(hits), composed, affirmed.confidence, _PROVED)


def _settle(asked: Understood, verdict: Verdict, library: Library) -> Verdict:
    """Return the verdict of the reader on a question that has a form of its own, without what its span cannot answer.

    A question for yes or no is unclear, by the sentences that are about it; what stands apart from a name does not
    define it, unless it holds the office.
    """
    shape = read_shape(asked.text)
    composed = verdict.composed
    if choice := read_choice(asked.text):
        return keep_offered(choice, verdict, keep_relevant(asked.text, composed.drafts, library))
    if shape.form is Form.YES_NO:
        drafts = keep_relevant(asked.text, composed.drafts, library)
        unclear = Composed(drafts, (), Agreement.SINGLE, Polarity.UNCLEAR)  # a span answers no such question
        return replace(verdict, composed=unclear)
    owned = _OWNED.search(shape.subject)  # who "Lorn's agent" is has a name for an answer
    defines = shape.form is Form.DEFINITION and not owned and not find_holder(asked, verdict.hits, ())
    if defines and not all(_is_beside(shape.subject, claim) for claim in composed.claims):
        told = tuple(one for one in composed.drafts if not one.text.rstrip().endswith("?"))
        drafts = _not_of_relatives(shape.subject, told)
        return replace(verdict, composed=replace(composed, drafts=drafts, claims=(), agreement=Agreement.SINGLE))
    return verdict


def _not_of_relatives(subject: str, drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """Return the drafts but those that name a subject only as an owner: "AM’s brother"; all if no other is left."""
    name = rf"(?<![\w-]){re.escape(subject)}"
    owner, plain = re.compile(rf"{name}[’'](?:s\b|\s)"), re.compile(rf"{name}(?![\w-]|[’'](?:s\b|\s))")
    return tuple(one for one in drafts if plain.search(one.text) or not owner.search(one.text)) or drafts


def _is_beside(subject: str, claim: Claim) -> bool:
    """Return whether a claim of several words stands beside the name that it is to define."""
    proof = claim.proofs[0]
    if len(proof.text.split()) < _FEWEST or any(word in subject for word in proof.text.split()):
        return False
    name, text = re.escape(subject.removeprefix("the ")), re.escape(proof.text)
    pattern = rf"{name}[\s,—–-]+(?:is |was )?(?:an? |the )?{text}|{text}[\s,—–-]+(?:the )?{name}"
    return re.search(pattern, proof.citation.quote, re.IGNORECASE) is not None
