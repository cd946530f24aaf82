"""Dense search. The only file that imports faiss.

An exact scan over float16 vectors: an immutable base, read from a file, and a small delta in memory. Nothing that is
being searched is ever changed: a grown index is a new value that shares the base.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.columns import Mask
from index.errors import StorageFailed

Vectors = NDArray[np.float32]
_FILE = "dense-{generation}.faiss"
_PATTERN = "dense-*.faiss"
_LONG_SCAN = 200_000
_THREADS = 2


@dataclass(frozen=True, slots=True)
class DenseIndex:
    """Vectors by passage id, as of one generation. `base_generation` is that of the base alone."""

    dimension: int
    base_generation: int
    base: faiss.IndexIDMap2
    delta: faiss.IndexIDMap2
    in_base: frozenset[int]
    in_delta: frozenset[int] = frozenset()

    def search(self, vector: Vectors, k: int, mask: Mask) -> tuple[NDArray[np.int64], Vectors]:
        """Return the ids and cosines, best first, of at most `k` of the passages that `mask` keeps."""
        # A scan this short is over before a second thread has a core of its own; the setting is kept by thread.
        faiss.omp_set_num_threads(1 if len(self) < _LONG_SCAN else _THREADS)
        bits = np.packbits(mask, bitorder="little")
        # faiss's stubs describe the C++ signatures, not what its Python wrappers take
        selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg,arg-type]
        parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        found = [
            part.search(vector[None, :], min(k, part.ntotal), params=parameters)
            for part in (self.base, self.delta)
            if part.ntotal
        ]
        if not found:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        scores = np.concatenate([scores[0] for scores, _ in found])
        ids = np.concatenate([ids[0] for _, ids in found])
        order = np.argsort(-scores, kind="stable")
        order = order[ids[order] >= 0][:k]  # FAISS fills what it did not find with -1
        return ids[order], scores[order]

    def similarities(self, ids: Sequence[int], vector: Vectors) -> dict[int, float]:
        """Return the cosine of each of these passages that the index holds."""
        found: dict[int, float] = {}
        for part, held in ((self.base, self.in_base), (self.delta, self.in_delta)):
            inside = [passage for passage in ids if passage in held]
            if inside:
                cosines = part.reconstruct_batch(np.array(inside, np.int64)) @ vector
                found.update(zip(inside, cosines.tolist(), strict=True))
        return found

    @property
    def base_size(self) -> int:
        """How many vectors the file holds."""
        return int(self.base.ntotal)

    @property
    def delta_size(self) -> int:
        """How many are in memory alone."""
        return int(self.delta.ntotal)

    def __len__(self) -> int:
        return self.base_size + self.delta_size

    def extended(self, rows: Iterable[tuple[int, bytes]]) -> "DenseIndex":
        """Return this index with the vectors of passages it does not hold yet; those it holds do not change."""
        new = [
            (passage, data) for passage, data in rows if passage not in self.in_base and passage not in self.in_delta
        ]
        if not new:
            return self
        delta = _empty(self.dimension)
        if self.delta.ntotal:
            ids = faiss.vector_to_array(self.delta.id_map)
            delta.add_with_ids(self.delta.index.reconstruct_n(0, self.delta.ntotal), ids)
        delta.add_with_ids(_stack(data for _, data in new), np.array([passage for passage, _ in new], np.int64))
        in_delta = self.in_delta.union(passage for passage, _ in new)
        return DenseIndex(self.dimension, self.base_generation, self.base, delta, self.in_base, in_delta)


def build_dense(dimension: int, generation: int, rows: Iterable[tuple[int, bytes]]) -> DenseIndex:
    """Build an index whose base holds all of `rows`."""
    base = _empty(dimension)
    ids: list[int] = []
    for chunk in _chunks(rows, 10_000):
        ids += (passage for passage, _ in chunk)
        base.add_with_ids(_stack(data for _, data in chunk), np.array([passage for passage, _ in chunk], np.int64))
    return DenseIndex(dimension, generation, base, _empty(dimension), frozenset(ids))


def save_dense(index: DenseIndex, folder: Path) -> None:
    """Write the base of an index that has no delta, whole or not at all, and drop the files it replaces.

    Raises:
        StorageFailed: the disk refused it; the old base stays.
    """
    target = folder / _FILE.format(generation=index.base_generation)
    aside = target.with_suffix(".new")
    try:
        with aside.open("wb") as file:
            # Not to a path: there FAISS says of an error on closing no more than a line on the error stream.
            faiss.write_index(index.base, faiss.PyCallbackIOWriter(file.write))  # type: ignore[attr-defined]
            file.flush()
            os.fsync(file.fileno())
        aside.replace(target)
    except (RuntimeError, OSError) as error:
        aside.unlink(missing_ok=True)
        raise StorageFailed(f"the dense index in {folder} cannot be written; the old one stays") from error
    for old in folder.glob(_PATTERN):
        if old != target:
            old.unlink(missing_ok=True)


def load_dense(folder: Path, dimension: int) -> DenseIndex:
    """Read the newest base in `folder`; an empty index where there is none that can be read."""
    for path in sorted(folder.glob(_PATTERN), key=_generation_of, reverse=True):
        try:
            base = faiss.read_index(str(path))
        except RuntimeError:
            continue  # a file torn by a crash: the catalogue still has every vector
        if isinstance(base, faiss.IndexIDMap2) and base.d == dimension:
            in_base = frozenset(faiss.vector_to_array(base.id_map).tolist())
            return DenseIndex(dimension, _generation_of(path), base, _empty(dimension), in_base)
    return build_dense(dimension, 0, [])


def _empty(dimension: int) -> faiss.IndexIDMap2:
    scan = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    index = faiss.IndexIDMap2(scan)
    index.own_fields = True
    scan.this.disown()  # type: ignore[attr-defined]
    return index


def _stack(rows: Iterable[bytes]) -> Vectors:
    return np.stack([np.frombuffer(row, np.float16) for row in rows]).astype(np.float32)


def _chunks(rows: Iterable[tuple[int, bytes]], size: int) -> Iterable[list[tuple[int, bytes]]]:
    chunk: list[tuple[int, bytes]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _generation_of(path: Path) -> int:
    number = path.stem.removeprefix("dense-")
    return int(number) if number.isdigit() else -1
