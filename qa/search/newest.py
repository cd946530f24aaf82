"""The newest passages that say what a question about the present asks: who holds an office, what the latest toll is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from index.catalogue.snapshot import Snapshot
from index.library import Library
from index.search.engine import Query
from index.types import Hit
from qa.bars.persons.roles import forms_of_event
from qa.bars.proposal import names_in, words_of
from qa.findings.figures.development import AFTERWARDS, grows
from qa.findings.persons.doers import asks_for_doer, names_doer
from qa.findings.persons.successors import left_at, office_asked
from qa.language.english.findings import doers as english
from qa.language.office import Office, Succession, ends, find_holdings, read_office, read_succession, surname_of
from qa.proof.sentence import sentences_of, text_at
from qa.question import Understood
from qa.search.rank import rank
from qa.search.retrieve import fit_names

ADDED = 4
"""Newest passages that take the place of the last ones found; chosen by hand, not measured."""
_DOERS = 2
_CANDIDATES = 64
_PERIODS = (timedelta(days=60), timedelta(days=400), None)
"""Before the time asked about, within which passages are searched for, until enough are found."""


def add_newest(hits: Sequence[Hit], asked: Understood, query: Query, library: Library, snapshot: Snapshot) -> list[Hit]:
    """Return hits with the newest passages that say it in place of the last, where the question is about the present.

    The number of hits stays the same where it was more than twice `ADDED`.
    """
    asked = fit_names(asked, hits)  # names that were typed without capitals
    office = (read := read_office(asked.text)) and read.whole
    if hits and asks_for_doer(asked):
        return _add_doers(hits, asked, query, library, snapshot)
    if hits and (succession := read_succession(asked.text)):
        return _add_successors(hits, succession, asked, query, library, snapshot)
    if not hits or (office is None and not grows(asked)):
        return list(hits)
    known = frozenset(name for hit in hits for name in _surnames(hit, office)) if office else frozenset[str]()
    found = {hit.passage.id: hit for hit in _search(asked, office, known, query, library, snapshot)}
    newest = sorted(found.values(), key=lambda hit: (hit.head.published, hit.score), reverse=True)[:ADDED]
    kept = {hit.passage.id for hit in hits[: max(len(hits) - ADDED, ADDED)]}
    new = [hit for hit in newest if hit.passage.id not in kept]
    return [*hits[: len(hits) - len(new)], *new] if len(hits) - len(new) >= len(kept) else [*hits[: len(kept)], *new]


def _add_doers(hits: Sequence[Hit], asked: Understood, query: Query, library: Library, snapshot: Snapshot) -> list[Hit]:
    """Return hits with passages that name the gunman or the suspect in place of the last ones."""
    text = f"{english.DOERS} {asked.text}"
    near = replace(query, text=text, vector=library.embedder.embed_question(text))
    found = rank(library.engine.search(near, asked.filters, _CANDIDATES, snapshot), near, library)
    held = {hit.passage.id for hit in hits}
    new = [hit for hit in found if hit.passage.id not in held and names_doer(hit, asked)][:_DOERS]
    lowest = hits[-1].score
    return [*hits[: len(hits) - len(new)], *(replace(hit, score=min(hit.score, lowest)) for hit in new)]


def _add_successors(
    hits: Sequence[Hit], succession: Succession, asked: Understood, query: Query, library: Library, snapshot: Snapshot
) -> list[Hit]:
    """Return hits with the first passages, after somebody left office, that name another, in place of the last."""
    office = office_asked(asked, hits)
    if office is None:
        return list(hits)
    since = left_at(succession.surname, office, hits)
    text = f"new {office.title.split('|')[0]} {' '.join(sorted(office.body)[:1])} {asked.text}"
    near = replace(query, text=text, vector=library.embedder.embed_question(text))
    filters = replace(asked.filters, since=max(filter(None, (since, asked.filters.since)), default=None))
    found = rank(library.engine.search(near, filters, _CANDIDATES, snapshot), near, library)
    held = {hit.passage.id for hit in hits}
    new = [hit for hit in found if hit.passage.id not in held and _surnames(hit, office) - {succession.surname}]
    first = sorted(new, key=lambda hit: hit.head.published)[:ADDED]
    lowest = hits[-1].score
    return [*hits[: max(len(hits) - len(first), ADDED)], *(replace(hit, score=min(hit.score, lowest)) for hit in first)]


def _search(
    asked: Understood, office: Office | None, known: frozenset[str], query: Query, library: Library, snapshot: Snapshot
) -> Iterator[Hit]:
    """Yield passages that say it from the last period in which there are enough."""
    held = snapshot.published_range()
    if held is None:
        return
    end, count = min(asked.anchor, held[1]), 0
    latest = asked.anchor + AFTERWARDS if asked.dated else None
    for period in _PERIODS:
        since = max(filter(None, (end - period if period else None, asked.filters.since)), default=None)
        narrowed = replace(asked.filters, since=since, until=asked.filters.until or latest)
        for hit in rank(library.engine.search(query, narrowed, _CANDIDATES, snapshot), query, library):
            if _says(hit, asked, office, known):
                count += 1
                yield hit
        if count >= ADDED:
            return


def _surnames(hit: Hit, office: Office) -> set[str]:
    """Return the surnames of those who hold, or held, an office by a passage."""
    texts, context = [text_at(hit, one) for one in sentences_of(hit)], hit.head.title
    return {surname_of(text[one.start : one.end]) for text in texts for one in find_holdings(text, office, context)}


def _says(hit: Hit, asked: Understood, office: Office | None, known: frozenset[str]) -> bool:
    if office:
        texts = [text_at(hit, one) for one in sentences_of(hit)]
        return bool(_surnames(hit, office)) or any(
            ends(text, name, office) for name in known for text in texts if name in text
        )
    around = words_of(f"{hit.head.title} {hit.text}")
    if not names_in(asked.text) <= around:
        return False
    groups = forms_of_event(asked.text)
    texts = [text_at(hit, one) for one in sentences_of(hit)]
    return any(any(map(str.isdigit, text)) and all(said.search(text) for said in groups) for text in texts)
