"""The engine whose vectors are in Milvus keeps the engine contract, with milvus-lite as its server."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from index.search.engine import Engine
from index.search.lexical_files import LEXICAL
from tests.index.search.engine_contract import EngineContract
from tests.index.search.milvus.lite import needs_lite, open_lite


@needs_lite
class TestMilvusLite(EngineContract):
    """Vectors in a file of milvus-lite, words beside the catalogue of one data folder."""

    @staticmethod
    def make_engine(catalogue: Catalogue, folder: Path) -> Engine:
        """Open the engine over the catalogue of a folder, with a collection of the folder's own."""
        return open_lite(catalogue, folder)

    @staticmethod
    def hold_back(engine: Engine, patch: pytest.MonkeyPatch) -> None:
        """Let it search what has been followed."""
        patch.setattr(engine, "_catch_up", lambda _: None)

    @staticmethod
    def index_files(folder: Path) -> Sequence[Path]:
        """Return the files of the lexical index: those of the vectors are the server's."""
        return [path for path in (folder / LEXICAL).rglob("*") if path.is_file()]
