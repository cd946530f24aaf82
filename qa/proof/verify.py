"""Verification of drafts: only what the catalogue holds word for word, at the moment of the check, is said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from index.catalogue.snapshot import Snapshot
from index.text import normalise_line
from qa.language.when import Resolved
from qa.proof.quote import check_quote
from qa.proof.support import check_support
from qa.types import Agreement, Citation, Dropped, Proved, Sentence, ShortAnswer


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed sentence and the citations that are to prove it: all of them must hold.

    The `corroborating` citations say the same in other words. Those that hold are cited after the others; where the
    draft itself does not hold, the first of them is said instead.
    """

    text: str
    citations: tuple[Citation, ...]
    corroborating: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """The words of a citation's quote that answer, and the date they mean."""

    text: str
    citation: Citation
    resolved: Resolved | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposed short answer, in the words of the first of its proofs that holds."""

    proofs: tuple[Proof, ...]
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """The result for one draft: the sentence that is proved, if any, and what was dropped, if anything.

    A draft has both where it was dropped and a corroborating citation is said instead.
    """

    proved: Proved | None
    dropped: Dropped | None


@dataclass(frozen=True, slots=True)
class Verified:
    """The verified part of an answer, with its citations numbered from 1, and what was dropped.

    `short` is the first of the findings, unless together they are a list.
    """

    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    dropped: tuple[Dropped, ...]
    findings: tuple[ShortAnswer, ...] = ()
    agreement: Agreement = Agreement.SINGLE

    @property
    def short(self) -> str | None:
        """Return the span that answers, where the answer is one span."""
        return self.findings[0].text if self.findings and self.agreement is not Agreement.LIST else None


def verify_draft(draft: Draft, snapshot: Snapshot, first: int = 1, as_of: datetime | None = None) -> DraftCheck:
    """Check one draft against the versions it cites, and number its citations from `first` on.

    A draft holds where each of its quotes passes `check_quote` as of a time (None: now), and its text passes
    `check_support`. The words of what was deleted are not repeated in `dropped`.
    """
    fault = _find_fault(draft, snapshot, as_of)
    dropped = Dropped("" if _cites_deleted(draft, snapshot) else draft.text, fault) if fault else None
    further = tuple(citation for citation in draft.corroborating if check_quote(citation, snapshot, as_of) is None)
    cited = further if fault else (*draft.citations, *further)
    if not cited:
        return DraftCheck(None, dropped)
    lost = len(draft.corroborating) - len(further) + bool(fault)
    citations = tuple(replace(_discount(one, lost), n=number) for number, one in enumerate(cited, start=first))
    sentence = Sentence(normalise_line(cited[0].quote), tuple(citation.n for citation in citations))
    return DraftCheck(Proved(sentence, citations), dropped)


def verify_written(
    text: str, citations: Sequence[Citation], snapshot: Snapshot, first: int = 1, as_of: datetime | None = None
) -> DraftCheck:
    """Check the citations of a sentence in other words, which `qa.support` has verified: all of them must hold."""
    draft = Draft(text, tuple(citations))
    fault = next(filter(None, (check_quote(citation, snapshot, as_of) for citation in citations)), None)
    if fault or not citations:
        said = "" if _cites_deleted(draft, snapshot) else text
        return DraftCheck(None, Dropped(said, fault or "the sentence cites nothing"))
    numbered = tuple(replace(one, n=number) for number, one in enumerate(citations, start=first))
    return DraftCheck(Proved(Sentence(text, tuple(one.n for one in numbered)), numbered), None)


def conclude(checks: Sequence[DraftCheck], claims: Iterable[Claim], agreement: Agreement) -> Verified:
    """Put the results for the drafts of one answer together, with the claims that they prove.

    A claim holds where its words are in a quote that is cited. `agreement` is how the claims relate to each other; one
    that is left alone is single.
    """
    proved = [check.proved for check in checks if check.proved]
    citations = tuple(citation for one in proved for citation in one.citations)
    findings = tuple(answer for claim in claims if (answer := _answer(claim, citations)))
    return Verified(
        tuple(one.sentence for one in proved),
        citations,
        tuple(check.dropped for check in checks if check.dropped),
        findings,
        agreement if len(findings) > 1 else Agreement.SINGLE,
    )


def words_of(citations: Sequence[Citation], claims: Iterable[Claim]) -> dict[int, str]:
    """Return the words of these citations' quotes that claims are about, by the numbers of the citations."""
    numbers = {_key(citation): citation.n for citation in citations}
    proofs = [proof for claim in claims for proof in claim.proofs if proof.text in proof.citation.quote]
    found = [(numbers[_key(proof.citation)], proof.text) for proof in proofs if _key(proof.citation) in numbers]
    return dict(reversed(found))


def verify(
    drafts: Iterable[Draft],
    snapshot: Snapshot,
    claims: Sequence[Claim] = (),
    agreement: Agreement = Agreement.SINGLE,
    as_of: datetime | None = None,
) -> Verified:
    """Check all drafts and claims of an answer against one snapshot; see `verify_draft` and `conclude`."""
    checks: list[DraftCheck] = []
    first = 1
    for draft in drafts:
        check = verify_draft(draft, snapshot, first, as_of)
        checks.append(check)
        first += len(check.proved.citations) if check.proved else 0
    return conclude(checks, claims, agreement)


def _find_fault(draft: Draft, snapshot: Snapshot, as_of: datetime | None) -> str | None:
    faults = (check_quote(citation, snapshot, as_of) for citation in draft.citations)
    return next(filter(None, faults), None) or check_support(draft.text, [one.quote for one in draft.citations])


def _cites_deleted(draft: Draft, snapshot: Snapshot) -> bool:
    return any(snapshot.text_of(citation.article, citation.version) is None for citation in draft.citations)


def _discount(citation: Citation, lost: int) -> Citation:
    """Return a citation without the articles that were counted as saying the same and no longer do."""
    family = citation.family
    return (
        replace(citation, family=replace(family, independent=max(1, family.independent - lost))) if lost else citation
    )


def _answer(claim: Claim, cited: Sequence[Citation]) -> ShortAnswer | None:
    """Return the short answer by the first proof that is cited and contains it; None where there is none."""
    numbers = {_key(citation): citation.n for citation in cited}
    proofs = [
        (proof, number)
        for proof in claim.proofs
        if (number := numbers.get(_key(proof.citation))) and proof.text in proof.citation.quote
    ]
    if not proofs:
        return None
    first, _ = proofs[0]
    return ShortAnswer(
        first.text, tuple(dict.fromkeys(number for _, number in proofs)), claim.confidence, first.resolved
    )


def _key(citation: Citation) -> tuple[str, int, int, int, str]:
    return citation.article, citation.version, citation.start, citation.end, citation.quote
