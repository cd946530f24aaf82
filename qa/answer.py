"""The path of one question: understand, retrieve, weigh, decline or compose, verify."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from index.catalogue.snapshot import Snapshot
from index.errors import ModelUnavailable
from index.library import Library
from index.search.engine import Query
from index.stages import Stage, stage
from index.types import Hit, Span
from qa.asking import Asking, Clock
from qa.conversation.followup import complete
from qa.forms.dispatch import HITS, decide
from qa.language.form import drop_alternative, reword_order
from qa.proof.citation import annotate, cite, count_copies
from qa.proof.sentence import text_at
from qa.proof.verify import Draft, DraftCheck, conclude, verify_draft, verify_written, words_of
from qa.question import open_end
from qa.reading.reader import Reader
from qa.refusal import refute, reply, suggest_near
from qa.search.ahead import is_foretold
from qa.search.hints import explain_filters, explain_language
from qa.search.newest import add_newest
from qa.search.retrieve import find, miss_range, state_of, understand_in, widen
from qa.types import (
    Answer,
    Dropped,
    Family,
    Found,
    Generator,
    Models,
    Perhaps,
    Question,
    Reason,
    Step,
)
from qa.verdict import Verdict

if TYPE_CHECKING:
    from qa.generation.author import Author

log = logging.getLogger(__name__)


def ask(question: str | Question, library: Library, reader: Reader | None = None) -> Answer:
    """Answer a question, or decline to; a text is asked now, without filters.

    Without a reader the answer consists of whole sentences, and there is no short answer.

    Raises:
        InvalidFilter: the filters of a `Question` select nothing, whatever was published.
    """
    whole = Question(question, datetime.now(UTC)) if isinstance(question, str) else question
    return answer(whole, library, reader)


def answer(
    question: Question, library: Library, reader: Reader | None = None, author: "Author | None" = None
) -> Answer:
    """Answer a question, or decline to: the last step of `answer_in_steps`."""
    *_, last = answer_in_steps(question, library, reader, author)
    if not isinstance(last, Answer):
        raise TypeError("answer_in_steps ends with an answer")
    return last


def answer_in_steps(
    question: Question, library: Library, reader: Reader | None = None, author: "Author | None" = None
) -> Iterator[Step]:
    """Answer a question step by step: what was retrieved, each sentence as soon as it is proved, last the answer.

    Without a reader the answer consists of whole sentences, and there is no short answer. An `author` writes the
    sentences, unless the question wants none; it needs a reader, whose checker verifies them. It completes a follow-up
    that no rule completes, too.

    Raises:
        InvalidFilter: the filters select nothing, whatever was published.
    """
    clock = Clock()
    models = Models(library.embedder.name, reader.name if reader else None)
    completed = complete(question.text, question.turns)
    if completed.leaning and author and reader and question.generator is not Generator.NONE:
        completed = author.complete(completed, question.turns, reader.check)
        clock.resume()
    whole = replace(question, text=drop_alternative(reword_order(completed.text)))
    followed = None if completed.text == question.text else completed.text
    if not completed.asked:
        yield Found(())
        yield reply(completed, question, models, clock, library)
        return
    with library.catalogue.snapshot() as snapshot:
        asked = understand_in(whole, library, snapshot)
        asking = Asking(question, asked.filters, state_of(snapshot), models, clock, followed, asked.corrected)
        foreign = explain_language(whole.text, snapshot)
        later = open_end(asked, question)
        outside = not foreign and miss_range(asked.filters, snapshot)
        if outside and not miss_range(later.filters, snapshot):
            asked, outside = later, False
        clock.note("search")
        vector = library.embedder.embed_question(asked.text)
        clock.note("embed")
        query = Query(asked.text, vector, asked.anchor, asked.recent, asked.names)
        filters = widen(asked.filters, snapshot) if outside else asked.filters  # the nearest are shown then
        hits = [] if foreign else find(query, filters, HITS, library, snapshot)
        if not hits and not outside and later is not asked:
            asked, filters = later, later.filters
            hits = find(query, filters, HITS, library, snapshot)
        if outside and is_foretold(asked, question.filters, hits):
            outside, asked = False, replace(asked, filters=filters)
        hits = hits if outside else add_newest(hits, asked, query, library, snapshot)
        hint = foreign or (explain_filters(asked.filters, snapshot) if outside or not hits else None)
        asking = replace(asking, filters=asked.filters, state=replace(asking.state, words_only=query.trace.words_only))
        clock.note("search")
    yield Found(() if outside else tuple(hits), followed, asked.corrected)
    clock.resume()
    if outside or not hits:
        yield asking.decline(Reason.OUT_OF_RANGE if outside else Reason.NOTHING_FOUND, hits, hint=hint)
        return
    verdict = decide(asked, whole, hits, library, reader)
    clock.note("read")
    if verdict.enough:
        yield from _say(asking, verdict, library, reader, author)
    elif verdict.contrary:
        yield refute(verdict.contrary, asking, verdict, _near(verdict, asking, library))
    else:
        yield _decline_unsure(asking, verdict, library, reader)


def _decline_unsure(asking: Asking, verdict: Verdict, library: Library, reader: Reader | None) -> Answer:
    """Return the refusal where evidence is weak, with the best sentence if it is not too weak to be shown as unsure.

    Likewise where no article says what the question takes for granted.
    """
    reason = Reason.PREMISE_NOT_FOUND if verdict.supposed else Reason.WEAK_EVIDENCE
    hint = f"No passage found says yes to “{verdict.supposed}”" if verdict.supposed else None
    near = _near(verdict, asking, library)
    declined = asking.decline(reason, near, verdict, hint)
    declined = replace(declined, suggestions=suggest_near(asking, near, library, reader))
    if not verdict.possible:
        return declined
    check = _check(verdict.composed.drafts[0], 1, asking, verdict, library)
    if check.proved is None:
        return declined
    return replace(declined, perhaps=Perhaps(check.proved.sentence.text, check.proved.citations[0]))


def _say(
    asking: Asking, verdict: Verdict, library: Library, reader: Reader | None, author: "Author | None"
) -> Iterator[Step]:
    """Yield the sentences and the answer: written where an author may write, else quoted."""
    wanted = asking.question.generator
    if author and reader and wanted is not Generator.NONE:
        yield from _write(asking, verdict, library, reader, author)
    elif wanted is Generator.REQUIRED:
        why = None if author else "No model server is configured."
        yield asking.decline(Reason.MODEL_UNAVAILABLE, _near(verdict, asking, library), verdict, why)
    else:
        yield from _prove(asking, verdict, library)


def _write(asking: Asking, verdict: Verdict, library: Library, reader: Reader, author: "Author") -> Iterator[Step]:
    """Yield each sentence that an author writes as soon as it is verified, last the answer; see `_fall_back`."""
    question, checks, failed, first = asking.question, list[DraftCheck](), False, 1
    try:
        with closing(
            author.write(
                asking.asked or question.text,
                verdict.hits,
                reader.judge,
                relevance=author.relevance(asking.asked or question.text, verdict.composed, reader),
                style=question.style,
                most=question.most_written,
                check=reader.check,
            )
        ) as written:
            for one in written:
                check = (
                    DraftCheck(None, one)
                    if isinstance(one, Dropped)
                    else _check_written(one.text, one.proofs, first, asking, verdict, library)
                )
                checks.append(check)
                if check.proved:
                    yield check.proved
                    first += len(check.proved.citations)
    except ModelUnavailable as error:
        log.warning("%s", error.message)
        failed = True
    asking.clock.resume()
    verified = conclude(checks, verdict.composed.claims, verdict.composed.agreement)
    if verified.sentences:
        by_model = replace(asking, models=replace(asking.models, generator=author.name))
        yield replace(by_model.affirm(verified, verdict), polarity=None)
        return
    missing = Reason.NOTHING_VERIFIED if checks else Reason.MODEL_DECLINED
    yield from _fall_back(Reason.MODEL_UNAVAILABLE if failed else missing, verified.dropped, asking, verdict, library)


def _fall_back(
    reason: Reason, dropped: tuple[Dropped, ...], asking: Asking, verdict: Verdict, library: Library
) -> Iterator[Step]:
    """Yield the quoted answer in place of a written one, with why; a refusal where only a written one is wanted."""
    if asking.question.generator is Generator.REQUIRED:
        yield replace(asking.decline(reason, _near(verdict, asking, library), verdict), dropped=dropped)
        return
    for step in _prove(asking, verdict, library):
        if isinstance(step, Answer):
            step = replace(step, fallback=reason, dropped=(*dropped, *step.dropped))
        yield step


def _prove(asking: Asking, verdict: Verdict, library: Library) -> Iterator[Step]:
    """Yield each sentence of a verdict as soon as it is verified, last the answer.

    Each draft is verified in a snapshot of its own, so that no read transaction stays open while the caller holds a
    step. What was deleted, changed or retracted since the search is neither said nor near.
    """
    composed, clock = verdict.composed, asking.clock
    checks: list[DraftCheck] = []
    first = 1
    for draft in composed.drafts:
        check = _check(draft, first, asking, verdict, library)
        checks.append(check)
        clock.note("verify")
        if check.proved:
            words = words_of(check.proved.citations, composed.claims)
            yield replace(check.proved, polarity=composed.polarity if first == 1 else None, words=words)
            first += len(check.proved.citations)
            clock.resume()
    verified = conclude(checks, composed.claims, composed.agreement)
    if verified.sentences:
        clock.note("verify")
        yield asking.affirm(verified, verdict)
    else:
        near = _near(verdict, asking, library)
        clock.note("verify")
        yield replace(asking.decline(Reason.NOTHING_VERIFIED, near, verdict), dropped=verified.dropped)


def _check(draft: Draft, first: int, asking: Asking, verdict: Verdict, library: Library) -> DraftCheck:
    """Verify one draft in the newest snapshot; its citations are annotated, and numbered from `first` on."""
    as_of = asking.filters.as_of
    with stage(Stage.VERIFY), library.catalogue.snapshot() as snapshot:
        check = verify_draft(draft, snapshot, first, as_of)
        if check.proved is None:
            return check
        hits = _active(verdict.hits, snapshot, as_of)
        citations = tuple(annotate(citation, hits, snapshot, as_of) for citation in check.proved.citations)
    return replace(check, proved=replace(check.proved, citations=citations))


def _check_written(
    text: str, proofs: Sequence[tuple[Hit, Span]], first: int, asking: Asking, verdict: Verdict, library: Library
) -> DraftCheck:
    """Check the quotes of a written sentence in the newest snapshot; they are annotated, and numbered from `first`."""
    as_of = asking.filters.as_of
    with stage(Stage.VERIFY), library.catalogue.snapshot() as snapshot:
        hits = _active(verdict.hits, snapshot, as_of)
        cited = [cite(hit, span, Family(copies=count_copies(text_at(hit, span), hit, hits))) for hit, span in proofs]
        check = verify_written(text, cited, snapshot, first, as_of)
        if check.proved is None:
            return check
        citations = tuple(annotate(citation, hits, snapshot, as_of) for citation in check.proved.citations)
    return replace(check, proved=replace(check.proved, citations=citations))


def _near(verdict: Verdict, asking: Asking, library: Library) -> list[Hit]:
    with library.catalogue.snapshot() as snapshot:
        return _active(verdict.hits, snapshot, asking.filters.as_of)


def _active(hits: Sequence[Hit], snapshot: Snapshot, as_of: datetime | None) -> list[Hit]:
    """Return the hits whose versions are still active as of a time, None meaning now."""
    return [hit for hit in hits if snapshot.is_active(hit.passage.article, hit.passage.version, as_of)]
