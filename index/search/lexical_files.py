"""The files of the lexical index: its generation, and a linked copy to read it by.

tantivy takes a lock in the folder of an index even to read it. If that folder is read-only, the index is opened in a
temporary folder of links to the segments: new segments are written beside them, and only links are deleted.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from index.errors import StorageFailed

LEXICAL = "lexical"
GENERATION = "generation"
# Copied, the generation first: the files have followed at least that one.
_STATE = (GENERATION, "meta.json", ".managed.json")


def read_generation(folder: Path) -> int:
    """Return the generation that the index in a folder has followed at least; 0 if there is none."""
    try:
        return int((folder / GENERATION).read_text())
    except (OSError, ValueError):
        return 0


def read_stamp(folder: Path) -> tuple[int, int] | None:
    """Return what identifies the last commit of the index in a folder, even among several of one generation."""
    with suppress(OSError):
        found = (folder / GENERATION).stat()
        return found.st_ino, found.st_mtime_ns
    return None


def remove_interrupted(folder: Path) -> None:
    """Remove the lists of deleted documents that an interrupted commit left behind; the caller is the only writer.

    tantivy writes `SEGMENT.OPSTAMP.del` before the commit that refers to it. After a crash in between, the next writer
    counts from the last commit's opstamp again, needs the same name, and fails because the file exists.
    """
    try:
        committed = int(json.loads((folder / "meta.json").read_text("utf-8"))["opstamp"])
    except (OSError, ValueError, KeyError, TypeError):  # no commit, or damaged: the caller opens it and finds out
        return
    for file in folder.glob("*.*.del"):
        opstamp = file.name.split(".")[1]
        if opstamp.isdecimal() and int(opstamp) > committed:
            file.unlink(missing_ok=True)


def link_lexical(folder: Path) -> Path:
    """Return a new temporary folder with links to the lexical index of a data folder; the caller removes it.

    Raises:
        StorageFailed: no temporary folder can be created.
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
            f"{folder} is read-only, and no temporary folder can be created ({error.strerror or error}):"
            " set TMPDIR to a writable folder"
        ) from error
    return place


@contextmanager
def linked(folder: Path) -> Iterator[Path]:
    """Provide such a folder for a `with` block, and remove it afterwards."""
    place = link_lexical(folder)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
