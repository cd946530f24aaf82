"""What may be said: only what the catalogue, read anew, holds to the letter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from index.catalogue.snapshot import Snapshot
from index.text import normalise_line
from qa.language.when import Resolved
from qa.types import Agreement, Citation, Dropped, Sentence, ShortAnswer


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence that someone would like to say, and the citations that are to prove it: all must hold.

    `corroborating` say the same in words of their own. They are cited behind it where they hold; where it does not hold
    itself, the first of them that does is said in its place.
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
    """A short answer that someone would like to give, in the words of the first of its proofs that holds."""

    proofs: tuple[Proof, ...]
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What may be said, with its citations numbered from 1, and what may not.

    `short` is the first of the findings, unless together they are a list.
    """

    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    dropped: tuple[Dropped, ...]
    findings: tuple[ShortAnswer, ...] = ()
    agreement: Agreement = Agreement.SINGLE

    @property
    def short(self) -> str | None:
        """The span that answers, where the answer is one span."""
        return self.findings[0].text if self.findings and self.agreement is not Agreement.LIST else None


def verify(
    drafts: Iterable[Draft],
    snapshot: Snapshot,
    claims: Sequence[Claim] = (),
    agreement: Agreement = Agreement.SINGLE,
    as_of: datetime | None = None,
) -> Verified:
    """Check each draft against the versions it cites, as `snapshot` has them now; keep what holds, list what does not.

    A draft holds when it has a citation, every version cited is the one that stands `as_of` that time (None: now),
    every quote is `version.text[start:end]`, and the sentence shown is the first quote but for its line breaks. A claim
    holds when its words stand in a quote that is cited by what holds. The words of what was deleted are not listed.
    """
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    dropped: list[Dropped] = []
    for draft in drafts:
        fault = fault_of(draft, snapshot, as_of)
        if fault:
            dropped.append(Dropped("" if _is_gone(draft, snapshot) else draft.text, fault))
        standing = _standing(draft, fault, snapshot, as_of)
        if not standing:
            continue
        first = len(citations) + 1
        citations += standing.citations
        sentences.append(Sentence(standing.text, tuple(range(first, first + len(standing.citations)))))
    numbered = tuple(replace(citation, n=number) for number, citation in enumerate(citations, start=1))
    findings = tuple(answer for claim in claims if (answer := _answer(claim, numbered)))
    return Verified(
        tuple(sentences), numbered, tuple(dropped), findings, agreement if len(findings) > 1 else Agreement.SINGLE
    )


def fault_of(draft: Draft, snapshot: Snapshot, as_of: datetime | None = None) -> str | None:
    """Return why a draft may not be said as of a time; None where it may. Its voices are not looked at."""
    if not draft.citations:
        return "it cites nothing"
    for citation in draft.citations:
        if fault := _fault_of_quote(citation, snapshot, as_of):
            return fault
    if draft.text != normalise_line(draft.citations[0].quote):
        return "the sentence is not what it quotes"
    return None


def _fault_of_quote(citation: Citation, snapshot: Snapshot, as_of: datetime | None) -> str | None:
    text = snapshot.text_of(citation.article, citation.version)
    if text is None:
        return f"version {citation.version} of article {citation.article} is gone"
    if not snapshot.is_active(citation.article, citation.version, as_of):
        return f"version {citation.version} of article {citation.article} was changed or retracted meanwhile"
    if not 0 <= citation.start < citation.end <= len(text) or text[citation.start : citation.end] != citation.quote:
        return f"the quote is not what stands at {citation.start} to {citation.end} of article {citation.article}"
    return None


def _is_gone(draft: Draft, snapshot: Snapshot) -> bool:
    """Return whether a draft cites what was deleted."""
    return any(snapshot.text_of(citation.article, citation.version) is None for citation in draft.citations)


def _standing(draft: Draft, fault: str | None, snapshot: Snapshot, as_of: datetime | None) -> Draft | None:
    """Return what of a draft may be said: with the voices that hold behind it, or the first of them in its place."""
    voices = tuple(voice for voice in draft.corroborating if not _fault_of_quote(voice, snapshot, as_of))
    cited = voices if fault else (*draft.citations, *voices)
    if not cited:
        return None
    lost = len(draft.corroborating) - len(voices) + bool(fault)
    return Draft(normalise_line(cited[0].quote), tuple(_without(citation, lost) for citation in cited))


def _without(citation: Citation, lost: int) -> Citation:
    """Return a citation of an answer that some of the articles counted no longer give."""
    if not lost:
        return citation
    return replace(citation, family=replace(citation.family, independent=max(1, citation.family.independent - lost)))


def _answer(claim: Claim, cited: Sequence[Citation]) -> ShortAnswer | None:
    """Return the short answer by the first proof that is cited and holds it; None where there is none."""
    numbers = {_place(citation): citation.n for citation in cited}
    proofs = [
        (proof, number)
        for proof in claim.proofs
        if (number := numbers.get(_place(proof.citation))) and proof.text in proof.citation.quote
    ]
    if not proofs:
        return None
    first, _ = proofs[0]
    return ShortAnswer(
        first.text, tuple(dict.fromkeys(number for _, number in proofs)), claim.confidence, first.resolved
    )


def _place(citation: Citation) -> tuple[str, int, int, int, str]:
    return citation.article, citation.version, citation.start, citation.end, citation.quote
