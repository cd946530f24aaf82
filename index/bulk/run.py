"""A run of bulk embedding: whatever lacks a vector of a model gets one, once, however often the run is interrupted.

The catalogue says what lacks a vector, and is written every few seconds, so that an interrupted run goes on there.
Shards, where there is a folder for them, are read before anything is embedded, and written before the catalogue.
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from index.bulk.maker import Maker, split
from index.catalogue.catalogue import Catalogue
from index.catalogue.embeddings import ToEmbed
from index.errors import Busy, ClusterUnavailable, DatelineError, Unreadable
from index.intake.embed import texts_of

if TYPE_CHECKING:
    from index.bulk.shards import Shards

log = logging.getLogger(__name__)

_WRITE = 1_024  # vectors in a transaction, for which other writers wait
_SHARD = 4_096  # vectors
_MOST_IN_VAIN = 3  # passes: a machine may fail in one that has little to do
_SECONDS = 10.0  # of work that a kill may undo


@dataclass(frozen=True, slots=True)
class BulkReport:
    """How many vectors a run took from shards, and how many it had made."""

    imported: int
    embedded: int


def embed_in_bulk(
    catalogue: Catalogue,
    maker: Maker,
    shards: "Shards | None" = None,
    on_made: Callable[[int], None] = lambda _number: None,
) -> BulkReport:
    """Give every passage that lacks one a vector of the maker's model: from shards, else by the maker.

    `on_made` is called with the number of vectors that have been stored, each time that some have. What is stored
    meanwhile without a vector gets one, too.

    Raises:
        Busy: another process does the same.
        Unreadable: a shard cannot be used; the others have been imported, and nothing has been embedded.
        ModelError: the model fails, whatever the text.
        ClusterUnavailable: there is no machine any more that could make vectors; those made are stored.
        StorageFailed: the disk refused it; likewise.
    """
    lock = catalogue.hold_embedding()
    if lock is None:
        raise Busy("another process embeds what lacks a vector; try again when it is done")
    try:
        imported = import_shards(catalogue, shards, maker.model.name, on_made) if shards else 0
        return BulkReport(imported, _embed(catalogue, maker, shards, on_made))
    finally:
        lock.release()


def import_shards(
    catalogue: Catalogue, shards: "Shards", model: str, on_made: Callable[[int], None] = lambda _number: None
) -> int:
    """Add what the catalogue lacks of all shards of a folder; return how many vectors that were.

    Raises:
        Unreadable: shards cannot be used; the others have been imported.
    """
    added, refused = 0, list[str]()
    for path in shards.paths():
        try:
            new = _store(catalogue, model, shards.read(path))
        except Unreadable as error:
            refused.append(error.message)
            continue
        added += new
        on_made(new)
    if refused:
        rest = f" (and {len(refused) - 1:,} more shards cannot be used)" if len(refused) > 1 else ""
        raise Unreadable(f"{refused[0]}{rest}; move it away, and what it held is embedded again")
    return added


def _embed(catalogue: Catalogue, maker: Maker, shards: "Shards | None", on_made: Callable[[int], None]) -> int:
    """Embed what lacks a vector, pass by pass: what failed with a machine in one is made in the next."""
    store, made, in_vain = _Store(catalogue, maker.model.name, shards, on_made), 0, 0
    while asked := _embed_once(catalogue, maker, store):
        in_vain = in_vain + 1 if store.made == made else 0
        if in_vain == _MOST_IN_VAIN:
            raise ClusterUnavailable(f"{asked:,} passages could not be embedded; what was embedded before is stored")
        made = store.made
    return store.made


def _embed_once(catalogue: Catalogue, maker: Maker, store: "_Store") -> int:
    """Have every passage embedded that lacks a vector now, in order; return how many those were."""
    asked = after = 0
    while batch := _next(catalogue, maker, after):
        asked, after = asked + len(batch), batch[-1].passage
        try:
            for vectors in maker.make(texts_of(batch)):
                store.take(vectors)
        except BaseException:
            with suppress(DatelineError):
                store.flush()
            raise
        store.flush()
    return asked


def _next(catalogue: Catalogue, maker: Maker, after: int) -> list[ToEmbed]:
    with catalogue.snapshot() as snapshot:
        return snapshot.embeddings.to_embed(maker.model.name, after, maker.passages)


class _Store:
    """Where vectors go as they are made: to a shard, and to the catalogue."""

    def __init__(
        self, catalogue: Catalogue, model: str, shards: "Shards | None", on_made: Callable[[int], None]
    ) -> None:
        self._catalogue, self._model, self._shards, self._on_made = catalogue, model, shards, on_made
        self._held: dict[bytes, bytes] = {}
        self._since = monotonic()
        self.made = 0

    def take(self, vectors: Mapping[bytes, bytes]) -> None:
        """Take vectors, and write those that are held if they are many, or held for long."""
        self._held.update(vectors)
        if len(self._held) >= _SHARD or monotonic() - self._since >= _SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write the vectors that are held."""
        held, self._held, self._since = self._held, {}, monotonic()
        if held and self._shards:
            self._shards.write(held)
        if held:
            _store(self._catalogue, self._model, held)
            self.made += len(held)
            self._on_made(len(held))


def _store(catalogue: Catalogue, model: str, vectors: Mapping[bytes, bytes]) -> int:
    """Add vectors to the catalogue that it lacks; return how many."""
    added = 0
    for batch in split(vectors, _WRITE):
        with catalogue.write() as transaction:
            added += transaction.embeddings.add(model, batch.items())
    return added
