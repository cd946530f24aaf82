"""Compose the draft of an answer: which sentences to show, how much of each, and the citations that prove them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.library import Library
from index.text import normalise_line
from index.types import Hit, Span
from qa.findings.choice import choose
from qa.findings.comparison.agreement import best_by_source, origins_of, sentence_of
from qa.findings.comparison.meaning import resolve_extract
from qa.findings.evidence import Candidate
from qa.findings.finding import Extract, Finding
from qa.findings.weights import parameters
from qa.language.polarity import Polarity
from qa.language.when import Resolved
from qa.language.words import normalise_answer
from qa.proof.citation import cite, count_copies
from qa.proof.sentence import clause_at, leans, quote_at, text_at
from qa.proof.verify import Claim, Draft, Proof
from qa.question import Kind, Understood
from qa.types import Agreement, Citation, Family

_SUPPORT = 4.0
"""Log odds below the best from which a sentence no longer supports a finding: it may share "Monday" alone."""
_FURTHER_CITATIONS = 2  # of a sentence, beside its own; chosen by hand, not measured


@dataclass(frozen=True, slots=True)
class Composed:
    """An answer before it is verified: sentences with their citations, the short answers, and how those agree.

    `qa.proof.verify.verify` takes all three and keeps what the catalogue still holds.
    """

    drafts: tuple[Draft, ...]
    claims: tuple[Claim, ...]
    agreement: Agreement
    polarity: Polarity | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A quote to show, and the finding and the extract that it proves."""

    hit: Hit
    span: Span
    finding: Finding
    extract: Extract

    def overlaps(self, hit: Hit, span: Span) -> bool:
        """Return whether a span of the hit's version shares a character with the quote."""
        return _place(self.hit) == _place(hit) and self.span.start < span.end and span.start < self.span.end


def compose(candidates: Sequence[Candidate], hits: Sequence[Hit], limit: int, library: Library) -> list[Draft]:
    """Return at most `limit` drafts in descending order of score, none of which repeats another."""
    return [_draft(candidate, hits) for candidate in _choose(candidates, limit, library)]


def compose_findings(
    findings: Sequence[Finding], hits: Sequence[Hit], asked: Understood, limit: int, *, claimed: bool = True
) -> Composed:
    """Return the answer that findings give, which come in descending order of score, in at most `limit` sentences.

    The sentence of the first finding leads, and cites up to two further independent sources that give the same answer
    in words of their own. The sentences of findings that complete or contradict it follow, as far as the limit allows.
    A yes-or-no question gets sentences alone, and so does any other where nothing is `claimed`.
    """
    chosen, most = choose(findings, asked), parameters().repeated_share
    shown: list[Shown] = []
    for finding in chosen.findings:
        shown = _with(finding, shown, limit)
    for finding in chosen.further:
        words = _words(finding.extracts[0])
        if all(_overlap(words, _words(one.extract)) < most for one in shown):
            shown = _with(finding, shown, limit)
    drafts = tuple(_draft_of(one, shown, hits) for one in shown)
    if asked.kind is Kind.YES_NO or not claimed:
        return Composed(drafts, (), Agreement.SINGLE)
    claims = (Claim(tuple(_proofs(one, drafts, asked.kind)), one.confidence) for one in chosen.findings)
    return Composed(drafts, tuple(claim for claim in claims if claim.proofs), chosen.agreement)


def _with(finding: Finding, shown: Sequence[Shown], limit: int) -> list[Shown]:
    """Return the quotes with the sentence of a finding added, unless they hold one of its extracts already."""
    if any(one.overlaps(extract.hit, extract.span) for one in shown for extract in finding.extracts):
        return list(shown)
    lead = finding.extracts[0]
    span = quote_at(lead.hit, lead.span)
    for place, one in enumerate(shown):
        if one.hit == lead.hit and one.overlaps(lead.hit, span):  # both include the sentence between them
            union = Span(min(one.span.start, span.start), max(one.span.end, span.end))
            return [*shown[:place], replace(one, span=union), *shown[place + 1 :]]
    return [*shown, Shown(lead.hit, span, finding, lead)] if len(shown) < limit else list(shown)


def _draft_of(one: Shown, shown: Sequence[Shown], hits: Sequence[Hit]) -> Draft:
    least = max(extract.score for extract in one.finding.extracts) - _SUPPORT
    sources = best_by_source([extract for extract in one.finding.extracts if extract.score >= least])
    citation = _cite(one.extract, one.span, len(sources), hits)
    others = [(other, quote_at(other.hit, other.span)) for other in sources if _independent(other, one.extract)]
    apart = [
        (extract, span) for extract, span in others if not any(quote.overlaps(extract.hit, span) for quote in shown)
    ]
    further = tuple(_cite(extract, span, len(sources), hits) for extract, span in apart[:_FURTHER_CITATIONS])
    return Draft(normalise_line(citation.quote), (citation,), further)


def _independent(extract: Extract, lead: Extract) -> bool:
    return not origins_of(extract) & origins_of(lead)


def _cite(extract: Extract, span: Span, independent: int, hits: Sequence[Hit]) -> Citation:
    copies = count_copies(text_at(extract.hit, span), extract.hit, hits)
    return cite(extract.hit, span, Family(independent, copies))


def _proofs(finding: Finding, drafts: Iterable[Draft], kind: Kind) -> Iterator[Proof]:
    """Yield a proof for each extract of a finding that lies within a citation, the best first."""
    cited = [citation for draft in drafts for citation in (*draft.citations, *draft.corroborating)]
    for extract in finding.extracts:
        for citation in cited:
            inside = citation.start <= extract.span.start and extract.span.end <= citation.end
            if inside and _place(extract.hit) == (citation.article, citation.version):
                yield Proof(_words_to_show(extract, kind), citation, _time_of(extract, kind))


def _words_to_show(extract: Extract, kind: Kind) -> str:
    if kind is Kind.REASON:
        return text_at(extract.hit, clause_at(extract.hit, extract.span))
    return extract.text


def _time_of(extract: Extract, kind: Kind) -> Resolved | None:
    """Return the time that an answer to "when" gives relative to the day of its article, such as "on Monday"."""
    resolved = resolve_extract(extract) if kind is Kind.DATE else None
    return resolved if resolved and resolved.relative else None


def _place(hit: Hit) -> tuple[str, int]:
    return hit.passage.article, hit.passage.version


def _words(extract: Extract) -> set[str]:
    return set(normalise_answer(sentence_of(extract)).split())


def _choose(candidates: Sequence[Candidate], limit: int, library: Library) -> list[Candidate]:
    margin, most = parameters().sentence_margin, parameters().repeated_share
    chosen: list[Candidate] = []
    shown: list[set[str]] = []
    for candidate in candidates:
        if len(chosen) == limit or candidate.score < candidates[0].score - margin:
            break
        terms = set(library.lexicon.terms(candidate.text))
        if all(_overlap(terms, others) < most for others in shown):
            chosen.append(candidate)
            shown.append(terms)
    return chosen


def _overlap(left: set[str], right: set[str]) -> float:
    return len(left & right) / max(1, min(len(left), len(right)))


def _draft(candidate: Candidate, hits: Sequence[Hit]) -> Draft:
    span = _with_antecedent(candidate)
    copies = count_copies(text_at(candidate.hit, span), candidate.hit, hits)
    citation = cite(candidate.hit, span, Family(copies=copies))
    return Draft(normalise_line(citation.quote), (citation,))


def _with_antecedent(candidate: Candidate) -> Span:
    """Return the span of a sentence, with the one before it where its first word refers back to that."""
    if not leans(candidate.text) or candidate.before is None:
        return candidate.span
    return Span(candidate.before.start, candidate.span.end)
