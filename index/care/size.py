"""The size of a data folder, and whether it can be written."""

import os
import shutil
from pathlib import Path

_LEAST_BYTES = 10_000_000  # room for a batch and its indexes


def size_of(folder: Path) -> int:
    """Return the total size in bytes of the files in a folder; one that is just being replaced may be missed."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue
    return total


def find_obstacle(folder: Path) -> str | None:
    """Return why a folder or a file directly in it cannot be written, as a clause; None if all can be.

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
