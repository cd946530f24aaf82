"""A file of milvus-lite for tests, one for a process, and collections in it by the folder of a catalogue."""

import hashlib
import importlib.util
import tempfile
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


def open_lite(catalogue: Catalogue, folder: Path) -> Engine:
    """Open an engine over a catalogue."""
    from index.search.milvus.engine import MilvusEngine

    return MilvusEngine(catalogue, folder, EMBEDDER.name, EMBEDDER.dimension, address=lite_address(folder))
