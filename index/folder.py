"""The files of a data folder, whatever they are."""

from pathlib import Path


def size_of(folder: Path) -> int:
    """Return how many bytes the files of a folder take; one that is just being replaced may be missed."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue
    return total
