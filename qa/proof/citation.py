"""Citations of spans, and what is counted of the copies of a cited article."""

from collections.abc import Sequence
from datetime import datetime

from index.catalogue.snapshot import Snapshot
from index.types import Hit, Span
from qa.proof.link import link_to
from qa.proof.sentence import text_at
from qa.types import Citation, Family


def cite(hit: Hit, span: Span, family: Family) -> Citation:
    """Return the citation of a span of a version that lies within its passage `hit`; it is numbered once it holds."""
    passage, head, quote = hit.passage, hit.head, text_at(hit, span)
    return Citation(
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
        family=family,
    )


def count_copies(quote: str, cited: Hit, hits: Sequence[Hit]) -> int:
    """Return how many copies the article of a quote has.

    Those are the others of its family, whether or not they kept the quote, and of articles outside of it those among
    the hits that carry the quote to the letter.
    """
    family = cited.head.family
    outside = {hit.passage.article for hit in hits if quote in hit.text and (not family or hit.head.family != family)}
    return cited.head.copies + len(outside - {cited.passage.article})


def count_verbatim(citation: Citation, hits: Sequence[Hit], snapshot: Snapshot, as_of: datetime | None) -> int:
    """Return how many of the copies of what is cited carry the quote to the letter, in the version that stands."""
    kin = snapshot.families.of(citation.article, as_of)
    others = {hit.passage.article for hit in hits if citation.quote in hit.text}
    if kin:
        others |= {kin.head, *kin.copies}
    return snapshot.families.count_carrying(citation.quote, others - {citation.article}, as_of)
