"""What may be shown of articles and of past answers, where a source may not be quoted in full."""

from dataclasses import replace
from datetime import datetime

from index.catalogue.catalogue import Catalogue
from index.catalogue.history import KeptAnswer, KeptCitation
from index.catalogue.reading import Reading, read_article
from index.catalogue.snapshot import Snapshot
from index.types import Span
from qa.proof.quoting import Quoting
from qa.proof.recheck import Recheck, Rechecked
from qa.types import Answer


def read_excerpt(
    article: str, catalogue: Catalogue, quoting: Quoting, *, number: int | None = None, moment: datetime | None = None
) -> Reading:
    """Read a version of an article as `read_article` does: of a source that may not be quoted in full, its beginning.

    Raises:
        NotFound: there is no such article, or no such version of it.
    """
    reading = read_article(article, catalogue, number=number, moment=moment)
    whole = reading.version.article
    part = quoting.excerpt(whole.source, whole.text)
    if part.end == len(whole.text):
        return reading
    version = replace(reading.version, article=replace(whole, text=whole.text[: part.end]))
    passages = [Span(span.start, min(span.end, part.end)) for span in reading.passages if span.start < part.end]
    return Reading(version, passages, reading.family)


def cut_kept(kept: KeptAnswer, answer: Answer | None, quoting: Quoting, snapshot: Snapshot) -> KeptAnswer:
    """Return a past answer with its quotes cut, as those of `answer`, which is cut already."""
    shown = {one.n: one for one in answer.citations} if answer else {}

    def cut(one: KeptCitation) -> KeptCitation:
        if whole := shown.get(one.n):
            return replace(one, start=whole.start, end=whole.end, quote=whole.quote)
        return _cut(one, quoting, snapshot)

    near = tuple(_cut(one, quoting, snapshot) for one in kept.near)
    return replace(kept, citations=tuple(map(cut, kept.citations)), near=near)


def cut_recheck(checked: Recheck, quoting: Quoting, snapshot: Snapshot) -> Recheck:
    """Return rechecked quotes, and what replaced them, as they may be shown."""
    return replace(checked, citations=tuple(_cut_rechecked(one, quoting, snapshot) for one in checked.citations))


def _cut_rechecked(one: Rechecked, quoting: Quoting, snapshot: Snapshot) -> Rechecked:
    citation = _cut(one.citation, quoting, snapshot)
    if one.now is None or one.now_at is None:
        return replace(one, citation=citation)
    part = quoting.excerpt(_source_of(one.citation, snapshot), one.now)
    place = replace(one.now_at, start=one.now_at.start + part.start, end=one.now_at.start + part.end)
    now = one.now[part.start : part.end]
    return replace(one, citation=citation, now=now or None, now_at=place if now else None)


def _cut(one: KeptCitation, quoting: Quoting, snapshot: Snapshot) -> KeptCitation:
    if not one.quote:
        return one
    part = quoting.excerpt(_source_of(one, snapshot), one.quote)
    quote = one.quote[part.start : part.end]
    return replace(one, start=one.start + part.start, end=one.start + part.end, quote=quote)


def _source_of(one: KeptCitation, snapshot: Snapshot) -> str:
    return snapshot.version(one.article, one.version).article.source
