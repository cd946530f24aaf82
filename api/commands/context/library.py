"""The library of a command: opened when the command runs, closed when it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from api.commands.output.waiting import working
from index.catalogue.presence import require_index
from index.errors import InvalidInput
from index.passages.memory import require_address_space

if TYPE_CHECKING:
    from api.settings import Settings
    from index.catalogue.catalogue import Catalogue
    from index.library import Library
    from qa.reading.reader import Reader


@contextmanager
def library_of(settings: "Settings", *, create: bool = False, changing: bool = False) -> Iterator["Library"]:
    """Open the library of the data folder, with its embedder; `changing` allows a different one from the index's.

    Raises:
        NotFound: there is none, and not `create`.
    """
    if not create:
        require_index(settings.data, settings.shared)
    with working("opening the index and its model"):
        library = _open_library(settings, create=create, changing=changing)
    try:
        yield library
    finally:
        library.close()


@contextmanager
def library_and_reader_of(settings: "Settings", *, create: bool = False) -> Iterator[tuple["Library", "Reader | None"]]:
    """Open the library of the data folder, and the extractive reader that the settings name.

    Raises:
        NotFound: there is no library, and not `create`.
    """
    if not create:
        require_index(settings.data, settings.shared)
    require_address_space(settings.jobs)
    with working("opening the index and the models"):
        from api.processes.opening import open_reader_from_settings, open_side_by_side

        library, reader = open_side_by_side(
            settings, open_reader_from_settings, lambda settings: _open_library(settings, create=create)
        )
    try:
        yield library, reader
    finally:
        library.close()


def require_models(settings: "Settings") -> None:
    """Check that the embedder can exist, before anything is created or opened.

    Raises:
        ModelError: it cannot.
    """
    from index.passages.embedding import require_model

    if settings.chosen_embedder:
        require_model(settings.chosen_embedder)


@contextmanager
def catalogue_of(settings: "Settings", *, writing: bool = False, create: bool = False) -> Iterator["Catalogue"]:
    """Open only the catalogue of the data folder, without a model; `writing` requires that it can be changed.

    Raises:
        NotFound: there is none, and not `create`.
        ReadOnly: it cannot be changed, and `writing`.
    """
    if not create:
        require_index(settings.data, settings.shared)
    from index.catalogue.catalogue import Catalogue

    catalogue = Catalogue(settings.data, address=settings.shared)
    try:
        if writing:
            catalogue.require_writable()
        yield catalogue
    finally:
        catalogue.close()


@contextmanager
def catalogue_at(target: str, folder: Path) -> Iterator["Catalogue"]:
    """Open the catalogue at an address, with its indexes in a data folder, or that of a new folder; make it.

    Raises:
        InvalidInput: it is no address, it shows a password, or the folder is not empty.
    """
    from index.care.moving import require_new
    from index.catalogue.catalogue import Catalogue

    if "://" in target:
        _require_address(target)
        catalogue = Catalogue(folder, address=target)
    else:
        new = Path(target).expanduser()
        require_new(new)
        catalogue = Catalogue(new)
    try:
        catalogue.require_writable()
        yield catalogue
    finally:
        catalogue.close()


def _require_address(target: str) -> None:
    from index.catalogue.database.address import read_catalogue_address

    try:
        where = read_catalogue_address(target)
    except InvalidInput as error:
        raise InvalidInput(f"the archive cannot be moved there: {error.message}") from None
    if urlsplit(where.uri).password:
        raise InvalidInput("other users can see a password in an argument: put it into PGPASSWORD, or into ~/.pgpass")


def _open_library(settings: "Settings", *, create: bool, changing: bool = False) -> "Library":
    require_address_space(settings.jobs)
    from index.intake.drain import store_due
    from index.library import open_library

    model, jobs, device = settings.chosen_embedder, settings.jobs, settings.device
    library = open_library(
        settings.data,
        model=model,
        threads=jobs,
        device=device,
        changing=changing,
        create=create,
        engine=settings.chosen_engine,
        shared=settings.shared,
    )
    if not (changing or create):  # else the command stores, and holds the lock
        store_due(library)
    return library
