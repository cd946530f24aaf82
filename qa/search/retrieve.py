"""Find the passages for a question, under the filters that it names and those given with it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from index.catalogue.snapshot import Snapshot
from index.dates import format_moment
from index.errors import InvalidFilter
from index.library import Library
from index.search.alternatives import Alternatives
from index.search.engine import Query
from index.types import Filters, Hit
from qa.findings.wording import ask_of
from qa.language.alias import find_aliases, mine_aliases
from qa.language.casing import capitalise_names
from qa.language.direct import ask_directly
from qa.language.phrasing import is_in_capitals
from qa.language.source import match_sources, may_name_source
from qa.language.synonym import find_synonyms
from qa.question import Understood, understand
from qa.reading.reader import PassageInput, Reader, Readings, Stop, input_of
from qa.reading.stopping import sufficient
from qa.search.ahead import drop_time_ahead
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
        words_only = False
        if not miss_range(asked.filters, snapshot):
            query = query_of(asked, library)
            hits = find(query, asked.filters, k, library, snapshot)
            words_only = query.trace.words_only
        hint = None if hits else explain_filters(asked.filters, snapshot)
        state = state_of(snapshot, words_only=words_only)
    if reader:
        hits = rerank(hits, read(fit_names(asked, hits), hits, reader).each)
    return SearchResult(tuple(hits), asked.filters, state, asked.corrected, hint)


def query_of(asked: Understood, library: Library) -> Query:
    """Return a question ready to be searched."""
    return Query(asked.text, library.embedder.embed_question(asked.text), asked.anchor, asked.recent, asked.names)


def find(query: Query, filters: Filters, k: int, library: Library, snapshot: Snapshot) -> list[Hit]:
    """Return the `k` passages nearest to a query: one for each family of copies, at most two for any other article.

    Where these tell what initials in the query stand for, it is asked again with the names.
    """
    hits = spread(rank(library.engine.search(query, filters, max(CANDIDATES, 4 * k), snapshot), query, library), k)
    known = {one.name for one in query.names}
    mined = tuple(one for one in mine_aliases(query.text, [hit.text for hit in hits]) if one.name not in known)
    if not any(one.name.isupper() for one in mined):
        return hits
    query = replace(query, names=query.names + mined)
    return spread(rank(library.engine.search(query, filters, max(CANDIDATES, 4 * k), snapshot), query, library), k)


def find_in_article(query: Query, hit: Hit, filters: Filters, library: Library, snapshot: Snapshot) -> list[Hit]:
    """Return the passages of the article that a hit is of, the nearest to a query first."""
    day, source = hit.head.published, hit.head.source
    narrowed = replace(filters, since=day, until=day, sources=(source,) if source else filters.sources)
    ranked = rank(library.engine.search(query, narrowed, CANDIDATES, snapshot), query, library)
    return [one for one in ranked if one.passage.article == hit.passage.article]


def read(asked: Understood, hits: Sequence[Hit], reader: Reader, stop: Stop = sufficient) -> Readings:
    """Return a reading for each of the first hits, and None for the others.

    As many are read as the reader's budget allows, or until `stop` returns true.
    """
    passages = inputs_of(asked, hits[: reader.passages])
    readings = reader.read(asked.text, passages, stop=stop)
    unread = (None,) * (len(hits) - len(passages))
    return replace(readings, each=(*readings.each, *unread))


def fit_names(asked: Understood, hits: Sequence[Hit]) -> Understood:
    """Return a question with its names as the passages found for it write them, and with what these call them too.

    Where it was typed without capitals it gets theirs; a name that they explain by initials gets those as another name.
    """
    texts = [hit.text for hit in hits]
    text = capitalise_names(asked.text, texts)
    names = asked.names if text == asked.text else _renamed(asked.names, text)
    known = {one.name for one in names}
    mined = tuple(one for one in mine_aliases(text, texts) if one.name not in known)
    return replace(asked, text=text, names=names + mined)


def _renamed(names: tuple[Alternatives, ...], text: str) -> tuple[Alternatives, ...]:
    """Return names with the capitals that a text gives them, and those that have others only with capitals."""
    found = find_aliases(text)
    known = {one.name.lower() for one in found}
    spelt = [one for one in names if one.name.lower() not in known]
    cased = (re.search(re.escape(one.name), text, re.IGNORECASE) for one in spelt)
    return found + tuple(replace(one, name=at.group()) for one, at in zip(spelt, cased, strict=True) if at)


def inputs_of(asked: Understood, hits: Sequence[Hit]) -> list[PassageInput]:
    """Return the passages as the reader gets them, each with the question in its words."""
    return [input_of(hit, ask_of(asked, hit)) for hit in hits]


def understand_in(question: Question, library: Library, snapshot: Snapshot) -> Understood:
    """Parse a question against the catalogue: correct its spelling, and match names of sources regardless of case.

    The question is brought into one form, however it was typed, so that search and reader get the same words.

    Raises:
        InvalidFilter: the range of time given is empty.
    """
    given = question.filters
    spelled = library.lexicon.correct(ask_directly(question.text), snapshot, library.embedder.knows_word)
    text = spelled.text
    sources = snapshot.sources() if given.sources or may_name_source(text) else []
    filters = replace(given, sources=match_sources(given.sources, sources))
    cased = not is_in_capitals(question.text)
    parsed = understand(replace(question, text=text, filters=filters), sources, cased=cased)
    asked = drop_time_ahead(parsed, given, snapshot)
    _check(asked.filters, asked_for=given)
    phrased = ask_directly(asked.text)  # a source that was named at the end is gone
    names = find_aliases(phrased)
    known = {one.name for one in names}
    spelt = library.lexicon.variants(phrased, snapshot, library.embedder.knows_word)
    names += tuple(one for one in spelt if one.name not in known) + find_synonyms(phrased)
    return replace(asked, text=phrased, corrected=spelled.corrections, names=names)


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


def state_of(snapshot: Snapshot, *, words_only: bool = False) -> IndexState:
    """Return the state of the index that goes with an answer."""
    held = snapshot.published_range()
    return IndexState(snapshot.generation(), snapshot.count_articles(), held[1] if held else None, words_only)


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
