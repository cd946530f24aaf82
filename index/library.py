"""Everything that belongs to one data folder, opened together: catalogue, embedder, engine."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from threadpoolctl import threadpool_limits

from index.catalogue.catalogue import FILE_NAME, Catalogue
from index.errors import EmbedderMismatch, ModelError, StorageFailed
from index.passages.embedding import DEFAULT_MODEL, Embedder, open_embedder
from index.search.dense import Sizing
from index.search.local import LocalEngine

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Library:
    """The parts of one data folder; shared by threads, closed once."""

    folder: Path
    catalogue: Catalogue
    embedder: Embedder
    engine: LocalEngine

    @property
    def read_only(self) -> bool:
        """Whether the data folder can be read and not written: it can be asked, and nothing stored in it."""
        return self.catalogue.read_only

    def close(self) -> None:
        """Close engine and catalogue; the library is not used after."""
        self.engine.close()
        self.catalogue.close()


def open_library(
    folder: Path,
    *,
    model: str | None = None,
    threads: int = 2,
    embedder: Embedder | None = None,
    sizing: Sizing | None = None,
    changing: bool = False,
    follower: bool = False,
) -> Library:
    """Open the data folder, making it where it does not exist, and let its indexes catch up.

    Where no model is asked for, it is the one that the folder's vectors are of, else the default. An `embedder` that is
    open already is used in place of opening one. While `changing`, it may be another than the folder's vectors are of:
    then `run_rebuild` is all that the library is for. A `follower` leaves it to another process to write the indexes
    from then on.

    Raises:
        CatalogueError: the catalogue cannot be used as it is.
        ModelError: the embedder cannot be opened.
    """
    threadpool_limits(1, user_api="blas")  # numpy's products here are small; their threads would only wait for cores
    opened = embedder or open_embedder(model or _model_of(folder) or DEFAULT_MODEL, threads=threads)
    catalogue = Catalogue(folder, embedder=None if changing else opened.name)
    if model and not embedder and not changing:
        _remember_model(catalogue, opened)
    embedder = opened
    engine = LocalEngine(catalogue, folder, embedder.name, embedder.dimension, sizing=sizing, follower=follower)
    return Library(folder, catalogue, embedder, engine)


def open_for_service(folder: Path, *, model: str | None, threads: int, follower: bool = False) -> Library:
    """Open the data folder as `open_library` does, for a process that is started again with the settings it had.

    Where the folder is for another model than is asked for, as after a rebuild, it is opened by its own, and the log
    says what to change.

    Raises:
        CatalogueError: the catalogue cannot be used as it is.
        ModelError: the embedder cannot be opened.
    """
    try:
        return open_library(folder, model=model, threads=threads, follower=follower)
    except (EmbedderMismatch, ModelError):
        present = _model_of(folder)
        if model is None or present in (None, model):
            raise
    log.warning(
        "the embedder is set to %r, but %s is for %r, and is opened by that: set that, or nothing",
        model,
        folder,
        present,
    )
    return open_library(folder, model=present, threads=threads, follower=follower)


def for_model(library: Library, embedder: Embedder) -> Library:
    """Return a library over the same open catalogue, for another model."""
    catalogue, folder = library.catalogue, library.folder
    sizing, follower = library.engine.sizing, library.engine.follower
    engine = LocalEngine(catalogue, folder, embedder.name, embedder.dimension, sizing=sizing, follower=follower)
    return Library(folder, catalogue, embedder, engine)


def follow_model(library: Library, open_embedder: Callable[[str], Embedder]) -> Library:
    """Return the library; opened for another model where the folder has been rebuilt for that one.

    Raises:
        ModelError: that model cannot be opened here.
    """
    with library.catalogue.snapshot() as snapshot:
        name, model = snapshot.embedder(), snapshot.upkeep.model()
    if not name or name == library.embedder.name:
        return library
    return for_model(library, open_embedder(model or name))


def _remember_model(catalogue: Catalogue, embedder: Embedder) -> None:
    """Note how to open the model of a folder, for whoever opens the folder without naming one."""
    with catalogue.snapshot() as snapshot:
        known = snapshot.upkeep.model()
    if embedder.model == (known or DEFAULT_MODEL):
        return
    with (
        suppress(StorageFailed),
        catalogue.write() as transaction,
    ):  # a folder that can only be read is of use all the same
        transaction.upkeep.change_embedder(embedder.name, embedder.model)


def _model_of(folder: Path) -> str | None:
    if not (folder / FILE_NAME).is_file():
        return None
    catalogue = Catalogue(folder)
    try:
        with catalogue.snapshot() as snapshot:
            return snapshot.upkeep.model()
    finally:
        catalogue.close()
