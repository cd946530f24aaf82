"""Find the passages for a question, under the filters that it names and those given with it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from index.catalogue.snapshot import Snapshot
from index.dates import format_moment
from index.errors import InvalidFilter
from index.library import Library
from index.search.engine import Query
from index.types import Filters, Hit
from qa.language.phrasing import is_in_capitals, phrase
from qa.language.source import match_sources, may_name_source
from qa.question import Understood, understand
from qa.reading.reader import Reader, Readings, input_of
from qa.search.hints import explain_filters
from qa.search.rank import rank, spread
from qa.search.rerank import rerank
from qa.types import Holdings, IndexState, Question, SearchResult

LARGEST = 5
"""Sources that are named in a reply on what the archive holds."""

HEADLINES = 3

CANDIDATES = 64
"""Passages that the engine is asked for, at least; chosen by hand, not measured."""


def search(question: Question, library: Library, k: int, reader: Reader | None = None) -> SearchResult:
    """Return the `k` passages nearest to a question, under the filters that it names and those given with it.

    With a reader the first ones are read, and those that answer come first; that takes ten times as long.

    Raises:
        InvalidFilter: the range of time given is empty.
    """
    with library.catalogue.snapshot() as snapshot:
        asked = understand_in(question, library, snapshot)
        hits: list[Hit] = []
        if not miss_range(asked.filters, snapshot):
            query = Query(asked.text, library.embedder.embed_question(asked.text), asked.anchor, asked.recent)
            hits = find(query, asked.filters, k, library, snapshot)
        hint = None if hits else explain_filters(asked.filters, snapshot)
        state = state_of(snapshot)
    if reader:
        hits = rerank(hits, read(asked, hits, reader).each)
    return SearchResult(tuple(hits), asked.filters, state, asked.corrected, hint)


def find(query: Query, filters: Filters, k: int, library: Library, snapshot: Snapshot) -> list[Hit]:
    """Return the `k` passages nearest to a query: one for each family of copies, at most two for any other article."""
    found = library.engine.search(query, filters, max(CANDIDATES, 4 * k), snapshot)
    return spread(rank(found, query, library), k)


def read(asked: Understood, hits: Sequence[Hit], reader: Reader) -> Readings:
    """Return a reading for each of the first hits, as many as the reader's budget allows, and None for the others."""
    passages = [input_of(hit) for hit in hits[: reader.passages]]
    readings = reader.read(asked.text, passages)
    unread = (None,) * (len(hits) - len(passages))
    return replace(readings, each=(*readings.each, *unread))


def understand_in(question: Question, library: Library, snapshot: Snapshot) -> Understood:
    """Parse a question against the catalogue: correct its spelling, and match names of sources regardless of case.

    The question is brought into one form, however it was typed, so that search and reader get the same words.

    Raises:
        InvalidFilter: the range of time given is empty.
    """
    given = question.filters
    spelled = library.lexicon.correct(phrase(question.text), snapshot, library.embedder.knows_word)
    text = spelled.text
    sources = snapshot.sources() if given.sources or may_name_source(text) else []
    filters = replace(given, sources=match_sources(given.sources, sources))
    cased = not is_in_capitals(question.text)
    asked = understand(replace(question, text=text, filters=filters), sources, cased=cased)
    _check(asked.filters, asked_for=given)
    return replace(
        asked, text=phrase(asked.text), corrected=spelled.corrections
    )  # a source that was named at the end is gone


def miss_range(filters: Filters, snapshot: Snapshot) -> bool:
    """Return whether the filters ask for a time or for sources for which the catalogue holds no article."""
    held = snapshot.published_range()
    too_early = bool(held and filters.as_of and filters.as_of < held[0])
    return too_early or widen(filters, snapshot) != filters


def widen(filters: Filters, snapshot: Snapshot) -> Filters:
    """Return the filters without times of publication and sources for which the catalogue holds no article.

    The result finds the nearest passages to show with a refusal. `as_of` always remains, so that nothing is shown that
    was published, or changed, after it.
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
    """Return the state of the index that goes with an answer."""
    held = snapshot.published_range()
    return IndexState(snapshot.generation(), snapshot.count_articles(), held[1] if held else None)


def holdings_of(snapshot: Snapshot, filters: Filters) -> Holdings | None:
    """Return what the archive holds, with the newest headlines under some filters; None of an empty one."""
    held = snapshot.published_range()
    if held is None:
        return None
    sources = snapshot.holdings.sources()
    newest = snapshot.articles(filters, limit=HEADLINES)
    return Holdings(
        snapshot.count_articles(), len(sources), *held,
        largest=tuple((one.name or "", one.articles) for one in sources[:LARGEST]),
        headlines=tuple(one.article.title for one in newest),
        latest=newest[0].article.published if newest else None,
    )  # fmt: skip


def _check(filters: Filters, asked_for: Filters) -> None:
    _check_order(filters.since, filters.until, "until", asked_for)
    _check_order(filters.since, filters.as_of, "as_of", asked_for)


def _check_order(since: datetime | None, end: datetime | None, name: str, asked_for: Filters) -> None:
    """Reject an empty range that was given; one that comes from the question's words alone finds nothing instead."""
    if since and end and since > end and asked_for.since:
        raise InvalidFilter(f"since ({format_moment(since)}) lies after {name} ({format_moment(end)})", field="since")
