"""Answers in the form in which they are kept: spans of versions, and details that have no words of an article.

What an answer quotes, shows or finds is cut from the versions again when it is read, so that nothing can be read of an
article that has been deleted since.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from pydantic import BaseModel, ConfigDict

from api.processes.wording import Wording, pack_wording, unpack_wording
from index.catalogue.history import KeptAnswer, KeptCitation
from index.catalogue.snapshot import Snapshot
from index.text import normalise_line
from index.types import Filters, Head, Hit, Passage
from qa.conversation.unclear import OWN_WORDS
from qa.language.polarity import Polarity
from qa.language.when import Resolved
from qa.proof.link import link_to
from qa.types import (
    Agreement,
    Answer,
    Citation,
    Dropped,
    Family,
    IndexState,
    Models,
    ReadCount,
    Reason,
    Sentence,
    ShortAnswer,
    Timings,
    Turn,
)

_UNKNOWN = 0  # passages are numbered from 1


class _Stored(BaseModel):
    """A part of the stored JSON; fields that a later Dateline has added are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class CitationDetails(_Stored):
    """What a citation said besides its quote and the metadata of its article."""

    family: Family = Family()
    note: str | None = None


class FindingDetails(_Stored):
    """A short answer: its length, and its start in the quote of each citation that has its words, by number."""

    length: int
    starts: Mapping[int, int]
    citations: tuple[int, ...]
    confidence: float | None = None
    resolved: Resolved | None = None


class NearDetails(_Stored):
    """The scores of a nearest passage."""

    score: float
    lexical_rank: int | None = None
    dense_rank: int | None = None


class Details(_Stored):
    """What an answer said besides its question and the words of articles.

    A sentence is the numbers of its citations: its words are the quote of the first that is left, also where a language
    model wrote others. `short` is the place
    of the short answer among the findings. Suggestions are kept where they are the meanings of an ambiguous question;
    they, `asked` and `hint` in parts, as `wording` has them. A hint that lists sources or languages of the archive is
    not kept: articles with them may be deleted.
    """

    articles: int
    newest: datetime | None
    model: Models
    words_only: bool = False
    reason: Reason | None = None
    sentences: tuple[tuple[int, ...], ...] = ()
    citations: tuple[CitationDetails, ...] = ()
    findings: tuple[FindingDetails, ...] = ()
    short: int | None = None
    agreement: Agreement | None = None
    polarity: Polarity | None = None
    unanswered: tuple[Wording, ...] = ()
    near: tuple[NearDetails, ...] = ()
    dropped: tuple[str, ...] = ()
    fallback: Reason | None = None
    confidence: float = 0.0
    evidence: float = 0.0
    read: ReadCount = ReadCount()
    filters: Filters = Filters()
    timings: Timings = Timings()
    asked: Wording | None = None
    suggestions: tuple[Wording, ...] = ()
    hint: Wording | None = None


def pack(answer: Answer, asked: datetime, turns: Sequence[Turn] = ()) -> KeptAnswer:
    """Return an answer, asked at some time after some turns, in the form in which it is kept."""
    cited = tuple(KeptCitation(c.n, c.article, c.version, c.start, c.end, c.quote) for c in answer.citations)
    near = tuple(_pack_hit(n, hit) for n, hit in enumerate(answer.near, start=1))
    details = _describe(answer, turns).model_dump_json(exclude_defaults=True)
    return KeptAnswer(answer.id, answer.question, asked, answer.index.generation, cited, near, details)


def unpack(kept: KeptAnswer, snapshot: Snapshot) -> Answer | None:
    """Return a kept answer as it was sent, without what has been deleted since.

    Citations keep their numbers, and the metadata of their articles are those of now, as is the note `retracted`. The
    words of dropped sentences and `corrected` are gone. None of an answer that an earlier Dateline kept without
    its details.
    """
    if kept.details is None:
        return None
    said = Details.model_validate_json(kept.details)
    pairs = zip(kept.citations, said.citations, strict=True)
    cited = {one.n: _unpack_citation(one, one.quote, more, snapshot) for one, more in pairs if one.quote is not None}
    findings = [_unpack_finding(one, cited) for one in said.findings]
    spans = {
        (near, one.n): one.quote
        for near, kind in enumerate((kept.citations, kept.near))
        for one in kind
        if one.quote is not None
    }
    shortest = findings[said.short] if said.short is not None else None
    return Answer(
        id=kept.id,
        question=kept.question,
        reason=said.reason,
        short=shortest.text if shortest else None,
        sentences=tuple(dict.fromkeys(filter(None, (_unpack_sentence(numbers, cited) for numbers in said.sentences)))),
        citations=tuple(cited.values()),
        confidence=said.confidence,
        near=tuple(
            _unpack_hit(one, one.quote, scored, snapshot)
            for one, scored in zip(kept.near, said.near, strict=True)
            if one.quote is not None
        ),
        dropped=tuple(Dropped("", reason) for reason in said.dropped),
        fallback=said.fallback,
        filters=said.filters,
        index=IndexState(kept.generation, said.articles, said.newest, said.words_only),
        model=said.model,
        timings=said.timings,
        findings=tuple(one for one in findings if one),
        agreement=said.agreement,
        polarity=said.polarity,
        unanswered=tuple(part for parts in said.unanswered if (part := unpack_wording(parts, spans))),
        evidence=said.evidence,
        read=said.read,
        asked=unpack_wording(said.asked, spans) if said.asked else None,
        suggestions=tuple(choice for parts in said.suggestions if (choice := unpack_wording(parts, spans))),
        hint=unpack_wording(said.hint, spans) if said.hint else None,
    )


def _describe(answer: Answer, turns: Sequence[Turn]) -> Details:
    quotes = {citation.n: citation.quote for citation in answer.citations}
    findings = [one for one in answer.findings if one.text in quotes.get(one.citations[0], "")]
    texts = [one.text for one in findings]
    spent = answer.timings
    spans = {(0, n): quote for n, quote in quotes.items()} | {
        (1, n): hit.text for n, hit in enumerate(answer.near, start=1)
    }
    word = partial(pack_wording, typed=answer.question, turns=turns, spans=spans)
    choices = answer.suggestions if answer.reason is Reason.AMBIGUOUS else ()
    lists = answer.filters.sources or answer.filters.languages
    return Details(
        articles=answer.index.articles,
        newest=answer.index.newest,
        words_only=answer.index.words_only,
        model=answer.model,
        reason=answer.reason,
        sentences=tuple(
            one.citations
            for one in answer.sentences
            if answer.model.generator or one.text == normalise_line(quotes[one.citations[0]])
        ),
        citations=tuple(CitationDetails(family=one.family, note=one.note) for one in answer.citations),
        findings=tuple(_pack_finding(one, quotes) for one in findings),
        short=texts.index(answer.short) if answer.short in texts else None,
        agreement=answer.agreement,
        polarity=answer.polarity,
        unanswered=tuple(part for part in map(word, answer.unanswered) if part),
        near=tuple(
            NearDetails(score=round(hit.score, 6), lexical_rank=hit.lexical_rank, dense_rank=hit.dense_rank)
            for hit in answer.near
        ),
        dropped=tuple(one.reason for one in answer.dropped),
        fallback=answer.fallback,
        confidence=round(answer.confidence, 4),
        evidence=round(answer.evidence, 4),
        read=answer.read,
        filters=answer.filters,
        timings=Timings(
            *(round(part, 1) for part in (spent.embed, spent.search, spent.read, spent.verify, spent.total))
        ),
        asked=word(answer.asked) if answer.asked else None,
        suggestions=tuple(one for one in map(word, choices) if one),
        hint=word(answer.hint, typed=f"{answer.question} {OWN_WORDS}") if answer.hint and not lists else None,
    )


def _pack_hit(n: int, hit: Hit) -> KeptCitation:
    passage = hit.passage
    return KeptCitation(n, passage.article, passage.version, passage.start, passage.end, hit.text)


def _pack_finding(finding: ShortAnswer, quotes: Mapping[int, str]) -> FindingDetails:
    starts = {number: quotes[number].find(finding.text) for number in finding.citations}
    return FindingDetails(
        length=len(finding.text),
        starts={number: start for number, start in starts.items() if start >= 0},
        citations=finding.citations,
        confidence=None if finding.confidence is None else round(finding.confidence, 4),
        resolved=finding.resolved,
    )


def _unpack_citation(kept: KeptCitation, quote: str, more: CitationDetails, snapshot: Snapshot) -> Citation:
    article = snapshot.version(kept.article, kept.version).article
    retracted = snapshot.version(kept.article).retraction is not None
    return Citation(
        n=kept.n,
        article=article.id,
        version=kept.version,
        title=article.title,
        source=article.source,
        authors=article.authors,
        published=article.published,
        modified=article.modified,
        url=article.url,
        link=link_to(article.url, quote),
        quote=quote,
        start=kept.start,
        end=kept.end,
        family=more.family,
        note="retracted" if retracted else more.note,
        rights=article.rights,
        published_assumed=article.assumed,
    )


def _unpack_sentence(numbers: tuple[int, ...], cited: Mapping[int, Citation]) -> Sentence | None:
    """Return a sentence as its first citation says it that is left; None where none is."""
    left = tuple(number for number in numbers if number in cited)
    return Sentence(normalise_line(cited[left[0]].quote), left) if left else None


def _unpack_finding(finding: FindingDetails, cited: Mapping[int, Citation]) -> ShortAnswer | None:
    """Return a short answer from the first quote with its words that is left; None where none is."""
    left = tuple(number for number in finding.citations if number in cited)
    place = next(((cited[number].quote, finding.starts[number]) for number in left if number in finding.starts), None)
    if place is None:
        return None
    quote, start = place
    return ShortAnswer(quote[start : start + finding.length], left, finding.confidence, finding.resolved)


def _unpack_hit(kept: KeptCitation, text: str, scored: NearDetails, snapshot: Snapshot) -> Hit:
    version = snapshot.version(kept.article, kept.version)
    article = version.article
    head = Head(
        article.title, article.source, article.published, article.modified, article.url, article.language,
        article.authors, version.valid_from, version.valid_to, rights=article.rights, assumed=article.assumed,
    )  # fmt: skip
    passage = Passage(_UNKNOWN, kept.article, kept.version, kept.start, kept.end)
    return Hit(passage, head, text, scored.score, scored.lexical_rank, scored.dense_rank)
