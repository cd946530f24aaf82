"""Builders of hits, extracts and questions, from the fields that a test cares about."""

from datetime import UTC, datetime

from index.types import Filters, Head, Hit, Passage, Span
from qa.findings.finding import Extract
from qa.question import Kind, Understood, kind_of, names_time, wants_list

WEDNESDAY = datetime(2015, 1, 28, 10, tzinfo=UTC)


def write_hit(
    text: str,
    article: str = "a",
    *,
    title: str = "Title",
    source: str | None = None,
    published: datetime = WEDNESDAY,
    start: int = 0,
    version: int = 1,
    score: float = 1.0,
) -> Hit:
    """Return a hit whose passage begins at `start` of its article; each article has a source of its own by default."""
    head = Head(title, source or f"source-of-{article}", published, None, None, "en", (), published, None)
    return Hit(Passage(1, article, version, start, start + len(text)), head, text, score)


def take(hit: Hit, part: str, score: float = 1.0) -> Extract:
    """Return the first occurrence of `part` in a passage as an extract."""
    start = hit.passage.start + hit.text.index(part)
    return Extract(hit, Span(start, start + len(part)), part, score)


def read(text: str, part: str, score: float = 1.0, article: str = "a", *, source: str | None = None) -> Extract:
    """Return `part` as an extract of an article with this text."""
    return take(write_hit(text, article, source=source), part, score)


def ask(text: str, kind: Kind | None = None) -> Understood:
    """Return a parsed question without filters."""
    return Understood(
        text, kind or kind_of(text), Filters(), WEDNESDAY, False, wants_list=wants_list(text), dated=names_time(text)
    )
