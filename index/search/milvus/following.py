"""The collections of one archive and model, which follow the catalogue by generation.

They are named NAME_MODEL_NUMBER, where MODEL is a digest of the model's name. The one that is whole and has the highest
number is searched. A rebuild fills a new one, with the next number, and then drops the others. How far each has
followed stands in it, so whatever ends a process, the next one goes on there; all that is written is keyed by passage.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import TypeVar

import numpy as np
from filelock import Timeout
from numpy.typing import NDArray

from index.catalogue.catalogue import Catalogue
from index.catalogue.locks import locked
from index.errors import EngineMismatch, EngineRefused, EngineUnavailable
from index.search.milvus.expression import code_of, express
from index.search.milvus.server import NEWEST, Progress, Server
from index.types import Filters

T = TypeVar("T")

_BATCH = 1_000  # rows in one message: some 1.6 MB with 384 numbers each, and a message may have 64 MB
_ROUND = 20_000  # rows written before progress is noted
_SETTLED = 10.0  # seconds: twice what a bounded read may lag behind, by the default of Milvus


@dataclass(frozen=True, slots=True)
class Held:
    """A collection of this archive, and how far it has followed."""

    number: int
    name: str
    progress: Progress


class FollowedCollection:
    """The vectors of one archive and model on a server; shared by threads."""

    def __init__(self, server: Server, catalogue: Catalogue, folder: Path, model: str) -> None:
        self._server, self._catalogue, self._folder, self._model = server, catalogue, folder, model
        self._prefix = f"{server.address.collection}_{hashlib.sha256(model.encode()).hexdigest()[:8]}_"
        self._archive = code_of(_name_archive(catalogue))
        self._current: Held | None = None  # the collection that is searched
        self._changed = 0.0  # when this process last learnt of a change of it, by its own clock
        self._moment = NEWEST  # and by the server's

    @property
    def generation(self) -> int:
        """Return the generation that the searched collection is known to have followed; 0 where there is none."""
        current = self._current
        return current.progress.followed if current else 0

    @property
    def name(self) -> str | None:
        """Return the name of the collection that is searched; None where none is whole, or none was looked for."""
        return self._current.name if self._current else None

    def search(self, vector: NDArray[np.float32], filters: Filters, k: int) -> list[int]:
        """Return the ids of the nearest passages, best first.

        Raises:
            EngineUnavailable: the server gives no answer in time, or no collection is whole.
        """
        try:
            return self._search(vector, filters, k)
        except EngineRefused:  # another process may have replaced the collection
            self.look()
            return self._search(vector, filters, k)

    def look(self) -> None:
        """Find the collection to search, and how far it has followed.

        Raises:
            EngineUnavailable: the server does not answer.
            EngineMismatch: a collection of that name is not this archive's.
        """
        if current := self._current:
            with suppress(EngineRefused):  # it was dropped
                progress = self._server.progress(current.name)
                if progress and (found := self._find_whole([replace(current, progress=progress)])):
                    self._show(found)
                    return
        self._show(self._find_whole(self._list()))

    def follow(self, rows: int) -> None:
        """Write what changed since the collection last followed, `rows` at most; the next call goes on there.

        Where another thread or process is writing, look how far it is. For a read-only folder nothing is written.

        Raises:
            EngineUnavailable: the server does not answer; what was written counts.
            EngineMismatch: a collection of that name is not this archive's.
        """
        if self._current and self.generation >= self._catalogue.generation():
            return
        self.look()
        if self._catalogue.read_only:
            return
        try:
            if self._current:
                with self._locked(self._current.name, wait=0):
                    self._fill(self._current.name, rows)
            else:
                self._fill_first(rows)
        except Timeout:
            self.look()
        except EngineRefused:  # it may have been dropped, or be full
            self._current = None
            self.look()
            raise

    def rebuild(self, *, anew: bool = True) -> None:
        """Fill a new collection from the catalogue, and drop the others; searches use the present one meanwhile.

        An unfinished one is gone on with. Unless `anew`, one that is whole already is kept and follows.

        Raises:
            EngineUnavailable: the server does not answer; the next rebuild goes on where this one stopped.
            EngineMismatch: a collection of that name is not this archive's.
        """
        with self._locked(self._prefix):
            held = self._list()
            target = self._find_unfinished(held) or (None if anew else self._find_whole(held)) or self._create(held)
        with self._locked(target.name):
            while not self._fill(target.name, _ROUND):
                pass
            self._replace(held, target)

    def drop_other_models(self) -> None:
        """Drop this archive's collections of other models."""
        for name in self._server.names(f"{self._server.address.collection}_"):
            if not name.startswith(self._prefix) and self._server.has_fields(name):
                with suppress(EngineRefused):  # another's that is not loaded
                    progress = self._server.progress(name)
                    if progress and progress.archive == self._archive:
                        self._server.drop(name)

    def _search(self, vector: NDArray[np.float32], filters: Filters, k: int) -> list[int]:
        current = self._current
        if current is None:
            raise EngineUnavailable(f"the collection {self._server.address.describe()} is still being filled")
        settled = monotonic() - self._changed >= _SETTLED
        return self._server.search(current.name, vector, express(filters), k, seen=None if settled else self._moment)

    def _fill_first(self, rows: int) -> None:
        """Write at most so many rows to the collection that will be searched: none is whole yet."""
        with self._locked(self._prefix, wait=0):
            held = self._list()
            target = self._find_unfinished(held) or self._create(held)
        with self._locked(target.name, wait=0):
            self._fill(target.name, rows)
            self._replace(held, target)

    def _fill(self, name: str, rows: int) -> bool:
        """Write at most so many rows to a collection; return whether it has followed all there is.

        A round is what changed between two generations, in the order of ids. One that is cut short goes on later, from
        the id reached; what changed meanwhile below it belongs to the next round.
        """
        progress = self._server.progress(name) or Progress(self._archive)
        with self._catalogue.snapshot() as snapshot:
            generation = snapshot.generation()
            if progress.whole and progress.followed >= generation:
                self._note(name, progress, write=False)
                return True
            if not progress.reached:
                progress = replace(progress, target=generation)
            if progress.whole:
                for dead in _in_batches(snapshot.tombstones(progress.followed)):
                    self._server.delete(name, dead)
            changed = snapshot.vectors.changed(self._model, progress.followed, progress.reached)
            for number, batch in enumerate(_in_batches(changed), start=1):
                self._server.upsert(name, batch)
                if number * _BATCH >= rows:
                    self._note(name, replace(progress, reached=batch[-1].id))
                    return False
        self._note(name, Progress(self._archive, followed=progress.target, whole=True))
        return progress.target >= generation

    def _note(self, name: str, progress: Progress, *, write: bool = True) -> None:
        """Write how far a collection has followed; show it to searches if it is whole."""
        if write:
            self._server.note(name, progress)
        if progress.whole and (self._current is None or self._current.name == name):
            self._show(Held(self._number_of(name), name, progress))

    @contextmanager
    def _locked(self, name: str, wait: float = -1) -> Iterator[None]:
        """Hold the lock under which one thread of one process writes to a collection; see `locked`."""
        with locked(self._lock_of(name), wait):
            yield

    def _lock_of(self, name: str) -> Path:
        return self._folder / f"engine-{name}.lock"

    def _list(self) -> list[Held]:
        """Return the collections of this archive and model by number.

        Raises:
            EngineMismatch: one of them was not written for it.
        """
        held = []
        for name in self._server.names(self._prefix):
            if number := self._number_of(name):
                progress = self._read_progress(name) if self._server.has_fields(name) else None
                if progress is None or progress.archive != self._archive:
                    raise EngineMismatch(
                        f"the collection {name} at {self._server.address.uri} was not written for this archive: drop"
                        " it, or name another collection in the engine's address"
                    )
                held.append(Held(number, name, progress))
        return sorted(held, key=lambda one: one.number)

    def _read_progress(self, name: str) -> Progress | None:
        """Return how far a collection has followed, after loading it; not at all if it was made a moment ago."""
        self._server.load(name)
        progress = self._server.progress(name)
        if progress is None and self._server.has_rows(name):
            return self._server.progress(name)  # who made it may have noted it between the two
        return progress or Progress(self._archive)

    def _find_whole(self, held: list[Held]) -> Held | None:
        """Return the last that is whole, unless it is ahead of the catalogue or has missed tombstones."""
        with self._catalogue.snapshot() as snapshot:  # after what was read of the server
            generation, forgotten = snapshot.generation(), snapshot.upkeep.forgotten()
        fit = [one for one in held if one.progress.whole and forgotten <= one.progress.followed <= generation]
        return fit[-1] if fit else None

    def _find_unfinished(self, held: list[Held]) -> Held | None:
        """Return the last collection if it is still being filled, from what the catalogue has not forgotten."""
        with self._catalogue.snapshot() as snapshot:
            generation, forgotten = snapshot.generation(), snapshot.upkeep.forgotten()
        last = held[-1] if held and not held[-1].progress.whole else None
        return last if last and (forgotten <= last.progress.target <= generation or not last.progress.reached) else None

    def _create(self, held: list[Held]) -> Held:
        number = held[-1].number + 1 if held else 1
        name, progress = f"{self._prefix}{number}", Progress(self._archive)
        self._server.create(name)
        self._server.note(name, progress)
        return Held(number, name, progress)

    def _replace(self, held: list[Held], target: Held) -> None:
        """Search a collection that has been filled, and drop the others."""
        progress = self._server.progress(target.name)
        if progress and progress.whole:
            self._server.seal(target.name)
            self._show(replace(target, progress=progress))
            for one in held:
                if one.name != target.name:
                    self._server.drop(one.name)
                    self._lock_of(one.name).unlink(missing_ok=True)

    def _show(self, held: Held | None) -> None:
        if held and held != self._current:
            if self._current is None or held.name != self._current.name:
                self._server.load(held.name)
            self._moment, self._changed = self._server.moment(), monotonic()
        self._current = held

    def _number_of(self, name: str) -> int:
        number = name.removeprefix(self._prefix)
        return int(number) if number.isdecimal() else 0


def _in_batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _name_archive(catalogue: Catalogue) -> str:
    """Return the name by which servers know an archive; a writable one is given one."""
    with catalogue.snapshot() as snapshot:
        name = snapshot.upkeep.archive()
    if name or catalogue.read_only:
        return name or ""
    with catalogue.write() as transaction:
        return transaction.upkeep.name_archive()
