"""What `bench.fit_reader` fits to: for every question the hits, their readings, and which of them are right."""

import pickle
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.rtqa import names_of, read_answerable, read_late
from index.library import Library, open_library
from index.search.engine import Query
from index.types import Filters, Hit
from qa.findings.confidence import SearchSignals, read_signals
from qa.findings.evidence import gather
from qa.question import Understood
from qa.reading.reader import Reader, open_reader
from qa.reading.spans import Reading
from qa.search.retrieve import find, fit_names, inputs_of, understand_in
from qa.types import Question

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """One question with its hits and readings; `answer` is None where the articles hold none.

    `right` says of each hit whether it is of a right article, `dated` whether the question was asked as of its day.
    """

    asked: Understood
    hits: tuple[Hit, ...]
    readings: tuple[Reading, ...]
    signals: SearchSignals
    answer: str | None
    right: tuple[bool, ...]
    dated: bool


def load_rows(rtqa: Path, data: Path, model: str, kept: Path | None) -> list[Read]:
    """Return what was read for every question, from the file `kept` where it exists; else it is written there."""
    if kept and kept.is_file():
        rows: list[Read] = pickle.loads(kept.read_bytes())
        return rows
    reader = open_reader(model)
    assert reader, "a reader is what is fitted"
    rows = read_all(rtqa, open_library(data), reader)
    if kept:
        kept.write_bytes(pickle.dumps(rows))
    return rows


def read_all(rtqa: Path, library: Library, reader: Reader) -> list[Read]:
    """Find and read for every question as of its day, and for all, late ones too, without a day."""
    with library.catalogue.snapshot() as snapshot:
        names = names_of(snapshot)
    rows = []
    for asked in read_answerable(rtqa):
        days = (Filters(as_of=asked.as_of), Filters())
        rows += [read_one(asked.text, day, asked.answer, asked.right, names, library, reader) for day in days]
    rows += [read_one(text, Filters(), None, frozenset(), names, library, reader) for text in read_late(rtqa)]
    return rows


def read_one(
    text: str,
    filters: Filters,
    answer: str | None,
    right: frozenset[str],
    names: dict[str, str],
    library: Library,
    reader: Reader,
) -> Read:
    """Find and read for one question, every passage to its end."""
    with library.catalogue.snapshot() as snapshot:
        asked = understand_in(Question(text, NOW, filters), library, snapshot)
        query = Query(asked.text, library.embedder.embed_question(asked.text), asked.anchor, asked.recent, asked.names)
        hits = find(query, asked.filters, reader.passages, library, snapshot)
    asked = fit_names(asked, hits)
    read_all = reader.read(asked.text, inputs_of(asked, hits), stop=None)
    readings = [one for one in read_all.each if one]
    candidates = gather(asked, hits, library)
    held = tuple(names.get(hit.passage.article) in right for hit in hits)
    signals = read_signals(asked, hits, candidates, library.lexicon.count_passages())
    return Read(asked, tuple(hits), tuple(readings), signals, answer, held, filters.as_of is not None)
