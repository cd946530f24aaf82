"""A copy of the catalogue while others write; everything else in a data folder is derived from it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from index.catalogue.catalogue import Catalogue
from index.catalogue.presence import FILE_NAME
from index.errors import InvalidInput, StorageFailed

_ASIDE = f"{FILE_NAME}.new"


@dataclass(frozen=True, slots=True)
class Backup:
    """What was copied: the generation of the catalogue, its number of articles, and its size in bytes."""

    generation: int
    articles: int
    bytes: int


def back_up(
    catalogue: Catalogue, target: Path, on_progress: Callable[[int, int], None] = lambda _done, _total: None
) -> Backup:
    """Copy one generation of a catalogue into the folder `target`, which is created if it does not exist.

    The folder can be opened as a data folder afterwards. `on_progress` is called with the pages copied and their total.
    A copy that fails leaves nothing behind.

    Raises:
        InvalidInput: the folder is not empty, or `target` is not a folder.
        StorageFailed: the disk refused it.
    """
    with _made(target):
        aside = target / _ASIDE
        aside.unlink(missing_ok=True)  # left by a copy that was killed
        try:
            generation, articles = catalogue.copy_to(aside, on_progress)
            size = aside.stat().st_size
            aside.rename(target / FILE_NAME)
            _sync(target)
        except BaseException:
            for left in target.glob(f"{_ASIDE}*"):
                with suppress(OSError):
                    left.unlink()
            raise
    return Backup(generation, articles, size)


@contextmanager
def _made(target: Path) -> Iterator[None]:
    """Create the folder, or check that it is empty; what was created is removed if the block fails."""
    missing = [folder for folder in (target, *target.parents) if not folder.exists()]
    try:
        target.mkdir(parents=True, exist_ok=True)
        if any(path.name != _ASIDE for path in target.iterdir()):
            raise InvalidInput(f"{target} is not empty; name a new or empty folder", field="target")
        yield
    except (FileExistsError, NotADirectoryError):
        raise InvalidInput(f"{target} is not a folder; name a new or empty folder", field="target") from None
    except BaseException as error:
        for folder in missing:
            with suppress(OSError):
                folder.rmdir()
        if isinstance(error, OSError):
            raise StorageFailed(f"{target} cannot be written: {error.strerror or error}") from error
        raise


def _sync(folder: Path) -> None:
    """Flush the folder to disk, so that the name of a new file survives a power failure."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
