"""The files of the lexical index: the number of the generation beside it, and a copy of links to read it by.

tantivy takes a lock in the folder of an index even to read it. Where that folder cannot be written, the index is opened
in a temporary folder instead, whose files are links to the segments: a follower writes what is new beside them, and
what it deletes are links.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import StorageFailed

LEXICAL = "lexical"
GENERATION = "generation"
_STATE = (
    GENERATION,
    "meta.json",
    ".managed.json",
)  # copied, the generation first: the files have followed at least that


def read_generation(folder: Path) -> int:
    """Return up to which generation the index in a folder has followed at least; 0 where there is none."""
    try:
        return int((folder / GENERATION).read_text())
    except (OSError, ValueError):
        return 0


def link_lexical(folder: Path) -> Path:
    """Return a new temporary folder that has the lexical index of a data folder, by links; the caller removes it.

    Raises:
        StorageFailed: no temporary folder can be made.
    """
    source = folder / LEXICAL
    try:
        place = Path(tempfile.mkdtemp(prefix="dateline-"))
        target = place / LEXICAL
        target.mkdir()
        for name in _STATE:
            if (source / name).is_file():
                shutil.copyfile(source / name, target / name)
        for file in source.glob("*"):
            if file.name not in _STATE and not file.name.endswith(".lock"):
                (target / file.name).symlink_to(file.absolute())
    except OSError as error:
        raise StorageFailed(
            f"{folder} is read-only, and no temporary folder can be used in its place ({error.strerror or error}):"
            " let TMPDIR name one"
        ) from error
    return place


@contextmanager
def linked(folder: Path) -> Iterator[Path]:
    """Have such a folder for a block."""
    place = link_lexical(folder)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
