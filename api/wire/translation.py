"""From the wire to our values, and back: every answer about news is put into its wire shape here."""

from datetime import UTC, datetime

from api.wire.filters import make_filters, read_question
from api.wire.schemas import (
    AnswerBody,
    AskRequest,
    CitationBody,
    DroppedBody,
    FiltersBody,
    FindingBody,
    HitBody,
    IndexStateBody,
    ModelsBody,
    ReadBody,
    ResolvedBody,
    SearchBody,
    SearchQuery,
    SentenceBody,
    SentenceEvent,
    TimingsBody,
)
from index.catalogue.history import KeptAnswer, KeptCitation
from index.types import Filters, Hit
from qa.language.when import Resolved
from qa.types import Answer, Citation, Generator, Question, SearchResult, Sentence, ShortAnswer


def question_of_ask(request: AskRequest) -> Question:
    """Return the question that a request asks now."""
    filters = make_filters(
        since=request.since,
        until=request.until,
        as_of=request.as_of,
        sources=request.sources,
        languages=request.languages,
    )
    text = read_question(request.question)
    return Question(text, datetime.now(UTC), filters, request.max_sentences, Generator(request.generator))


def question_of_search(query: SearchQuery) -> Question:
    """Return the question that a search asks now."""
    filters = make_filters(
        since=query.since, until=query.until, as_of=query.as_of, sources=query.source, languages=query.language
    )
    return Question(read_question(query.q, field="q"), datetime.now(UTC), filters)


def show_answer(answer: Answer) -> AnswerBody:
    """Return an answer as the wire has it."""
    timings = answer.timings
    return AnswerBody(
        id=answer.id,
        question=answer.question,
        status="declined" if answer.reason else "answered",
        reason=answer.reason,
        short=answer.short,
        agreement=answer.agreement.value,
        findings=[show_finding(finding) for finding in answer.findings],
        text=answer.text,
        sentences=[SentenceBody(text=s.text, citations=list(s.citations)) for s in answer.sentences],
        citations=[show_citation(citation) for citation in answer.citations],
        confidence=round(answer.confidence, 4),
        evidence=round(answer.evidence, 4),
        read=ReadBody.model_validate(answer.read, from_attributes=True),
        near=[show_hit(hit) for hit in answer.near],
        dropped=[DroppedBody(text=dropped.text, reason=dropped.reason) for dropped in answer.dropped],
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


def show_finding(finding: ShortAnswer) -> FindingBody:
    """Return a short answer as the wire has it."""
    return FindingBody(
        text=finding.text,
        citations=list(finding.citations),
        confidence=None if finding.confidence is None else round(finding.confidence, 4),
        resolved=_show_resolved(finding.resolved) if finding.resolved else None,
    )


def keep_answer(answer: Answer, asked: datetime) -> KeptAnswer:
    """Return what is kept of an answer: the question, and the quotes with their places."""
    citations = tuple(KeptCitation(c.n, c.article, c.version, c.start, c.end, c.quote) for c in answer.citations)
    return KeptAnswer(answer.id, answer.question, asked, answer.index.generation, citations)


def show_sentence(sentence: Sentence, citations: tuple[Citation, ...]) -> SentenceEvent:
    """Return a proved sentence as the wire has it."""
    return SentenceEvent(text=sentence.text, citations=[show_citation(citation) for citation in citations])


def show_citation(citation: Citation) -> CitationBody:
    """Return a citation as the wire has it."""
    return CitationBody.model_validate(citation, from_attributes=True)


def show_search(result: SearchResult) -> SearchBody:
    """Return what a search found as the wire has it."""
    return SearchBody(
        hits=[show_hit(hit) for hit in result.hits],
        filters=show_filters(result.filters),
        index=IndexStateBody.model_validate(result.index, from_attributes=True),
    )


def show_hit(hit: Hit) -> HitBody:
    """Return a hit as the wire has it."""
    return HitBody(
        article=hit.passage.article,
        version=hit.passage.version,
        title=hit.head.title,
        source=hit.head.source,
        published=hit.head.published,
        url=hit.head.url,
        text=hit.text,
        start=hit.passage.start,
        end=hit.passage.end,
        score=round(hit.score, 6),
        lexical_rank=hit.lexical_rank,
        dense_rank=hit.dense_rank,
    )


def show_filters(filters: Filters) -> FiltersBody:
    """Return filters as the wire has them."""
    return FiltersBody.model_validate(filters, from_attributes=True)


def _show_resolved(resolved: Resolved) -> ResolvedBody:
    return ResolvedBody(date=resolved.day, precision=resolved.precision.value, words=resolved.words)
