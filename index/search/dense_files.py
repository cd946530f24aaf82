"""The files of the dense index: one base per generation and model, each file replaced atomically.

`dense-N-M.faiss` holds the vectors, where N is the generation and M a digest of the model's name; a large base has
`.lists` and `.shape` beside it, and is scanned without them. A process that has a replaced file mapped keeps the old
content.
"""

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from index.errors import StorageFailed
from index.search.dense import DenseIndex, Sizing, build_dense
from index.search.engine import Shape
from index.search.vectors import read_lists, read_part, write_index

_FILES = "dense-*"


def save_dense(index: DenseIndex, folder: Path, model: str) -> None:
    """Write the base of an index that has no delta, whole or not at all, and delete the files it replaces.

    Raises:
        StorageFailed: the disk refused it; the old base is kept.
    """
    scan, lists, shape = (_path(folder, index.base_generation, model, kind) for kind in ("faiss", "lists", "shape"))
    if index.lists:
        write_index(index.lists, lists)
        _write_shape(index.shape, shape)
    write_index(index.base, scan)  # the last file: with it the base exists
    kept = {scan, lists, shape} if index.lists else {scan}
    for old in folder.glob(_FILES):
        ours = _tag(model) in old.name or _generation_of(old) < 0  # files of another model may still be in use
        if ours and old not in kept and _generation_of(old) <= index.base_generation:
            with suppress(OSError):
                old.unlink()


def load_dense(
    folder: Path, model: str, dimension: int, *, newest: int | None = None, sizing: Sizing | None = None
) -> DenseIndex:
    """Map the newest base of a model in `folder`, of generation `newest` at most; an empty index if there is none."""
    sizing = sizing or Sizing()
    for path in _bases(folder, model):
        generation = _generation_of(path)
        base = read_part(path, dimension) if newest is None or generation <= newest else None
        if base is not None:
            shape = _read_shape(path.with_suffix(".shape"))
            lists = read_lists(path.with_suffix(".lists"), base) if shape.lists else None
            return DenseIndex(dimension, generation, base, lists, shape if lists else Shape(), sizing=sizing)
    return build_dense(dimension, 0, [], sizing)


def stamp_of(folder: Path, model: str) -> tuple[int, int, int] | None:
    """Return what identifies the newest base of a model: generation, inode and modification time in nanoseconds.

    None if there is no base.
    """
    for path in _bases(folder, model):
        with suppress(OSError):
            found = path.stat()
            return _generation_of(path), found.st_ino, found.st_mtime_ns
    return None


def drop_strays(folder: Path, model: str) -> None:
    """Delete every dense file that does not belong to the newest base of a model, half-written ones included."""
    newest = next(iter(_bases(folder, model)), None)
    for path in folder.glob(_FILES):
        if newest is None or path.stem != newest.stem:
            path.unlink(missing_ok=True)


def drop_newer(folder: Path, generation: int) -> None:
    """Delete every dense file that is ahead of a generation: it was made from another catalogue."""
    for path in folder.glob(_FILES):
        if _generation_of(path) > generation:
            with suppress(OSError):
                path.unlink()


def _bases(folder: Path, model: str) -> list[Path]:
    return sorted(folder.glob(f"dense-*-{_tag(model)}.faiss"), key=_generation_of, reverse=True)


def _path(folder: Path, generation: int, model: str, kind: str) -> Path:
    return folder / f"dense-{generation}-{_tag(model)}.{kind}"


def _tag(model: str) -> str:
    """Return what identifies a model in the name of a file."""
    return hashlib.sha256(model.encode()).hexdigest()[:8]


def _generation_of(path: Path) -> int:
    number = path.name.removeprefix("dense-").partition("-")[0]
    return int(number) if number.isdigit() else -1


def _write_shape(shape: Shape, path: Path) -> None:
    aside = path.with_name(f"{path.name}.new")
    try:
        aside.write_text(json.dumps(asdict(shape)))
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise StorageFailed(f"the dense index in {path.parent} cannot be written; the old one is kept") from error


def _read_shape(path: Path) -> Shape:
    try:
        return Shape(**json.loads(path.read_text()))
    except (OSError, ValueError, TypeError):
        return Shape()  # without it the lists are not used
