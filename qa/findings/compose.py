"""From what was read to drafts: which sentences to show, how much of each, and what proves it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.library import Library
from index.text import normalise_line
from index.types import Hit, Span
from qa.findings.agreement import marks_of, sentence_of, voices
from qa.findings.choice import MARGINS, Margins, choose
from qa.findings.evidence import Candidate
from qa.findings.finding import Extract, Finding
from qa.findings.meaning import resolve_extract
from qa.language.when import Resolved
from qa.language.words import normalise_answer
from qa.proof.quote import cite, clause_at, count_copies, leans, quote_at, text_at
from qa.proof.verify import Claim, Draft, Proof
from qa.question import Kind, Understood
from qa.types import Agreement, Citation, Family

# A further sentence is shown where its log odds lie at most this far below the best one's. On rtqa-2022 that shows 1.8
# sentences, one of which holds the answer for 0.57 of the questions; 0.25 shows 1.4 for 0.53, 1.0 shows 2.4 for 0.61.
_MARGIN = 0.5
_SAME = 0.6
_FURTHER_VOICES = 2


@dataclass(frozen=True, slots=True)
class Composed:
    """What would be said of some findings: sentences with their proofs, the short answers, and how those agree.

    `qa.proof.verify.verify` takes all three and tells what of it may be said.
    """

    drafts: tuple[Draft, ...]
    claims: tuple[Claim, ...]
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Shown:
    """A quote that is to be shown, and the finding and the extract for which it is."""

    hit: Hit
    span: Span
    finding: Finding
    extract: Extract

    def overlaps(self, hit: Hit, span: Span) -> bool:
        """Tell whether a span of a version has a character in common with the quote."""
        return _place(self.hit) == _place(hit) and self.span.start < span.end and span.start < self.span.end


def compose(candidates: Sequence[Candidate], hits: Sequence[Hit], limit: int, library: Library) -> list[Draft]:
    """Return at most `limit` drafts, the likeliest first: sentences that say different things, each with its proof."""
    return [_draft(candidate, hits) for candidate in _choose(candidates, limit, library)]


def compose_findings(
    findings: Sequence[Finding], hits: Sequence[Hit], asked: Understood, limit: int, margins: Margins = MARGINS
) -> Composed:
    """Return what to say of the findings of a question, which come the likeliest first, in at most `limit` sentences.

    The sentence of the first finding leads, and cites up to two independent articles more that say the same in words of
    their own. Those of findings that complete or contradict it follow; one for which there is no room is left out. A
    question for yes or no gets sentences alone.
    """
    chosen = choose(findings, asked, margins)
    shown: list[Shown] = []
    for finding in chosen.findings:
        shown = _with(finding, shown, limit)
    for finding in chosen.further:
        words = _words(finding.extracts[0])
        if all(_overlap(words, _words(one.extract)) < _SAME for one in shown):
            shown = _with(finding, shown, limit)
    drafts = tuple(_draft_of(one, shown, hits) for one in shown)
    if asked.kind is Kind.YES_NO:
        return Composed(drafts, (), Agreement.SINGLE)
    claims = (Claim(tuple(_proofs(one, drafts, asked.kind)), one.confidence) for one in chosen.findings)
    return Composed(drafts, tuple(claim for claim in claims if claim.proofs), chosen.agreement)


def _with(finding: Finding, shown: Sequence[Shown], limit: int) -> list[Shown]:
    """Return what is shown with the sentence of a finding, unless one of its extracts is shown already."""
    if any(one.overlaps(extract.hit, extract.span) for one in shown for extract in finding.extracts):
        return list(shown)
    lead = finding.extracts[0]
    span = quote_at(lead.hit, lead.span)
    for place, one in enumerate(shown):
        if one.hit == lead.hit and one.overlaps(lead.hit, span):  # both lean on a sentence between them
            union = Span(min(one.span.start, span.start), max(one.span.end, span.end))
            return [*shown[:place], replace(one, span=union), *shown[place + 1 :]]
    return [*shown, Shown(lead.hit, span, finding, lead)] if len(shown) < limit else list(shown)


def _draft_of(one: Shown, shown: Sequence[Shown], hits: Sequence[Hit]) -> Draft:
    heard = voices(one.finding.extracts)
    citation = _cite(one.extract, one.span, len(heard), hits)
    others = [(extract, quote_at(extract.hit, extract.span)) for extract in heard if _independent(extract, one.extract)]
    apart = [
        (extract, span) for extract, span in others if not any(other.overlaps(extract.hit, span) for other in shown)
    ]
    further = tuple(_cite(extract, span, len(heard), hits) for extract, span in apart[:_FURTHER_VOICES])
    return Draft(normalise_line(citation.quote), (citation,), further)


def _independent(extract: Extract, lead: Extract) -> bool:
    return not marks_of(extract) & marks_of(lead)


def _cite(extract: Extract, span: Span, independent: int, hits: Sequence[Hit]) -> Citation:
    copies = count_copies(text_at(extract.hit, span), extract.hit, hits)
    return cite(extract.hit, span, Family(independent, copies))


def _proofs(finding: Finding, drafts: Iterable[Draft], kind: Kind) -> Iterator[Proof]:
    """Yield where the extracts of a finding stand in what is cited, the best first."""
    cited = [citation for draft in drafts for citation in (*draft.citations, *draft.voices)]
    for extract in finding.extracts:
        for citation in cited:
            inside = citation.start <= extract.span.start and extract.span.end <= citation.end
            if inside and _place(extract.hit) == (citation.article, citation.version):
                yield Proof(_say(extract, kind), citation, _time_of(extract, kind))


def _say(extract: Extract, kind: Kind) -> str:
    if kind is Kind.REASON:
        return text_at(extract.hit, clause_at(extract.hit, extract.span))
    return extract.text


def _time_of(extract: Extract, kind: Kind) -> Resolved | None:
    """Return the time that an answer to "when" names only by the day of its article."""
    resolved = resolve_extract(extract) if kind is Kind.DATE else None
    return resolved if resolved and resolved.relative else None


def _place(hit: Hit) -> tuple[str, int]:
    return hit.passage.article, hit.passage.version


def _words(extract: Extract) -> set[str]:
    return set(normalise_answer(sentence_of(extract)).split())


def _choose(candidates: Sequence[Candidate], limit: int, library: Library) -> list[Candidate]:
    chosen: list[Candidate] = []
    said: list[set[str]] = []
    for candidate in candidates:
        if len(chosen) == limit or candidate.score < candidates[0].score - _MARGIN:
            break
        terms = set(library.lexicon.terms(candidate.text))
        if all(_overlap(terms, others) < _SAME for others in said):
            chosen.append(candidate)
            said.append(terms)
    return chosen


def _overlap(left: set[str], right: set[str]) -> float:
    return len(left & right) / max(1, min(len(left), len(right)))


def _draft(candidate: Candidate, hits: Sequence[Hit]) -> Draft:
    span = _with_antecedent(candidate)
    copies = count_copies(text_at(candidate.hit, span), candidate.hit, hits)
    citation = cite(candidate.hit, span, Family(copies=copies))
    return Draft(normalise_line(citation.quote), (citation,))


def _with_antecedent(candidate: Candidate) -> Span:
    """Return the span of a sentence, from its neighbour on where its first word points back to one."""
    if not leans(candidate.text) or candidate.before is None:
        return candidate.span
    return Span(candidate.before.start, candidate.span.end)
