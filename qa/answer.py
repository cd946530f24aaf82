"""The path of one question: understand, retrieve, weigh, decline or compose, verify."""

import secrets
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from index.catalogue.snapshot import Snapshot
from index.dates import to_epoch
from index.library import Library
from index.search.engine import Query
from index.search.spelling import Correction
from index.types import Filters, Hit
from qa.conversation.followup import Completed, complete
from qa.conversation.suggestions import SHOWN, propose
from qa.findings.premise import Refuted
from qa.forms.dispatch import HITS, decide
from qa.language.form import reword_order
from qa.proof.citation import annotate
from qa.proof.verify import Draft, DraftCheck, Verified, conclude, verify_draft, words_of
from qa.reading.reader import Reader
from qa.search.hints import explain_filters, explain_language
from qa.search.newest import add_newest
from qa.search.retrieve import find, holdings_of, miss_range, state_of, understand_in, widen
from qa.types import (
    Agreement,
    Answer,
    Found,
    IndexState,
    Models,
    Perhaps,
    Question,
    ReadCount,
    Reason,
    Step,
    Talk,
    Timings,
)
from qa.verdict import Verdict

NEAR = 3


@dataclass(slots=True)
class Clock:
    """The time spent on each part of one answer, in milliseconds."""

    begun: float = field(default_factory=time.perf_counter)
    last: float = field(default_factory=time.perf_counter)
    parts: dict[str, float] = field(default_factory=dict)

    def note(self, part: str) -> None:
        """Count the time since the last note for `part`."""
        now = time.perf_counter()
        self.parts[part] = self.parts.get(part, 0.0) + 1_000 * (now - self.last)
        self.last = now

    def resume(self) -> None:
        """Count the time since the last note for no part: the caller has spent it."""
        self.last = time.perf_counter()

    def read(self) -> Timings:
        """Return the parts so far and the total."""
        spent = {name: self.parts.get(name, 0.0) for name in ("embed", "search", "read", "verify")}
        return Timings(**spent, total=1_000 * (time.perf_counter() - self.begun))


@dataclass(frozen=True, slots=True)
class Asking:
    """What the parts of one answer share: the question as understood, the generation it is asked of, and the clock."""

    question: Question
    filters: Filters
    state: IndexState
    models: Models
    clock: Clock
    asked: str | None = None
    corrected: tuple[Correction, ...] = ()

    def decline(
        self, reason: Reason, hits: Sequence[Hit] = (), verdict: Verdict | None = None, hint: str | None = None
    ) -> Answer:
        """Return the refusal, with the nearest passages and, if filters are why, a hint on them."""
        return replace(self._answer(verdict), reason=reason, near=tuple(hits[:NEAR]), hint=hint)

    def affirm(self, verified: Verified, verdict: Verdict) -> Answer:
        """Return the verified answer; its confidence is that of the finding that comes first in it."""
        led = verified.findings[0].confidence if verified.findings else None
        return replace(
            self._answer(verdict),
            confidence=verdict.confidence if led is None else led,
            sentences=verified.sentences,
            citations=verified.citations,
            dropped=verified.dropped,
            short=verified.short,
            findings=verified.findings,
            agreement=_as_far_as_read(verified.agreement, verdict.read),
            polarity=verdict.composed.polarity,
            unanswered=verdict.unanswered,
        )

    def _answer(self, verdict: Verdict | None) -> Answer:
        confidence, evidence = (verdict.confidence, verdict.evidence) if verdict else (0.0, 0.0)
        read = verdict.read if verdict else ReadCount()
        return Answer(
            f"ans_{to_epoch(self.question.asked):09x}{secrets.token_hex(8)}", self.question.text, None, None, (), (),
            confidence, (), (), self.filters, self.state, self.models, self.clock.read(), evidence=evidence,
            read=read, asked=self.asked, corrected=self.corrected,
        )  # fmt: skip


def ask(question: str | Question, library: Library, reader: Reader | None = None) -> Answer:
    """Answer a question, or decline to; a text is asked now, without filters.

    Without a reader the answer consists of whole sentences, and there is no short answer.

    Raises:
        InvalidFilter: the filters of a `Question` select nothing, whatever was published.
    """
    whole = Question(question, datetime.now(UTC)) if isinstance(question, str) else question
    return answer(whole, library, reader)


def answer(question: Question, library: Library, reader: Reader | None = None) -> Answer:
    """Answer a question, or decline to: the last step of `answer_in_steps`."""
    last: Step | None = None
    for step in answer_in_steps(question, library, reader):
        last = step
    if not isinstance(last, Answer):
        raise TypeError("answer_in_steps ends with an answer")
    return last


def answer_in_steps(question: Question, library: Library, reader: Reader | None = None) -> Iterator[Step]:
    """Answer a question step by step: what was retrieved, each sentence as soon as it is proved, last the answer.

    Without a reader the answer consists of whole sentences, and there is no short answer.

    Raises:
        InvalidFilter: the filters select nothing, whatever was published.
    """
    clock = Clock()
    models = Models(library.embedder.name, reader.name if reader else None)
    completed = complete(question.text, question.turns)
    whole = replace(question, text=reword_order(completed.text))
    followed = None if completed.text == question.text else completed.text
    if not completed.asked:
        yield Found(())
        yield _reply(completed, question, models, clock, library)
        return
    with library.catalogue.snapshot() as snapshot:
        asked = understand_in(whole, library, snapshot)
        asking = Asking(question, asked.filters, state_of(snapshot), models, clock, followed, asked.corrected)
        foreign = explain_language(whole.text, snapshot)
        outside = not foreign and miss_range(asked.filters, snapshot)
        clock.note("search")
        vector = library.embedder.embed_question(asked.text)
        clock.note("embed")
        query = Query(asked.text, vector, asked.anchor, asked.recent, asked.names)
        # Outside the range, the nearest passages are searched for without the filters that led there.
        filters = widen(asked.filters, snapshot) if outside else asked.filters
        hits = [] if foreign else find(query, filters, HITS, library, snapshot)
        hits = hits if outside else add_newest(hits, asked, query, library, snapshot)
        hint = foreign or (explain_filters(asked.filters, snapshot) if outside or not hits else None)
        clock.note("search")
    yield Found(() if outside else tuple(hits), followed, asked.corrected)
    clock.resume()
    if outside or not hits:
        yield asking.decline(Reason.OUT_OF_RANGE if outside else Reason.NOTHING_FOUND, hits, hint=hint)
        return
    verdict = decide(asked, whole, hits, library, reader)
    clock.note("read")
    if verdict.enough:
        yield from _prove(asking, verdict, library)
    elif verdict.contrary:
        yield _refute(verdict.contrary, asking, verdict, library)
    else:
        yield _decline_unsure(asking, verdict, library)


def _decline_unsure(asking: Asking, verdict: Verdict, library: Library) -> Answer:
    """Return the refusal where evidence is weak, with the best sentence if it is not too weak to be shown as unsure."""
    declined = asking.decline(Reason.WEAK_EVIDENCE, _near(verdict, asking, library), verdict)
    if not verdict.possible:
        return declined
    check = _check(verdict.composed.drafts[0], 1, asking, verdict, library)
    if check.proved is None:
        return declined
    return replace(declined, perhaps=Perhaps(check.proved.sentence.text, check.proved.citations[0]))


def _refute(contrary: Refuted, asking: Asking, verdict: Verdict, library: Library) -> Answer:
    """Return the refusal of a question that takes for granted what did not happen, and what an article says."""
    near = _near(verdict, asking, library)
    if contrary.hit.passage.id not in {hit.passage.id for hit in near}:
        return asking.decline(Reason.WEAK_EVIDENCE, near, verdict)  # deleted or changed since the search
    first = [hit for hit in near if hit.passage.id == contrary.hit.passage.id]
    rest = [hit for hit in near if hit.passage.id != contrary.hit.passage.id]
    head = contrary.hit.head
    said = f"On {head.published.day} {head.published:%B %Y} {head.source} wrote: “{contrary.text}”"
    return asking.decline(Reason.PREMISE_NOT_FOUND, [*first, *rest], verdict, said)


def _reply(completed: Completed, question: Question, models: Models, clock: Clock, library: Library) -> Answer:
    """Return the reply to a message that cannot be asked: the choices of an ambiguous one, or what to ask instead."""
    with library.catalogue.snapshot() as snapshot:
        asking = Asking(question, question.filters, state_of(snapshot), models, clock)
        if completed.talk is None:
            open_to = asking.decline(Reason.AMBIGUOUS, hint=completed.unknown or None)
            return replace(open_to, suggestions=completed.choices)
        declined = replace(
            asking.decline(Reason.NOT_A_QUESTION), talk=completed.talk, holdings=holdings_of(snapshot, question.filters)
        )
        return (
            declined
            if completed.talk is Talk.BYE
            else replace(declined, suggestions=propose(snapshot, question.filters)[:SHOWN])
        )


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
    with library.catalogue.snapshot() as snapshot:
        check = verify_draft(draft, snapshot, first, as_of)
        if check.proved is None:
            return check
        hits = _active(verdict.hits, snapshot, as_of)
        citations = tuple(annotate(citation, hits, snapshot, as_of) for citation in check.proved.citations)
    return replace(check, proved=replace(check.proved, citations=citations))


def _near(verdict: Verdict, asking: Asking, library: Library) -> list[Hit]:
    with library.catalogue.snapshot() as snapshot:
        return _active(verdict.hits, snapshot, asking.filters.as_of)


def _as_far_as_read(agreement: Agreement, read: ReadCount) -> Agreement:
    """Return how findings agree; whether there is only one is unknown where passages were left unread."""
    return Agreement.UNKNOWN if read.cut and agreement is Agreement.SINGLE else agreement


def _active(hits: Sequence[Hit], snapshot: Snapshot, as_of: datetime | None) -> list[Hit]:
    """Return the hits whose versions are still active as of a time, None meaning now."""
    return [hit for hit in hits if snapshot.is_active(hit.passage.article, hit.passage.version, as_of)]
