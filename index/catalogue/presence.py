"""Whether a folder holds an index, told without opening it."""

from pathlib import Path

from index.errors import NotFound

FILE_NAME = "catalogue.sqlite"


def require_index(folder: Path) -> None:
    """Check that a folder holds an index.

    Raises:
        NotFound: it holds none.
    """
    if not (folder / FILE_NAME).is_file():
        raise NotFound(f"there is no index in {folder} yet; `dateline ingest PATH` makes one")
