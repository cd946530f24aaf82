"""The files of a data folder, whatever they are."""

import os
import shutil
from pathlib import Path

_LEAST_BYTES = 10_000_000  # a batch, with its indexes


def size_of(folder: Path) -> int:
    """Return how many bytes the files of a folder take; one that is just being replaced may be missed."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue
    return total


def find_obstacle(folder: Path) -> str | None:
    """Return why nothing can be written into a folder, or into a file that lies in it, as a clause; None where it can.

    Nothing is written to find out.
    """
    try:
        room = shutil.disk_usage(folder).free
    except OSError as error:
        return f"the data folder cannot be read: {error.strerror or error}"
    if room < _LEAST_BYTES:
        return f"the disk that holds the data folder is full ({room:,} bytes are free)"
    files = (path for path in folder.iterdir() if path.is_file())
    shut = next((path for path in (folder, *files) if not os.access(path, os.W_OK)), None)
    return f"the data folder is read-only ({shut.name})" if shut else None
