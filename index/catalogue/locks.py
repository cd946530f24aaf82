"""Locks between processes, as files."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import ReadOnly, StorageFailed


@contextmanager
def locked(path: Path, wait: float = -1) -> Iterator[None]:
    """Hold the lock under which one process at a time writes one of the indexes.

    Raises:
        Timeout: another still holds it after `wait` seconds; -1 waits for ever.
        StorageFailed: the disk refuses the lock.
    """
    lock = FileLock(path)
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        raise
    except OSError as error:
        raise cannot_lock(path.parent, error) from error
    try:
        yield
    finally:
        lock.release()


def cannot_lock(folder: Path, error: OSError) -> StorageFailed:
    """Return the error for a lock that cannot be taken, as of a folder that is read-only or on a full disk."""
    kind = ReadOnly if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM) else StorageFailed
    return kind(f"{folder} cannot be written: {error.strerror or error}")
