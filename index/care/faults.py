"""Faults of a data folder: inconsistencies in the catalogue, and between it and the derived indexes.

Nothing is changed, no lock is taken, and other processes may go on writing. The derived indexes are read before the
catalogue, so they may lag behind it but are never ahead of it.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.article import digest_of
from index.catalogue.catalogue import Catalogue
from index.catalogue.snapshot import Snapshot
from index.errors import Unreadable
from index.search.dense import DenseIndex
from index.search.dense_files import load_dense
from index.search.fields import read_documents
from index.search.lexical_files import LEXICAL, linked
from index.types import Span

_UNIT = 0.01  # allowed deviation of a vector's length from 1: float16 has three significant digits


class Where(StrEnum):
    """The part of a data folder that a fault is in."""

    CATALOGUE = "catalogue"
    PASSAGES = "passages"
    VECTORS = "vectors"
    DENSE = "dense"
    LEXICAL = "lexical"


@dataclass(frozen=True, slots=True)
class Fault:
    """One inconsistency: where it is, and what it is, as a clause."""

    where: Where
    what: str


def find_faults(catalogue: Catalogue, folder: Path) -> list[Fault]:
    """Return every fault of a data folder.

    Raises:
        CatalogueError: the catalogue cannot be read.
    """
    try:
        with linked(folder) if catalogue.read_only else nullcontext(folder) as place:
            lexical, unread = read_documents(place / LEXICAL), None
    except Unreadable as error:
        lexical, unread = None, Fault(Where.LEXICAL, error.message)
    dense = _load_dense(catalogue, folder)
    with catalogue.snapshot() as snapshot:
        faults = [Fault(Where.CATALOGUE, what) for what in snapshot.upkeep.damage()]
        if faults:
            return faults  # nothing read from a damaged file can be relied on
        faults += [Fault(Where.PASSAGES, what) for what in _check_passages(snapshot)]
        model = snapshot.embedder() or ""
        faults += [Fault(Where.VECTORS, what) for what in _check_vectors(snapshot, model)]
        if dense:
            faults += [Fault(Where.DENSE, what) for what in _check_dense(snapshot, model, dense)]
        if lexical:
            faults += [Fault(Where.LEXICAL, what) for what in _check_lexical(snapshot, *lexical)]
    return faults + ([unread] if unread else [])


def _load_dense(catalogue: Catalogue, folder: Path) -> DenseIndex | None:
    with catalogue.snapshot() as snapshot:
        model = snapshot.embedder()
        dimension = snapshot.embeddings.dimension(model) if model else None
    return load_dense(folder, model, dimension) if model and dimension else None


def _check_passages(snapshot: Snapshot) -> Iterator[str]:
    for version in snapshot.every_version():
        article = version.article
        name = f"version {version.number} of {article.id!r}"
        if digest_of(article) != version.digest:
            yield f"the text of {name} is not what was stored"
        end = 0
        for span in snapshot.spans(article.id, version.number):
            if not _is_slice(span, article.text):
                yield f"{name} has a passage at {span.start} to {span.end}, which is not a slice of its text"
            elif article.text[end : span.start].strip():
                yield f"no passage of {name} holds its characters {end} to {span.start}"
            end = max(end, span.end)
        if article.text[end:].strip():
            yield f"no passage of {name} holds its characters from {end} on"


def _is_slice(span: Span, text: str) -> bool:
    words = text[span.start : span.end]
    return 0 <= span.start < span.end <= len(text) and words == words.strip()


def _check_vectors(snapshot: Snapshot, model: str) -> Iterator[str]:
    lacking, noted = set(snapshot.embeddings.lacking(model)), set(snapshot.embeddings.unembedded())
    yield from (f"passage {passage} has no vector, and is not noted to lack one" for passage in sorted(lacking - noted))
    yield from (f"passage {passage} is noted to lack a vector, and has one" for passage in sorted(noted - lacking))
    dimension = snapshot.embeddings.dimension(model)
    for passage, data in snapshot.embeddings.rows(model, 0):
        if len(data) != 2 * (dimension or 0):
            yield f"the vector of passage {passage} has {len(data) / 2:g} numbers instead of {dimension}"
        elif not abs(float(np.linalg.norm(np.frombuffer(data, np.float16).astype(np.float32))) - 1) < _UNIT:
            yield f"the vector of passage {passage} is not of unit length"


def _check_dense(snapshot: Snapshot, model: str, dense: DenseIndex) -> Iterator[str]:
    """Check the base against the vectors; later ones are read from the catalogue whenever the index is opened."""
    if dense.base_generation > snapshot.generation():
        yield f"it has followed to generation {dense.base_generation}, and there are only {snapshot.generation()}"
        return
    size = 2 * dense.dimension
    live = [passage for passage, _ in snapshot.embeddings.rows(model, 0)]
    later = {passage for passage, _ in snapshot.embeddings.rows(model, dense.base_generation)}
    held = dense.holds(np.array(live, np.int64)).tolist()
    for passage, known in zip(live, held, strict=True):
        if not known and passage not in later:
            yield f"it lacks passage {passage}"
    yield from (f"passage {passage} is there twice" for passage in _twice(dense.base.ids))
    # A deleted passage is masked. The id of a future passage would take the place of that passage's vector.
    for passage in dense.base.ids[dense.base.ids > snapshot.upkeep.last_passage()].tolist():
        yield f"it holds passage {passage}, which has never been"
    rows = ((passage, data) for passage, data in snapshot.embeddings.rows(model, 0) if len(data) == size)
    for passage in dense.differing(rows):
        yield f"the vector of passage {passage} is not the one in the catalogue"


def _check_lexical(snapshot: Snapshot, generation: int, table: NDArray[np.int64]) -> Iterator[str]:
    if generation > snapshot.generation():
        yield f"it has followed to generation {generation}, and there are only {snapshot.generation()}"
        return
    ids = table[:, 0]
    yield from (f"passage {passage} is there twice" for passage in _twice(np.sort(ids)))
    found = {row[0]: tuple(row[1:]) for row in table.tolist()}
    later = {entry.id for entry in snapshot.passage_rows(generation)}
    dead = set(snapshot.tombstones(generation))
    live = set()
    for entry in snapshot.passage_rows(0):
        live.add(entry.id)
        if entry.id in later:
            continue
        if entry.id not in found:
            yield f"it lacks passage {entry.id}"
        elif found[entry.id] != (entry.published, entry.valid_from, entry.valid_to):
            yield f"it holds passage {entry.id} with other times than the catalogue"
    for passage in sorted(found.keys() - live - dead):
        yield f"it holds passage {passage}, which is not in the catalogue"


def _twice(ids: NDArray[np.int64]) -> list[int]:
    return np.unique(ids[1:][ids[1:] == ids[:-1]]).tolist() if len(ids) else []
