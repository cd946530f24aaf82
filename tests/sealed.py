"""A folder that cannot be written, for root as for anyone: without its power to write what permissions forbid."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_OVERRIDE = 1 << 1  # CAP_DAC_OVERRIDE
_VERSION_3 = 0x20080522


@contextmanager
def sealed(folder: Path) -> Iterator[Path]:
    """Let this thread, and those that it starts, read a folder with all that is in it and write none of it.

    Skips where root's power cannot be given up for a while.
    """
    modes = {path: path.stat().st_mode for path in (folder, *folder.rglob("*"))}
    for path, mode in modes.items():
        path.chmod(mode & ~0o222)
    try:
        with _humbled():
            if os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
                pytest.skip("this user may write whatever permissions say")
            yield folder
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


@contextmanager
def _humbled() -> Iterator[None]:
    if os.geteuid() != 0 or not Path("/proc/self/status").exists():
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header, sets = (ctypes.c_uint32 * 2)(_VERSION_3, 0), (ctypes.c_uint32 * 6)()
    if libc.capget(header, sets):
        pytest.skip("capabilities cannot be read")
    effective = sets[0]
    sets[0] = effective & ~_OVERRIDE
    libc.capset(header, sets)
    try:
        yield
    finally:
        sets[0] = effective
        libc.capset(header, sets)
