"""What may be said: only what the catalogue, read anew, holds to the letter."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from index.snapshot import Snapshot
from index.text import normalise_line
from qa.types import Citation, Dropped, Sentence


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence that someone would like to say, and the citations that are to prove it."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """What may be said, with its citations numbered from 1, and what may not."""

    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    dropped: tuple[Dropped, ...]


def verify(drafts: Iterable[Draft], snapshot: Snapshot) -> Verified:
    """Check each draft against the versions it cites, as `snapshot` has them now; keep what holds, list what does not.

    A draft holds when it has a citation, every quote is `version.text[start:end]`, and the sentence shown is the quote
    but for its line breaks.
    """
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    dropped: list[Dropped] = []
    for draft in drafts:
        if fault := fault_of(draft, snapshot):
            dropped.append(Dropped(draft.text, fault))
            continue
        first = len(citations) + 1
        citations += draft.citations
        sentences.append(Sentence(draft.text, tuple(range(first, first + len(draft.citations)))))
    return Verified(tuple(sentences), tuple(_numbered(citations)), tuple(dropped))


def fault_of(draft: Draft, snapshot: Snapshot) -> str | None:
    """Return why a draft may not be said; None where it may."""
    if not draft.citations:
        return "it cites nothing"
    for citation in draft.citations:
        text = snapshot.text_of(citation.article, citation.version)
        if text is None:
            return f"version {citation.version} of article {citation.article} is gone"
        if not 0 <= citation.start < citation.end <= len(text) or text[citation.start : citation.end] != citation.quote:
            return f"the quote is not what stands at {citation.start} to {citation.end} of article {citation.article}"
    if all(draft.text != normalise_line(citation.quote) for citation in draft.citations):
        return "the sentence is not what it quotes"
    return None


def _numbered(citations: Iterable[Citation]) -> Iterable[Citation]:
    return (replace(citation, n=number) for number, citation in enumerate(citations, start=1))
