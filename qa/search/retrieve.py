"""From a question to the passages worth reading."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from index.catalogue.snapshot import Snapshot
from index.dates import format_moment
from index.errors import InvalidFilter
from index.library import Library
from index.search.engine import Query
from index.types import Filters, Hit
from qa.language.source import match_sources, may_name_source
from qa.question import Understood, phrase, understand
from qa.reading.reader import Reader, Readings, page_of
from qa.search.rank import rank, spread
from qa.search.rerank import rerank
from qa.types import IndexState, Question, SearchResult

CANDIDATES = 64


def search(question: Question, library: Library, k: int, reader: Reader | None = None) -> SearchResult:
    """Return the `k` passages nearest to a question, under the filters it names and those given with it.

    With a reader the first ones are read, and those that answer come first; that takes ten times as long.

    Raises:
        InvalidFilter: the filters keep nothing by themselves.
    """
    with library.catalogue.snapshot() as snapshot:
        asked = understand_in(question, library, snapshot)
        if miss_range(asked.filters, snapshot):
            return SearchResult((), asked.filters, state_of(snapshot))
        query = Query(asked.text, library.embedder.embed_question(asked.text), asked.anchor, asked.recent)
        hits = find(query, asked.filters, k, library, snapshot)
        state = state_of(snapshot)
    if reader:
        hits = rerank(hits, read(asked, hits, reader).each)
    return SearchResult(tuple(hits), asked.filters, state)


def find(query: Query, filters: Filters, k: int, library: Library, snapshot: Snapshot) -> list[Hit]:
    """Return the `k` passages nearest to a query: one of a family of copies, at most two of an article."""
    found = library.engine.search(query, filters, max(CANDIDATES, 4 * k), snapshot)
    return spread(rank(found, query, library), k)


def read(asked: Understood, hits: Sequence[Hit], reader: Reader) -> Readings:
    """Return what a reader says of each hit: of the first ones, as many as its budget allows."""
    pages = [page_of(hit) for hit in hits[: reader.passages]]
    readings = reader.read(asked.text, pages)
    unread = (None,) * (len(hits) - len(pages))
    return replace(readings, each=(*readings.each, *unread))


def understand_in(question: Question, library: Library, snapshot: Snapshot) -> Understood:
    """Read a question against what the catalogue holds: misspelt words, and the names of sources in any case.

    However it was typed, it is asked in one form: here, so that it is searched for and read as the same words.

    Raises:
        InvalidFilter: the filters keep nothing by themselves.
    """
    given, text = question.filters, library.lexicon.correct(phrase(question.text), snapshot)
    sources = snapshot.sources() if given.sources or may_name_source(text) else []
    filters = replace(given, sources=match_sources(given.sources, sources))
    asked = understand(replace(question, text=text, filters=filters), sources)
    _check(asked.filters, asked_for=given)
    return replace(asked, text=phrase(asked.text))  # a source that was named at the end is gone


def miss_range(filters: Filters, snapshot: Snapshot) -> bool:
    """Return whether the filters ask for a time or for sources of which the catalogue holds nothing at all."""
    held = snapshot.published_range()
    too_early = bool(held and filters.as_of and filters.as_of < held[0])
    return too_early or widen(filters, snapshot) != filters


def widen(filters: Filters, snapshot: Snapshot) -> Filters:
    """Return the filters without the times of publication and the sources of which the catalogue holds nothing at all.

    By what is left, passages may be shown that come near. `as_of` is always left: nothing is shown to a time at which
    it was not published, or in a version of later.
    """
    held = snapshot.published_range()
    if held is None:
        return filters
    oldest, newest = held
    if (filters.since and filters.since > newest) or (filters.until and filters.until < oldest):
        filters = replace(filters, since=None, until=None)
    if filters.sources and not set(filters.sources) & set(snapshot.sources()):
        filters = replace(filters, sources=())
    return filters


def state_of(snapshot: Snapshot) -> IndexState:
    """Return what is said of the index beside an answer."""
    held = snapshot.published_range()
    return IndexState(snapshot.generation(), snapshot.count_articles(), held[1] if held else None)


def _check(filters: Filters, asked_for: Filters) -> None:
    _check_order(filters.since, filters.until, "until", asked_for)
    _check_order(filters.since, filters.as_of, "as_of", asked_for)


def _check_order(since: datetime | None, end: datetime | None, name: str, asked_for: Filters) -> None:
    """Refuse an empty range that was given; one that only the question's words make is no error, and finds nothing."""
    if since and end and since > end and asked_for.since:
        raise InvalidFilter(f"since ({format_moment(since)}) lies after {name} ({format_moment(end)})", field="since")
