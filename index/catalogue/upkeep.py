"""Maintenance of the catalogue: its integrity, its model, unfinished rebuilds and old tombstones.

Nothing that is written here makes a new generation.
"""

import json
import secrets
from dataclasses import asdict, dataclass

from index.catalogue.database.contract import Connection
from index.catalogue.meta import read_meta, write_meta
from index.errors import EmbedderMismatch


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A rebuild that was begun: its job and, by name or folder, the model that it changes to, if it does."""

    job: str
    model: str | None


class UpkeepReader:
    """Maintenance data in one snapshot of the catalogue."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def damage(self) -> list[str]:
        """Return the faults that the database finds in what it has stored."""
        return self._db.find_damage()

    def model(self) -> str | None:
        """Return the name or folder by which the embedder is opened; None where it is the one first asked for."""
        return self._read("model")

    def engine(self) -> str | None:
        """Return the address of the engine that the archive was moved to; None of one that never was."""
        return self._read("engine")

    def archive(self) -> str | None:
        """Return the name by which engines on servers know this archive; None where none was used yet."""
        return self._read("archive")

    def unfinished(self) -> Unfinished | None:
        """Return the rebuild that was begun and has not ended."""
        note = self._read("rebuild")
        return Unfinished(**json.loads(note)) if note else None

    def forgotten(self) -> int:
        """Return the generation up to which tombstones were dropped: an index that is older has to be rebuilt."""
        return int(self._read("forgotten") or 0)

    def last_passage(self) -> int:
        """Return the highest passage id ever used."""
        return self._db.last_id("passage")

    def _read(self, key: str) -> str | None:
        return read_meta(self._db, key)


class UpkeepWriter:
    """Maintenance data in one transaction of the catalogue."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def require_embedder(self, name: str) -> None:
        """Check that the catalogue has vectors of the model `name`, or none yet.

        Raises:
            EmbedderMismatch: it has been rebuilt for another model meanwhile.
        """
        present = read_meta(self._db, "embedder")
        if present and present != name:
            raise EmbedderMismatch(f"the index has been rebuilt for {present!r} meanwhile, and {name!r} was asked for")

    def change_embedder(self, name: str, model: str) -> None:
        """Change the catalogue to the model named `name`, which is opened by the name or folder `model`."""
        write_meta(self._db, "embedder", name)
        write_meta(self._db, "model", model)

    def change_engine(self, address: str) -> None:
        """Note the address of the engine that the archive has been moved to."""
        write_meta(self._db, "engine", address)

    def name_archive(self) -> str:
        """Return the name by which engines on servers know this archive; give it one if it has none."""
        name = read_meta(self._db, "archive")
        if name is None:
            name = secrets.token_hex(16)
            write_meta(self._db, "archive", name)
        return name

    def begin_rebuild(self, rebuild: Unfinished) -> None:
        """Store that a rebuild has begun, so that it can be finished after a crash."""
        write_meta(self._db, "rebuild", json.dumps(asdict(rebuild)))

    def end_rebuild(self) -> None:
        """Remove the note of a rebuild."""
        self._db.execute("DELETE FROM meta WHERE key = 'rebuild'")

    def drop_tombstones(self, generation: int) -> int:
        """Drop the tombstones up to a generation, which every derived index in a file has followed; return how many."""
        write_meta(self._db, "forgotten", generation)
        return self._db.execute("DELETE FROM tombstone WHERE generation <= ?", (generation,)).rowcount
