"""Vectors by passage id, searched exactly or through inverted lists. The only file that imports faiss.

Indexes are immutable once made, so many threads may search them; files are mapped, not read. Removing a vector from a
mapped FAISS index crashes the process: nothing is ever removed, deleted passages are masked.
"""

import math
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.errors import StorageFailed

Vectors = NDArray[np.float32]
Ids = NDArray[np.int64]
Found = tuple[Ids, Vectors]
Rows = Iterable[tuple[int, bytes]]

_CHUNK = 10_000  # vectors copied at a time
_TRAINED_ON = 64  # vectors per list
_END = b"whole"  # the last bytes of a file: FAISS maps a truncated one without an error
NOTHING: Found = (np.empty(0, np.int64), np.empty(0, np.float32))


class Kept:
    """The passages that may be found, as a FAISS selector."""

    def __init__(self, mask: NDArray[np.bool_]) -> None:
        self._mask = mask
        self._bits = np.packbits(mask, bitorder="little")
        self.number = int(np.count_nonzero(mask))
        # faiss's stubs describe the C++ signatures, not what its Python wrappers take
        self.selector = faiss.IDSelectorBitmap(self._bits)  # type: ignore[call-arg,arg-type]

    def among(self, found: Found) -> Found:
        """Return those of some passages that may be found."""
        ids, scores = found
        inside = np.zeros(len(ids), np.bool_)
        known = ids < len(self._mask)
        inside[known] = self._mask[ids[known]]
        return ids[inside], scores[inside]


@dataclass(frozen=True, slots=True)
class Part:
    """Float16 vectors of some passages; `ids` are in ascending order."""

    index: faiss.IndexIDMap2
    ids: Ids

    def __len__(self) -> int:
        return len(self.ids)

    def holds(self, ids: Ids) -> NDArray[np.bool_]:
        """Return a mask of the passages among `ids` that are in this part."""
        if not len(self):
            return np.zeros(len(ids), np.bool_)
        places = np.minimum(np.searchsorted(self.ids, ids), len(self) - 1)
        return np.asarray(self.ids[places] == ids, np.bool_)

    def vectors(self, ids: Ids) -> Vectors:
        """Return the vectors of passages in this part, shape (n, dimension), float32."""
        return np.asarray(self.index.reconstruct_batch(ids), np.float32)

    def scan(self, vector: Vectors, k: int, kept: Kept | None = None) -> Found:
        """Return the ids and cosines, best first, of at most `k` of the passages in `kept`."""
        if not len(self):
            return NOTHING
        parameters = faiss.SearchParameters(sel=kept.selector) if kept else None  # type: ignore[call-arg]
        scores, ids = self.index.search(vector[None, :], min(k, len(self)), params=parameters)
        return ids[0][ids[0] >= 0], scores[0][ids[0] >= 0]  # FAISS pads missing hits with -1

    def chunks(self) -> Iterator[tuple[Ids, Vectors]]:
        """Return all ids and vectors, `_CHUNK` at a time."""
        ids = faiss.vector_to_array(self.index.id_map)
        for start in range(0, len(ids), _CHUNK):
            part = ids[start : start + _CHUNK]
            yield part, self.index.index.reconstruct_n(start, len(part))


@dataclass(frozen=True, slots=True)
class Lists:
    """Inverted lists of 8-bit vectors over a part, whose float16 vectors re-score the candidates."""

    index: faiss.IndexIVF
    part: Part

    @property
    def number(self) -> int:
        """Return the number of lists."""
        return int(self.index.nlist)

    def search(self, vector: Vectors, k: int, nprobe: int, candidates: int, kept: Kept | None = None) -> Found:
        """Return the best `k` of the candidates in the nearest `nprobe` lists, by their float16 vectors."""
        selector = kept.selector if kept else None
        parameters = faiss.SearchParametersIVF(nprobe=nprobe, sel=selector)  # type: ignore[call-arg]
        _, ids = self.index.search(vector[None, :], min(candidates, len(self.part)), params=parameters)
        named = ids[0][ids[0] >= 0]
        return best_of(named, self.part.vectors(named) @ vector, k) if len(named) else NOTHING


def use_threads(number: int) -> None:
    """Set how many threads FAISS uses for work of the calling thread; FAISS keeps the setting per thread."""
    faiss.omp_set_num_threads(number)


def best_of(ids: Ids, scores: Vectors, k: int) -> Found:
    """Return the ids and scores of the best `k`, best first."""
    order = np.argsort(-scores, kind="stable")[:k]
    return ids[order], scores[order]


def make_part(dimension: int, rows: Rows) -> Part:
    """Return a part with the vectors of `rows`, (passage id, float16 bytes), no id twice."""
    index = _empty_scan(dimension)
    for ids, vectors in in_chunks(rows):
        index.add_with_ids(vectors, ids)
    return _part(index)


def join_parts(dimension: int, left: Part, right: Part) -> Part:
    """Return a part with the vectors of both."""
    index = _empty_scan(dimension)
    for part in (left, right):
        for ids, vectors in part.chunks():
            index.add_with_ids(vectors, ids)
    return _part(index)


def make_lists(part: Part, chance: np.random.Generator) -> Lists:
    """Return inverted lists over a part, twice the square root of its size in number."""
    number, dimension = max(1, round(2 * math.sqrt(len(part)))), part.index.d
    coarse = faiss.IndexFlatIP(dimension)
    kind = faiss.ScalarQuantizer.QT_8bit
    index = faiss.IndexIVFScalarQuantizer(coarse, dimension, number, kind, faiss.METRIC_INNER_PRODUCT)
    index.own_fields = True
    coarse.this.disown()  # type: ignore[attr-defined]
    index.cp.spherical, index.cp.min_points_per_centroid, index.cp.seed = True, 1, 1
    index.train(part.vectors(chance.choice(part.ids, min(len(part), _TRAINED_ON * number), replace=False)))
    for ids, vectors in part.chunks():
        index.add_with_ids(vectors, ids)
    return Lists(index, part)


def in_chunks(rows: Rows) -> Iterator[tuple[Ids, Vectors]]:
    """Return rows as arrays of ids and vectors, `_CHUNK` at a time."""
    chunk: list[tuple[int, bytes]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == _CHUNK:
            yield _as_arrays(chunk)
            chunk = []
    if chunk:
        yield _as_arrays(chunk)


def write_index(held: Part | Lists, target: Path) -> None:
    """Write a part or its lists to a file, whole or not at all.

    Raises:
        StorageFailed: the disk refused it; the old file is kept.
    """
    aside = target.with_name(f"{target.name}.new")
    try:
        with aside.open("wb") as file:
            # Not to a path: FAISS reports an error on closing only on standard error.
            faiss.write_index(held.index, faiss.PyCallbackIOWriter(file.write))  # type: ignore[attr-defined]
            file.write(_END)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(target)
    except (RuntimeError, OSError) as error:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise StorageFailed(f"the dense index in {target.parent} cannot be written; the old one is kept") from error


def read_part(path: Path, dimension: int) -> Part | None:
    """Map a part from a file; None if it cannot be read or holds something else."""
    index = _map(path)
    return _part(index) if isinstance(index, faiss.IndexIDMap2) and index.d == dimension else None


def read_lists(path: Path, part: Part) -> Lists | None:
    """Map the inverted lists of a part from a file; None if it cannot be read or holds something else."""
    index = _map(path)
    if isinstance(index, faiss.IndexIVF) and (index.d, index.ntotal) == (part.index.d, len(part)):
        return Lists(index, part)
    return None


def _map(path: Path) -> faiss.Index | None:
    try:
        with path.open("rb") as file:
            file.seek(-len(_END), os.SEEK_END)
            if file.read() != _END:
                return None
        return faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    except (RuntimeError, OSError):
        return None  # missing, or damaged by a crash: the catalogue still has every vector


def _part(index: faiss.IndexIDMap2) -> Part:
    return Part(index, np.sort(faiss.vector_to_array(index.id_map)))


def _empty_scan(dimension: int) -> faiss.IndexIDMap2:
    scan = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    index = faiss.IndexIDMap2(scan)
    index.own_fields = True
    scan.this.disown()  # type: ignore[attr-defined]
    return index


def _as_arrays(rows: list[tuple[int, bytes]]) -> tuple[Ids, Vectors]:
    table = np.stack([np.frombuffer(data, np.float16) for _, data in rows]).astype(np.float32)
    return np.array([passage for passage, _ in rows], np.int64), table
