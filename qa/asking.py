"""What the parts of one answer share: the question as understood, the generation it is asked of, and the clock."""

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from index.dates import to_epoch
from index.search.spelling import Correction
from index.types import Filters, Hit
from qa.forms.statement import by_article
from qa.proof.verify import Verified
from qa.types import Agreement, Answer, IndexState, Models, Question, ReadCount, Reason, Timings
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
        """Return the refusal, with the nearest passages, one an article, and, if filters are why, a hint on them."""
        return replace(self._answer(verdict), reason=reason, near=tuple(by_article(hits)[:NEAR]), hint=hint)

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


def _as_far_as_read(agreement: Agreement, read: ReadCount) -> Agreement:
    """Return how findings agree; whether there is only one is unknown where passages were left unread."""
    return Agreement.UNKNOWN if read.cut and agreement is Agreement.SINGLE else agreement
