"""Whether a catalogue exists, told without opening it."""

from pathlib import Path

from index.errors import NotFound

FILE_NAME = "catalogue.sqlite"


def has_index(folder: Path, shared: str | None = None) -> bool:
    """Return whether a data folder holds an index, or a catalogue exists at the address `shared`.

    Raises:
        CatalogueError: the server of the address cannot be used.
        InvalidInput: it is no address.
    """
    if shared is None:
        return (folder / FILE_NAME).is_file()
    from index.catalogue.database.opening import exists_at

    return exists_at(shared)


def require_index(folder: Path, shared: str | None = None) -> None:
    """Check that there is an index.

    Raises:
        NotFound: there is none.
        CatalogueError, InvalidInput: as `has_index` does.
    """
    if has_index(folder, shared):
        return
    if shared is None:
        raise NotFound(f"there is no index in {folder} yet; `dateline ingest PATH` makes one")
    from index.catalogue.database.address import read_catalogue_address

    raise NotFound(f"there is no index in {read_catalogue_address(shared).shown} yet; `dateline ingest PATH` makes one")
