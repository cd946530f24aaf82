"""From candidates to drafts: which sentences to show, how much of each, and what proves it."""

import re
from collections.abc import Sequence

from index.library import Library
from index.text import normalise_line
from index.types import Hit, Span
from qa.evidence import Candidate
from qa.link import link_to
from qa.types import Citation, Family
from qa.verify import Draft

# A further sentence is shown where its log odds lie at most this far below the best one's. On rtqa-2022 that shows 1.8
# sentences, one of which holds the answer for 0.57 of the questions; 0.25 shows 1.4 for 0.53, 1.0 shows 2.4 for 0.61.
_MARGIN = 0.5
_SAME = 0.6
_LEANS = re.compile(
    r"[\"“'‘]?(he|she|it|they|his|her|hers|its|their|theirs|this|that|these|those|such|there|both|neither|the two)\b",
    re.IGNORECASE,
)


def compose(candidates: Sequence[Candidate], hits: Sequence[Hit], limit: int, library: Library) -> list[Draft]:
    """Return at most `limit` drafts, the likeliest first: sentences that say different things, each with its proof."""
    return [_draft(candidate, hits) for candidate in _choose(candidates, limit, library)]


def _choose(candidates: Sequence[Candidate], limit: int, library: Library) -> list[Candidate]:
    chosen: list[Candidate] = []
    said: list[set[str]] = []
    for candidate in candidates:
        if len(chosen) == limit or candidate.score < candidates[0].score - _MARGIN:
            break
        terms = set(library.engine.terms(candidate.text))
        if all(_overlap(terms, others) < _SAME for others in said):
            chosen.append(candidate)
            said.append(terms)
    return chosen


def _overlap(left: set[str], right: set[str]) -> float:
    return len(left & right) / max(1, min(len(left), len(right)))


def _draft(candidate: Candidate, hits: Sequence[Hit]) -> Draft:
    span = _with_antecedent(candidate)
    passage, head = candidate.hit.passage, candidate.hit.head
    quote = candidate.hit.text[span.start - passage.start : span.end - passage.start]
    citation = Citation(
        n=1,
        article=passage.article,
        version=passage.version,
        title=head.title,
        source=head.source,
        authors=head.authors,
        published=head.published,
        modified=head.modified,
        url=head.url,
        link=link_to(head.url, quote),
        quote=quote,
        start=span.start,
        end=span.end,
        family=Family(copies=_copies(candidate, hits)),
    )
    return Draft(normalise_line(quote), (citation,))


def _with_antecedent(candidate: Candidate) -> Span:
    """Return the span of a sentence, from its neighbour on where its first word points back to one."""
    if not _LEANS.match(candidate.text) or candidate.before is None:
        return candidate.span
    return Span(candidate.before.start, candidate.span.end)


def _copies(candidate: Candidate, hits: Sequence[Hit]) -> int:
    """Return how many other articles among the hits carry the sentence to the letter."""
    others = {hit.passage.article for hit in hits if candidate.text in hit.text}
    return len(others - {candidate.hit.passage.article})
