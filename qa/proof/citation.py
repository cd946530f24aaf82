"""Citations of spans: made, counted with the copies of their articles, and annotated."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from index.catalogue.snapshot import Snapshot
from index.types import Hit, Span, Version
from qa.language.correction import find_corrections
from qa.proof.link import link_to
from qa.proof.sentence import text_at
from qa.types import Citation, Family


def cite(hit: Hit, span: Span, family: Family) -> Citation:
    """Return the citation of a span of a version that lies within its passage `hit`; verification numbers it."""
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
        rights=head.rights,
        published_assumed=head.assumed,
    )


def annotate(citation: Citation, hits: Sequence[Hit], snapshot: Snapshot, as_of: datetime | None = None) -> Citation:
    """Return a citation with what `snapshot` says besides its quote.

    That is how many copies contain the quote word for word as of a time (None: now), and a note: `retracted` where its
    version was retracted, `corrected` or `superseded` where another version has replaced it.
    """
    verbatim = _count_verbatim(citation, hits, snapshot, as_of)
    family = replace(citation.family, verbatim=verbatim)
    return replace(citation, family=family, note=_note_of(citation, snapshot))


def count_copies(quote: str, cited: Hit, hits: Sequence[Hit]) -> int:
    """Return how many copies the article of a quote has.

    Those are the other members of its family, whether or not they kept the quote, and the articles outside the family
    of which a passage in `hits` contains the quote word for word.
    """
    family = cited.head.family
    outside = {hit.passage.article for hit in hits if quote in hit.text and (not family or hit.head.family != family)}
    return cited.head.copies + len(outside - {cited.passage.article})


def _count_verbatim(citation: Citation, hits: Sequence[Hit], snapshot: Snapshot, as_of: datetime | None) -> int:
    """Return how many copies contain the quote word for word, in the version that is active as of a time."""
    kin = snapshot.families.of(citation.article, as_of)
    others = {hit.passage.article for hit in hits if citation.quote in hit.text}
    if kin:
        others |= {kin.head, *kin.copies}
    return snapshot.families.count_carrying(citation.quote, others - {citation.article}, as_of)


def _note_of(citation: Citation, snapshot: Snapshot) -> str | None:
    cited = snapshot.version(citation.article, citation.version)
    if cited.retraction:
        return "retracted"
    if cited.valid_to is None:
        return None
    return "corrected" if _is_corrected(cited, snapshot) else "superseded"


def _is_corrected(cited: Version, snapshot: Snapshot) -> bool:
    """Return whether a later version has a note of correction that the cited one does not have yet."""
    known = find_corrections(cited.article.title, cited.article.text)
    later = (
        version
        for version in snapshot.versions(cited.article.id)
        if (version.valid_from, version.number) > (cited.valid_from, cited.number)
    )
    return any(
        note not in known for version in later for note in find_corrections(version.article.title, version.article.text)
    )
