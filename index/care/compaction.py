"""Every file of a data folder written anew, without the dead: afterwards no byte of what was deleted is in it.

Searches find nothing deleted from the moment of its deletion on; this is about what stays in files that nobody asks:
words in segments of the lexical index, vectors in the base of the dense one, pages in the journal of the catalogue.
"""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from index.care.rebuild import hold_rebuild
from index.care.size import size_of
from index.catalogue.catalogue import Catalogue
from index.catalogue.locks import ingesting
from index.search.dense_files import drop_strays
from index.search.local import LocalEngine

_PATIENCE = 60.0  # seconds to wait for a batch that is being stored


@dataclass(frozen=True, slots=True)
class Compaction:
    """How many bytes the folder took before and after, and what was dropped from the catalogue."""

    before: int
    after: int
    vectors: int
    tombstones: int


def compact(catalogue: Catalogue, folder: Path) -> Compaction:
    """Write the files of a data folder anew; other processes go on with what they have open, and then follow.

    What is accepted meanwhile waits in the inbox. Interrupted, it has done a part and harmed nothing.

    Raises:
        Busy: another process ingests into this folder, rebuilds it, or reads from it all the while.
        RecallTooLow: the dense index would find too little; the files that are left to do stay as they were.
        StorageFailed: the disk refuses it; likewise.
    """
    before = size_of(folder)
    with ExitStack() as held:
        held.callback(hold_rebuild(folder).release)
        held.enter_context(ingesting(folder, _PATIENCE))  # who stores counts on the vectors that there are
        with catalogue.snapshot() as snapshot:
            model, unfinished = snapshot.embedder() or "", snapshot.upkeep.unfinished()
            dimension = snapshot.embeddings.dimension(model) or 1
        with catalogue.write() as transaction:
            changing = unfinished is not None and unfinished.model is not None
            vectors = transaction.embeddings.drop_unused(None if changing else model)
        engine = LocalEngine(catalogue, folder, model, dimension)
        generation = catalogue.generation()
        engine.rebuild()
        drop_strays(folder, model)
        with catalogue.write() as transaction:
            tombstones = transaction.upkeep.drop_tombstones(generation)
        catalogue.shrink()
    return Compaction(before, size_of(folder), vectors, tombstones)
