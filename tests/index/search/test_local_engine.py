"""The engine on this machine keeps the engine contract."""

from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from index.search.engine import Engine
from index.search.local import LocalEngine
from tests.index.search.engine_contract import EngineContract
from tests.index.search.shelf import EMBEDDER


class TestLocalEngine(EngineContract):
    """FAISS and tantivy over the catalogue of one data folder."""

    @staticmethod
    def make_engine(catalogue: Catalogue, folder: Path) -> LocalEngine:
        """Open the engine in the folder of its catalogue."""
        return LocalEngine(catalogue, folder, EMBEDDER.name, EMBEDDER.dimension)

    @staticmethod
    def hold_back(engine: Engine, patch: pytest.MonkeyPatch) -> None:
        """Let it search with the view that it has."""
        patch.setattr(engine, "_catch_up", lambda _: None)
