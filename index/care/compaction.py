"""Compaction: every file of a data folder is rewritten without deleted data, no byte of which is left afterwards.

Searches find nothing deleted from the moment of its deletion on; this removes what remains in files: words in segments
of the lexical index, vectors in the base of the dense one, pages of the catalogue and its write-ahead log.
"""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from index.care.rebuild import hold_rebuild
from index.care.size import size_of
from index.catalogue.catalogue import Catalogue
from index.library import open_engine
from index.search.address import OWN, EngineSetting

_PATIENCE = 60.0  # seconds to wait for a batch that is being stored


@dataclass(frozen=True, slots=True)
class Compaction:
    """The size of the folder in bytes before and after, and how many vectors and tombstones were dropped."""

    before: int
    after: int
    vectors: int
    tombstones: int


def compact(catalogue: Catalogue, folder: Path, setting: EngineSetting = OWN) -> Compaction:
    """Rewrite the files of a data folder; other processes continue with the files they have open, and then follow.

    Vectors on a server are written to a new collection there, which takes the place of the old one.

    Articles accepted meanwhile wait in the inbox. An interrupted compaction is partly done and harmless.

    Raises:
        Busy: another process ingests into this folder, rebuilds it, or reads from it without a break.
        RecallTooLow: the dense index would find too little; files not yet rewritten are unchanged.
        StorageFailed: the disk refused it; likewise.
        EngineUnavailable: the engine's server refused it; likewise.
    """
    before = size_of(folder)
    with ExitStack() as held:
        held.callback(hold_rebuild(catalogue).release)
        # A batch that is being stored relies on the vectors that exist.
        held.enter_context(catalogue.ingesting(_PATIENCE, alone=True))
        with catalogue.snapshot() as snapshot:
            model, unfinished = snapshot.embedder() or "", snapshot.upkeep.unfinished()
            dimension = snapshot.embeddings.dimension(model) or 1
        with catalogue.write() as transaction:
            changing = unfinished is not None and unfinished.model is not None
            vectors = transaction.embeddings.drop_unused(None if changing else model)
        engine = open_engine(catalogue, folder, model, dimension, setting=setting)
        generation = catalogue.generation()
        engine.rebuild()
        engine.drop_other_models()
        with catalogue.write() as transaction:
            tombstones = transaction.upkeep.drop_tombstones(generation)
        catalogue.shrink()
    return Compaction(before, size_of(folder), vectors, tombstones)
