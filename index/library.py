"""The parts of one data folder, opened together: catalogue, embedder, engine and lexicon."""

import logging
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from threadpoolctl import threadpool_limits

from index.catalogue.catalogue import Catalogue
from index.catalogue.presence import has_index, require_index
from index.errors import EmbedderMismatch, EngineUnavailable, ModelError, StorageFailed
from index.passages.embedding import Embedder, open_embedder
from index.passages.names import DEFAULT_MODEL, Device
from index.passages.weights import MINILM
from index.search.address import LOCAL, OWN, Address, EngineSetting, read_address
from index.search.dense import Sizing
from index.search.engine import Engine, Lexicon
from index.search.local import LocalEngine

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Library:
    """The parts of one data folder; shared by threads, closed once.

    `setting`, `sizing` and `follower` are what its engine was opened with, and any engine that replaces it is. The
    engine is at `address`.
    """

    folder: Path
    catalogue: Catalogue
    embedder: Embedder
    engine: Engine
    lexicon: Lexicon
    sizing: Sizing | None = None
    follower: bool = False
    setting: EngineSetting = OWN
    address: str = LOCAL

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
    engine: EngineSetting = OWN,
    shared: str | None = None,
) -> Library:
    """Open the data folder, and let its indexes catch up; if it holds no index, create one, or refuse if not `create`.

    With `shared`, the catalogue is the one at that address, and the folder holds the indexes of this host alone.

    Without a `model`, it is the one that made the folder's vectors, else the default. An open `embedder` is used
    instead of opening one. With `changing`, its model may differ from that of the folder's vectors; such a library
    serves `run_rebuild` alone. A `follower` leaves writing the indexes to another process. Without an address in
    `engine`, the folder's own engine is opened.

    Raises:
        NotFound: the folder holds no index, and not `create`.
        CatalogueError: the catalogue cannot be used as it is.
        ModelError: the embedder cannot be opened.
        EngineUnavailable: the library of the engine is not installed.
        InvalidInput: the address of the engine cannot be read.
    """
    if not create:
        require_index(folder, shared)
    threadpool_limits(1, user_api="blas")  # numpy's products here are small; their threads would only wait for cores
    catalogue = Catalogue(folder, address=shared) if has_index(folder, shared) else None
    try:
        model_there = model_of(catalogue) if catalogue else None
        opened = embedder or open_embedder(model or model_there or DEFAULT_MODEL, threads=threads, device=device)
        catalogue = catalogue or Catalogue(folder, address=shared)  # not before there is a model for it
        if not changing:
            catalogue.require_embedder(opened.name)
        if model and not embedder and not changing:
            _note_model(catalogue, opened)
        return _assemble(catalogue, opened, sizing, follower=follower, setting=engine)
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
    setting: EngineSetting = OWN,
) -> Engine:
    """Open the engine of a data folder for vectors of `dimension` numbers, made by the model named `model`.

    Raises:
        EngineUnavailable: its library is not installed.
        InvalidInput: its address cannot be read.
    """
    address = read_address(setting.address or _engine_of(catalogue))
    if address is None:
        return LocalEngine(catalogue, folder, model, dimension, sizing=sizing, follower=follower)
    return _open_remote(catalogue, folder, model, dimension, address, setting.key, follower=follower)


def open_for_service(
    folder: Path,
    *,
    model: str | None,
    threads: int,
    device: Device = "cpu",
    follower: bool = False,
    engine: EngineSetting = OWN,
    shared: str | None = None,
) -> Library:
    """Open the data folder as `open_library` does, for a process that restarts with unchanged settings.

    If the folder holds vectors of another model than `model`, as after a rebuild, it is opened with its own model, and
    a warning in the log says which setting to change.

    Raises:
        CatalogueError: the catalogue cannot be used as it is.
        ModelError: the embedder cannot be opened.
    """
    opened = partial(open_library, folder, threads=threads, device=device, follower=follower, engine=engine)
    try:
        return opened(model=model, shared=shared)
    except (EmbedderMismatch, ModelError):
        present = _find_model(folder, shared)
        if model is None or present in (None, model):
            raise
    log.warning(
        "the embedder is set to %r, but %s is for %r, and is opened by that: set that, or nothing",
        model,
        folder,
        present,
    )
    return opened(model=present, shared=shared)


def for_model(library: Library, embedder: Embedder) -> Library:
    """Return a library over the same open catalogue, for another model."""
    return _assemble(
        library.catalogue,
        embedder,
        library.sizing,
        follower=library.follower,
        setting=library.setting,
    )


def follow_model(library: Library, open_embedder: Callable[[str], Embedder]) -> Library:
    """Return the library, or one for the new model or engine if the folder has been rebuilt for another.

    Raises:
        ModelError: the new model cannot be opened here.
        EngineUnavailable: the library of the new engine is not installed.
    """
    with library.catalogue.snapshot() as snapshot:
        name, model = snapshot.embedder(), snapshot.upkeep.model()
    moved = (library.setting.address or _engine_of(library.catalogue)) != library.address
    if name and name != library.embedder.name:
        return for_model(library, open_embedder(model or name))
    return for_model(library, library.embedder) if moved else library


def _assemble(
    catalogue: Catalogue,
    embedder: Embedder,
    sizing: Sizing | None,
    *,
    follower: bool,
    setting: EngineSetting,
) -> Library:
    address = setting.address or _engine_of(catalogue)
    chosen = EngineSetting(address, setting.key)
    name, dimension = embedder.name, embedder.dimension
    folder = catalogue.folder
    engine = open_engine(catalogue, folder, name, dimension, sizing=sizing, follower=follower, setting=chosen)
    return Library(folder, catalogue, embedder, engine, engine.lexicon, sizing, follower, setting, address)


def _open_remote(
    catalogue: Catalogue,
    folder: Path,
    model: str,
    dimension: int,
    address: Address,
    key: str | None,
    *,
    follower: bool,
) -> Engine:
    try:
        from index.search.milvus.engine import MilvusEngine
    except ModuleNotFoundError as error:
        raise EngineUnavailable(
            f"the engine {address.describe()} needs the package {error.name}: install dateline[milvus]"
        ) from error
    return MilvusEngine(catalogue, folder, model, dimension, address=address, key=key, follower=follower)


def _engine_of(catalogue: Catalogue) -> str:
    with catalogue.snapshot() as snapshot:
        return snapshot.upkeep.engine() or LOCAL


def _note_model(catalogue: Catalogue, embedder: Embedder) -> None:
    """Store how to open the model of a folder, for whoever opens the folder without naming one."""
    with catalogue.snapshot() as snapshot:
        known = snapshot.upkeep.model()
    if embedder.model == (known or DEFAULT_MODEL):
        return
    with suppress(StorageFailed), catalogue.write() as transaction:  # a read-only folder can be searched all the same
        transaction.upkeep.change_embedder(embedder.name, embedder.model)


def _find_model(folder: Path, shared: str | None) -> str | None:
    if not has_index(folder, shared):
        return None
    with closing(Catalogue(folder, address=shared)) as catalogue:
        return model_of(catalogue)


def model_of(catalogue: Catalogue) -> str | None:
    """Return the name or folder by which a catalogue's model is opened; None for the default one, or if it has none."""
    with catalogue.snapshot() as snapshot:
        # A folder that notes no model is of the default one: of this version, or of those before it.
        return snapshot.upkeep.model() or (MINILM if snapshot.embedder() == MINILM else None)
