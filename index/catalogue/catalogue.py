"""The one truth, in a file or on a server. Readers take a `Snapshot`, writers a `Transaction`, each for one block."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from index.catalogue.database.contract import Lock, Notices
from index.catalogue.database.opening import open_database
from index.catalogue.inbox import Waiting
from index.catalogue.leases import give_back, next_batch
from index.catalogue.snapshot import Snapshot
from index.catalogue.transaction import Transaction
from index.errors import Busy, DatelineError, EmbedderMismatch, ReadOnly
from index.passages.names import device_of


class Catalogue:
    """An open catalogue, to be shared by threads."""

    def __init__(
        self, folder: Path, *, embedder: str | None = None, read_only: bool = False, address: str | None = None
    ) -> None:
        """Open the catalogue, or create it, for vectors of the model named `embedder`.

        It is in a file of the data folder `folder`, or at an `address` that several hosts share. It is opened
        `read_only` where it cannot be written, or is not to be.

        Raises:
            CatalogueTooNew: a newer Dateline wrote it.
            CatalogueDamaged: the file or the schema is not a catalogue.
            EmbedderMismatch: its vectors were made by another model.
            ReadOnly: it is read-only, and has to be migrated before it can be read.
            StorageFailed: there is none, and the folder cannot be written.
            CatalogueUnavailable: the server of the address gives no answer, or refuses this user.
            InvalidInput: it is no address.
        """
        self._database = open_database(folder, address, read_only=read_only)
        self._write = threading.Lock()
        if embedder is not None:
            self.require_embedder(embedder)

    @property
    def name(self) -> str:
        """What messages call it: its file, or its address without a password."""
        return self._database.name

    @property
    def folder(self) -> Path:
        """Where the derived indexes of this catalogue are, and the locks of their writers."""
        return self._database.folder

    @property
    def is_shared(self) -> bool:
        """Whether it is on a server, where several hosts write to it."""
        return self._database.is_shared

    @property
    def read_only(self) -> bool:
        """Whether it can be read but not written."""
        return self._database.read_only

    def require_embedder(self, name: str) -> None:
        """Check that the vectors are those of the model named `name`; a catalogue without any is for it from then on.

        Raises:
            EmbedderMismatch: they were made by another model.
        """
        with self.snapshot() as snapshot:
            stored, model = snapshot.embedder(), snapshot.upkeep.model()
        if stored is None and self.read_only:
            return
        if stored is None:
            with self.write() as transaction:
                transaction.set_embedder(name)
        elif stored != name:
            device = device_of(stored)
            ask = f"use the device {device}" if device != device_of(name) else f"ask for {model or stored!r} again"
            raise EmbedderMismatch(
                f"{self.name} holds vectors of {stored!r}, but {name!r} was asked for: {ask}, "
                "or ingest into another data folder, or change this one with `dateline rebuild --embedder`"
            )

    @contextmanager
    def snapshot(self, *, mapped: bool = True) -> Iterator[Snapshot]:
        """Read one generation, the one at entry: what is written meanwhile is not visible inside the block.

        For reading everything, not `mapped` is as fast: no page of a file is counted as memory of this process.
        """
        with self._database.translated():
            connection = self._database.begin_reading(mapped=mapped)
            try:
                snapshot = Snapshot(connection)
                snapshot.generation()  # the state is chosen by the first read, not when the transaction begins
                yield snapshot
            finally:
                self._database.end_reading(connection, mapped=mapped)

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """Write one generation: committed when the block ends, rolled back when it raises.

        Raises:
            ReadOnly: the catalogue cannot be written.
            StorageFailed: the disk refuses it, or the server is gone.
        """
        self.require_writable()
        with self._database.translated(), self._write:
            transaction = Transaction(self._database.begin_writing())
            try:
                yield transaction
                self._database.commit(notify=transaction.is_news)
            except BaseException:
                self._database.roll_back()
                raise

    @contextmanager
    def take_batch(self, articles: int, characters: int) -> Iterator[list[Waiting]]:
        """Take the next batch of the inbox; until the block ends, no other process takes a row of it.

        See `InboxReader.next_batch`. Hold `ingesting` meanwhile. A process that ends gives its batch back.
        """
        holder = self._database.holder()
        batch = self._lease(holder, articles, characters)
        try:
            yield batch
        finally:
            if holder is not None and batch:
                self._give_back(holder, batch)

    @contextmanager
    def ingesting(self, wait: float = -1, *, alone: bool = False) -> Iterator[None]:
        """Hold the lock of whoever stores: in a file one process at a time, else any number unless one is `alone`.

        Raises:
            Busy: another process still holds it after `wait` seconds; -1 waits for ever.
            StorageFailed: the disk refuses it.
        """
        lock = self._hold("ingest", wait, alone=alone)
        if lock is None:
            raise Busy(f"another process is ingesting into {self._database.place}; try again when it is done")
        try:
            yield
        finally:
            lock.release()

    def hold_rebuild(self) -> Lock | None:
        """Take the lock that tells a running rebuild from an interrupted one; None where one is running.

        Raises:
            StorageFailed: the disk refuses it.
        """
        return self._hold("rebuild", 0, alone=True)

    def hold_embedding(self) -> Lock | None:
        """Take the lock of whoever embeds what lacks a vector, so that it is done once; None where it is held.

        Raises:
            StorageFailed: the disk refuses it.
        """
        return self._hold("embed", 0, alone=True)

    def listen(self) -> Notices | None:
        """Listen to other processes, which tell of what waits and what is new; None of a file.

        Raises:
            CatalogueUnavailable: the server gives no answer.
        """
        with self._database.translated():
            return self._database.listen()

    def require_writable(self) -> None:
        """Check that the catalogue can be written.

        Raises:
            ReadOnly: it cannot.
        """
        if self.read_only:
            why = "is on a disk that is full" if self._database.is_full else "is read-only"
            raise ReadOnly(f"{self._database.place} {why}: it can be asked and searched, but not changed")

    def find_obstacle(self) -> str | None:
        """Return why its server takes no writes now, as a clause that names no address; None where it does.

        Raises:
            CatalogueUnavailable: the server gives no answer, or refuses this user.
            CatalogueTooNew: a newer Dateline has migrated it.
        """
        with self._database.translated():
            return self._database.check()

    def generation(self) -> int:
        """Return the number of the last write."""
        with self.snapshot() as snapshot:
            return snapshot.generation()

    def copy_to(self, target: Path, on_progress: Callable[[int, int], None]) -> tuple[int, int]:
        """Copy one generation into a new file; return its number, and how many articles it has.

        Others may write meanwhile. `on_progress` is called with the number of pages copied and their total.

        Raises:
            StorageFailed: the disk refuses the file; part of it may be there.
            InvalidInput: a shared catalogue is backed up by the tools of its server.
        """
        with self._database.translated():
            connection = self._database.begin_reading(mapped=True)
            try:
                snapshot = Snapshot(connection)
                counts = snapshot.generation(), snapshot.count_articles()
                self._database.copy_to(connection, target, on_progress)
            finally:
                self._database.end_reading(connection, mapped=True)
        return counts

    def shrink(self) -> None:
        """Rewrite what is stored without the space of deleted rows.

        Raises:
            Busy: another process was reading or writing all the time.
            StorageFailed: the disk has no room for it; nothing is changed.
        """
        self.require_writable()
        with self._database.translated(), self._write:
            self._database.shrink()

    def _hold(self, name: str, wait: float, *, alone: bool) -> Lock | None:
        with self._database.translated():
            return self._database.hold(name, wait, alone=alone)

    def _lease(self, holder: int | None, articles: int, characters: int) -> list[Waiting]:
        with self._database.translated():
            connection = self._database.begin_leasing()
            kept = False
            try:
                batch = next_batch(connection, holder, articles, characters)
                kept = True
            finally:
                self._database.end_leasing(connection, keep=kept)
        return batch

    def _give_back(self, holder: int, batch: list[Waiting]) -> None:
        """Give rows that are left of a batch back; where that fails, the end of this process does."""
        with suppress(DatelineError), self._database.translated():
            connection = self._database.begin_leasing()
            try:
                give_back(connection, holder, batch)
            finally:
                self._database.end_leasing(connection, keep=True)

    def close(self) -> None:
        """Close every connection; the catalogue is not used after."""
        self._database.close()
