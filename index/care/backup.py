"""A copy of the catalogue while others write: all that a data folder needs, for the rest is derived from it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from index.catalogue.catalogue import FILE_NAME, Catalogue
from index.errors import InvalidInput, StorageFailed

_ASIDE = f"{FILE_NAME}.new"


@dataclass(frozen=True, slots=True)
class Backup:
    """What was copied: one generation of the catalogue, of so many articles, in so many bytes."""

    generation: int
    articles: int
    bytes: int


def back_up(
    catalogue: Catalogue, target: Path, on_progress: Callable[[int, int], None] = lambda _done, _total: None
) -> Backup:
    """Copy one generation of a catalogue into the folder `target`, which is made where it does not exist.

    The folder can be opened as a data folder afterwards. `on_progress` hears the pages done and their total. Nothing is
    left behind by a copy that fails.

    Raises:
        InvalidInput: there is something in the folder already, or it is none.
        StorageFailed: the disk refused it.
    """
    with _made(target):
        aside = target / _ASIDE
        aside.unlink(missing_ok=True)  # what a copy that was killed has left
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
    """Have the folder, empty; what was made for it goes again where the block fails."""
    missing = [folder for folder in (target, *target.parents) if not folder.exists()]
    try:
        target.mkdir(parents=True, exist_ok=True)
        if any(path.name != _ASIDE for path in target.iterdir()):
            raise InvalidInput(f"{target} is not empty; name a folder that is, or does not exist yet", field="target")
        yield
    except (FileExistsError, NotADirectoryError):
        raise InvalidInput(f"{target} is not a folder, and cannot be made one", field="target") from None
    except BaseException as error:
        for folder in missing:
            with suppress(OSError):
                folder.rmdir()
        if isinstance(error, OSError):
            raise StorageFailed(f"{target} cannot be written: {error.strerror or error}") from error
        raise


def _sync(folder: Path) -> None:
    """Let the name of a new file survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
