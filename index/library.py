"""The parts of one data folder, opened together: catalogue, embedder, engine and lexicon."""

import logging
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from threadpoolctl import threadpool_limits

from index.catalogue.catalogue import Catalogue
from index.catalogue.presence import FILE_NAME, require_index
from index.errors import EmbedderMismatch, ModelError, StorageFailed
from index.passages.embedding import Embedder, open_embedder
from index.passages.names import DEFAULT_MODEL, Device
from index.passages.weights import MINILM
from index.search.dense import Sizing
from index.search.engine import Engine, Lexicon
from index.search.local import LocalEngine

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Library:
    """The parts of one data folder; shared by threads, closed once.

    `sizing` and `follower` are what its engine was opened with, and any engine that replaces it is.
    """

    folder: Path
    catalogue: Catalogue
    embedder: Embedder
    engine: Engine
    lexicon: Lexicon
    sizing: Sizing | None = None
    follower: bool = False

    @property
    def read_only(self) -> bool:
        """Return whether the data folder can be read but not written."""
        return self.catalogue.read_only

    def close(self) -> None:
        """Close engine and catalogue; the library is not used afterwards."""
        self.engine.close()
        self.catalogue.close()


def open_library(
    folder: Path,
    *,
    model: str | None = None,
    threads: int = 2,
    device: Device = "cpu",
    embedder: Embedder | None = None,
    sizing: Sizing | None = None,
    changing: bool = False,
    follower: bool = False,
    create: bool = True,
) -> Library:
    """Open the data folder, and let its indexes catch up; if it holds no index, create one, or refuse if not `create`.

    Without a `model`, it is the one that made the folder's vectors, else the default. An open `embedder` is used
    instead of opening one. With `changing`, its model may differ from that of the folder's vectors; such a library
    serves `run_rebuild` alone. A `follower` leaves writing the indexes to another process.

    Raises:
        NotFound: the folder holds no index, and not `create`.
        CatalogueError: the catalogue cannot be used as it is.
        ModelError: the embedder cannot be opened.
    """
    if not create:
        require_index(folder)
    threadpool_limits(1, user_api="blas")  # numpy's products here are small; their threads would only wait for cores
    catalogue = Catalogue(folder) if (folder / FILE_NAME).is_file() else None
    try:
        model_there = _model_of(catalogue) if catalogue else None
        opened = embedder or open_embedder(model or model_there or DEFAULT_MODEL, threads=threads, device=device)
        catalogue = catalogue or Catalogue(folder)  # not before there is a model for it
        if not changing:
            catalogue.require_embedder(opened.name)
        if model and not embedder and not changing:
            _note_model(catalogue, opened)
        return _assemble(folder, catalogue, opened, sizing, follower=follower)
    except BaseException:
        if catalogue:
            catalogue.close()
        raise


def open_engine(
    catalogue: Catalogue,
    folder: Path,
    model: str,
    dimension: int,
    *,
    sizing: Sizing | None = None,
    follower: bool = False,
) -> LocalEngine:
    """Open the engine of a data folder for vectors of `dimension` numbers, made by the model named `model`."""
    return LocalEngine(catalogue, folder, model, dimension, sizing=sizing, follower=follower)


def open_for_service(
    folder: Path, *, model: str | None, threads: int, device: Device = "cpu", follower: bool = False
) -> Library:
    """Open the data folder as `open_library` does, for a process that restarts with unchanged settings.

    If the folder holds vectors of another model than `model`, as after a rebuild, it is opened with its own model, and
    a warning in the log says which setting to change.

    Raises:
        CatalogueError: the catalogue cannot be used as it is.
        ModelError: the embedder cannot be opened.
    """
    try:
        return open_library(folder, model=model, threads=threads, device=device, follower=follower)
    except (EmbedderMismatch, ModelError):
        present = _find_model(folder)
        if model is None or present in (None, model):
            raise
    log.warning(
        "the embedder is set to %r, but %s is for %r, and is opened by that: set that, or nothing",
        model,
        folder,
        present,
    )
    return open_library(folder, model=present, threads=threads, device=device, follower=follower)


def for_model(library: Library, embedder: Embedder) -> Library:
    """Return a library over the same open catalogue, for another model."""
    return _assemble(library.folder, library.catalogue, embedder, library.sizing, follower=library.follower)


def follow_model(library: Library, open_embedder: Callable[[str], Embedder]) -> Library:
    """Return the library, or one for the new model if the folder has been rebuilt for another.

    Raises:
        ModelError: the new model cannot be opened here.
    """
    with library.catalogue.snapshot() as snapshot:
        name, model = snapshot.embedder(), snapshot.upkeep.model()
    if not name or name == library.embedder.name:
        return library
    return for_model(library, open_embedder(model or name))


def _assemble(
    folder: Path, catalogue: Catalogue, embedder: Embedder, sizing: Sizing | None, *, follower: bool
) -> Library:
    engine = open_engine(catalogue, folder, embedder.name, embedder.dimension, sizing=sizing, follower=follower)
    return Library(folder, catalogue, embedder, engine, engine, sizing, follower)


def _note_model(catalogue: Catalogue, embedder: Embedder) -> None:
    """Store how to open the model of a folder, for whoever opens the folder without naming one."""
    with catalogue.snapshot() as snapshot:
        known = snapshot.upkeep.model()
    if embedder.model == (known or DEFAULT_MODEL):
        return
    with suppress(StorageFailed), catalogue.write() as transaction:  # a read-only folder can be searched all the same
        transaction.upkeep.change_embedder(embedder.name, embedder.model)


def _find_model(folder: Path) -> str | None:
    if not (folder / FILE_NAME).is_file():
        return None
    with closing(Catalogue(folder)) as catalogue:
        return _model_of(catalogue)


def _model_of(catalogue: Catalogue) -> str | None:
    with catalogue.snapshot() as snapshot:
        # A folder that notes no model is of the default one: of this version, or of those before it.
        return snapshot.upkeep.model() or (MINILM if snapshot.embedder() == MINILM else None)
