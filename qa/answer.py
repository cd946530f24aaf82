"""One question out, on one page: understand, find, weigh, decline or compose, verify."""

import secrets
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.catalogue.snapshot import Snapshot
from index.dates import to_epoch
from index.library import Library
from index.search.engine import Query
from index.types import Filters, Hit, Version
from qa.language.correction import find_corrections
from qa.proof.citation import count_verbatim
from qa.proof.verify import Verified, verify
from qa.reading.reader import Reader
from qa.search.retrieve import find, miss_range, state_of, understand_in, widen
from qa.types import (
    Agreement,
    Answer,
    Citation,
    Found,
    IndexState,
    Models,
    Proved,
    Question,
    ReadCount,
    Reason,
    Step,
    Timings,
)
from qa.verdict import Verdict, reach_verdict

HITS = 10
NEAR = 3


@dataclass(slots=True)
class Clock:
    """Measures the parts of one answer, in milliseconds."""

    begun: float = field(default_factory=time.perf_counter)
    last: float = field(default_factory=time.perf_counter)
    parts: dict[str, float] = field(default_factory=dict)

    def note(self, part: str) -> None:
        """Count the time since the last note for `part`."""
        now = time.perf_counter()
        self.parts[part] = self.parts.get(part, 0.0) + 1_000 * (now - self.last)
        self.last = now

    def read(self) -> Timings:
        """Return the parts so far and the whole."""
        spent = {name: self.parts.get(name, 0.0) for name in ("embed", "search", "read", "verify")}
        return Timings(**spent, total=1_000 * (time.perf_counter() - self.begun))


@dataclass(frozen=True, slots=True)
class Asking:
    """What one answer carries along: the question as understood, the generation it is asked of, and the clock."""

    question: Question
    filters: Filters
    state: IndexState
    models: Models
    clock: Clock

    def decline(self, reason: Reason, hits: Sequence[Hit] = (), verdict: Verdict | None = None) -> Answer:
        """Return the refusal, with the nearest passages."""
        return replace(self._answer(verdict), reason=reason, near=tuple(hits[:NEAR]))

    def affirm(self, verified: Verified, verdict: Verdict) -> Answer:
        """Return the answer that has been verified; its confidence is that of the finding that leads it now."""
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
        )

    def _answer(self, verdict: Verdict | None) -> Answer:
        confidence, evidence = (verdict.confidence, verdict.evidence) if verdict else (0.0, 0.0)
        read = verdict.read if verdict else ReadCount()
        return Answer(
            f"ans_{to_epoch(self.question.asked):09x}{secrets.token_hex(8)}", self.question.text, None, None, (), (),
            confidence, (), (), self.filters, self.state, self.models, self.clock.read(), evidence=evidence,
            agreement=_as_far_as_read(Agreement.SINGLE, read), read=read,
        )  # fmt: skip


def answer(question: Question, library: Library, reader: Reader | None = None) -> Answer:
    """Answer a question, or decline to: the last step of `answer_in_steps`."""
    last: Step | None = None
    for step in answer_in_steps(question, library, reader):
        last = step
    if not isinstance(last, Answer):
        raise TypeError("answer_in_steps ends with an answer")
    return last


def answer_in_steps(question: Question, library: Library, reader: Reader | None = None) -> Iterator[Step]:
    """Answer a question step by step: what was found, each sentence once it is proved, last the whole answer.

    Without a reader whole sentences answer, and there is no short answer.

    Raises:
        InvalidFilter: the filters keep nothing by themselves.
    """
    clock = Clock()
    models = Models(library.embedder.name, reader.name if reader else None)
    with library.catalogue.snapshot() as snapshot:
        asked = understand_in(question, library, snapshot)
        asking = Asking(question, asked.filters, state_of(snapshot), models, clock)
        outside = miss_range(asked.filters, snapshot)
        clock.note("search")
        vector = library.embedder.embed_question(asked.text)
        clock.note("embed")
        query = Query(asked.text, vector, asked.anchor, asked.recent)
        # Outside the range, what comes near is shown without the filters that led there.
        hits = find(query, widen(asked.filters, snapshot) if outside else asked.filters, HITS, library, snapshot)
        clock.note("search")
    yield Found(() if outside else tuple(hits))
    if outside or not hits:
        yield asking.decline(Reason.OUT_OF_RANGE if outside else Reason.NOTHING_FOUND, hits)
        return
    verdict = reach_verdict(asked, hits, question.max_sentences, library, reader)
    clock.note("read")
    if verdict.enough:
        yield from _prove(asking, verdict, library)
    else:
        with library.catalogue.snapshot() as snapshot:
            standing = _standing(verdict.hits, snapshot, asking.filters)
        yield asking.decline(Reason.WEAK_EVIDENCE, standing, verdict)


def _prove(asking: Asking, verdict: Verdict, library: Library) -> Iterator[Step]:
    """Yield what of a verdict the catalogue, read anew, still holds.

    What was deleted, changed or retracted since the search is neither said nor near.
    """
    said, filters = verdict.composed, asking.filters
    with library.catalogue.snapshot() as snapshot:
        verified = verify(said.drafts, snapshot, said.claims, said.agreement, filters.as_of)
        standing = _standing(verdict.hits, snapshot, filters)
        counted = (_counted(citation, standing, snapshot, filters) for citation in verified.citations)
        verified = replace(verified, citations=tuple(_noted(citation, snapshot) for citation in counted))
    asking.clock.note("verify")
    if not verified.sentences:
        declined = asking.decline(Reason.NOTHING_VERIFIED, standing, verdict)
        yield replace(declined, dropped=verified.dropped)
        return
    for sentence in verified.sentences:
        yield Proved(sentence, tuple(c for c in verified.citations if c.n in sentence.citations))
    yield asking.affirm(verified, verdict)


def _as_far_as_read(agreement: Agreement, read: ReadCount) -> Agreement:
    """Return how findings agree: that nothing else is said is not known of what was left unread."""
    return Agreement.UNKNOWN if read.cut and agreement is Agreement.SINGLE else agreement


def _standing(hits: Sequence[Hit], snapshot: Snapshot, filters: Filters) -> list[Hit]:
    """Return the hits whose versions are still those that are asked for."""
    return [hit for hit in hits if snapshot.is_active(hit.passage.article, hit.passage.version, filters.as_of)]


def _counted(citation: Citation, hits: Sequence[Hit], snapshot: Snapshot, filters: Filters) -> Citation:
    """Count on a citation the copies that carry its quote to the letter."""
    verbatim = count_verbatim(citation, hits, snapshot, filters.as_of)
    return replace(citation, family=replace(citation.family, verbatim=verbatim))


def _noted(citation: Citation, snapshot: Snapshot) -> Citation:
    """Note on a citation that its version was retracted, or that another stands in its place, a correction or not."""
    cited = snapshot.version(citation.article, citation.version)
    if cited.retraction:
        return replace(citation, note="retracted")
    if cited.valid_to is None:
        return citation
    return replace(citation, note="corrected" if _is_corrected(cited, snapshot) else "superseded")


def _is_corrected(cited: Version, snapshot: Snapshot) -> bool:
    """Return whether a version of later carries a note of correction that the cited one does not carry yet."""
    known = find_corrections(cited.article.title, cited.article.text)
    later = (
        version
        for version in snapshot.versions(cited.article.id)
        if (version.valid_from, version.number) > (cited.valid_from, cited.number)
    )
    return any(
        note not in known for version in later for note in find_corrections(version.article.title, version.article.text)
    )
