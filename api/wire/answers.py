"""Answers: sentences, the citations that prove them, and short answers."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.wire import examples
from api.wire.hits import (
    Corrected,
    FiltersBody,
    Hint,
    HitBody,
    IndexStateBody,
    show_corrections,
    show_filters,
    show_hit,
)
from api.wire.refusals import explain
from api.wire.words import ASSUMED
from index.types import Assumed
from qa.language.when import Resolved
from qa.types import Answer, Citation, Perhaps, Reason, ShortAnswer


class FamilyBody(BaseModel):
    """How many independent articles say the same, and how many are copies of one.

    `verbatim` counts the copies that contain the quote word for word.
    """

    independent: int
    copies: int
    verbatim: int = 0


class CitationBody(BaseModel):
    """A citation: `version.text[start:end] == quote`, in Unicode code points, end exclusive.

    Where the server may not quote the source, the quote is empty, or a part of it that has the words that answer.
    """

    n: int
    article: str
    version: int
    title: str
    source: str
    authors: list[str]
    published: datetime
    modified: datetime | None
    url: str | None
    link: str | None
    quote: str
    start: int
    end: int
    family: FamilyBody
    note: str | None
    rights: str | None = Field(None, description="the rights note of the article, to be shown with the quote")
    published_assumed: Assumed | None = Field(None, description=ASSUMED)


class SentenceBody(BaseModel):
    """A sentence of the answer, with the numbers of the citations that prove it."""

    text: str
    citations: list[int]


class PerhapsBody(BaseModel):
    """The sentence that comes closest to answering a declined question; it may not answer it."""

    text: str
    citation: CitationBody


class ResolvedBody(BaseModel):
    """What relative `words` of an article mean, given its day of publication: a period that begins on `date`."""

    date: date
    precision: Literal["day", "week", "month", "year"] = Field(description="length of the period")
    words: str = Field(examples=["Monday"])


class FindingBody(BaseModel):
    """A short answer, a span of its first citation's quote, with the numbers of the citations that support it."""

    text: str
    citations: list[int]
    confidence: float | None
    resolved: ResolvedBody | None = Field(description="what a relative date such as `Monday` means")


class DroppedBody(BaseModel):
    """A sentence that was dropped, and why."""

    text: str
    reason: str


class ModelsBody(BaseModel):
    """The models that were used; null where none was."""

    embedder: str
    reader: str | None
    generator: str | None


class ReadBody(BaseModel):
    """How many passages were read, of how many candidates; fewer only if the time limit stopped reading early."""

    passages: int
    of: int


class TimingsBody(BaseModel):
    """How long each step took, in milliseconds."""

    embed: float
    search: float
    read: float
    verify: float
    total: float


class AnswerBody(BaseModel):
    """An answer, or a declined question: then with a reason, without sentences, and with the nearest passages."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.ANSWER]})

    id: str
    question: str
    asked: str | None = Field(
        None, description="the whole question that a follow-up became; null if asked as it stands"
    )
    status: Literal["answered", "declined"]
    reason: str | None
    message: str | None = Field(None, description="a sentence to show where the question was declined")
    suggestions: list[str] = Field(
        default=[],
        description="questions to ask next: the choices if `reason` is `ambiguous`, else what can be answered",
    )
    short: str | None = Field(description="the span that answers; null if there is none, or several")
    agreement: Literal["single", "list", "disagree", "unknown"] | None = Field(
        description="`single`: at most one finding; `list`: several that can all be right; `disagree`: several of which"
        " only one can be; `unknown`: reading stopped early with at most one; null if the question is declined"
    )
    polarity: Literal["yes", "no", "unclear"] | None = Field(
        None,
        description="of a question for yes or no: what the articles say; `unclear` if none clearly affirms or denies",
    )
    unanswered: list[str] = Field(default=[], description="the parts of a question of several that have no answer")
    findings: list[FindingBody]
    text: str
    sentences: list[SentenceBody]
    citations: list[CitationBody]
    confidence: float
    evidence: float
    read: ReadBody
    near: list[HitBody]
    perhaps: PerhapsBody | None = Field(
        None, description="where a question was declined: the closest sentence, which may not answer it; not kept"
    )
    hint: Hint = None
    dropped: list[DroppedBody]
    fallback: Literal["model_unavailable", "model_declined", "nothing_verified"] | None = Field(
        None,
        exclude_if=lambda value: value is None,
        description="why the sentences are quoted although a language model was to write them; absent otherwise",
    )
    corrected: Corrected = []
    filters: FiltersBody
    index: IndexStateBody
    model: ModelsBody
    timings_ms: TimingsBody


def show_answer(answer: Answer) -> AnswerBody:
    """Return an answer in its wire format."""
    timings = answer.timings
    return AnswerBody(
        id=answer.id,
        question=answer.question,
        asked=answer.asked,
        status="declined" if answer.reason else "answered",
        reason=answer.reason,
        message=explain(answer) if answer.reason else None,
        suggestions=list(answer.suggestions),
        short=answer.short,
        agreement=answer.agreement.value if answer.agreement else None,
        polarity=answer.polarity.value if answer.polarity else None,
        unanswered=list(answer.unanswered),
        findings=[show_finding(finding) for finding in answer.findings],
        text=answer.text,
        sentences=[SentenceBody(text=s.text, citations=list(s.citations)) for s in answer.sentences],
        citations=[show_citation(citation) for citation in answer.citations],
        confidence=round(answer.confidence, 4),
        evidence=round(answer.evidence, 4),
        read=ReadBody.model_validate(answer.read, from_attributes=True),
        near=[show_hit(hit) for hit in answer.near],
        perhaps=_show_perhaps(answer.perhaps) if answer.perhaps else None,
        hint=None if answer.reason is Reason.AMBIGUOUS else answer.hint,  # then it is the message
        dropped=[DroppedBody(text=dropped.text, reason=dropped.reason) for dropped in answer.dropped],
        fallback=_show_fallback(answer.fallback),
        corrected=show_corrections(answer.corrected),
        filters=show_filters(answer.filters),
        index=IndexStateBody.model_validate(answer.index, from_attributes=True),
        model=ModelsBody.model_validate(answer.model, from_attributes=True),
        timings_ms=TimingsBody(
            embed=round(timings.embed, 1),
            search=round(timings.search, 1),
            read=round(timings.read, 1),
            verify=round(timings.verify, 1),
            total=round(timings.total, 1),
        ),
    )


def _show_fallback(
    reason: Reason | None,
) -> Literal["model_unavailable", "model_declined", "nothing_verified"] | None:
    match reason:
        case Reason.MODEL_UNAVAILABLE:
            return "model_unavailable"
        case Reason.MODEL_DECLINED:
            return "model_declined"
        case Reason.NOTHING_VERIFIED:
            return "nothing_verified"
    return None


def show_finding(finding: ShortAnswer) -> FindingBody:
    """Return a short answer in its wire format."""
    return FindingBody(
        text=finding.text,
        citations=list(finding.citations),
        confidence=None if finding.confidence is None else round(finding.confidence, 4),
        resolved=_show_resolved(finding.resolved) if finding.resolved else None,
    )


def show_citation(citation: Citation) -> CitationBody:
    """Return a citation in its wire format."""
    return CitationBody.model_validate(citation, from_attributes=True)


def _show_perhaps(perhaps: Perhaps) -> PerhapsBody:
    return PerhapsBody(text=perhaps.text, citation=show_citation(perhaps.citation))


def _show_resolved(resolved: Resolved) -> ResolvedBody:
    return ResolvedBody(date=resolved.day, precision=resolved.precision.value, words=resolved.words)
