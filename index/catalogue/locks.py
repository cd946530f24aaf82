"""Locks between processes, as files."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import Busy, ReadOnly, StorageFailed

INGEST_LOCK = "ingest.lock"


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


def lock_ingest(folder: Path, wait: float = -1) -> FileLock:
    """Acquire and return the lock under which one process at a time ingests into a folder.

    Waits at most `wait` seconds for it, -1 for ever.

    Raises:
        Busy: another process still holds it.
        StorageFailed: the disk refuses it.
    """
    lock = lock_file(folder, INGEST_LOCK, wait)
    if lock is None:
        raise Busy(f"another process is ingesting into {folder}; try again when it is done")
    return lock


def lock_file(folder: Path, name: str, wait: float) -> FileLock | None:
    """Acquire a lock file, which any thread may release; None where another process still holds it after `wait`.

    Raises:
        StorageFailed: the disk refuses it.
    """
    lock = FileLock(folder / name, thread_local=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=wait)
    except Timeout:
        return None
    except OSError as error:
        raise cannot_lock(folder, error) from error
    return lock
