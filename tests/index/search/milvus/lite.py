"""A file of milvus-lite for tests, one for a process, and collections in it by the folder of a catalogue."""

import hashlib
import importlib.util
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from index.search.address import Address
from index.search.engine import Engine
from tests.index.search.shelf import EMBEDDER

MISSING = [name for name in ("pymilvus", "milvus_lite") if importlib.util.find_spec(name) is None]

needs_lite = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}; the extra dev brings them")


@cache
def lite_file() -> Path:
    """Return the file, which goes with the temporary folder of the process."""
    return Path(tempfile.mkdtemp(prefix="dateline-milvus-")) / "lite.db"


def lite_address(folder: Path) -> Address:
    """Return the address of a collection for a folder."""
    return Address(str(lite_file()), collection_of(folder), index="FLAT", timeout=20)


def collection_of(folder: Path) -> str:
    """Return a name for the collection of a folder."""
    return f"c{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"


@contextmanager
def lite_server(folder: Path) -> Iterator[int]:
    """Run milvus-lite as a server of its own, which several processes can ask; yield its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "milvus_lite", "server", "--data-dir", str(folder), "--host", "127.0.0.1"]
    with (folder.parent / "lite.log").open("wb") as log, subprocess.Popen(
        [*command, "--port", str(port)], stdout=log, stderr=log
    ) as process:  # fmt: skip
        try:
            _wait_for(port, process)
            yield port
        finally:
            process.kill()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    while True:
        assert process.poll() is None, "milvus-lite has ended"
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return


def open_lite(catalogue: Catalogue, folder: Path) -> Engine:
    """Open an engine over a catalogue."""
    from index.search.milvus.engine import MilvusEngine

    return MilvusEngine(catalogue, folder, EMBEDDER.name, EMBEDDER.dimension, address=lite_address(folder))
