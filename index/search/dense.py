"""The dense index: an immutable base, mapped from a file, and a delta of later vectors, in memory.

A base is scanned exactly up to some size; a larger one is searched through inverted lists, whose candidates are
re-scored by the float16 vectors. How many lists a question reads is measured when they are built, against the exact
scan. An extended index is a new value that shares the parts of the old one.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.errors import RecallTooLow
from index.search.columns import Mask
from index.search.engine import Shape
from index.search.vectors import (
    Found,
    Ids,
    Kept,
    Lists,
    Part,
    Rows,
    Vectors,
    best_of,
    in_chunks,
    join_parts,
    make_lists,
    make_part,
    use_threads,
)

_LONG_SCAN = 200_000  # vectors: below this a scan ends before a second thread has started
_THREADS = 2
_CANDIDATES = 4  # re-scored for each hit that is wanted
_FIRST_CANDIDATES = 100  # re-scored at least
_MEASURED = 10  # recall is measured at ten
# FAISS asks a selector about every vector that it reads, which takes a third of a search. Where nearly all passages may
# be found, some more are searched for without one, and those that may not are dropped.
_NEARLY_ALL = 0.9  # of the passages
_SPARE = 50


@dataclass(frozen=True, slots=True)
class Sizing:
    """The size up to which a base is scanned exactly, and the recall that inverted lists must reach above it.

    A filter that keeps at most `selective` passages, or `selective_share` of all, is answered by an exact scan. Lists
    must find `recall` of an exact scan's first ten for `sampled` synthetic questions by reading at most the share
    `widest` of all lists. The figures are measured in docs/decisions/0011-dense-index-by-size.md.
    """

    exact: int = 300_000
    selective: int = 100_000
    selective_share: float = 0.01
    recall: float = 0.98
    sampled: int = 200
    widest: float = 0.5


@dataclass(frozen=True, slots=True)
class DenseIndex:
    """Vectors by passage id, as of one generation; `base_generation` is that of the base alone."""

    dimension: int
    base_generation: int
    base: Part
    lists: Lists | None = None
    shape: Shape = Shape()
    delta: tuple[Part, ...] = ()
    sizing: Sizing = Sizing()

    def search(self, vector: Vectors, k: int, mask: Mask) -> Found:
        """Return the ids and cosines, best first, of at most `k` of the passages in `mask`."""
        use_threads(1 if len(self) < _LONG_SCAN else _THREADS)
        kept = Kept(mask)
        found = [self._search_base(vector, k, kept), *(part.scan(vector, k, kept) for part in self.delta)]
        return best_of(np.concatenate([ids for ids, _ in found]), np.concatenate([scores for _, scores in found]), k)

    def similarities(self, ids: Sequence[int], vector: Vectors) -> dict[int, float]:
        """Return the cosine of each of these passages that is in the index."""
        wanted = np.array(ids, np.int64)
        found: dict[int, float] = {}
        for part in self._parts():
            inside = wanted[part.holds(wanted)]
            if len(inside):
                found.update(zip(inside.tolist(), (part.vectors(inside) @ vector).tolist(), strict=True))
        return found

    def differing(self, rows: Rows) -> Iterator[int]:
        """Return the passages of `rows` whose vector in the index differs from the row's."""
        for ids, vectors in in_chunks(rows):
            for part in self._parts():
                held = part.holds(ids)
                if held.any():
                    wrong = (part.vectors(ids[held]) != vectors[held]).any(axis=1)
                    yield from ids[held][wrong].tolist()

    def holds(self, ids: Ids) -> Mask:
        """Return a mask of the passages among `ids` that are in the index."""
        return np.asarray(np.any([part.holds(ids) for part in self._parts()], axis=0), np.bool_)

    @property
    def base_size(self) -> int:
        """Return the number of vectors in the base."""
        return len(self.base)

    @property
    def delta_size(self) -> int:
        """Return the number of vectors in the delta."""
        return sum(len(part) for part in self.delta)

    def __len__(self) -> int:
        """Return the number of vectors."""
        return self.base_size + self.delta_size

    def extended(self, rows: Rows) -> "DenseIndex":
        """Return this index with the vectors of `rows` whose passages it lacks; those it has do not change."""
        new = make_part(self.dimension, self._lacking(rows))
        if not len(new):
            return self
        parts = [*self.delta, new]
        while len(parts) > 1 and len(parts[-2]) <= 2 * len(
            parts[-1]
        ):  # so that each vector is copied a few times at most
            last, before = parts.pop(), parts.pop()
            parts.append(join_parts(self.dimension, before, last))
        return replace(self, delta=tuple(parts))

    def _parts(self) -> tuple[Part, ...]:
        return self.base, *self.delta

    def _lacking(self, rows: Rows) -> Iterator[tuple[int, bytes]]:
        for row in rows:
            ids = np.array(row[:1], np.int64)
            if not any(len(part) and part.holds(ids)[0] for part in self._parts()):
                yield row

    def _search_base(self, vector: Vectors, k: int, kept: Kept) -> Found:
        few = max(self.sizing.selective, self.sizing.selective_share * len(self))
        if self.lists and kept.number > few:
            found = self._search_lists(self.lists, vector, k, kept)
            if len(found[0]) == k:
                return found
        return self.base.scan(vector, k, kept)

    def _search_lists(self, lists: Lists, vector: Vectors, k: int, kept: Kept) -> Found:
        candidates = max(_FIRST_CANDIDATES, _CANDIDATES * k)
        if kept.number >= _NEARLY_ALL * len(self):
            ids, scores = kept.among(lists.search(vector, k + _SPARE, self.shape.nprobe, candidates))
            if len(ids) >= k:
                return ids[:k], scores[:k]
        return lists.search(vector, k, self.shape.nprobe, candidates, kept)


def build_dense(dimension: int, generation: int, rows: Rows, sizing: Sizing | None = None) -> DenseIndex:
    """Build an index with all of `rows`, (passage id, float16 bytes), in its base; a large one gets inverted lists.

    Raises:
        RecallTooLow: the lists find too little of what an exact scan finds.
    """
    sizing, base = sizing or Sizing(), make_part(dimension, rows)
    if len(base) <= max(sizing.exact, _MEASURED):
        return DenseIndex(dimension, generation, base, sizing=sizing)
    use_threads(_THREADS)
    chance = np.random.default_rng(0)
    lists = make_lists(base, chance)
    shape = _choose(lists, sizing, chance)
    return DenseIndex(dimension, generation, base, lists, shape, sizing=sizing)


def _choose(lists: Lists, sizing: Sizing, chance: np.random.Generator) -> Shape:
    """Return the shape with the fewest lists read, of an increasing series, that reaches the recall required."""
    queries = _like_questions(lists.part, sizing.sampled, chance)
    bounds = [float(lists.part.scan(query, _MEASURED)[1][-1]) for query in queries]
    nprobe, most = 1, max(1, math.ceil(sizing.widest * lists.number))
    while (recall := _measure(lists, nprobe, queries, bounds)) < sizing.recall:
        if nprobe == most:
            raise RecallTooLow(
                f"{nprobe} of {lists.number} inverted lists find {recall:.3f} of what an exact scan finds, but"
                f" {sizing.recall} is required; the old index is kept"
            )
        nprobe = min(most, max(nprobe + 1, nprobe * 3 // 2))
    return Shape(lists.number, nprobe, recall)


def _like_questions(base: Part, number: int, chance: np.random.Generator) -> Vectors:
    """Return synthetic questions: passages moved by the difference of two others, as far off as hard questions."""
    origins, left, right = (base.vectors(chance.choice(base.ids, number)) for _ in range(3))
    moved = origins + left - right
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-6), np.float32)


def _measure(lists: Lists, nprobe: int, queries: Vectors, bounds: Sequence[float]) -> float:
    """Return the mean share of the ten nearest that is found; a tie with the tenth counts as found."""
    shares = []
    for query, bound in zip(queries, bounds, strict=True):
        _, scores = lists.search(query, _MEASURED, nprobe, _FIRST_CANDIDATES)
        shares.append(int(np.count_nonzero(scores >= bound - 1e-5)) / _MEASURED)
    return float(np.mean(shares))
