"""Opening the database of a catalogue: the file of a data folder, or a shared one at an address."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.catalogue.database.address import CatalogueAddress, read_catalogue_address
from index.catalogue.database.contract import Database
from index.catalogue.database.sqlite import FileDatabase
from index.errors import CatalogueUnavailable


def open_database(folder: Path, address: str | None, *, read_only: bool) -> Database:
    """Open the database in a data folder, or at an address, or create it.

    Raises:
        CatalogueError: it cannot be used as it is.
        CatalogueUnavailable: its server gives no answer, or the extra for it is not installed.
        InvalidInput: it is no address.
    """
    if address is None:
        return FileDatabase(folder, read_only=read_only)
    where = read_catalogue_address(address)
    with _installed(where):
        from index.catalogue.database.postgres import ServerDatabase
    return ServerDatabase(where, folder, read_only=read_only)


def exists_at(address: str) -> bool:
    """Return whether there is a catalogue at an address.

    Raises:
        CatalogueError, InvalidInput: as `open_database` does.
    """
    where = read_catalogue_address(address)
    with _installed(where):
        from index.catalogue.database.schema import exists
    return exists(where)


@contextmanager
def _installed(where: CatalogueAddress) -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise CatalogueUnavailable(
            f"{where.shown} needs the package {error.name or 'psycopg'}: install dateline[postgres]"
        ) from error
