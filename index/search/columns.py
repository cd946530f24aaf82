"""The columns that filters use, in memory, by passage id: times, source and language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.catalogue.snapshot import PassageRow
from index.dates import to_epoch
from index.types import FOREVER, Filters

T = TypeVar("T", bound=np.generic)
Mask = NDArray[np.bool_]
Codes = dict[str, int]


@dataclass(frozen=True, slots=True)
class Columns:
    """One generation of the columns; the position is the passage id, and an unknown passage is never valid.

    Times are epoch seconds (UTC); `valid_to` is `FOREVER` for a version that is still valid.
    """

    generation: int
    published: NDArray[np.int64]
    valid_from: NDArray[np.int64]
    valid_to: NDArray[np.int64]
    source: NDArray[np.int32]
    language: NDArray[np.int32]
    sources: Codes
    languages: Codes

    def followed(self, generation: int, entries: Iterable[PassageRow], tombstones: Iterable[int]) -> "Columns":
        """Return the columns of a later generation; these do not change, so concurrent searches may go on with them."""
        changed = list(entries)
        size = max([len(self.published), *(entry.id + 1 for entry in changed)])
        sources, languages = dict(self.sources), dict(self.languages)
        grown = Columns(
            generation,
            _grown(self.published, size),
            _grown(self.valid_from, size),
            _grown(self.valid_to, size),
            _grown(self.source, size),
            _grown(self.language, size),
            sources,
            languages,
        )
        if changed:
            ids = np.array([entry.id for entry in changed])
            grown.published[ids] = [entry.published for entry in changed]
            grown.valid_from[ids] = [entry.valid_from for entry in changed]
            grown.valid_to[ids] = [entry.valid_to for entry in changed]
            grown.source[ids] = [sources.setdefault(entry.source, len(sources)) for entry in changed]
            grown.language[ids] = [languages.setdefault(entry.language, len(languages)) for entry in changed]
        deleted = [passage for passage in tombstones if passage < size]
        grown.valid_to[deleted] = grown.valid_from[deleted]
        return grown

    def mask(self, filters: Filters) -> Mask:
        """Return a mask of the passage ids that pass the filters."""
        if filters.as_of is None:
            keep = self.valid_to == FOREVER
        else:
            moment = to_epoch(filters.as_of)
            keep = (self.valid_from <= moment) & (moment < self.valid_to)
        if filters.since is not None:
            keep &= self.published >= to_epoch(filters.since)
        if filters.until is not None:
            keep &= self.published <= to_epoch(filters.until)
        if filters.sources:
            keep &= np.isin(self.source, _codes(self.sources, filters.sources))
        if filters.languages:
            keep &= np.isin(self.language, _codes(self.languages, filters.codes))
        return np.asarray(keep, np.bool_)


def empty_columns() -> Columns:
    """Return the columns of an empty catalogue."""
    wide, narrow = np.zeros(0, np.int64), np.zeros(0, np.int32)
    return Columns(0, wide, wide, wide, narrow, narrow, {}, {})


def _grown(column: NDArray[T], size: int) -> NDArray[T]:
    """Return a copy of the column with room for `size` passages."""
    copy = np.zeros(size, column.dtype)
    copy[: len(column)] = column
    return copy


def _codes(known: Codes, wanted: Iterable[str]) -> list[int]:
    return [known[name] for name in wanted if name in known]
