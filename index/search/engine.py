"""What finds passages: the protocols `Engine` and `Lexicon`, and the query they are given."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.catalogue.snapshot import Snapshot
from index.search.alternatives import Alternatives
from index.search.spelling import Corrected, KnowsWord
from index.types import Filters, Hit


@dataclass(slots=True)
class Trace:
    """What became of the searches for one question; `words_only` is whether one was by words alone."""

    words_only: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A question ready to be searched: its text, its unit vector, and the time around which its event lies.

    `recent` tells whether its words ask for what is new at that time, `names` which names in it have others. A search
    notes in `trace` what it could not do; queries made from one another share it.
    """

    text: str
    vector: NDArray[np.float32]
    anchor: datetime
    recent: bool = False
    names: tuple[Alternatives, ...] = ()
    trace: Trace = field(default_factory=Trace, compare=False)


@dataclass(frozen=True, slots=True)
class Shape:
    """How vectors are searched: exactly, or through `nprobe` of `lists` inverted lists with that `recall` at ten."""

    lists: int = 0
    nprobe: int = 0
    recall: float = 1.0

    def describe(self) -> str:
        """Return it in a few words."""
        if not self.lists:
            return "exact scan (float16)"
        return f"IVF{self.lists},SQ8 (nprobe {self.nprobe}, recall@10 {self.recall:.3f}) scored by float16"


@dataclass(frozen=True, slots=True)
class Description:
    """What an engine is, in one line, and how it searches vectors; None where a server of its own does that."""

    summary: str
    dense: Shape | None


class Engine(Protocol):
    """Finds the passages nearest to a question; derived from a catalogue, shared by threads.

    The one on this machine is `index.search.local.LocalEngine`; `index.search.milvus.engine.MilvusEngine` searches
    vectors on a server. Every implementation passes `tests/index/search/engine_contract.py`.
    """

    @property
    def lexicon(self) -> "Lexicon":
        """Return the lexicon of its data folder."""
        ...

    @property
    def generation(self) -> int:
        """Return the catalogue generation that every part of the engine has followed."""
        ...

    @property
    def edition(self) -> tuple[object, ...]:
        """Return a value that changes whenever there is something new for other processes to follow."""
        ...

    def search(self, query: Query, filters: Filters, k: int, snapshot: Snapshot) -> list[Hit]:
        """Return at most `k` hits that are active in `snapshot` and pass `filters`, best first by fused rank."""
        ...

    def follow(self) -> None:
        """Catch up with the catalogue; concurrent searches continue on the previous state.

        Raises:
            StorageFailed: the index on this machine cannot be written.
        """
        ...

    def merge(self) -> None:
        """Merge recent vectors into the stored index if they are many; do nothing if another process is doing so."""
        ...

    def rebuild(self) -> None:
        """Build the index from the catalogue aside and swap it in; concurrent searches continue.

        Raises:
            StorageFailed: the disk refused it; the old index is kept.
            RecallTooLow: the new index would find too little; the old index is kept.
        """
        ...

    def prepare_model(self, model: str, dimension: int, snapshot: Snapshot) -> None:
        """Build the vector index of another model beside the present one, for an engine opened for it later.

        Raises:
            StorageFailed: the disk refused it.
            RecallTooLow: the index would find too little.
        """
        ...

    def drop_other_models(self) -> None:
        """Delete stored index data of other models, and data left half written."""
        ...

    def describe(self) -> Description:
        """Return what searches here."""
        ...

    def close(self) -> None:
        """Release what the engine holds; it is not used afterwards."""
        ...


class Lexicon(Protocol):
    """The words of a corpus: how they are compared, how much each tells, and which one a misspelling means."""

    def correct(self, question: str, snapshot: Snapshot, knows: KnowsWord) -> Corrected:
        """Return the question with each word that does not occur in `snapshot` replaced by its nearest neighbour.

        The words of sources' names occur, and those that `knows` tells are left: they are words of the language.
        """
        ...

    def variants(self, question: str, snapshot: Snapshot, knows: KnowsWord) -> tuple[Alternatives, ...]:
        """Return the names in a question that the corpus spells in another way, too: a letter apart, in like company.

        Words that `knows` tells are no names.
        """
        ...

    def terms(self, text: str) -> tuple[str, ...]:
        """Return the distinct terms of a text, in order, as they are indexed."""
        ...

    def covered(self, terms: Sequence[str], hits: Sequence[Hit]) -> list[frozenset[str]]:
        """Return which of these terms each hit has, in its text or its setting."""
        ...

    def count_passages(self) -> int:
        """Return the number of passages that are searched, those of former versions among them."""
        ...

    def weigh_terms(self, question: str) -> dict[str, float]:
        """Return the terms that a question is about, each with its inverse document frequency."""
        ...
